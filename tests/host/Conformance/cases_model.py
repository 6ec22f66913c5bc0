"""The directories, and the types of data."""
from case import case, fails, same
from mms import DEVICE, child, full, name, tag, text


async def type_of(peer, reference):
    answer = await peer.confirmed("get", "<getVariableAccessAttributes><name>%s</name></getVariableAccessAttributes>" % name(full(reference)))
    return describe(child(answer, "typeDescription")[0])


def describe(element):
    kind = tag(element)
    if kind == "structure":
        return [(text(part, "componentName"), describe(child(part, "componentType", "typeDescription")[0])) for part in child(element, "components")]
    if kind == "array":
        return [int(text(element, "numberOfElements")), describe(child(element, "elementType", "typeDescription")[0])]
    if kind == "floating-point":
        return "%s %s/%s" % (kind, text(element, "format-width"), text(element, "exponent-width"))
    return (kind + " " + (element.text or "")).strip()


@case("GetServerDirectory", "logical devices", "the names of all")
async def lists_devices(w):
    same(([DEVICE], False), await w.a.names("domain", ""))


@case("GetLogicalDeviceDirectory", "all names of the device, in as many parts as it takes", "every logical node, nothing twice")
async def lists_nodes(w):
    names = await w.a.all_names("namedVariable")
    same(len(names), len(set(names)))
    nodes = [item for item in names if "$" not in item]
    same({"LLN0", "LPHD1", "DGEN1", "MMXU1", "MMTR1", "DWMX1", "DCTE1", "DVAR1", "DFPF1", "DVVR1", "DVWC1", "DECP1", "PTOV1"}, set(nodes))
    for item in names:
        assert "$" not in item or item[:item.rindex("$")] in names, item


@case("GetLogicalNodeDirectory", "names of a logical node", "its functional constraints, data and attributes in the order of the model")
async def lists_data(w):
    names = [item for item in await w.a.all_names("namedVariable") if item.startswith("MMXU1$MX$TotW")]
    same(["MMXU1$MX$TotW" + end for end in ("", "$mag", "$mag$f", "$q", "$t")], names)


@case("GetLogicalNodeDirectory", "continueAfter a name inside", "the names behind it")
async def continues(w):
    names = await w.a.all_names("namedVariable")
    part, _ = await w.a.names("namedVariable", after="MMXU1$MX$TotW")
    same(names[names.index("MMXU1$MX$TotW") + 1:][:len(part)], part)


@case("GetLogicalNodeDirectory", "data sets", "those of the model")
async def lists_data_sets(w):
    same({"LLN0$Meas", "LLN0$Events", "LLN0$Setting", "LLN0$Limits"}, set(await w.a.all_names("namedVariableList")))


@case("GetLogicalNodeDirectory", "data sets of an association that has none", "an empty list")
async def lists_no_data_sets(w):
    same(([], False), await w.a.names("namedVariableList", "@"))


@case("GetLogicalNodeDirectory", "logs", "those of the model")
async def lists_logs(w):
    same((["LLN0$GeneralLog"], False), await w.a.names("journal"))


@case("GetLogicalDeviceDirectory", "a device that is not there", "access object-non-existent")
async def lists_no_unknown_device(w):
    await fails("access", 2, w.a.names("namedVariable", "DER9LD0"))


@case("GetLogicalDeviceDirectory", "continueAfter a name that is not there", "an error, not a list from the start")
async def continues_after_no_unknown_name(w):
    from mms import ServiceError
    try:
        names, _ = await w.a.names("namedVariable", after="MMXU1$XX$Nothing")
    except ServiceError:
        return
    assert "LLN0" not in names, names


@case("GetDataDefinition", "a measured value", "its structure, with the types of IEC 61850-8-1")
async def defines_a_measured_value(w):
    same([("mag", [("f", "floating-point 32/8")]), ("q", "bit-string -13"), ("t", "utc-time")], await type_of(w.a, "MMXU1$MX$TotW"))


@case("GetDataDefinition", "a command", "ctlVal, origin, ctlNum, T, Test, Check in this order")
async def defines_a_command(w):
    parts = await type_of(w.a, "DWMX1$CO$WMaxSptPct$Oper")
    same(["ctlVal", "origin", "ctlNum", "T", "Test", "Check"], [part for part, _ in parts])
    same([("orCat", "integer 8"), ("orIdent", "octet-string -64")], parts[1][1])
    same("bit-string -2", parts[5][1])


@case("GetDataDefinition", "an array", "its elements and their type")
async def defines_an_array(w):
    point = [("xVal", "floating-point 32/8"), ("yVal", "floating-point 32/8")]
    same([4, point], await type_of(w.a, "DVVR1$SP$VVArCrv$crvPts"))


@case("GetDataDirectory", "a buffered report control block", "its attributes in the order of IEC 61850-8-1")
async def defines_a_brcb(w):
    same(["RptID", "RptEna", "DatSet", "ConfRev", "OptFlds", "BufTm", "SqNum", "TrgOps", "IntgPd", "GI", "PurgeBuf", "EntryID", "TimeofEntry", "ResvTms", "Owner"],
         [part for part, _ in await type_of(w.a, "LLN0$BR$brcb01")])


@case("GetDataDefinition", "TimeofEntry of a buffered report control block", "a binary-time with the date")
async def defines_an_entry_time(w):
    answer = await w.a.confirmed("get", "<getVariableAccessAttributes><name>%s</name></getVariableAccessAttributes>" % name(full("LLN0$BR$brcb01$TimeofEntry")))
    kind = child(answer, "typeDescription")[0]
    same(("binary-time", ["true"]), (tag(kind), [tag(part) for part in kind]))


@case("GetDataDirectory", "an unbuffered report control block", "its attributes in the order of IEC 61850-8-1")
async def defines_a_urcb(w):
    same(["RptID", "RptEna", "Resv", "DatSet", "ConfRev", "OptFlds", "BufTm", "SqNum", "TrgOps", "IntgPd", "GI", "Owner"],
         [part for part, _ in await type_of(w.a, "LLN0$RP$urcb01")])


@case("GetDataDefinition", "an object that is not there", "access object-non-existent")
async def defines_nothing_unknown(w):
    await fails("access", 2, type_of(w.a, "MMXU1$MX$TotX"))
