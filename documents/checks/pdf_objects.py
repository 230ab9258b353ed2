"""Every object of a PDF: no actions but links inside the file and to the web, no files inside, no bombs.

Each object is written out as text first, by the library in one go and with its names spelled plainly
(`/#4aavaScript` is `/JavaScript`); only where a name of interest stands in it, it is taken apart.
"""

import io
import re
import zlib
from collections.abc import Iterator

import pikepdf

from documents.checks import codes, einvoice, pdf_drawing
from documents.checks.codes import refuse_if

#: Values of /S: what a reader does by itself or at a click, but for going somewhere (GoTo, URI, Named).
ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/GoToR",
    "/GoToE",
    "/SubmitForm",
    "/ImportData",
    "/RichMediaExecute",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/GoTo3DView",
}
#: Values of /Subtype of an annotation that plays or runs.
PLAYERS = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
#: Keys that hold programs wherever they stand: doc-level scripts, forms of the XFA kind, players.
PROGRAMS = {"/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
FILES = {"/EF", "/EmbeddedFile"}
_NAMES = ACTIONS | PLAYERS | PROGRAMS | FILES | {"/JS"}
#: A bare name that another object may use as its value: nobody writes one honestly.
_OF_INTEREST = re.compile("|".join(f"{name}\\b" for name in sorted(_NAMES)).encode())

MAX_OBJECTS = 150_000
#: What all streams together may hold, unpacked; pictures are bound by their pixels.
MAX_UNPACKED = 400 * 1024 * 1024
MAX_INVOICE = 25 * 1024 * 1024
MAX_PIXELS = 50_000_000
STEP = 1024 * 1024
#: Ways of packing; the others are those of pictures.
_PACKERS = {
    "/FlateDecode",
    "/Fl",
    "/LZWDecode",
    "/LZW",
    "/RunLengthDecode",
    "/RL",
    "/ASCII85Decode",
    "/A85",
    "/ASCIIHexDecode",
    "/AHx",
    "/Crypt",
}
_FLATE = (["/FlateDecode"], ["/Fl"])


def check(document: pikepdf.Pdf) -> None:
    """Raise Refused for the first object that must not be there."""
    things = document.objects  # Made anew each time it is asked for.
    refuse_if(len(things) > MAX_OBJECTS, codes.TOO_COMPLEX)
    left = MAX_UNPACKED
    drawing = pdf_drawing.Drawing()
    for thing in things:
        if isinstance(thing, pikepdf.Stream):
            left -= _check_stream(thing, left, drawing)
            thing = thing.stream_dict  # noqa: PLW2901
        _check_object(thing)
    _check_object(document.trailer)
    drawing.check()


def _check_object(thing: object) -> None:
    # Numbers and the like come as Python's own.
    if isinstance(thing, pikepdf.Object) and _OF_INTEREST.search(thing.unparse(resolved=True)):
        _take_apart(thing)


def _take_apart(thing: pikepdf.Object) -> None:
    refuse_if(isinstance(thing, pikepdf.Name) and str(thing) in ACTIONS | PLAYERS, codes.ACTIVE_CONTENT)
    for part in _dictionaries(thing):
        _refuse_active(part)
        for stream in _files(part):
            _refuse_all_but_invoice(stream)


def _dictionaries(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries of one object; what it refers to comes by as an object of its own."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Dictionary):
            yield part
            waiting += [value for _, value in part.items() if _is_inside(value)]
        elif isinstance(part, pikepdf.Array):
            waiting += [value for value in part.as_list() if _is_inside(value)]


def _is_inside(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _refuse_active(part: pikepdf.Object) -> None:
    refuse_if(str(part.get("/S")) in ACTIONS, codes.ACTIVE_CONTENT)
    refuse_if(str(part.get("/Subtype")) in PLAYERS, codes.ACTIVE_CONTENT)
    refuse_if(_is_script(part.get("/JS")), codes.ACTIVE_CONTENT)
    refuse_if(any(part.get(key) is not None for key in PROGRAMS), codes.ACTIVE_CONTENT)


def _is_script(thing: object) -> bool:
    """A text, or a stream that is not just a picture of that name."""
    picture = isinstance(thing, pikepdf.Stream) and "/Subtype" in thing
    return isinstance(thing, pikepdf.String | pikepdf.Stream) and not picture


def _files(part: pikepdf.Object) -> Iterator[object]:
    """The streams that lie inside as files: in the name tree, beside a page, pinned to it as a note."""
    if isinstance(files := part.get("/EF"), pikepdf.Dictionary):
        yield from (value for _, value in files.items())


def _refuse_all_but_invoice(stream: object) -> None:
    """Raise Refused for an attachment that is no e-invoice by the same check a file of its own would meet.

    One that began as an invoice and is damaged blocks nothing: the PDF counts as an ordinary one.
    """
    if not isinstance(stream, pikepdf.Stream):
        raise codes.Refused(codes.DAMAGED)
    try:
        data = b"".join(_unpacked(stream, MAX_INVOICE))
        einvoice.check(io.BytesIO(data), "xml")
    except einvoice.BrokenOff:
        return
    except codes.Refused as refused:
        code = codes.TOO_COMPLEX if refused.code == codes.TOO_COMPLEX else codes.ATTACHED_FILES
        raise codes.Refused(code) from refused


def _check_stream(stream: pikepdf.Stream, left: int, drawing: pdf_drawing.Drawing) -> int:
    """Refuse content from elsewhere and bombs; returns how many bytes came out."""
    refuse_if("/F" in stream, codes.OUTSIDE_CONTENT)
    if str(stream.get("/Type")) == "/EmbeddedFile":
        _refuse_all_but_invoice(stream)
    if str(stream.get("/Subtype")) == "/Image":
        _refuse_huge(stream)
        return 0
    return drawing.add(stream, _unpacked(stream, left) if _can_be_unpacked(stream) else ())


def _refuse_huge(image: pikepdf.Stream) -> None:
    pixels = int(image.get("/Width", 0)) * int(image.get("/Height", 0))
    refuse_if(pixels > MAX_PIXELS, codes.TOO_MANY_PIXELS)


def _filters(stream: pikepdf.Stream) -> list[str]:
    names = stream.get("/Filter")
    if names is None:
        return []
    return [str(name) for name in names.as_list()] if isinstance(names, pikepdf.Array) else [str(names)]


def _can_be_unpacked(stream: pikepdf.Stream) -> bool:
    """Not so a picture's way of packing, which stands in the list last."""
    return set(_filters(stream)) <= _PACKERS


def _unpacked(stream: pikepdf.Stream, left: int) -> Iterator[bytes]:
    """The content, piece by piece; raises Refused as soon as it is more than `left` bytes."""
    flate = _filters(stream) in _FLATE
    # Rare ways of packing are unpacked at once: there the limit of memory ends a bomb.
    pieces = _inflated(stream.read_raw_bytes()) if flate else iter([stream.read_bytes()])
    for piece in pieces:
        left -= len(piece)
        refuse_if(left < 0, codes.TOO_COMPLEX)
        yield piece


def _inflated(data: bytes) -> Iterator[bytes]:
    """As far as it can be unpacked: readers, too, show what comes before a broken end."""
    packer = zlib.decompressobj()
    try:
        while data and not packer.eof:
            yield packer.decompress(data, STEP)
            data = packer.unconsumed_tail
    except zlib.error:
        return
