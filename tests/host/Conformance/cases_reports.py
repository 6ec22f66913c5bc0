"""Unbuffered report control blocks."""
import asyncio

from case import case, same
from mms import b, bits, f, s, u
from report import CHANGE, INTEGRITY, INTERROGATION, UPDATE, Report

URCB, SECOND, UPDATES = "LLN0$RP$urcb01$", "LLN0$RP$urcb02$", "LLN0$RP$update01$"
DENIED, UNAVAILABLE, UNSUPPORTED = 3, 2, 9
ALL = "0111110010"


async def enable(peer, block, **attributes):
    for attribute, data in attributes.items():
        same(None, await peer.write(block + attribute, data))
    same(None, await peer.write(block + "RptEna", b(True)))


async def next_report(peer):
    return Report(await peer.info())


@case("Report (URCB)", "GI", "all members, reason general-interrogation; GI reads false again")
async def interrogates(w):
    await enable(w.a, URCB, TrgOps=bits("010011"), IntgPd=u(0), OptFlds=bits(ALL))
    same(None, await w.a.write(URCB + "GI", b(True)))
    report = await next_report(w.a)
    same(("Meas", 0, "DER1LD0/LLN0$Meas", [0, 1, 2, 3, 4]), (report.id, report.number, report.data_set, report.included))
    same([INTERROGATION] * 5, report.reasons)
    same([49.96875], report.values[2][0])
    same("DER1LD0/MMXU1$MX$Hz", report.references[2])
    same(12, len(report.time))
    same(False, await w.a.read(URCB + "GI"))


@case("Report (URCB)", "OptFlds with bits of buffered reports", "those fields never come")
async def forces_options(w):
    await enable(w.a, URCB, OptFlds=bits("0111111110"), IntgPd=u(0), TrgOps=bits("010011"))
    same(None, await w.a.write(URCB + "GI", b(True)))
    report = await next_report(w.a)
    same((None, None), (report.overflow, report.entry))


@case("Report (URCB)", "OptFlds empty", "RptID, OptFlds, inclusion and values alone")
async def reports_little(w):
    await enable(w.a, URCB, OptFlds=bits("0000000000"), IntgPd=u(0), TrgOps=bits("010011"))
    same(None, await w.a.write(URCB + "GI", b(True)))
    info = await w.a.info()
    same(3 + 5, len(info.values))


@case("Report (URCB)", "IntgPd 200", "reports with all members, reason integrity, SqNum counting from 0")
async def reports_periodically(w):
    await enable(w.a, URCB, OptFlds=bits(ALL), TrgOps=bits("000010"), IntgPd=u(200))
    for number in range(3):
        report = await next_report(w.a)
        same((number, [INTEGRITY] * 5), (report.number, report.reasons))
    same(None, await w.a.write(URCB + "RptEna", b(False)))
    await asyncio.sleep(0.1)
    while not w.a.infos.empty():
        w.a.infos.get_nowait()
    await enable(w.a, URCB)
    same(0, (await next_report(w.a)).number)


@case("Report (URCB)", "a member is updated to the same value, trigger dupd", "a report, reason data-update")
async def reports_updates(w):
    await enable(w.a, UPDATES, OptFlds=bits("0101000000"))
    value = await w.a.read("DECP1$SP$VRef$setMag$f")
    same(None, await w.a.write("DECP1$SP$VRef$setMag$f", f(value)))
    same([UPDATE], (await next_report(w.a)).reasons)


@case("Report (URCB)", "a member changes while dupd alone is enabled (LIB61850-411)", "no report; with dchg there is one")
async def reports_no_other_trigger(w):
    await enable(w.a, SECOND, DatSet=s("DER1LD0/LLN0$Limits"), TrgOps=bits("000100"), IntgPd=u(0), OptFlds=bits("0101000000"))
    from control import Command
    try:
        same(None, await Command(w.b, "DFPF1", "PFGnTgtSpt", 0.81).operate())
        await w.a.quiet()
        same(None, await w.a.write(SECOND + "RptEna", b(False)))
        await enable(w.a, SECOND, TrgOps=bits("010000"))
        same(None, await Command(w.b, "DFPF1", "PFGnTgtSpt", 0.875).operate())
        report = await next_report(w.a)
        same(([CHANGE], [1], [0.875]), (report.reasons, report.included, report.values[0][0]))
    finally:
        await w.a.write(SECOND + "RptEna", b(False))
        await w.a.write(SECOND + "DatSet", s("DER1LD0/LLN0$Meas"))


@case("SetURCBValues", "attributes while enabled", "temporarily-unavailable; they stay")
async def writes_nothing_while_enabled(w):
    await enable(w.a, URCB, IntgPd=u(0))
    before = await w.a.read(URCB + "DatSet")
    for attribute, data in (("RptID", s("x")), ("DatSet", s("DER1LD0/LLN0$Events")), ("OptFlds", bits("0" * 10)), ("BufTm", u(1)), ("TrgOps", bits("0" * 6)), ("IntgPd", u(9))):
        same((attribute, UNAVAILABLE), (attribute, await w.a.write(URCB + attribute, data)))
    same(before, await w.a.read(URCB + "DatSet"))


@case("SetURCBValues", "by another client than the one that reserved it (LIB61850-382)", "an error; the owner goes on")
async def belongs_to_one(w):
    same(None, await w.a.write(URCB + "Resv", b(True)))
    for attribute, data in (("Resv", b(True)), ("Resv", b(False)), ("RptEna", b(True)), ("IntgPd", u(9))):
        assert await w.b.write(URCB + attribute, data) in (UNAVAILABLE, DENIED), attribute
    await enable(w.a, URCB, IntgPd=u(0), TrgOps=bits("010011"))
    same(None, await w.a.write(URCB + "GI", b(True)))
    same(5, len((await next_report(w.a)).values))
    owner = bytes.fromhex(await w.b.read(URCB + "Owner")).decode()
    same(w.a.boundjid.full, owner)


@case("SetURCBValues", "the client that reserved it goes", "it is free and not enabled")
async def is_free_again(w):
    await enable(w.a, URCB, IntgPd=u(0))
    await w.a.conclude()
    same([False, False], await w.b.read(URCB + "RptEna", URCB + "Resv"))
    await enable(w.b, URCB)


@case("SetURCBValues", "GI while not enabled", "temporarily-unavailable")
async def interrogates_when_enabled(w):
    same(UNAVAILABLE, await w.a.write(URCB + "GI", b(True)))


@case("SetURCBValues", "a data set that is not there", "an error; DatSet stays")
async def takes_no_unknown_set(w):
    before = await w.a.read(URCB + "DatSet")
    assert await w.a.write(URCB + "DatSet", s("DER1LD0/LLN0$Nothing")) is not None
    same(before, await w.a.read(URCB + "DatSet"))


@case("SetURCBValues", "ConfRev, SqNum, Owner", "object-access-denied")
async def writes_no_counters(w):
    same([DENIED, DENIED], await w.a.write(URCB + "ConfRev", u(9), URCB + "SqNum", u(9)))


@case("SetURCBValues", "another data set", "ConfRev counts")
async def counts_revisions(w):
    before = await w.a.read(SECOND + "ConfRev")
    same(None, await w.a.write(SECOND + "DatSet", s("DER1LD0/LLN0$Events")))
    assert await w.a.read(SECOND + "ConfRev") > before
    same(None, await w.a.write(SECOND + "DatSet", s("DER1LD0/LLN0$Meas")))
