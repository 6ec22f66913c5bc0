"""Files."""
from case import case, fails, same
from mms import child, text

NON_EXISTENT, DENIED = 7, 6


def named(path):
    return "<GraphicString>%s</GraphicString>" % path


async def opened(peer, path, position=0):
    answer = await peer.confirmed("set", "<fileOpen><fileName>%s</fileName><initialPosition>%d</initialPosition></fileOpen>" % (named(path), position))
    return int(text(answer, "frsmID")), int(text(answer, "fileAttributes", "sizeOfFile"))


async def part(peer, number):
    answer = await peer.confirmed("get", "<fileRead>%d</fileRead>" % number)
    return bytes.fromhex(text(answer, "fileData")), answer.get("moreFollows") != "false"


async def close(peer, number):
    await peer.confirmed("set", "<fileClose>%d</fileClose>" % number)


@case("GetServerDirectory (FILE)", "all files", "their names and sizes")
async def lists_files(w):
    answer = await w.a.confirmed("get", "<fileDirectory/>")
    entries = child(answer, "listOfDirectoryEntry")
    same([("LD0/event.log", "5"), ("LD0/flight.rec", "300")], [(text(e, "fileName", "GraphicString"), text(e, "fileAttributes", "sizeOfFile")) for e in entries])


@case("GetFileAttributeValues", "a file that is not there", "file-non-existent")
async def lists_no_unknown_file(w):
    await fails("file", NON_EXISTENT, w.a.confirmed("get", "<fileDirectory><fileSpecification>%s</fileSpecification></fileDirectory>" % named("LD0/other")))


@case("GetFile", "a file in parts", "all its octets")
async def reads_a_file(w):
    number, size = await opened(w.a, "LD0/flight.rec")
    data, more = b"", True
    while more:
        piece, more = await part(w.a, number)
        assert piece or not more
        data += piece
    await close(w.a, number)
    same(bytes(n & 255 for n in range(size)), data)


@case("GetFile", "from a position inside", "the octets behind it")
async def reads_on(w):
    number, _ = await opened(w.a, "LD0/event.log", 3)
    same((b"lo", False), await part(w.a, number))
    await close(w.a, number)


@case("GetFile", "a file that is not there; a file that is not open", "file-non-existent")
async def reads_no_unknown_file(w):
    await fails("file", NON_EXISTENT, opened(w.a, "LD0/other"))
    await fails("file", NON_EXISTENT, part(w.a, 77))


@case("GetFile", "a file that another client has opened", "file-non-existent")
async def reads_no_file_of_others(w):
    number, _ = await opened(w.a, "LD0/event.log")
    await fails("file", NON_EXISTENT, part(w.b, number))
    await close(w.a, number)


@case("DeleteFile", "any file", "file-access-denied; it is still there")
async def deletes_no_file(w):
    await fails("file", DENIED, w.a.confirmed("set", "<fileDelete>%s</fileDelete>" % named("LD0/event.log")))
    await lists_files(w)
