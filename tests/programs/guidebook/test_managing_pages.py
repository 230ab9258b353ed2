"""Managers write the guidebook on pages; auditors read them."""

import pytest
from django.urls import reverse

from programs.actions import guidebooks as writing
from programs.models import Guidebook
from tests.programs.guidebook.conftest import words

pytestmark = pytest.mark.django_db


def url(name, draft, *args):
    return reverse(name, args=[draft.public_id, *args])


def seen_on(client, address):
    """The marks the form of a page carries."""
    return client.get(address).context["form"]["seen"].value()


def test_from_a_first_draft_to_a_published_guidebook(client, paula, program, year, today):
    client.force_login(paula)
    versions = reverse("guidebook_versions", args=[program.code])
    assert "Nothing published yet" in client.get(versions).content.decode()
    answer = client.post(versions, {"fiscal_year": year})
    draft = Guidebook.objects.get()
    assert answer.url == url("guidebook_draft", draft)
    assert "A guidebook has at least one chapter." in client.get(answer.url).content.decode()
    client.post(url("guidebook_chapter_add", draft), words())
    client.post(url("guidebook_note", draft), {"en": "First.", "de": "Erste."})
    look = client.get(url("guidebook_publish", draft)).content.decode()
    assert "It is the first version." in look
    answer = client.post(url("guidebook_publish", draft), {"effective_from": today.isoformat()}, follow=True)
    assert "The guidebook is published." in answer.content.decode()
    assert "In force" in client.get(versions).content.decode()


def test_a_refusal_stands_at_its_field(client, paula, draft):
    client.force_login(paula)
    answer = client.post(url("guidebook_publish", draft), {"effective_from": "2020-01-01"})
    assert answer.status_code == 409
    assert "has not begun" in answer.context["form"].errors["effective_from"][0]


def test_a_chapter_needs_a_title(client, paula, draft):
    client.force_login(paula)
    answer = client.post(url("guidebook_chapter_add", draft), words(title_en="", title_de=""))
    assert "Give the chapter a title" in answer.content.decode()
    assert draft.chapters.count() == 2


def test_the_preview_draws_both_languages_and_saves_nothing(client, paula, draft):
    client.force_login(paula)
    typed = words("Proof", "## Files\n\n**Ten** <b>x</b>", body_de="## Dateien\n\nZehn", preview="1")
    answer = client.post(url("guidebook_chapter_edit", draft, "proof"), typed)
    text = answer.content.decode()
    assert "<strong>Ten</strong> &lt;b&gt;x&lt;/b&gt;" in text
    assert '<h4 id="de-proof-files">Dateien</h4>' in text
    assert draft.chapters.get(slug="proof").body["en"] == "Keep them."
    assert answer.context["form"]["body_de"].value() == "## Dateien\n\nZehn"


def test_who_is_later_sees_both_and_decides(client, paula, pat, draft):
    client.force_login(pat)
    address = url("guidebook_chapter_edit", draft, "proof")
    seen = seen_on(client, address)
    writing.save_chapter(draft, "proof", words("Proof", "Paula's"), seen={}, by=paula)
    answer = client.post(address, words("Proof", "Pat's", seen=seen))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Two of you changed the same" in text
    assert "paula changed this while you were typing." in text
    assert "Paula&#x27;s" in text
    assert "Pat&#x27;s" in text
    assert "Where the two differ: Text in English" in text
    again = answer.context["form"]["seen"].value()
    assert client.post(address, words("Proof", "Pat's", seen=again)).status_code == 302
    assert draft.chapters.get(slug="proof").body["en"] == "Pat's"


def test_a_chapter_that_was_removed_meanwhile_can_be_added_anew(client, paula, pat, draft):
    client.force_login(pat)
    address = url("guidebook_chapter_edit", draft, "proof")
    seen = seen_on(client, address)
    writing.remove_chapter(draft, "proof", by=paula)
    assert client.get(address).status_code == 404
    answer = client.post(address, words("Proof", "Pat's", seen=seen))
    assert answer.status_code == 409
    assert "paula removed this meanwhile." in answer.content.decode()
    assert client.post(address, words("Proof", "Pat's", seen="")).status_code == 302
    assert draft.chapters.get(slug="proof").body["en"] == "Pat's"
    assert client.post(url("guidebook_chapter_edit", draft, "never"), words()).status_code == 404


def test_what_was_published_meanwhile_keeps_what_was_typed(client, paula, pat, draft, today):
    client.force_login(pat)
    address = url("guidebook_chapter_edit", draft, "proof")
    seen = seen_on(client, address)
    writing.publish(draft, today, by=paula)
    answer = client.post(address, words("Proof", "Pat's", seen=seen))
    assert answer.status_code == 409
    assert "never edited" in answer.content.decode()
    assert "Pat&#x27;s" in answer.content.decode()
    assert client.get(address).status_code == 409


def test_order_removal_and_discarding(client, paula, draft):
    client.force_login(paula)
    client.post(url("guidebook_chapter_move", draft, "proof"), {"up": ""})
    assert draft.chapters.first().slug == "proof"
    client.post(url("guidebook_chapter_move", draft, "proof"), {"down": ""})
    assert draft.chapters.first().slug == "invoices"
    assert (
        "Remove this chapter?" in client.get(url("guidebook_chapter_remove", draft, "proof")).content.decode()
    )
    client.post(url("guidebook_chapter_remove", draft, "proof"))
    assert draft.chapters.count() == 1
    client.post(url("guidebook_discard", draft))
    assert not Guidebook.objects.exists()
    versions = client.get(reverse("guidebook_versions", args=[draft.program.code])).content.decode()
    assert "Draft discarded" in versions


def test_an_auditor_reads_and_changes_nothing(client, axel, draft):
    client.force_login(axel)
    text = client.get(url("guidebook_draft", draft)).content.decode()
    assert "Draft begun" in text
    assert url("guidebook_publish", draft) not in text
    versions = reverse("guidebook_versions", args=[draft.program.code])
    assert "Begin a draft" not in client.get(versions).content.decode()
    answer = client.post(versions, {"fiscal_year": draft.fiscal_year - 1})
    assert answer.status_code == 403
    for name, *args in (
        ("guidebook_note",),
        ("guidebook_publish",),
        ("guidebook_discard",),
        ("guidebook_chapter_add",),
        ("guidebook_chapter_edit", "proof"),
        ("guidebook_chapter_remove", "proof"),
        ("guidebook_chapter_move", "proof"),
    ):
        assert client.post(url(name, draft, *args), words()).status_code == 403


def test_for_others_these_pages_do_not_exist(client, anna, draft, person):
    for other in (anna, person("stranger")):
        client.force_login(other)
        assert client.get(reverse("guidebook_versions", args=[draft.program.code])).status_code == 404
        assert client.get(url("guidebook_draft", draft)).status_code == 404
        assert client.post(url("guidebook_discard", draft)).status_code == 404
