"""Select before operate, with normal and with enhanced security; last, more commands than the inverter takes."""
import asyncio

from case import case, same
from control import ALREADY_SELECTED, BY_PROCESS, LOCKED, NOT_SELECTED, OK, PARAMETERS, UNAVAILABLE, Command

SBO = "DVWC1$CO$Mod$SBO"
REFERENCE = "DER1LD0/DVWC1$CO$Mod"
ON, OFF = 1, 5


def mode(peer, value, **more):
    return Command(peer, "DVWC1", "Mod", value, **more)


def limit(peer, value, **more):
    return Command(peer, "DWMX1", "WMaxSptPct", value, **more)


@case("Select (normal security)", "an object that is free", "its reference; Operate succeeds, and ends the selection")
async def selects(w):
    assert (await w.a.read(SBO)).startswith(REFERENCE)
    same(OK, await mode(w.a, ON).operate())
    command = mode(w.a, OFF)
    await command.refused(command.operate(), NOT_SELECTED)


@case("Select (normal security)", "an object that another client has selected", "an empty string; its Operate is refused")
async def selects_for_one(w):
    assert await w.a.read(SBO)
    same("", await w.b.read(SBO))
    command = mode(w.b, OFF)
    await command.refused(command.operate(), LOCKED, UNAVAILABLE)
    same(OK, await mode(w.a, OFF).operate())


@case("Operate (SBO, normal security)", "without selection", "LastApplError object-not-selected")
async def needs_selection(w):
    command = mode(w.a, ON)
    await command.refused(command.operate(), NOT_SELECTED)


@case("Operate (SBO, normal security)", "later than sboTimeout (1 s) after the selection", "LastApplError object-not-selected")
async def runs_out(w):
    assert await w.a.read(SBO)
    await asyncio.sleep(1.3)
    command = mode(w.a, ON)
    await command.refused(command.operate(), NOT_SELECTED)
    assert await w.b.read(SBO)


@case("Cancel", "of a selection", "success; Operate is refused, another client may select")
async def cancels_a_selection(w):
    assert await w.a.read(SBO)
    command = mode(w.a, ON)
    same(OK, await command.cancel())
    await command.refused(command.operate(), NOT_SELECTED)
    assert await w.b.read(SBO)


@case("SelectWithValue (enhanced security)", "then Operate with the same values", "success, then a positive CommandTermination; active power falls")
async def limits_power(w):
    command = limit(w.a, 95)
    same(OK, await command.select())
    same(OK, await command.operate())
    await command.ended()
    same(95.0, await w.a.read("DWMX1$MX$WMaxSptPct$mxVal$f"))
    for _ in range(30):
        if await w.a.read("MMXU1$MX$TotW$mag$f") == 9500:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("active power does not fall")


@case("SelectWithValue (enhanced security)", "then Operate with another value, ctlNum or origin", "LastApplError inconsistent-parameters; the selection has ended")
async def keeps_to_the_selection(w):
    command, other = limit(w.a, 90), limit(w.a, 80)
    same(OK, await command.select())
    await other.refused(other.operate(), PARAMETERS)
    await command.refused(command.operate(), NOT_SELECTED)
    same(95.0, await w.a.read("DWMX1$MX$WMaxSptPct$mxVal$f"))


@case("SelectWithValue (enhanced security)", "a value out of range", "LastApplError inconsistent-parameters; not selected")
async def selects_no_bad_value(w):
    command = limit(w.a, 120)
    await command.refused(command.select(), PARAMETERS)
    same(OK, await limit(w.b, 90).select())


@case("SelectWithValue (enhanced security)", "by the client that has it selected already", "LastApplError object-already-selected")
async def selects_once(w):
    same(OK, await limit(w.a, 90).select())
    command = limit(w.a, 89)
    await command.refused(command.select(), ALREADY_SELECTED, UNAVAILABLE)


@case("SelectWithValue (enhanced security)", "by another client", "LastApplError locked-by-other-client; Operate and Cancel too")
async def locks_others_out(w):
    command = limit(w.a, 94)
    same(OK, await command.select())
    other = limit(w.b, 94)
    await other.refused(other.select(), LOCKED, UNAVAILABLE)
    await other.refused(other.operate(), LOCKED, UNAVAILABLE)
    await other.refused(other.cancel(), LOCKED, UNAVAILABLE)
    same(OK, await command.operate())
    await command.ended()


@case("SelectWithValue (enhanced security)", "the client that selected goes", "another client may select")
async def is_free_without_its_client(w):
    same(OK, await limit(w.a, 90).select())
    await w.a.conclude()
    same(OK, await limit(w.b, 90).select())


@case("Operate (SBO, enhanced security)", "without selection", "LastApplError object-not-selected")
async def needs_selection_with_value(w):
    command = limit(w.a, 90)
    await command.refused(command.operate(), NOT_SELECTED)


@case("Cancel", "of nothing", "LastApplError object-not-selected")
async def cancels_nothing(w):
    command = limit(w.a, 90)
    await command.refused(command.cancel(), NOT_SELECTED)


@case("Operate", "more commands in a minute than the inverter takes (30)", "LastApplError blocked-by-process")
async def takes_30_a_minute(w):
    for value in range(31):
        command = Command(w.a, "DFPF1", "PFGnTgtSpt", 0.8 + value / 200)
        if await command.operate() is not OK:
            same(BY_PROCESS, w.a.infos.get_nowait().values[0][4])
            return
    raise AssertionError("31 commands within a minute")
