"""Names: what could deceive or break goes, the letters of every script stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.checks.kinds import KINDS
from documents.names import MAX_LENGTH, clean_name, extension_of

FRIENDLY = {
    "Rechnung März.pdf": "Rechnung März.pdf",
    "Rechnung Ma\u0308rz.pdf": "Rechnung März.pdf",
    "請求書.pdf": "請求書.pdf",
    "فاتورة ٢٠٢٦.pdf": "فاتورة ٢٠٢٦.pdf",
    "חשבונית.pdf": "חשבונית.pdf",
    "שָׁלוֹם.pdf": "שָׁלוֹם.pdf",
    "चालान.pdf": "चालान.pdf",
    "ใบแจ้งหนี้.pdf": "ใบแจ้งหนี้.pdf",
    "청구서.pdf": "청구서.pdf",
    "Hóa đơn số 5.pdf": "Hóa đơn số 5.pdf",
    "Счёт №5 (копия).pdf": "Счёт №5 (копия).pdf",
    "Fest 🎉.jpg": "Fest 🎉.jpg",
    "100 % sicher & gut, a'b.pdf": "100 % sicher & gut, a'b.pdf",
    "contact.pdf": "contact.pdf",
    "auxiliary.pdf": "auxiliary.pdf",
    "v1.2.pdf": "v1.2.pdf",
}

#: Name as it was sent, name as it is kept, whether its type may be sent at all.
HOSTILE = [
    ("../../etc/passwd", "passwd", False),
    ("/etc/passwd.pdf", "passwd.pdf", True),
    ("..\\..\\windows\\win.ini", "win.ini", False),
    ("C:\\Users\\anna\\invoice.pdf", "invoice.pdf", True),
    ("\\\\server\\share\\invoice.pdf", "invoice.pdf", True),
    ("C:invoice.pdf", "C_invoice.pdf", True),
    ("file:///etc/invoice.pdf", "invoice.pdf", True),
    ("..%2f..%2finvoice.pdf", "%2f..%2finvoice.pdf", True),
    ("invoice.pdf/", "invoice.pdf", True),
    ("a\uff0fb\u2215c\u2044d.pdf", "a_b_c_d.pdf", True),
    ("a\uff3cb\ufe68c\u29f5d.pdf", "a_b_c_d.pdf", True),
    ("invoice.pdf\0.exe", "invoice.pdf.exe", False),
    ("invoice.exe\0.pdf", "invoice.exe.pdf", True),
    ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf", True),
    ('a"; filename="b.exe', "a_; filename=_b.exe", False),
    ("<script>alert(1)</script>.pdf", "script_.pdf", True),
    ("invoice.pdf:evil.exe", "invoice.pdf_evil.exe", False),
    ("invoice.pdf::$DATA", "invoice.pdf__$DATA", False),
    ("photo\u202egnp.exe", "photognp.exe", False),
    ("photo\u2067gpj\u2069.exe", "photogpj.exe", False),
    ("\u200f\u061cinvoice.pdf", "invoice.pdf", True),
    ("zero\u200bwi\u200cd\u200dt\u2060h\ufeff.pdf", "zerowidth.pdf", True),
    ("tag\U000e0041\U000e0042.pdf", "tag.pdf", True),
    ("hid\U000e0101den\ufe0f.pdf", "hidden.pdf", True),
    ("\u3164\u115f\u1160\uffa0\u2800.pdf", "file.pdf", True),
    ("line\u2028end\u2029.pdf", "lineend.pdf", True),
    ("private\ue000\U0010ffff.pdf", "private.pdf", True),
    ("\ud800broken.pdf", "broken.pdf", True),
    ("invoice.pdf.exe", "invoice.pdf.exe", False),
    ("invoice.pdf" + " " * 90 + ".exe", "invoice.pdf .exe", False),
    ("invoice.pdf\u00a0\u2003\u3000.exe", "invoice.pdf .exe", False),
    ("invoice.pdf\u2024exe", "invoice.pdf.exe", False),
    ("invoice\uff0eexe", "invoice.exe", False),
    ("invoice\ufe52pdf", "invoice.pdf", True),
    ("invoice.\u0440df", "invoice.\u0440df", False),
    ("invoice.pdf. . .", "invoice.pdf", True),
    (".htaccess", "file.htaccess", False),
    (".pdf", "file.pdf", True),
    ("...", "file", False),
    ("   ", "file", False),
    ("..", "file", False),
    ("\u202e\0", "file", False),
    ("", "file", False),
    ("/", "file", False),
    ("CON", "_CON", False),
    ("nul.pdf", "_nul.pdf", True),
    ("Aux .pdf", "_Aux .pdf", True),
    ("COM1.pdf", "_COM1.pdf", True),
    ("lpt\u00b9.pdf", "_lpt\u00b9.pdf", True),
    ("CONIN$.pdf", "_CONIN$.pdf", True),
    ("what?*|.pdf", "what___.pdf", True),
    ("=cmd|'/c calc'!A0.pdf", "c calc'!A0.pdf", True),
    ("Z" + "\u0335" * 90 + ".pdf", "Z" + "\u0335" * 4 + ".pdf", True),
    # The two bytes C0 AE are a dot to careless readers; decoding leaves two signs for "unreadable".
    (b"\xc0\xae\xc0\xae.pdf".decode(errors="replace"), "\ufffd" * 4 + ".pdf", True),
    ("a\u200b\u0308.pdf", "ä.pdf", True),
]


@pytest.mark.parametrize(("raw", "clean"), FRIENDLY.items())
def test_an_honest_name_keeps_its_letters(raw, clean):
    assert clean_name(raw) == clean
    assert extension_of(clean) in KINDS


@pytest.mark.parametrize(("raw", "clean", "taken"), HOSTILE)
def test_what_could_deceive_or_break_goes(raw, clean, taken):
    assert clean_name(raw) == clean
    assert (extension_of(clean) in KINDS) is taken


def test_there_are_forty_hostile_names():
    assert len({raw for raw, _, _ in HOSTILE}) >= 40


def test_a_long_name_keeps_its_ending():
    name = clean_name("x" * 400 + ".pdf")
    assert (len(name), extension_of(name)) == (150, "pdf")


def test_a_long_ending_hides_nothing():
    name = clean_name("invoice.pdf" + "x" * 400)
    assert len(name) == 150
    assert extension_of(name) not in KINDS


@given(st.text(max_size=300))
def test_whatever_is_sent_leaves_one_safe_line(raw):
    name = clean_name(raw)
    assert 1 <= len(name) <= MAX_LENGTH
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|')
    assert name == name.strip(". ")
    assert clean_name(name) == name, "Cleaning again changes nothing"


@pytest.mark.parametrize(("name", "extension"), [("A.PDF", "pdf"), ("a.tar.gz", "gz"), ("noending", "")])
def test_the_ending_is_read_without_case(name, extension):
    assert extension_of(name) == extension
