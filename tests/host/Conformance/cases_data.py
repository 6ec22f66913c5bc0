"""Reading and writing data."""
from case import case, fails, same
from mms import Failure, array, b, f, i, s, st, u

DENIED, INCONSISTENT, NON_EXISTENT, INVALID, UNSUPPORTED = 3, 7, 10, 11, 9


@case("GetDataValues", "values of several types", "each as its type")
async def reads_types(w):
    hz, conn, quality, time, energy = await w.a.read("MMXU1$MX$Hz$mag$f", "DGEN1$ST$ECPConn$stVal", "MMXU1$MX$Hz$q", "MMXU1$MX$Hz$t", "MMTR1$ST$SupWh$actVal")
    same((49.96875, True, "0" * 13), (hz, conn, quality))
    assert len(time) == 16 and int(time[:8], 16) > 1_600_000_000 and isinstance(energy, int)


@case("GetDataValues", "an object that is not there, between others", "object-non-existent in its place; the others are read")
async def reads_around_unknown(w):
    values = await w.a.read("MMXU1$MX$Hz$mag$f", "MMXU9$MX$Hz", "DER9LD0/LLN0$ST$Beh", "DGEN1$ST$ECPConn$stVal")
    same([49.96875, NON_EXISTENT, NON_EXISTENT, True], values)
    assert all(isinstance(item, Failure) for item in values[1:3])


@case("GetDataValues", "a whole data object", "its structure")
async def reads_a_structure(w):
    value = await w.a.read("MMXU1$MX$Hz")
    same(([49.96875], "0" * 13), (value[0], value[1]))


@case("GetAllDataValues", "a functional constraint of a logical node", "all its data in the order of the model")
async def reads_a_constraint(w):
    values = await w.a.read("MMXU1$MX")
    same(4, len(values))
    same([49.96875], values[2][0])


@case("GetAllDataValues", "a whole logical node", "its functional constraints")
async def reads_a_node(w):
    values = await w.a.read("DCTE1")
    assert isinstance(values, list) and len(values) == 3, values


@case("GetDataValues", "an array", "all its elements")
async def reads_an_array(w):
    value = await w.a.read("DVVR1$SP$VVArCrv$crvPts")
    same([2, 2, 2, 2], [len(point) for point in value])


@case("GetDataValues", "data of more levels than agreed on", "object-access-unsupported in its place")
async def reads_not_too_deep(w):
    await w.a.initiate(nesting=5)
    values = await w.a.read("MMXU1", "MMXU1$MX$Hz$mag$f")
    assert isinstance(values[0], Failure) and values[0] == UNSUPPORTED or isinstance(values[0], list), values
    same(49.96875, values[1])


@case("GetDataValues", "a response larger than agreed on", "service pdu-size; the association stays")
async def reads_not_too_much(w):
    await w.a.initiate(limit=1200)
    await fails("service", 3, w.a.read("LLN0"))
    same(49.96875, await w.a.read("MMXU1$MX$Hz$mag$f"))


@case("SetDataValues", "a setting", "success, and it reads so")
async def writes(w):
    same(None, await w.a.write("DECP1$SP$VRef$setMag$f", f(231.5)))
    same(231.5, await w.b.read("DECP1$SP$VRef$setMag$f"))


@case("SetDataValues", "several objects, one of them not there", "a result for each; the others are written")
async def writes_around_unknown(w):
    same([None, NON_EXISTENT, None], await w.a.write("DECP1$SP$VRef$setMag$f", f(229), "DECP9$SP$VRef$setMag$f", f(1), "LLN0$DC$NamPlt$d", s("roof & yard")))
    same([229.0, "roof & yard"], await w.a.read("DECP1$SP$VRef$setMag$f", "LLN0$DC$NamPlt$d"))


@case("SetDataValues", "a status value, a measured value, a vendor's name", "object-access-denied")
async def writes_no_status(w):
    same([DENIED] * 3, await w.a.write("DGEN1$ST$ECPConn$stVal", b(False), "MMXU1$MX$Hz$mag$f", f(1), "LLN0$DC$NamPlt$vendor", s("x")))
    same([True, 49.96875], await w.a.read("DGEN1$ST$ECPConn$stVal", "MMXU1$MX$Hz$mag$f"))


@case("SetDataValues", "data of another type", "type-inconsistent; the value stays")
async def writes_no_other_type(w):
    await w.a.write("DECP1$SP$VRef$setMag$f", f(230))
    same([INCONSISTENT] * 3, await w.a.write("DECP1$SP$VRef$setMag$f", i(231), "DECP1$SP$VRef$setMag$f", s("231"), "DECP1$SP$VRef$setMag", f(231)))
    same(230.0, await w.a.read("DECP1$SP$VRef$setMag$f"))


@case("SetDataValues", "a number beyond its type", "object-value-invalid; the value stays")
async def writes_no_large_number(w):
    same(INVALID, await w.a.write("DVVR1$SP$VVArCrv$numPts", u(65536)))
    same(2, await w.a.read("DVVR1$SP$VVArCrv$numPts"))


@case("SetDataValues", "a text longer than its type", "an error; the value stays")
async def writes_no_long_text(w):
    await w.a.write("LLN0$DC$NamPlt$d", s("short"))
    assert await w.a.write("LLN0$DC$NamPlt$d", s("x" * 65)) in (INCONSISTENT, INVALID)
    same("short", await w.a.read("LLN0$DC$NamPlt$d"))


@case("SetDataValues", "an array", "all its elements, or none of them")
async def writes_an_array(w):
    points = [[92.0, 44.0], [98.0, 0.0], [102.0, 0.0], [108.0, -44.0]]
    same(None, await w.a.write("DVVR1$SP$VVArCrv$crvPts", array(*(st(f(x), f(y)) for x, y in points))))
    same(points, await w.a.read("DVVR1$SP$VVArCrv$crvPts"))
    same(INCONSISTENT, await w.a.write("DVVR1$SP$VVArCrv$crvPts", array(st(f(1), f(2)), st(f(3), f(4)))))
    same(INCONSISTENT, await w.a.write("DVVR1$SP$VVArCrv$crvPts", array(*(st(f(1), b(True)) for _ in points))))
    same(points, await w.a.read("DVVR1$SP$VVArCrv$crvPts"))
