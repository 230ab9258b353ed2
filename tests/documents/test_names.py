import pytest

from documents.names import clean_name, extension_of


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Rechnung März.pdf", "Rechnung März.pdf"),
        ("Rechnung Ma\u0308rz.pdf", "Rechnung März.pdf"),
        ("請求書.pdf", "請求書.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("invoice.pdf\0.exe", "invoice.pdf.exe"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\anna\\invoice.pdf", "invoice.pdf"),
        ("  many   spaces .pdf", "many spaces .pdf"),
        ("line\u2028end.pdf", "lineend.pdf"),
        (".htaccess", "htaccess"),
        ("trailing.pdf. . ", "trailing.pdf"),
        ("..", "file"),
        ("\u202e\0", "file"),
        ("", "file"),
        ("\ud800broken.pdf", "broken.pdf"),
    ],
)
def test_what_could_deceive_or_break_leaves_a_name(raw, clean):
    assert clean_name(raw) == clean


def test_a_long_name_keeps_its_ending():
    name = clean_name("x" * 400 + ".pdf")
    assert (len(name), extension_of(name)) == (150, "pdf")


@pytest.mark.parametrize(("name", "extension"), [("A.PDF", "pdf"), ("a.tar.gz", "gz"), ("noending", "")])
def test_the_ending_is_read_without_case(name, extension):
    assert extension_of(name) == extension
