"""Buffered reports and the security log over a restart of the gateway.

Arguments: port, bare JID, certificate, key, authority (PEM files), full JID of the gateway, EntryID of the last report that came. Without the
latter: makes an event that is reported, and one more when nobody listens. With it: what comes after that report. Prints one JSON object.
"""
import asyncio
import json
import sys

from cases_files import close, opened, part
from case import same
from control import Command
from mms import b, o
from peer import Peer
from report import Report

PORT, JID, CERTIFICATE, KEY, AUTHORITY, GATEWAY = sys.argv[1:7]
EVENTS, LIMIT = "LLN0$BR$brcb01$", 2


async def next_report(peer):
    while True:
        info = await peer.info()
        if info.names == ["RPT"]:
            return Report(info)


async def file(peer, name):
    number, size = await opened(peer, name)
    content, more = b"", True
    while more:
        octets, more = await part(peer, number)
        content += octets
    await close(peer, number)
    assert len(content) >= size, "%d octets of %d" % (len(content), size)
    return content


async def limited(peer, value):
    command = Command(peer, "DWMX1", "WMaxSptPct", value)
    same([None, None], [await command.select(), await command.operate()])
    await command.ended()


async def before(peer):
    await limited(peer, 99)
    same(None, await peer.write(EVENTS + "PurgeBuf", b(True)))
    same(None, await peer.write(EVENTS + "RptEna", b(True)))
    command = Command(peer, "DWMX1", "WMaxSptPct", 98)
    same([None, None], [await command.select(), await command.operate()])
    infos = [await peer.info(), await peer.info()]
    report = Report(next(info for info in infos if info.names == ["RPT"]))
    assert any(info.names[0].endswith("$Oper") for info in infos), "no CommandTermination"
    await peer.conclude()
    await peer.initiate()
    await limited(peer, 97)
    return {"entry": report.entry}


async def after(peer, last):
    same(None, await peer.write(EVENTS + "EntryID", o(last)))
    same(None, await peer.write(EVENTS + "RptEna", b(True)))
    report = await next_report(peer)
    return {"entry": report.entry, "value": report.values[report.included.index(LIMIT)][0][0], "overflow": report.overflow,
            "log": (await file(peer, "log/security.txt")).decode("ascii"), "flight": (await file(peer, "log/flight.rec")).hex()}


async def main():
    peer = Peer("%s/a" % JID, CERTIFICATE, KEY, AUTHORITY, GATEWAY)
    peer.connect(address=("127.0.0.1", int(PORT)), disable_starttls=False)
    await asyncio.wait_for(peer.ready.wait(), 30)
    await peer.initiate()
    print(json.dumps(await (after(peer, sys.argv[7]) if sys.argv[7:] else before(peer))))
    peer.disconnect()


asyncio.get_event_loop().run_until_complete(asyncio.wait_for(main(), 60))
