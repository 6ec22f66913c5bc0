"""Data sets: of the model, made by clients, of an association."""
from case import case, fails, same
from mms import ServiceError, child, f, full, name, text, variables

HZ, CONNECTED, LIMIT = "MMXU1$MX$Hz", "DGEN1$ST$ECPConn", "DECP1$SP$VRef$setMag$f"


async def create(peer, reference, *members):
    await peer.confirmed("set", "<defineNamedVariableList><variableListName>%s</variableListName>%s</defineNamedVariableList>" % (name(full(reference)), variables(members)))


async def delete(peer, reference):
    """Matched and deleted."""
    answer = await peer.confirmed("set", "<deleteNamedVariableList scopeOfDelete='specific'><listOfVariableListName><ObjectName>%s</ObjectName>"
                                  "</listOfVariableListName></deleteNamedVariableList>" % name(full(reference)))
    return int(text(answer, "numberMatched")), int(text(answer, "numberDeleted"))


async def directory(peer, reference):
    """Whether it may be deleted, and its members."""
    answer = await peer.confirmed("get", "<getNamedVariableListAttributes>%s</getNamedVariableListAttributes>" % name(full(reference)))
    deletable = child(answer, "mmsDeletable")
    return deletable[0].tag.endswith("true"), [item.text for item in answer.iter() if item.tag.endswith("itemId")]


async def values(peer, reference):
    answer = await peer.confirmed("get", "<read><variableAccessSpecification><variableListName>%s</variableListName></variableAccessSpecification></read>" % name(full(reference)))
    from mms import result
    return [result(access) for access in child(answer, "listOfAccessResult")]


async def put(peer, reference, *data):
    answer = await peer.confirmed("set", "<write><variableAccessSpecification><variableListName>%s</variableListName></variableAccessSpecification><listOfData>%s"
                                  "</listOfData></write>" % (name(full(reference)), "".join("<Data>%s</Data>" % item for item in data)))
    return [None if choice[0].tag.endswith("success") else int(choice[0].text) for choice in answer]


@case("GetDataSetDirectory", "a data set of the model", "its members; it cannot be deleted")
async def shows_members(w):
    same((False, ["DECP1$SP$VRef"]), await directory(w.a, "LLN0$Setting"))


@case("GetDataSetDirectory", "a data set that is not there", "an error")
async def shows_no_unknown_set(w):
    await fails("access", 2, directory(w.a, "LLN0$Nothing"))


@case("GetDataSetValues", "a data set of the model", "a value for each member")
async def reads_a_set(w):
    got = await values(w.a, "LLN0$Meas")
    same(5, len(got))
    same([49.96875], got[2][0])


@case("CreateDataSet", "one of a logical node", "it is there for every client until it is deleted")
async def creates_a_set(w):
    await create(w.a, "LLN0$Mine", HZ, CONNECTED)
    same((True, [HZ, CONNECTED]), await directory(w.b, "LLN0$Mine"))
    same([49.96875], (await values(w.b, "LLN0$Mine"))[0][0])
    assert "LLN0$Mine" in await w.b.all_names("namedVariableList")
    same((1, 1), await delete(w.b, "LLN0$Mine"))
    assert "LLN0$Mine" not in await w.a.all_names("namedVariableList")


@case("SetDataSetValues", "a data set with a setting and a measured value", "a result for each")
async def writes_a_set(w):
    await create(w.a, "@both", LIMIT, "MMXU1$MX$Hz$mag$f")
    same([None, 3], await put(w.a, "@both", f(228), f(1)))
    same(228.0, await w.a.read(LIMIT))


@case("CreateDataSet", "one of the association", "only its client sees it; it ends with the association")
async def creates_an_own_set(w):
    await create(w.a, "@own", HZ)
    same((["own"], False), await w.a.names("namedVariableList", "@"))
    same(([], False), await w.b.names("namedVariableList", "@"))
    await fails("access", 2, directory(w.b, "@own"))
    await w.a.initiate()
    same(([], False), await w.a.names("namedVariableList", "@"))


@case("CreateDataSet", "a name that is taken", "definition object-exists")
async def creates_none_twice(w):
    await create(w.a, "@own", HZ)
    await fails("definition", 5, create(w.a, "@own", CONNECTED))
    same((True, [HZ]), await directory(w.a, "@own"))


@case("CreateDataSet", "a member that is not there", "an error, and no data set")
async def creates_none_of_unknown(w):
    try:
        await create(w.a, "@own", HZ, "MMXU9$MX$Hz")
        raise AssertionError("made")
    except ServiceError:
        pass
    same(([], False), await w.a.names("namedVariableList", "@"))


@case("CreateDataSet", "more than there is room for", "an error; those before stay")
async def creates_not_too_many(w):
    made = 0
    try:
        while made < 20:
            await create(w.a, "@own%d" % made, HZ)
            made += 1
    except ServiceError:
        pass
    assert 1 <= made < 20
    same(made, len(await w.a.all_names("namedVariableList", "@")))


@case("DeleteDataSet", "one that is not there", "matched 0, deleted 0")
async def deletes_nothing_unknown(w):
    same((0, 0), await delete(w.a, "LLN0$Nothing"))


@case("DeleteDataSet", "one of the model", "matched 1, deleted 0")
async def deletes_none_of_the_model(w):
    same((1, 0), await delete(w.a, "LLN0$Limits"))
    same((False, ["DWMX1$MX$WMaxSptPct", "DFPF1$MX$PFGnTgtSpt"]), await directory(w.a, "LLN0$Limits"))


@case("DeleteDataSet", "one that a report control block uses, which then takes another (LIB61850-425)", "object-constraint-conflict; then it can be deleted")
async def deletes_none_in_use(w):
    from mms import s
    await create(w.a, "LLN0$Mine", HZ)
    try:
        same(None, await w.a.write("LLN0$RP$urcb01$Resv", "<boolean><true/></boolean>"))
        same(None, await w.a.write("LLN0$RP$urcb01$DatSet", s("DER1LD0/LLN0$Mine")))
        await fails("service", 5, delete(w.a, "LLN0$Mine"))
    finally:
        await w.a.write("LLN0$RP$urcb01$DatSet", s(""))
        same((1, 1), await delete(w.a, "LLN0$Mine"))
        await w.a.write("LLN0$RP$urcb01$DatSet", s("DER1LD0/LLN0$Meas"))
