"""Buffered report control blocks."""
from case import case, same
from cases_reports import ALL, DENIED, UNAVAILABLE, enable, next_report
from control import Command
from mms import b, bits, o, u
from report import CHANGE, INTERROGATION

BRCB = "LLN0$BR$brcb01$"
OPTIONS = "0111011110"


async def prepare(w):
    """The block purged and without delay, so that the next change is an entry of its own."""
    same([None] * 3, await w.a.write(BRCB + "BufTm", u(0), BRCB + "OptFlds", bits(OPTIONS), BRCB + "TrgOps", bits("010001")))
    same(None, await w.a.write(BRCB + "PurgeBuf", b(True)))


async def change(w, *values):
    """One change of a member for each value."""
    for value in values:
        same(None, await Command(w.b, "DFPF1", "PFGnTgtSpt", value).operate())


@case("Report (BRCB)", "changes while nobody has it enabled", "each is reported after it is enabled, in order, EntryIDs one after the other")
async def buffers(w):
    await prepare(w)
    await change(w, 0.8125, 0.875, 0.9375)
    await enable(w.a, BRCB)
    reports = [await next_report(w.a) for _ in range(3)]
    same([0.8125, 0.875, 0.9375], [report.values[0][0][0] for report in reports])
    same([0, 1, 2], [report.number for report in reports])
    same([CHANGE] * 3, [report.reasons[0] for report in reports])
    entries = [int(report.entry, 16) for report in reports]
    same([entries[0], entries[0] + 1, entries[0] + 2], entries)
    same([False] * 3, [report.overflow for report in reports])


@case("Report (BRCB)", "the client goes, and writes its last EntryID when it is back", "what came meanwhile, nothing twice, nothing lost")
async def resumes(w):
    await prepare(w)
    await enable(w.a, BRCB)
    await change(w, 0.8125)
    last = await next_report(w.a)
    await w.a.conclude()
    await change(w, 0.875, 0.9375)
    await w.a.initiate()
    same(None, await w.a.write(BRCB + "EntryID", o(last.entry)))
    await enable(w.a, BRCB)
    reports = [await next_report(w.a) for _ in range(2)]
    same([0.875, 0.9375], [report.values[0][0][0] for report in reports])
    same(int(last.entry, 16) + 1, int(reports[0].entry, 16))
    same(False, reports[0].overflow)
    await w.a.quiet()


@case("GetBRCBValues", "after a report", "EntryID and TimeofEntry of that report, a binary-time of six octets")
async def shows_the_entry(w):
    await prepare(w)
    await enable(w.a, BRCB)
    await change(w, 0.8125)
    report = await next_report(w.a)
    same([report.entry, report.time], await w.a.read(BRCB + "EntryID", BRCB + "TimeofEntry"))
    same(12, len(report.time))


@case("Report (BRCB)", "PurgeBuf", "what was buffered is not reported")
async def purges(w):
    await prepare(w)
    await change(w, 0.8125)
    same(None, await w.a.write(BRCB + "PurgeBuf", b(True)))
    await enable(w.a, BRCB)
    await w.a.quiet()


@case("Report (BRCB)", "GI", "all members with an EntryID")
async def interrogates_buffered(w):
    await prepare(w)
    await enable(w.a, BRCB)
    same(None, await w.a.write(BRCB + "GI", b(True)))
    report = await next_report(w.a)
    same([INTERROGATION] * 3, report.reasons)
    same(16, len(report.entry))


@case("SetBRCBValues", "enabled without a reservation (LIB61850-400)", "ResvTms shows one; others cannot enable it")
async def reserves(w):
    await prepare(w)
    await enable(w.a, BRCB)
    assert await w.a.read(BRCB + "ResvTms") > 0
    assert await w.b.write(BRCB + "RptEna", b(True)) in (UNAVAILABLE, DENIED)
    assert await w.b.write(BRCB + "RptEna", b(False)) in (UNAVAILABLE, DENIED)
    same(True, await w.a.read(BRCB + "RptEna"))


@case("SetBRCBValues", "an EntryID that is not in the buffer", "an error, or all that is buffered")
async def takes_no_unknown_entry(w):
    await prepare(w)
    await change(w, 0.875)
    if await w.a.write(BRCB + "EntryID", o("FFFFFFFFFFFFFFFF")) is None:
        await enable(w.a, BRCB)
        same(0.875, (await next_report(w.a)).values[0][0][0])


@case("SetBRCBValues", "EntryID, PurgeBuf, OptFlds while enabled", "temporarily-unavailable")
async def writes_nothing_while_buffered_is_enabled(w):
    await prepare(w)
    await enable(w.a, BRCB)
    same([UNAVAILABLE] * 3, await w.a.write(BRCB + "EntryID", o("0" * 16), BRCB + "PurgeBuf", b(True), BRCB + "OptFlds", bits(ALL)))
