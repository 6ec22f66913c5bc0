"""Goes through all that a gateway has, and prints it as one JSON object: names, types, values, members of data sets, a report of each control block. Then commands.

Arguments: port, bare JID, certificate, key, authority (PEM files), full JID of the gateway.
"""
import asyncio
import json
import sys

from case import same
from cases_model import describe
from control import NOT_SUPPORTED, OK, PARAMETERS, Command
from mms import b, child, name, text
from mms import ServiceError
from peer import Peer
from report import INTERROGATION, Report

PORT, JID, CERTIFICATE, KEY, AUTHORITY, GATEWAY = sys.argv[1:7]


async def type_of(peer, reference):
    answer = await peer.confirmed("get", "<getVariableAccessAttributes><name>%s</name></getVariableAccessAttributes>" % name(reference))
    return describe(child(answer, "typeDescription")[0])


async def in_parts(ask, reference, parts, found):
    """An answer, put together of those for its parts where it is too large as a whole."""
    try:
        return await ask(reference)
    except ServiceError as error:
        assert error.what[0] == "service", error
        found["inParts"] += 1
        return [[part, await ask("%s$%s" % (reference, part))] for part in parts]


async def members(peer, reference):
    answer = await peer.confirmed("get", "<getNamedVariableListAttributes>%s</getNamedVariableListAttributes>" % name(reference))
    return ["%s/%s" % (text(item, "domainId"), text(item, "itemId")) for item in answer.iter() if child(item, "itemId") is not None]


async def interrogate(peer, block):
    """Numbers of the members that come when all are asked for, in as many segments as it takes."""
    assert await peer.write(block + "$RptEna", b(True)) is None
    assert await peer.write(block + "$GI", b(True)) is None
    included = []
    while True:
        report = Report(await peer.info())
        if INTERROGATION in report.reasons:
            assert not any(type(value).__name__ == "Failure" for value in report.values), report.values
            included += report.included
            if not report.more:
                break
    assert await peer.write(block + "$RptEna", b(False)) is None
    while not peer.infos.empty():
        peer.infos.get_nowait()
    return included


async def command(peer):
    """What the firmware drives does what it is told; what is out of range, or driven by nobody, is refused."""
    for node, name, value in (("DWMX1", "WMaxSptPct", 98), ("DVAR1", "VArTgtSptPct", -2), ("DHFW1", "Mod", 1)):
        told = Command(peer, node, name, value)
        same(OK, await told.select())
        same(OK, await told.operate())
        await told.ended()
    same([98, 1, -2, 1], await peer.read("DWMX1$MX$WMaxSptPct$mxVal$f", "DWMX1$ST$Mod$stVal", "DVAR1$MX$VArTgtSptPct$mxVal$f", "DHFW1$ST$Mod$stVal"))
    told = Command(peer, "DWMX1", "WMaxSptPct", 101)
    await told.refused(told.select(), PARAMETERS)
    told = Command(peer, "DFPF1", "PFLodTgtSpt", 1)
    await told.refused(told.select(), NOT_SUPPORTED)
    told = Command(peer, "FSCH1", "EnaReq", 1, data=b(True))
    await told.refused(told.operate(), NOT_SUPPORTED)


async def main():
    peer = Peer("%s/browser" % JID, CERTIFICATE, KEY, AUTHORITY, GATEWAY)
    peer.connect(address=("127.0.0.1", int(PORT)), disable_starttls=False)
    await asyncio.wait_for(peer.ready.wait(), 30)
    await peer.initiate()
    found = {"devices": await peer.all_names("domain", ""), "variables": [], "sets": [], "logs": [], "types": {}, "values": {}, "members": {}, "reports": {}, "inParts": 0}
    for device in found["devices"]:
        items = await peer.all_names("namedVariable", device)
        found["variables"] += ["%s/%s" % (device, item) for item in items]
        found["sets"] += ["%s/%s" % (device, item) for item in await peer.all_names("namedVariableList", device)]
        found["logs"] += ["%s/%s" % (device, item) for item in await peer.all_names("journal", device)]
        for item in [item for item in items if item.count("$") == 1]:
            reference = "%s/%s" % (device, item)
            parts = [other[len(item) + 1:] for other in items if other.startswith(item + "$") and other.count("$") == 2]
            found["types"][reference] = await in_parts(lambda r: type_of(peer, r), reference, parts, found)
            found["values"][reference] = await peer.read(reference)
            if item.split("$")[1] in ("RP", "BR"):
                for part in parts:
                    found["reports"]["%s$%s" % (reference, part)] = await interrogate(peer, "%s$%s" % (reference, part))
    for reference in found["sets"]:
        found["members"][reference] = await members(peer, reference)
    await command(peer)
    await peer.conclude()
    peer.disconnect()
    print(json.dumps(found))


asyncio.get_event_loop().run_until_complete(main())
