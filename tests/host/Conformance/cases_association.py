"""Associate, Release, Abort, Identify, Status, Cancel, and what is no service."""
import asyncio

from case import bounces, case, fails, same
from mms import child, tag, text

# Bits of ServiceSupportOptions (ISO 9506-2) for what this server does.
SERVICES = [0, 1, 2, 4, 5, 6, 11, 12, 13, 65, 72, 73, 74, 76, 77, 79, 83, 84]


@case("Associate", "a request before it", "stanza error unexpected-request")
async def needs_an_association(w):
    await bounces("unexpected-request", w.c.read("MMXU1$MX$Hz$mag$f"))


@case("Associate", "a proposal of 8,192 octets and 10 levels", "version 1, not more than proposed")
async def negotiates(w):
    answer = await w.a.initiate()
    same("initiate-ResponsePDU", tag(answer))
    assert 1000 < int(text(answer, "localDetailCalled")) <= 8192
    assert 5 <= int(text(answer, "negotiatedDataStructureNestingLevel")) <= 10
    same("1", text(answer, "initResponseDetail", "negotiatedVersionNumber"))


@case("Associate", "servicesSupported and parameterCBB of the response", "the services of this list and no others; str1, str2, vnam, vlis")
async def tells_its_services(w):
    detail = child(await w.a.initiate(), "initResponseDetail")
    same(SERVICES, [bit for bit, char in enumerate(text(detail, "servicesSupportedCalled")) if char == "1"])
    cbb = text(detail, "negotiatedParameterCBB")
    assert cbb[0:3] == "111" and cbb[7] == "1", cbb


@case("Associate", "a third client, where there is room for two", "stanza error resource-constraint; there is room again after a Release")
async def has_room_for_two(w):
    await bounces("resource-constraint", w.c.initiate())
    await w.b.conclude()
    await w.c.initiate()
    await w.c.conclude()


@case("Associate", "a nesting level under 5", "initiate-ErrorPDU")
async def needs_five_levels(w):
    await w.b.conclude()
    await fails("initiate", 7, w.b.initiate(nesting=4))
    await bounces("unexpected-request", w.b.read("MMXU1$MX$Hz$mag$f"))


@case("Associate", "parameterCBB without named variables", "initiate-ErrorPDU")
async def needs_named_variables(w):
    await w.b.conclude()
    await fails("initiate", 6, w.b.initiate(cbb="11000000000"))


@case("Associate", "no outstanding services proposed", "initiate-ErrorPDU")
async def needs_outstanding_services(w):
    await w.b.conclude()
    await fails("initiate", 3, w.b.initiate(outstanding=0))


@case("Release", "conclude", "conclude-ResponsePDU, and requests are refused")
async def concludes(w):
    same("conclude-ResponsePDU", tag(await w.a.conclude()))
    await bounces("unexpected-request", w.a.read("MMXU1$MX$Hz$mag$f"))


@case("Abort", "the client's presence becomes unavailable", "its association has ended")
async def ends_with_presence(w):
    await w.b.conclude()
    w.c.send_presence(pto=w.c.gateway)
    await w.c.initiate()
    w.c.send_presence(pto=w.c.gateway, ptype="unavailable")
    await bounces("unexpected-request", w.c.read("MMXU1$MX$Hz$mag$f"))


@case("Identify", "asked", "vendor, model and revision")
async def identifies(w):
    answer = await w.a.confirmed("get", "<identify/>")
    assert all(text(answer, part) for part in ("vendorName", "modelName", "revision"))


@case("Status", "asked", "vmdLogicalStatus and vmdPhysicalStatus 0")
async def tells_its_status(w):
    answer = await w.a.confirmed("get", "<status><false/></status>")
    same(("0", "0"), (text(answer, "vmdLogicalStatus"), text(answer, "vmdPhysicalStatus")))


@case("Cancel", "of any request", "cancel-ErrorPDU: all were answered before")
async def cannot_cancel(w):
    answer = await w.a.ask("get", "<cancel-RequestPDU>7</cancel-RequestPDU>")
    same("cancel-ErrorPDU", tag(answer))
    same("7", text(answer, "originalInvokeID"))


@case("Reject", "a service that the server does not have (obtainFile)", "rejectPDU unrecognized-service with the invokeID")
async def rejects_other_services(w):
    await bounces("feature-not-implemented", w.a.confirmed(
        "get", "<obtainFile><sourceFile><GraphicString>a</GraphicString></sourceFile><destinationFile><GraphicString>b</GraphicString></destinationFile></obtainFile>"))
    reject = await asyncio.wait_for(w.a.rejects.get(), 5)
    same(str(w.a.number), text(reject, "originalInvokeID"))
    same("1", text(reject, "rejectReason", "confirmed-requestPDU"))


@case("Reject", "an element that is no MMS", "rejectPDU invalid-pdu with the invokeID; the association stays")
async def rejects_what_is_no_mms(w):
    await bounces("bad-request", w.a.confirmed("get", "<reed/>"))
    reject = await asyncio.wait_for(w.a.rejects.get(), 5)
    same(str(w.a.number), text(reject, "originalInvokeID"))
    same("pdu-error", tag(child(reject, "rejectReason")[0]))
    await w.a.read("MMXU1$MX$Hz$mag$f")
