"""The pages of a call, by persona: the reviewer's, the partner's home, claim and answer, the mails with one link."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.actions import originals
from claims.enums import CallOutcome
from claims.models import OriginalsCall
from claims.pack import collect
from claims.permissions import roles_of
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from tests.factories.documents import einvoice, stored

pytestmark = pytest.mark.django_db
WORDS = "The invoice of the print shop, on paper."


def url(name, claim):
    return reverse(name, args=[claim.public_id])


def said(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_rita_calls_from_the_bench(people, decided, as_person):
    rita = as_person(people.rita)
    assert url("review_call", decided) in said(rita.get(url("review_claim", decided)))
    assert "can answer until" in said(rita.get(url("review_call", decided)))
    assert "Say which originals you need." in said(rita.post(url("review_call", decided), {"words": ""}))
    rita.post(url("review_call", decided), {"words": WORDS, "day": ""})
    page = said(rita.get(url("review_claim", decided)))
    assert WORDS in page
    assert "Waiting for the answer" in page
    assert url("review_call_close", decided) in page
    assert rita.get(url("review_call", decided)).status_code == 409


def test_a_day_too_early_keeps_what_was_typed(people, decided, as_person):
    early = (clock.now() + timedelta(days=1)).date()
    page = as_person(people.rita).post(
        url("review_call", decided), {"words": WORDS, "day": early.isoformat()}
    )
    assert page.status_code == 409
    assert "The partner has more time in any case." in said(page)
    assert WORDS in said(page)


@pytest.mark.parametrize("who", ["arno", "paula", "axel"])
def test_the_others_read_and_have_no_button(people, called, decided, as_person, who):
    page = said(as_person(getattr(people, who)).get(url("review_claim", decided)))
    assert WORDS in page
    assert url("review_call_close", decided) not in page


def test_the_partner_meets_it_at_home_and_on_top_of_the_claim(people, called, decided, as_person):
    anna = as_person(people.anna)
    assert url("claim_call", decided) in said(anna.get(reverse("home")))
    page = said(anna.get(url("claim", decided)))
    assert page.index("We need originals from you") < page.index("What you sent")


def test_ben_uploads_one_by_one_and_sends(people, called, decided, as_person):
    ben = as_person(people.ben)
    for name in ("a.pdf", "b.pdf"):
        data = SimpleUploadedFile(name, einvoice() + name.encode())
        assert ben.post(url("claim_call", decided), {"answer": "file", "file": data}).status_code == 302
    page = said(ben.get(url("claim_call", decided)))
    assert "a.pdf" in page
    gone = decided.proofs.get(document__name="a.pdf")
    ben.post(reverse("claim_proof_remove", args=[decided.public_id, gone.public_id]))
    ben.post(url("claim_call", decided), {"answer": "uploaded", "uploaded-words": "One page."})
    assert OriginalsCall.objects.get().answer == "UPLOADED"
    assert [one.document.name for one in decided.proofs.filter(call=called)] == ["b.pdf"]
    assert "Answered, being looked at" in said(ben.get(url("claim", decided)))
    assert reverse("claim_call", args=[decided.public_id]) not in said(ben.get(reverse("home")))


def test_anna_says_when_they_were_sent(people, called, decided, as_person):
    anna = as_person(people.anna)
    missing = anna.post(url("claim_call", decided), {"answer": "sent", "sent-sent_on": ""})
    assert "Say on which day you sent them." in said(missing)
    day = decided.last_day.isoformat()
    anna.post(url("claim_call", decided), {"answer": "sent", "sent-sent_on": day, "sent-words": "Parcel 123"})
    page = said(as_person(people.rita).get(url("review_claim", decided)))
    assert "Sent by post or carrier on" in page
    assert "Parcel 123" in page


def test_what_is_prepared_is_the_partners_own_until_it_is_sent(people, called, decided, as_person):
    originals.add_file(decided.pk, stored(einvoice(), "secret.pdf"), user=people.ben)
    rita = as_person(people.rita)
    page = said(rita.get(url("review_claim", decided)))
    i = page.find("secret.pdf")
    assert i < 0, page[max(0, i - 600) : i + 50]
    names = [item.document.name for item in _pack(decided, people.rita).items]
    assert "secret.pdf" not in names
    originals.answer_uploaded(decided.pk, "", user=people.ben)
    assert "secret.pdf" in said(rita.get(url("review_claim", decided)))
    found = {item.document.name: item.folder for item in _pack(decided, people.rita).items}
    assert found["secret.pdf"] == "originals"


def _pack(claim, user):
    fresh = type(claim).objects.for_page().get(pk=claim.pk)
    return collect(fresh, user, roles_of(user, fresh), clock.now())


def test_rita_closes_it_and_the_partner_reads_why(people, called, decided, as_person):
    originals.answer_sent(decided.pk, decided.last_day, "", user=people.anna)
    rita = as_person(people.rita)
    page = rita.post(url("review_call_close", decided), {"outcome": "NOT_ACCEPTED", "words": ""})
    assert "Say what is wrong with the originals." in said(page)
    rita.post(url("review_call_close", decided), {"outcome": "NOT_ACCEPTED", "words": "No stamp."})
    page = said(as_person(people.anna).get(url("claim", decided)))
    assert "The originals do not do" in page
    assert "No stamp." in page


def test_her_home_shows_answers_she_should_look_at(people, called, decided, as_person):
    rita = as_person(people.rita)
    assert WORDS not in said(rita.get(reverse("home")))
    originals.answer_sent(decided.pk, decided.last_day, "", user=people.anna)
    assert WORDS in said(rita.get(reverse("home")))


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_mail_has_one_link_and_reads_well(people, called, decided, mailoutbox, settings, language):
    type(people.anna).objects.filter(pk=people.anna.pk).update(language=language)
    Message.objects.filter(kind="originals_called").delete()
    OriginalsCall.objects.all().delete()
    call = originals.call(decided.pk, "Rechnung <1>", user=people.rita)
    with clock.shifted(call.due_at - clock.now()):
        from claims.actions import calling

        calling.lapse_calls(clock.now())
        originals.close(decided.pk, CallOutcome.NOT_ACCEPTED, "Kein <Stempel>", user=people.rita)
    for message in Message.objects.filter(to=people.anna, kind__startswith="originals"):
        deliver(message.pk, clock.now())
    mails = [mail for mail in mailoutbox if mail.to == [people.anna.email]]
    assert len(mails) == 3
    for mail in mails:
        assert mail.body.count(settings.ORIGIN) == 1
        assert decided.number in mail.subject
        html = mail.alternatives[0].content
        assert "<Stempel>" not in html
        assert "<1>" not in html
    assert ("Originale" in mails[0].body) == (language == "de")
