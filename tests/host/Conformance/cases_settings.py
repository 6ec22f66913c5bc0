"""Setting groups."""
from case import case, same
from mms import Failure, b, f, i, u

SGCB = "LLN0$SP$SGCB$"
DENIED, UNAVAILABLE, INVALID = 3, 2, 11


@case("SelectEditSG, SetEditSGValue, ConfirmEditSGValues", "the second group is edited while the first is active", "the active values stay")
async def edits_a_group(w):
    same(None, await w.a.write(SGCB + "EditSG", u(2)))
    same(None, await w.a.write("PTOV1$SE$StrVal$setMag$f", f(110)))
    same(None, await w.a.write("PTOV1$SE$OpDlTmms$setVal", i(200)))
    same([0.0, 110.0], await w.a.read("PTOV1$SG$StrVal$setMag$f", "PTOV1$SE$StrVal$setMag$f"))
    same(None, await w.a.write(SGCB + "CnfEdit", b(True)))
    same([0, 0.0], await w.a.read(SGCB + "EditSG", "PTOV1$SG$StrVal$setMag$f"))


@case("SelectActiveSG", "another group", "its values are in force; ActSG shows it")
async def activates_a_group(w):
    same(None, await w.a.write(SGCB + "EditSG", u(2)))
    same(None, await w.a.write("PTOV1$SE$OpDlTmms$setVal", i(300)))
    same(None, await w.a.write(SGCB + "CnfEdit", b(True)))
    same(None, await w.b.write(SGCB + "ActSG", u(2)))
    same([2, 300], await w.a.read(SGCB + "ActSG", "PTOV1$SG$OpDlTmms$setVal"))
    same(None, await w.b.write(SGCB + "ActSG", u(1)))
    same([1, 0], await w.a.read(SGCB + "ActSG", "PTOV1$SG$OpDlTmms$setVal"))


@case("SelectActiveSG", "a group that is not there", "an error; the active one stays")
async def activates_no_unknown_group(w):
    same(INVALID, await w.a.write(SGCB + "ActSG", u(3)))
    same(1, await w.a.read(SGCB + "ActSG"))


@case("SelectEditSG", "while another client edits", "temporarily-unavailable; its values stay")
async def one_client_edits(w):
    same(None, await w.a.write(SGCB + "EditSG", u(2)))
    same(UNAVAILABLE, await w.b.write(SGCB + "EditSG", u(1)))
    same(UNAVAILABLE, await w.b.write("PTOV1$SE$OpDlTmms$setVal", i(1)))
    same(2, await w.a.read(SGCB + "EditSG"))


@case("SelectEditSG", "the client that edits goes", "another one may edit")
async def editing_ends_with_the_client(w):
    same(None, await w.a.write(SGCB + "EditSG", u(2)))
    await w.a.conclude()
    same(None, await w.b.write(SGCB + "EditSG", u(1)))


@case("SetEditSGValue", "without SelectEditSG; a value of the active group", "object-access-denied")
async def edits_nothing_unselected(w):
    same([DENIED, DENIED], await w.a.write("PTOV1$SE$OpDlTmms$setVal", i(1), "PTOV1$SG$OpDlTmms$setVal", i(1)))


@case("GetSGCBValues", "the control block", "NumOfSG, ActSG, EditSG, CnfEdit, LActTm")
async def reads_the_control_block(w):
    value = await w.a.read("LLN0$SP$SGCB")
    assert not isinstance(value, Failure)
    same([2, 1, 0, False], value[:4])
