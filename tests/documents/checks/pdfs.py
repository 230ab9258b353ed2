"""PDFs of the tests' own making: by the library, or byte by byte where it would not write such a thing."""

import io
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


def untyped(document: Pdf) -> None:
    """A file inside whose bytes do not say that they are one."""
    stream = document.make_indirect(Stream(document, b"MZ" * 99))
    note(document, "FileAttachment", FS=Dictionary(F=String("a.exe"), EF=Dictionary(F=stream)))


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


def also_zip(data: bytes) -> bytes:
    from tests.documents.checks.packages import zipped

    return data + zipped({"hidden.exe": b"MZ" * 20})


def half(name: str = "EN16931_Einfach.pdf") -> bytes:
    return einvoice(name)[:20_000]
