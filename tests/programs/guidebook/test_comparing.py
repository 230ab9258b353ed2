"""What changed between two versions, as it is shown."""

import pytest
from django.utils.translation import override

from programs.guidebooks.comparing import How, changes, pieces_changed, words_changed
from tests.factories.guidebooks import ChapterFactory, GuidebookFactory


def told(runs):
    signs = {How.NEW: "+", How.GONE: "-", How.SAME: ""}
    return "".join(f"{signs[one.how]}[{one.text.strip()}] " for one in runs).strip()


def test_words_that_came_and_went():
    runs = words_changed("Answer within 5 business days, please.", "Answer within 14 business days.")
    assert told(runs) == "[Answer within] -[5] +[14] [business days] -[, please] [.]"
    assert "".join(one.text for one in runs if one.how != How.GONE) == "Answer within 14 business days."
    assert "".join(one.text for one in runs if one.how != How.NEW) == "Answer within 5 business days, please."


def kinds(old, new):
    return [(one.kind, str(one.how), one.skipped or told(one.runs)) for one in pieces_changed(old, new)]


def test_what_stayed_is_left_out_but_for_what_leads_to_a_change():
    old = "One.\n\nTwo.\n\nThree.\n\nFour days to answer.\n\nFive.\n\nSix."
    new = old.replace("Four days", "Nine days")
    assert kinds(old, new) == [
        ("p", "same", 2),
        ("p", "same", "[Three.]"),
        ("p", "changed", "-[Four] +[Nine] [days to answer.]"),
        ("p", "same", 2),
    ]


def test_the_heading_above_a_change_stays():
    old = "## Files\n\nOne.\n\nTwo.\n\nTen files at most.\n\n## Notes\n\nThree."
    found = kinds(old, old.replace("Ten", "Forty"))
    assert found[0] == ("heading", "same", "[Files]")
    assert ("heading", "same", "[Notes]") not in found


def test_pieces_that_are_not_alike_went_and_came():
    assert kinds("Keep the originals for two years.", "Send an e-mail with its header.") == [
        ("p", "new", "+[Send an e-mail with its header.]"),
        ("p", "gone", "-[Keep the originals for two years.]"),
    ]


def test_a_link_that_leads_elsewhere_is_a_change():
    assert kinds("See [rates](/programs/rates/).", "See [rates](/funds/).")


def test_signs_alone_are_none():
    assert kinds("**Keep** it.", "Keep *it*.") == []


@pytest.mark.django_db
def test_chapters_that_are_new_changed_gone_or_only_look_different():
    old, new = GuidebookFactory(), GuidebookFactory(fiscal_year=2022)
    body = {"en": "Keep **it**.", "de": "Behalten Sie es."}
    for slug in ("same", "looks", "words", "title", "gone"):
        ChapterFactory(guidebook=old, slug=slug, body=body, title={"en": slug, "de": slug})
    for slug in ("new", "same", "looks", "words", "title"):
        ChapterFactory(guidebook=new, slug=slug, body=body, title={"en": slug, "de": slug})
    new.chapters.filter(slug="looks").update(body=body | {"en": "Keep it."})
    new.chapters.filter(slug="words").update(body=body | {"en": "Keep **all**."})
    new.chapters.filter(slug="title").update(title={"en": "Name", "de": "title"})
    assert [(one.slug, str(one.how)) for one in changes(old, new)] == [
        ("new", "new"),
        ("looks", "format"),
        ("words", "changed"),
        ("title", "changed"),
        ("gone", "gone"),
    ]
    with override("de"):
        assert [one.slug for one in changes(old, new)] == ["new", "gone"]
