"""What is said about PDFs: real ones pass, what acts, loads, hides or blows up is refused for what it is."""

import pikepdf
import pytest

from tests.documents.checks import pdf_bombs, pdfs, verdict
from tests.documents.checks.pdfs import action, pdf
from tests.factories.documents import EINVOICES, einvoice

CII = "EN16931_Einfach.cii.xml"
OBJECT_STREAMS = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}

GOOD = {
    "blank": pdf,
    "linearised": lambda: pdf(linearize=True),
    "objects in streams": lambda: pdf(pdfs.harmless, **OBJECT_STREAMS),
    "links, a form, a title about scripts": lambda: pdf(pdfs.harmless),
    "a password for the owner only": lambda: pdfs.locked(owner="secret", user=""),
    "500 pages": lambda: pdf(pages=500),
    "signed": lambda: pdf(pdfs.signed),
    "an e-invoice attached": lambda: pdf(pdfs.attached(einvoice(CII))),
    "an e-invoice pinned to the page": lambda: pdf(pdfs.pinned(einvoice(CII))),
    "an e-invoice beside the page": lambda: pdf(pdfs.beside(einvoice(CII), "zugferd-invoice.xml")),
    "drawings in drawings": lambda: pdf(pdfs.drawings(levels=4, times=5)),
    "blank lines behind the end": lambda: pdf() + b"\r\n\0\0" * 4_000,
    "a line of a web server behind the end": lambda: pdf() + b"generated in 0.3 s\n",
    "written by hand": lambda: pdfs.page_with(b""),
    "one page that says it is many": lambda: pdfs.by_hand(
        pdfs.ROOT, b"<</Type/Pages/Count 2000000000/Kids[3 0 R]>>", pdfs.PAGE % b""
    ),
}

ACTIVE = {
    "script on opening": lambda: pdf(pdfs.on_opening("JavaScript", **pdfs.SCRIPT)),
    "script in a stream": lambda: pdf(pdfs.script_in_stream),
    "script in the names": lambda: pdf(pdfs.named_script),
    "script on turning to a page": lambda: pdf(pdfs.on_page("JavaScript", **pdfs.SCRIPT)),
    "script after a link": lambda: pdf(pdfs.after_another),
    "script in a form field": lambda: pdf(pdfs.form_field(AA={"/K": action("JavaScript", **pdfs.SCRIPT)})),
    "script in an object stream": lambda: pdf(pdfs.on_opening("JavaScript", **pdfs.SCRIPT), **OBJECT_STREAMS),
    "script behind an owner's password": lambda: pdf(
        pdfs.on_opening("JavaScript", **pdfs.SCRIPT), encryption=pikepdf.Encryption(owner="secret", user="")
    ),
    "script in a linearised file": lambda: pdf(pdfs.on_page("JavaScript", **pdfs.SCRIPT), linearize=True),
    "script by another spelling": lambda: pdfs.page_with(b"/AA<</O<</S/J#61vaScript/#4aS(x)>>>>"),
    "script by a name kept elsewhere": lambda: pdfs.page_with(
        b"/AA<</O 4 0 R>>", b"<</S 5 0 R/X(x)>>", b"/JavaScript"
    ),
    "script no page refers to": lambda: pdfs.page_with(b"", b"<</S/JavaScript/JS(x)>>"),
    "script without saying so": lambda: pdfs.page_with(b"/AA<</O<</JS(x)>>>>"),
    "program on opening": lambda: pdf(pdfs.on_opening("Launch", F="cmd.exe")),
    "program on a click": lambda: pdf(pdfs.on_click("Launch", Win={"/F": "cmd.exe"})),
    "program deep inside": lambda: pdf(pdfs.deep_inside),
    "another file on a click": lambda: pdf(pdfs.on_click("GoToR", F="//server/share/x.pdf")),
    "another file in the outline": lambda: pdf(pdfs.in_outline("GoToR", F="other.pdf")),
    "a file inside on a click": lambda: pdf(pdfs.on_click("GoToE", T={"/R": "C"})),
    "form that sends": lambda: pdf(pdfs.form_field(A=action("SubmitForm", F=pdfs.EXTERNAL))),
    "form that loads": lambda: pdf(pdfs.form_field(A=action("ImportData", F="data.fdf"))),
    "form of the XFA kind": lambda: pdf(pdfs.xfa_form),
    "rich media": lambda: pdf(pdfs.noted("RichMedia", RichMediaContent={})),
    "rich media started": lambda: pdf(pdfs.on_click("RichMediaExecute")),
    "film": lambda: pdf(pdfs.noted("Movie", Movie={"/F": "film.avi"})),
    "film on a click": lambda: pdf(pdfs.on_click("Movie")),
    "sound": lambda: pdf(pdfs.noted("Sound")),
    "sound on a page": lambda: pdf(pdfs.on_page("Sound")),
    "screen": lambda: pdf(pdfs.noted("Screen", A=action("Rendition", OP=0))),
    "rendition on opening": lambda: pdf(pdfs.on_opening("Rendition", OP=0)),
    "model in three dimensions": lambda: pdf(pdfs.noted("3D")),
}

OTHER = {
    "password": ("password", lambda: pdfs.locked(user="secret", owner="secret")),
    "password by an old cipher": (
        "password",
        lambda: pdf(encryption=pikepdf.Encryption(user="a", owner="b", R=3, aes=False, metadata=False)),
    ),
    "content kept elsewhere": ("outside_content", lambda: pdf(pdfs.kept_elsewhere)),
    "501 pages": ("too_many_pages", lambda: pdf(pages=501)),
    "text attached": ("attached_files", lambda: pdf(pdfs.attached(b"Dear all", "note.txt"))),
    "program attached as an invoice": ("attached_files", lambda: pdf(pdfs.attached(b"MZ" * 99))),
    "program pinned to the page": ("attached_files", lambda: pdf(pdfs.pinned(b"MZ" * 99, "note.exe"))),
    "document beside the page": ("attached_files", lambda: pdf(pdfs.beside(b"PK\x03\x04", "a.docx"))),
    "file inside without a name": ("attached_files", lambda: pdf(pdfs.nameless)),
    "file inside that does not say so": ("attached_files", lambda: pdf(pdfs.untyped)),
    "another PDF attached": ("attached_files", lambda: pdf(pdfs.attached(pdf(), "more.pdf"))),
    "XML that is no invoice": ("attached_files", lambda: pdf(pdfs.attached(b"<note/>"))),
    "invoice with a DTD": ("attached_files", lambda: pdf(pdfs.attached(b"<!DOCTYPE a><a/>"))),
    "XML that breaks off inside another": (
        "attached_files",
        lambda: pdf(pdfs.attached(b"<?xml?><!--\0--><script>")),
    ),
    "an invoice, and a program beside": (
        "attached_files",
        lambda: pdf(pdfs.attached(einvoice(CII)), pdfs.pinned(b"MZ" * 99, "b.exe")),
    ),
    "huge picture": ("too_many_pixels", lambda: pdf(pdfs.huge_picture)),
    "pages in a ring": ("damaged", pdf_bombs.pages_in_a_ring),
    "group of pages many times": ("damaged", pdf_bombs.same_group_many_times),
    "drawing of drawings": ("too_complex", lambda: pdf(pdfs.drawings(levels=10, times=10))),
    "drawing of itself": ("too_complex", lambda: pdf(pdfs.drawn_by_itself)),
    "half": ("damaged", pdfs.half),
    "nothing but a head": ("damaged", lambda: b"%PDF-1.7\n" + b"\0" * 500),
    "no root": ("damaged", lambda: pdf().replace(b"/Root", b"/Rxxt")),
    "no end": ("damaged", lambda: pdf().replace(b"%%EOF", b"")),
    "pages that are a number": ("damaged", lambda: pdfs.by_hand(pdfs.ROOT, b"7")),
    "a ZIP behind it": ("wrong_content", lambda: pdfs.also_zip(pdf())),
    "a program behind it": ("wrong_content", lambda: pdf() + b"MZ" * 99),
    "a page of the web behind it": ("wrong_content", lambda: pdf() + b"<html><script>x</script></html>"),
    "long text behind it": ("damaged", lambda: pdf() + b"more " * 999),
    "text before it": ("wrong_content", lambda: b"Dear all,\n" * 20 + pdf()),
    "empty": ("wrong_content", lambda: b""),
}


@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD)
def test_a_good_pdf_passes(make):
    assert verdict(make(), "a.pdf") == ""


@pytest.mark.parametrize("name", sorted(path.name for path in EINVOICES.glob("*.pdf")))
def test_a_real_e_invoice_passes(name):
    assert verdict(einvoice(name), name) == ""


def test_the_real_e_invoices_are_there():
    assert len(list(EINVOICES.glob("*.pdf"))) >= 4, f"No samples in {EINVOICES}"


@pytest.mark.parametrize("length", [30, 900, 9000])
def test_an_invoice_that_is_cut_off_blocks_nothing(length):
    """It is an ordinary PDF then, and the page of the invoice says so."""
    assert verdict(pdf(pdfs.attached(einvoice(CII)[:length])), "a.pdf") == ""


@pytest.mark.parametrize("make", ACTIVE.values(), ids=ACTIVE)
def test_a_pdf_that_does_something_is_refused(make):
    assert verdict(make(), "a.pdf") == "active_content"


@pytest.mark.parametrize(("code", "make"), OTHER.values(), ids=OTHER)
def test_a_bad_pdf_is_refused_for_what_it_is(code, make):
    assert verdict(make(), "a.pdf") == code
