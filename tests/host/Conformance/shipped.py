"""Goes through the model that the firmware ships: reports, a set-point with selection, cease to energise, and a client that goes and comes back.

Arguments: port, bare JID, certificate, key, authority (PEM files), full JID of the gateway. Exit code 0 when all is as it should be.
"""
import asyncio
import sys
import time

from case import same
from control import PARAMETERS, Command
from mms import b, o, u
from peer import Peer
from report import CHANGE, Report

PORT, JID, CERTIFICATE, KEY, AUTHORITY, GATEWAY = sys.argv[1:7]
EVENTS, MEASURED = "LLN0$BR$brcb01$", "LLN0$RP$urcb01$"
LIMIT, CONNECTED = 2, 1


async def next_report(peer, name, member=None):
    """The next report of a control block; that has a member, if one is given. What else comes is passed over."""
    while True:
        info = await peer.info()
        if info.names == ["RPT"]:
            report = Report(info)
            if report.id == name and (member is None or member in report.included):
                return report


async def falls(peer, most):
    """Reports come until the active power is low enough."""
    while True:
        report = await next_report(peer, "Meas", 0)
        if report.values[report.included.index(0)][0][0] <= most:
            return


async def entry_of(peer, last, member):
    """The report of events that has a member, and those before it: EntryIDs one after the other."""
    while True:
        report = await next_report(peer, "Events")
        same(last + 1, int(report.entry, 16))
        last = int(report.entry, 16)
        if member in report.included:
            same(CHANGE, report.reasons[report.included.index(member)])
            return last, report.values[report.included.index(member)]


async def main():
    peers = [Peer("%s/%s" % (JID, resource), CERTIFICATE, KEY, AUTHORITY, GATEWAY) for resource in "ab"]
    for peer in peers:
        peer.connect(address=("127.0.0.1", int(PORT)), disable_starttls=False)
    await asyncio.wait_for(asyncio.gather(*[peer.ready.wait() for peer in peers]), 30)
    watcher, other = peers
    await watcher.initiate()
    await other.initiate()

    same(None, await watcher.write(EVENTS + "PurgeBuf", b(True)))
    same([None] * 2, await watcher.write(EVENTS + "RptEna", b(True), EVENTS + "GI", b(True)))
    last = int((await next_report(watcher, "Events")).entry, 16)
    same([None] * 2, await watcher.write(MEASURED + "IntgPd", u(1000), MEASURED + "RptEna", b(True)))
    same(0, (await next_report(watcher, "Meas")).number)

    # A set-point: out of range, and in range with selection; power falls, the event says so, and since when.
    wrong = Command(other, "DWMX1", "WMaxSptPct", 101)
    await wrong.refused(wrong.select(), PARAMETERS)
    asked = time.time()
    limit = Command(other, "DWMX1", "WMaxSptPct", 40)
    same([None, None], [await limit.select(), await limit.operate()])
    await limit.ended()
    last, (value, _, stamp) = await entry_of(watcher, last, LIMIT)
    same(([40.0], True), (value, asked - 2 < int(stamp[:8], 16) < time.time() + 2))
    await falls(watcher, 4100)

    # The client goes; what happens is kept for it.
    await watcher.conclude()
    same(None, await Command(other, "DCTE1", "Mod", 1).operate())
    while await other.read("DGEN1$ST$ECPConn$stVal"):
        await asyncio.sleep(0.1)
    await watcher.initiate()
    same([None] * 2, await watcher.write(EVENTS + "EntryID", o("%016X" % last), EVENTS + "RptEna", b(True)))
    last, (value, _, _) = await entry_of(watcher, last, CONNECTED)
    same(False, value)
    same(None, await Command(other, "DCTE1", "Mod", 5).operate())
    last, (value, _, _) = await entry_of(watcher, last, CONNECTED)
    same(True, value)
    for peer in peers:
        peer.disconnect()


asyncio.get_event_loop().run_until_complete(asyncio.wait_for(main(), 60))
