"""Commands, as a client builds them (IEC 61850-7-2 clause 20)."""
import time

from case import same
from mms import b, bits, child, f, i, o, st, t, u

OK = None
DENIED, UNAVAILABLE, HARDWARE, INCONSISTENT = 3, 2, 1, 7
(NOT_SUPPORTED, POSITION_REACHED, BY_PROCESS, IN_EXECUTION, BY_CANCEL, TIME_OVER, NOT_SELECTED, ALREADY_SELECTED, PARAMETERS, LOCKED) = (1, 5, 9, 12, 15, 16, 18, 19, 26, 27)


class Command:
    number = 0

    def __init__(self, peer, node, name, value, test=False, category=3, at=None, timed=False, data=None):
        Command.number = (Command.number + 1) % 256
        self.peer, self.object = peer, "%s$CO$%s" % (node, name)
        parts = [data or (i(value) if isinstance(value, bool) or name == "Mod" else st(f(value)))]
        if timed or at is not None:
            parts.append(t(at or 0))
        self.id = Command.number
        self.parts = parts + [st(i(category), o("67726964")), u(self.id), t(time.time()), b(test)]

    async def select(self):
        """Select with value."""
        return await self.peer.write(self.object + "$SBOw", st(*self.parts, bits("00")))

    async def operate(self):
        return await self.peer.write(self.object + "$Oper", st(*self.parts, bits("00")))

    async def cancel(self):
        return await self.peer.write(self.object + "$Cancel", st(*self.parts))

    async def refused(self, awaitable, cause, error=DENIED):
        """LastApplError with the cause comes first, then the failure of the write."""
        same(error, await awaitable)
        assert not self.peer.infos.empty(), "no LastApplError before the answer"
        info = self.peer.infos.get_nowait()
        same(["LastApplError"], info.names)
        reference, _, origin, number, told = info.values[0]
        assert reference.startswith("DER1LD0/" + self.object + "$"), reference
        same(("67726964", self.id, cause), (origin[1], number, told))

    async def ended(self, cause=None):
        """The CommandTermination: positive, or with the cause."""
        info = await self.peer.info()
        if cause is not None:
            same("LastApplError", info.names[0])
            same(cause, info.values[0][4])
        same("%s$Oper" % self.object, info.names[-1])
        same(self.id, info.values[-1][-4])
        same(cause is None, "LastApplError" not in info.names)
