"""Commands without selection: direct control with normal and with enhanced security, and what all models have in common."""
import asyncio
import time

from case import case, same
from control import (INCONSISTENT, IN_EXECUTION, LOCKED, NOT_SUPPORTED, OK, PARAMETERS, POSITION_REACHED, TIME_OVER, UNAVAILABLE, Command)
from mms import st, i, s


def target(peer, value, **more):
    return Command(peer, "DFPF1", "PFGnTgtSpt", value, **more)


def reactive(peer, value, **more):
    return Command(peer, "DVAR1", "VArTgtSptPct", value, timed=True, **more)


@case("Operate (direct, normal security)", "a value in range", "success; the status follows")
async def operates(w):
    same(OK, await target(w.a, 0.875).operate())
    same([0.875], await w.b.read("DFPF1$MX$PFGnTgtSpt$mxVal"))
    await w.a.quiet()


@case("Operate (direct, normal security)", "a value out of range", "LastApplError inconsistent-parameters, then object-access-denied; the status stays")
async def refuses_a_value(w):
    before = await w.a.read("DFPF1$MX$PFGnTgtSpt$mxVal$f")
    command = target(w.a, 1.5)
    await command.refused(command.operate(), PARAMETERS)
    same(before, await w.a.read("DFPF1$MX$PFGnTgtSpt$mxVal$f"))


@case("Operate (direct, normal security)", "orCat 9", "LastApplError inconsistent-parameters")
async def refuses_an_origin(w):
    command = target(w.a, 0.9, category=9)
    await command.refused(command.operate(), PARAMETERS)


@case("Operate (direct, normal security)", "a text in the place of the number; too few parts", "type-inconsistent alone")
async def refuses_a_type(w):
    same(INCONSISTENT, await target(w.a, 0.9, data=st(s("50"))).operate())
    same(INCONSISTENT, await w.a.write("DFPF1$CO$PFGnTgtSpt$Oper", st(st(i(1)))))
    await w.a.quiet(0.2)


@case("Operate (direct, normal security)", "the test flag", "success; nothing changes")
async def tests_only(w):
    before = await w.a.read("DFPF1$MX$PFGnTgtSpt$mxVal$f")
    same(OK, await target(w.a, 0.99, test=True).operate())
    same(before, await w.a.read("DFPF1$MX$PFGnTgtSpt$mxVal$f"))


@case("Operate (direct, normal security)", "the inverter is told to cease to energise", "active power falls to 0; back again, it returns")
async def ceases(w):
    same(OK, await Command(w.a, "DCTE1", "Mod", 1).operate())
    for wanted in (False, True):
        for _ in range(50):
            if await w.a.read("DGEN1$ST$ECPConn$stVal") == wanted:
                break
            await asyncio.sleep(0.1)
        same([wanted, wanted], [await w.a.read("DGEN1$ST$ECPConn$stVal"), await w.a.read("MMXU1$MX$TotW$mag$f") > 0])
        if not wanted:
            same(OK, await Command(w.a, "DCTE1", "Mod", 5).operate())


@case("Operate (direct, normal security)", "a mode that it has already", "LastApplError position-reached")
async def is_there_already(w):
    command = Command(w.a, "DCTE1", "Mod", 5)
    await command.refused(command.operate(), POSITION_REACHED)


@case("Operate (status only)", "any value", "LastApplError not-supported")
async def cannot_be_operated(w):
    command = Command(w.a, "DVVR1", "WSptPct", 50)
    await command.refused(command.operate(), NOT_SUPPORTED)


@case("Operate (direct, enhanced security)", "a value in range", "success, then a positive CommandTermination when it is reached")
async def terminates(w):
    command = reactive(w.a, 5)
    same(OK, await command.operate())
    await command.ended()
    same(5.0, await w.a.read("DVAR1$MX$VArTgtSptPct$mxVal$f"))


@case("Operate (direct, enhanced security)", "while another command is under way", "LastApplError command-already-in-execution or locked-by-other-client; the first one ends well")
async def does_one_at_a_time(w):
    first, second = reactive(w.a, 95), reactive(w.b, 6)
    same(OK, await first.operate())
    same(UNAVAILABLE, await second.operate())
    info = w.b.infos.get_nowait()
    assert info.values[0][4] in (IN_EXECUTION, LOCKED), info.values
    await first.ended()


@case("Operate (direct, enhanced security)", "the client goes while it is under way", "the command goes on to its end")
async def goes_on_alone(w):
    same(OK, await reactive(w.a, 40).operate())
    await w.a.conclude()
    for _ in range(60):
        command = reactive(w.b, 7)
        if await command.operate() is OK:
            break
        await asyncio.sleep(0.1)
    await command_end(w.b)
    same(7.0, await w.b.read("DVAR1$MX$VArTgtSptPct$mxVal$f"))


async def command_end(peer):
    while "LastApplError" in (await peer.info()).names:
        pass


@case("TimeActivatedOperate", "a time in the past", "LastApplError time-limit-over")
async def comes_too_late(w):
    command = reactive(w.a, 5, at=time.time() - 60)
    await command.refused(command.operate(), TIME_OVER)


@case("TimeActivatedOperate", "a time soon", "success at once; executed at that time")
async def waits_for_its_time(w):
    before = await w.a.read("DVAR1$MX$VArTgtSptPct$mxVal$f")
    command = reactive(w.a, before + 3, at=time.time() + 1)
    same(OK, await command.operate())
    same(before, await w.a.read("DVAR1$MX$VArTgtSptPct$mxVal$f"))
    info = await w.a.info()
    while info.names[-1].endswith("$Oper") is False:
        info = await w.a.info()
    same(before + 3, await w.a.read("DVAR1$MX$VArTgtSptPct$mxVal$f"))


@case("Cancel", "of a command that waits for its time", "success; it is not executed")
async def cancels_what_waits(w):
    before = await w.a.read("DVAR1$MX$VArTgtSptPct$mxVal$f")
    command = reactive(w.a, before + 3, at=time.time() + 60)
    same(OK, await command.operate())
    same(OK, await command.cancel())
    same(OK, await reactive(w.a, before, at=None).operate())
    same(before, await w.a.read("DVAR1$MX$VArTgtSptPct$mxVal$f"))
