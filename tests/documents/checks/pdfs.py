"""PDFs of the tests' own making: by the library, or byte by byte where it would not write such a thing."""

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.factories.documents import einvoice

Change = Callable[[Pdf], object]
EXTERNAL = "https://example.com/x"


def pdf(*changes: Change, pages: int = 1, **save: object) -> bytes:
    """A PDF of blank pages, changed and saved."""
    file = io.BytesIO()
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    for change in changes:
        change(document)
    document.save(file, **save)
    return file.getvalue()


def locked(**passwords: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(**passwords))


def action(kind: str, **more: object) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name("/" + kind), **more)


SCRIPT = {"JS": String("app.alert(1)")}
JAVASCRIPT = ("JavaScript", SCRIPT)


def on_opening(kind: str, **more: object) -> Change:
    return lambda document: setattr(document.Root, "OpenAction", action(kind, **more))


def on_page(kind: str, **more: object) -> Change:
    return lambda document: document.pages[0].obj.update({"/AA": Dictionary(O=action(kind, **more))})


def note(document: Pdf, subtype: str, **more: object) -> Dictionary:
    """An annotation on the first page."""
    made = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array([0, 0, 9, 9]), **more)
    document.pages[0].obj.Annots = Array([document.make_indirect(made)])
    return made


def noted(subtype: str, **more: object) -> Change:
    return lambda document: note(document, subtype, **more)


def on_click(kind: str, **more: object) -> Change:
    return noted("Link", A=action(kind, **more))


def after_another(document: Pdf) -> None:
    note(
        document, "Link", A=action("URI", URI=String(EXTERNAL), Next=Array([action("JavaScript", **SCRIPT)]))
    )


def script_in_stream(document: Pdf) -> None:
    document.Root.OpenAction = action("JavaScript", JS=Stream(document, b"app.alert(1)"))


def named_script(document: Pdf) -> None:
    tree = Dictionary(Names=Array([String("start"), Dictionary(JS=String("app.alert(1)"))]))
    document.Root.Names = Dictionary(JavaScript=tree)


def in_outline(kind: str, **more: object) -> Change:
    def change(document: Pdf) -> None:
        item = document.make_indirect(Dictionary(Title=String("Chapter"), A=action(kind, **more)))
        document.Root.Outlines = document.make_indirect(Dictionary(First=item, Last=item, Count=1))

    return change


def form_field(**more: object) -> Change:
    def change(document: Pdf) -> None:
        field = note(document, "Widget", FT=Name.Tx, T=String("name"), **more)
        document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(field)]))

    return change


def xfa_form(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(document, b"<xdp/>"))


def deep_inside(document: Pdf) -> None:
    document.Root.Kept = Array([Array([Dictionary(X=Array([action("Launch", F=String("cmd.exe"))]))])])


def kept_elsewhere(document: Pdf) -> None:
    document.Root.Kept = document.make_indirect(Stream(document, b"", F=String(EXTERNAL)))


def _file(document: Pdf, data: bytes, name: str) -> Dictionary:
    stream = Stream(document, data, Type=Name.EmbeddedFile)
    return document.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            EF=Dictionary(F=document.make_indirect(stream)),
        )
    )


def attached(data: bytes, name: str = "factur-x.xml") -> Change:
    def change(document: Pdf) -> None:
        tree = Dictionary(Names=Array([String(name), _file(document, data, name)]))
        document.Root.Names = Dictionary(EmbeddedFiles=tree)

    return change


def pinned(data: bytes, name: str = "factur-x.xml") -> Change:
    return lambda document: note(document, "FileAttachment", FS=_file(document, data, name))


def beside(data: bytes, name: str = "factur-x.xml") -> Change:
    return lambda document: document.pages[0].obj.update({"/AF": Array([_file(document, data, name)])})


def nameless(document: Pdf) -> None:
    document.Root.Kept = document.make_indirect(Stream(document, b"MZ" * 20, Type=Name.EmbeddedFile))


def signed(document: Pdf) -> None:
    """As signing programs leave it; the signature itself is of no matter here."""
    value = Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        SubFilter=Name("/adbe.pkcs7.detached"),
        ByteRange=Array([0, 840, 2000, 300]),
        Contents=String(b"\x30" * 500),
    )
    field = note(document, "Widget", FT=Name.Sig, T=String("Signature1"), V=document.make_indirect(value))
    document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(field)]), SigFlags=3)


def harmless(document: Pdf) -> None:
    """Links to the web and inside the file, a form without actions, a picture."""
    note(document, "Link", A=action("URI", URI=String("https://example.com/JavaScript")))
    target = Array([document.pages[0].obj, Name.Fit])
    document.Root.OpenAction = action("GoTo", D=target)
    document.Root.AcroForm = Dictionary(Fields=Array([]))
    document.docinfo.Title = String("How to /Launch a /JavaScript /S /Movie")
    picture = Stream(document, b"\xff" * 300, Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10)
    document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(JS=document.make_indirect(picture)))


def huge_picture(document: Pdf) -> None:
    document.Root.Kept = document.make_indirect(
        Stream(document, b"x", Type=Name.XObject, Subtype=Name.Image, Width=90_000, Height=90_000)
    )


def drawing(document: Pdf, *others: Dictionary, times: int = 1) -> Dictionary:
    """A drawing that draws each of the others so many times."""
    names = {f"/D{number}": other for number, other in enumerate(others)}
    content = b"".join(f"{name} Do ".encode() for name in names) * times
    return document.make_indirect(
        Stream(
            document,
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 9, 9]),
            Resources=Dictionary(XObject=Dictionary(names)),
        )
    )


def drawings(levels: int, times: int) -> Change:
    def change(document: Pdf) -> None:
        made = drawing(document)
        for _ in range(levels):
            made = drawing(document, made, times=times)
        document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(D0=made))
        document.pages[0].obj.Contents = Stream(document, b"/D0 Do")

    return change


def drawn_by_itself(document: Pdf) -> None:
    made = drawing(document, drawing(document))
    made.Resources.XObject.D0 = made
    document.Root.Kept = made


def object_at(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def by_hand(
    *objects: bytes, trailer: bytes = b"", size: int | None = None, tail: bytes = b"%%EOF\n"
) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the root."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += object_at(number, body)
    count = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Root 1 0 R/Size %d%s>>\n" % (
        count,
        table,
        size or count,
        trailer.replace(b"HERE", b"%d" % start),
    )
    return data + b"startxref\n%d\n" % start + tail


ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]%s>>"


def page_with(extra: bytes, *objects: bytes, **how: object) -> bytes:
    return by_hand(ROOT, PAGES, PAGE % extra, *objects, **how)


def bomb(piece: bytes, size: int, before: bytes = b"") -> bytes:
    """`before`, then the piece repeated up to that many bytes: one packed block, laid end to end."""
    packer = zlib.compressobj(9)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(piece * 100_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (size // (len(piece) * 100_000))


def stream(data: bytes, extra: bytes = b"", filters: bytes = b"/FlateDecode") -> bytes:
    return b"<</Length %d/Filter%s%s>>\nstream\n%s\nendstream" % (len(data), filters, extra, data)


def content_bomb() -> bytes:
    return page_with(b"/Contents 4 0 R", stream(bomb(b"0 0 m ", 900_000_000)))


def twice_packed_bomb() -> bytes:
    """Two gigabytes in a few kilobytes."""
    twice = zlib.compress(bomb(b"\0" * 100, 2_000_000_000), 9)
    return page_with(b"/Contents 4 0 R", stream(twice, filters=b"[/FlateDecode/FlateDecode]"))


def object_stream_bomb() -> bytes:
    """Objects inside a packed stream that unpacks to 1.2 gigabytes."""
    inside = bomb(b"<</X/Y>> ", 1_200_000_000, before=b"5 0 6 9 ")
    packed = stream(inside, extra=b"/Type/ObjStm/N 20/First 8")
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate((ROOT, PAGES, PAGE % b"/Contents 5 0 R", packed), 1):
        places.append(len(data))
        data += object_at(number, body)
    rows = b"\0" * 6 + b"".join(b"\1" + place.to_bytes(4, "big") + b"\0" for place in places)
    rows += b"\2" + (4).to_bytes(4, "big") + b"\0" + b"\2" + (4).to_bytes(4, "big") + b"\1"
    table = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream" % (len(rows), rows)
    return data + object_at(7, table) + b"startxref\n%d\n%%%%EOF\n" % len(data)


def table_bomb() -> bytes:
    """A packed table of a thousand million objects."""
    rows = bomb(b"\0\0\0\0\0\0", 6_000_000_000)
    table = stream(rows, extra=b"/Type/XRef/Size 1000000000/W[1 4 1]/Root 1 0 R/Index[0 1000000000]")
    data = b"%PDF-1.7\n" + object_at(1, ROOT) + object_at(2, PAGES) + object_at(3, PAGE % b"")
    return data + object_at(4, table) + b"startxref\n%d\n%%%%EOF\n" % len(data)


def deep_pages(levels: int = 20_000) -> bytes:
    """Each group of pages holds one group."""
    groups = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(levels)]
    return by_hand(ROOT, *groups, PAGE % b"")


def pages_in_a_ring() -> bytes:
    return by_hand(
        ROOT, b"<</Type/Pages/Count 2/Kids[3 0 R 2 0 R 4 0 R]>>", PAGE % b"", b"<</Type/Pages/Kids[2 0 R]>>"
    )


def same_group_many_times() -> bytes:
    """Ten levels of ten times the next: ten thousand million pages of one."""
    levels = [b"<</Type/Pages/Count 10/Kids[%s]>>" % (b"%d 0 R " % (number + 3) * 10) for number in range(10)]
    return by_hand(ROOT, *levels, PAGE % b"")


def many_objects() -> bytes:
    return pdf(
        lambda document: setattr(
            document.Root,
            "Kept",
            Array([document.make_indirect(Dictionary(K=number)) for number in range(160_000)]),
        ),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )


def also_zip(data: bytes) -> bytes:
    from tests.documents.checks.packages import zipped

    return data + zipped({"hidden.exe": b"MZ" * 20})


def half(name: str = "EN16931_Einfach.pdf") -> bytes:
    return einvoice(name)[:20_000]


def attached_bomb() -> bytes:
    """An invoice without end, inside."""
    head = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
    inside = stream(bomb(b"<a/>", 500_000_000, before=head), extra=b"/Type/EmbeddedFile")
    return page_with(b"", inside)


def deep_list() -> bytes:
    return page_with(b"/X 4 0 R", b"[" * 2_000_000 + b"]" * 2_000_000)


def ring_of_tables() -> bytes:
    """The table before this one is this one."""
    return page_with(b"", trailer=b"/Prev HERE") + b" "


def said_to_be_large() -> bytes:
    """Thousands of millions of objects by its own words, none of them there."""
    return page_with(b"", size=2_147_483_647).replace(b"xref\n0 4\n", b"xref\n0 2147483647\n")
