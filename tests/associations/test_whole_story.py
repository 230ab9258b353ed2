"""What the task promises, on the pages of everybody: each way from a draft to its end, with mails, history, rights."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from associations.actions import ticking
from associations.links import path_of
from associations.models import Association
from lifecycle import clock
from notifications.mails import words_of
from notifications.models import Message
from programs.enums import VendorRole
from tests.associations.test_rivals import rival_of
from tests.factories import associations as make
from tests.factories.people import People, staff


@pytest.fixture
def people(people) -> People:
    """Anna reads German; Ruth is a second reviewer, for disputes."""
    people.anna.language = "de"
    people.anna.save()
    staff("Ruth", people.program, VendorRole.REVIEWER)
    return people


def browser(user=None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def press(user, name: str, association: Association, **typed: object) -> None:
    """Send a form; whoever may do it is sent on."""
    answer = browser(user).post(reverse(name, args=[association.public_id]), typed)
    assert answer.status_code == 302, answer.content.decode()


def read(user, association: Association, language: str = "de", name: str = "association") -> str:
    client = browser(user)
    user.language = language
    user.save()
    return client.get(reverse(name, args=[association.public_id])).content.decode()


def says(association: Association, **typed: str):
    """The customer answers by the link of the mail."""
    link = association.links.get(replaced_at=None)
    return browser().post(path_of(link.public_id), typed)


def taken(people: People, *codes: str) -> Association:
    """Anna submits on the check page, the customer's server takes the mail, Rita takes the association."""
    draft = make.draft(people, *codes)
    press(people.anna, "association_check", draft, true="on", agreed="on", kept="on")
    make.mail_taken(draft)
    press(people.rita, "association_take", draft)
    return draft


def outcome(association: Association) -> tuple[str, str]:
    association.refresh_from_db()
    return association.state, association.reason


def mails(association: Association, address: str) -> list[str]:
    """What was written to this address about it: subjects in the reader's language; each body is drawn too."""
    about = Message.objects.filter(
        subject_kind=association.SUBJECT_KIND, subject_id=association.pk, address=address
    )
    found = [words_of(one, clock.now()) for one in about.order_by("pk")]
    assert all(one.text and one.html for one in found)
    return [one.subject for one in found]


def test_confirmed_and_approved(people):
    one = taken(people)
    assert says(one, answer="CONFIRM").status_code == 302
    press(people.rita, "association_approve", one)
    assert outcome(one) == ("APPROVED", "")
    assert "Der Kunde hat die Zuordnung bestätigt." in read(people.anna, one)
    assert "The customer confirmed the association." in read(people.anna, one, "en")
    assert "The customer confirmed the association." in read(people.rita, one, "en", "association_review")
    assert len(mails(one, people.anna.email)) == 2
    assert len(mails(one, one.contact_email)) == 1


def test_declined_with_words_both_sides_read(people):
    one = taken(people)
    assert says(one, answer="DECLINE", words="Wir kennen sie nicht.").status_code == 302
    assert outcome(one) == ("REJECTED", "CUSTOMER_DECLINED")
    assert "Wir kennen sie nicht." in read(people.anna, one)
    assert "The customer declined" in read(people.anna, one, "en")
    assert "Wir kennen sie nicht." in read(people.rita, one, "en", "association_review")
    assert says(one, answer="CONFIRM").status_code == 409


def test_approved_by_silence(people):
    one = taken(people)
    press(people.rita, "association_clear", one)
    with clock.shifted(timedelta(days=6)):
        ticking.complete_silent(clock.now())
    assert outcome(one)[0] == "UNDER_REVIEW"
    with clock.shifted(timedelta(days=9)):
        ticking.complete_silent(clock.now())
        assert outcome(one)[0] == "APPROVED"
        assert "nicht rechtzeitig widersprochen" in read(people.anna, one)


def test_two_that_compete_are_decided_at_once(people):
    one, rival = taken(people), rival_of(people)
    for each in (one, rival):
        says(each, answer="CONFIRM")
    assert "Ein anderer Partner beansprucht dasselbe" in read(people.anna, one)
    press(people.rita, "association_compare", rival, words="More recent.")
    assert outcome(rival)[0] == "APPROVED"
    assert outcome(one) == ("REJECTED", "OTHER_PARTNER")
    text = read(people.anna, one)
    assert "Ein anderer Partner hat einen neueren Nachweis" in text
    assert rival.partner.legal_name not in text


def test_disputed_and_rejected_for_good(people):
    one, ruth = taken(people), people.program.roles.get(user__email__startswith="ruth").user
    press(people.rita, "association_reject", one, reason="INSUFFICIENT_PROOF", words="No dates.")
    assert "No dates." in read(people.anna, one, name="association_dispute")
    press(people.anna, "association_dispute", one, statement="They stand on page 2.")
    bench = reverse("association_reject", args=[one.public_id])
    again = browser(people.rita).post(bench, {"reason": "INSUFFICIENT_PROOF", "words": "Still."})
    assert again.status_code in {403, 409}
    press(ruth, "association_reject", one, reason="INSUFFICIENT_PROOF", words="Still none.")
    assert outcome(one)[0] == "REJECTED_FINAL"
    text = read(people.anna, one)
    assert "They stand on page 2." in text
    assert "Still none." in text
    assert reverse("association_dispute", args=[one.public_id]) not in text


def test_ended_and_renewed(people):
    one = taken(people)
    says(one, answer="CONFIRM")
    press(people.rita, "association_approve", one)
    one.refresh_from_db()
    press(people.anna, "association_renew", one)
    draft = Association.objects.get(renewed_from=one)
    assert one.number in read(people.anna, draft)
    press(people.anna, "association_end", one, why="RENEWED", words="")
    assert outcome(one)[0] == "REJECTED_FINAL"
    why = "Das Abonnement wurde unter einer anderen Nummer verlängert"
    assert why in read(people.anna, one)
    ended = Message.objects.get(kind="association_ended", address=people.anna.email)
    assert why in words_of(ended, clock.now()).text
    assert browser(people.stranger).get(reverse("association", args=[one.public_id])).status_code == 404
    assert (
        "There is nothing to answer any more"
        in browser().get(path_of(one.links.get(replaced_at=None).public_id) + "?lang=en").content.decode()
    )
