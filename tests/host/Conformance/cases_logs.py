"""Logs."""
from case import case, fails, same
from control import Command
from mms import b, child, name, full, text

LCB = "LLN0$LG$lcb$"
LOG = "LLN0$GeneralLog"
DENIED = 3


async def journal(peer, reference, more=""):
    """Entries: identifier, time, number of values; all parts."""
    entries, follows = [], True
    while follows:
        answer = await peer.confirmed("get", "<readJournal><journalName>%s</journalName>%s</readJournal>" % (name(full(reference)), more))
        part = [(text(e, "entryIdentifier"), text(e, "entryContent", "occurrenceTime"), e) for e in child(answer, "listOfJournalEntry")]
        entries += part
        follows = answer.get("moreFollows") != "false"
        if follows:
            more = after(part[-1])
    return entries


def after(entry):
    return "<entryToStartAfter><timeSpecification>%s</timeSpecification><entrySpecification>%s</entrySpecification></entryToStartAfter>" % (entry[1], entry[0])


@case("GetLCBValues", "the log control block", "its attributes; it is enabled")
async def reads_the_log_control(w):
    same([True, "DER1LD0/LLN0$GeneralLog", "DER1LD0/LLN0$Events"], await w.a.read(LCB + "LogEna", LCB + "LogRef", LCB + "DatSet"))


@case("QueryLogAfter", "changes after the newest entry", "an entry for each, in order")
async def reads_after(w):
    same(None, await Command(w.b, "DFPF1", "PFGnTgtSpt", 0.81).operate())
    newest = (await journal(w.a, LOG))[-1]
    same(None, await Command(w.b, "DFPF1", "PFGnTgtSpt", 0.82).operate())
    same(None, await Command(w.b, "DFPF1", "PFGnTgtSpt", 0.83).operate())
    entries = await journal(w.a, LOG, after(newest))
    same(2, len(entries))
    same([int(newest[0], 16) + 1, int(newest[0], 16) + 2], [int(entry[0], 16) for entry in entries])
    assert "DFPF1$MX$PFGnTgtSpt" in "".join(entries[0][2].itertext())


@case("QueryLogByTime", "from the time of an entry on", "that entry and all later ones; nothing before the first")
async def reads_by_time(w):
    entries = await journal(w.a, LOG)
    start = entries[-1][1]
    got = await journal(w.a, LOG, "<rangeStartSpecification><startingTime>%s</startingTime></rangeStartSpecification>" % start)
    assert [e[0] for e in entries if e[1] >= start] == [e[0] for e in got]
    same([], await journal(w.a, LOG, "<rangeStopSpecification><endingTime>000000000001</endingTime></rangeStopSpecification>"))


@case("GetLogStatusValues", "after an entry", "NewEntr is the newest one, OldEntr the oldest")
async def shows_its_ends(w):
    entries = await journal(w.a, LOG)
    same([entries[0][0], entries[-1][0]], await w.a.read(LCB + "OldEntr", LCB + "NewEntr"))


@case("SetLCBValues", "LogEna false", "changes are not logged until it is true again")
async def stops_logging(w):
    count = len(await journal(w.a, LOG))
    same(None, await w.a.write(LCB + "LogEna", b(False)))
    same(None, await Command(w.b, "DFPF1", "PFGnTgtSpt", 0.84).operate())
    same(count, len(await journal(w.a, LOG)))
    same(None, await w.a.write(LCB + "LogEna", b(True)))


@case("SetLCBValues", "LogRef", "object-access-denied")
async def keeps_its_log(w):
    from mms import s
    same(DENIED, await w.a.write(LCB + "LogRef", s("DER1LD0/LLN0$Other")))


@case("QueryLogAfter", "a log that is not there", "access object-non-existent")
async def reads_no_unknown_log(w):
    await fails("access", 2, journal(w.a, "LLN0$Other"))
