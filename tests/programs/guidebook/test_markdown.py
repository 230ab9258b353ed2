"""What becomes of a chapter's text: safe HTML, sections with anchors, plain words, pieces to compare."""

import pytest

from programs.guidebooks.markdown import Block, Place, blocks, headings_of, html, sections

CHAPTERS = (("invoices", "/g/invoices/"), ("proof", "/g/proof/"))
PAGE = Place(chapters=CHAPTERS, table="Table")


def drawn(text, **place):
    return html(text, "caps", (), Place(**{"chapters": CHAPTERS, **place}))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<style>*{}</style>",
        "| a |\n|---|\n| <b onclick=x>y</b> |",
    ],
)
def test_raw_html_stays_text(text):
    assert not any(sign in drawn(text) for sign in ("<script", "<img", "<style", "<b "))
    assert "&lt;" in drawn(text)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "mailto:a@example.com",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.com",
        "java&#115;cript:alert(1)",
    ],
)
def test_links_elsewhere_are_none(address):
    assert "href" not in drawn(f"[there]({address})")
    assert "href" not in drawn(f"<{address}>")


@pytest.mark.parametrize("address", ["https://example.com/a?b=c", "http://example.com", "/programs/rates/"])
def test_links_to_the_web_and_into_the_portal(address):
    assert f'href="{address}"' in drawn(f"[there]({address})")


def test_pictures_are_not_fetched():
    assert "<img" not in drawn("![logo](https://evil.example/pixel.png)")


@pytest.mark.parametrize(
    ("anchor", "leads_to"),
    [
        ("invoices", "/g/invoices/"),
        ("proof-files", "/g/proof/#proof-files"),
        ("elsewhere", "#elsewhere"),
    ],
)
def test_links_within_lead_to_the_chapters_page(anchor, leads_to):
    assert f'href="{leads_to}"' in drawn(f"[there](#{anchor})")


def test_in_a_document_they_lead_within_it_and_paths_to_the_portal():
    text = "[there](#proof-files) and [rates](/programs/rates/)"
    found = drawn(text, chapters=(), origin="https://portal.example")
    assert 'href="#proof-files"' in found
    assert 'href="https://portal.example/programs/rates/"' in found


def test_no_style_within_the_line():
    found = html("| a | b |\n|---|--:|\n| 1 | 2 |", "caps", (), PAGE)
    assert "style" not in found
    assert '<th class="number" scope="col">b</th>' in found
    assert '<div class="table-box" role="region" aria-label="Table" tabindex="0">' in found


def test_no_two_tables_are_called_the_same():
    one = "| a |\n|---|\n| 1 |"
    found = html(f"{one}\n\nText.\n\n{one}", "caps", (), PAGE)
    assert 'aria-label="Table"' in found
    assert 'aria-label="Table 2"' in found


def test_headings_begin_with_the_level_of_the_place_and_leave_none_out():
    found = drawn("# One\n\n#### Two\n\n# Three")
    assert [found.count(f"<h{level}") for level in (1, 2, 3, 4)] == [0, 2, 1, 0]
    assert drawn("# One", level=3).startswith("<h3")


def test_sections_have_anchors_that_differ():
    found = sections("Before.\n\n## Files\n\nA *b*\nc.\n\n## Files\n\nD.", "proof")
    assert [(one.anchor, one.title, one.text) for one in found] == [
        ("proof", "", "Before."),
        ("proof-files", "Files", "A b c."),
        ("proof-files-2", "Files", "D."),
    ]


def test_another_language_has_the_same_anchors():
    names = headings_of("## Files\n\n## Notes")
    found = sections("## Dateien\n\n## Notizen\n\n## Mehr", "proof", names)
    assert [one.anchor for one in found] == ["proof", "proof-files", "proof-notes", "proof-mehr"]
    assert 'id="proof-files"' in html("## Dateien", "proof", names, PAGE)


def test_pieces_to_compare():
    text = "# H\n\nOne\ntwo.\n\n- a [b](/programs/rates/)\n- c\n\n| x | y |\n|---|---|\n| 1 | 2 |"
    assert blocks(text) == [
        Block("heading", "H"),
        Block("p", "One two."),
        Block("item", "a b (/programs/rates/)"),
        Block("item", "c"),
        Block("row", "x | y"),
        Block("row", "1 | 2"),
    ]


def test_empty_text_is_nothing():
    assert drawn("") == ""
    assert blocks("") == []
