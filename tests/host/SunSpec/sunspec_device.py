"""A SunSpec inverter on Debian's pymodbus: sunspec_device.py PORT tcp|rtu older|newer

Prints "port N" when it listens on loopback. Then commands on standard input, each answered by a line:
  get ADDRESS COUNT    registers, as numbers
  set ADDRESS VALUE... "done"; so that the device itself changes them
  slow SECONDS         each request takes so long
  stuck ADDRESS        writing there changes nothing; -1 for nowhere
  locked ADDRESS       writing there is refused (exception 2); -1 for nowhere
"""
import asyncio
import sys
import time

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.framer.rtu_framer import ModbusRtuFramer
from pymodbus.framer.socket_framer import ModbusSocketFramer
from pymodbus.server.async_io import ModbusTcpServer

UNIT = 7
START = 40000
NONE = 0xFFFF


class Device(ModbusSequentialDataBlock):
    """The registers, and what is wrong with them."""

    slow = 0.0
    stuck = locked = -1
    curves = 0

    def getValues(self, address, count=1):
        time.sleep(self.slow)
        return super().getValues(address, count)

    def setValues(self, address, values):
        kept = super().getValues(self.stuck, 1) if self.stuck >= 0 else None
        super().setValues(address, values)
        if kept:
            super().setValues(self.stuck, kept)
        if self.curves and address == self.curves + 3 and values == [2]:
            # The second curve comes into force; which of the two may be written stays.
            first, second = self.curves + 15, self.curves + 15 + 18
            super().setValues(first, super().getValues(second, 9))
            super().setValues(first + 10, super().getValues(second + 10, 8))
            super().setValues(self.curves + 4, [1])


class Slave(ModbusSlaveContext):
    """Refuses writes to a register that is locked."""

    def validate(self, fc_as_hex, address, count=1):
        block = self.store["h"]
        if fc_as_hex in (6, 16) and address <= block.locked < address + count:
            return False
        return super().validate(fc_as_hex, address, count)


def model(number, points, length):
    """A model whose other points the device does not have."""
    registers = [number, length] + [NONE] * length
    for offset, values in points.items():
        registers[offset:offset + len(values)] = [value & 0xFFFF for value in values]
    return registers


def text(words, registers):
    octets = words.encode().ljust(2 * registers, b"\0")
    return [octets[i] << 8 | octets[i + 1] for i in range(0, len(octets), 2)]


def older():
    return (
        model(103, {2: [215, 72, 72, 71, -1], 10: [2305, 2310, 2298, -1], 14: [4950, 0, 49987, -3], 20: [-120, 0], 24: [12, 3456, 0], 38: [4]}, 50)
        + model(120, {2: [4, 8000, 0]}, 26)
        + model(121, {2: [8000], 22: [0]}, 30)
        + model(122, {2: [3, 0, 1]}, 44)
        + model(123, {2: [0, 0, 1, 1000, 0, 0, 0, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -3, -1]}, 24)
    )


def newer():
    measured = {2: [2, 1, 3, 1], 10: [-300, 600, 45, 0, 110], 16: [230, 0, 50010], 19: [0, 1, 0, 5], 47: [231], 70: [232], 93: [229],
                113: [-1, 0, -3, 1, -3, 1, 0, 0, 0, 0]}
    curve = [4, 1, 0, 1000, 1000, 0, 0, 0, 5]
    points = [920, 300, 980, 0, 1020, 0, 1080, -300]
    return (
        model(701, measured, 153)
        + model(702, {2: [800], 26: [800], 45: [1]}, 50)
        + model(703, {2: [1]}, 17)
        + model(704, {2: [0] * 51, 15: [1000, 1000], 53: [-3, -1, 0, 0, 0, 0, 1000, 0, 1000, 0, 1000, 0, 1000, 0]}, 65)
        + model(705, {2: [0, 0, 0, 4, 2], 12: [-1, -1, 0], 15: curve + [1] + points, 33: curve + [0] + points}, 49)
        + model(711, {2: [0, 0, 0, 1]}, 22)
    )


async def commands(device, reader):
    while line := (await reader.readline()).decode().split():
        name, numbers = line[0], line[1:]
        if name == "get":
            print(*ModbusSequentialDataBlock.getValues(device, int(numbers[0]), int(numbers[1])), flush=True)
            continue
        if name == "set":
            ModbusSequentialDataBlock.setValues(device, int(numbers[0]), [int(n) & 0xFFFF for n in numbers[1:]])
        elif name == "slow":
            device.slow = float(numbers[0])
        else:
            setattr(device, name, int(numbers[0]))
        print("done", flush=True)


async def main(port, framer, family):
    common = model(1, {2: text("nanoTest", 16) + text("Simulated", 16) + [0] * 8 + text("1.0", 8) + text("SN1", 16) + [UNIT]}, 66)
    registers = [0x5375, 0x6E53] + common
    curves = START + len(registers) + 155 + 52 + 19 + 67 if family == "newer" else 0
    registers += (newer() if family == "newer" else older()) + [NONE, 0]
    device = Device(START, registers)
    device.curves = curves
    context = ModbusServerContext(slaves={UNIT: Slave(hr=device, zero_mode=True)}, single=False)
    server = ModbusTcpServer(context, framer=ModbusRtuFramer if framer == "rtu" else ModbusSocketFramer, address=("127.0.0.1", port),
                             allow_reuse_address=True)
    serving = asyncio.create_task(server.serve_forever())
    await server.serving
    print("port", server.server.sockets[0].getsockname()[1], flush=True)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await commands(device, reader)
    serving.cancel()


asyncio.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
