"""One asks to restrict a file, another agrees, and who looks nevertheless says why: by person."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from documents import restricting
from documents.actions import settle
from documents.enums import State
from documents.examination import Outcome
from documents.models import Document, Restriction
from documents.storage import StorageAway
from history.models import AccessRecord
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from tests.factories import claims as make
from tests.factories.documents import einvoice, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(people):
    return make.under_review(people)


@pytest.fixture
def file(people, claim):
    """A clean file with real bytes in the claim."""
    document = received(partner=people.partner, user=people.anna)
    settle(document, Outcome(State.CLEAN, content_type="application/pdf", engine="test"), clock.now())
    claim.expenses.update(document=document)
    return Document.objects.get(pk=document.pk)


@pytest.fixture
def place(claim, file):
    return lambda name: reverse(name, args=[claim.public_id, file.public_id])


@pytest.fixture
def restricted(people, file):
    restricting.ask(file, user=people.rita, at=clock.now(), reason="Guests can be seen")
    restricting.agree(file, user=people.paula, at=clock.now())
    return file


def text(answer):
    return answer.content.decode()


def test_rita_asks_paula_agrees_and_arno_ends_it(people, sign_in, place, file):
    asked = sign_in(people.rita).post(place("review_restrict"), {"reason": "Guests can be seen"}, follow=True)
    assert "Somebody asks to restrict this file" in text(asked)
    assert "Guests can be seen" in text(asked)
    assert sign_in(people.anna).get(place("claim_file")).status_code == 200
    agreed = sign_in(people.paula).post(place("review_restrict_agree"), follow=True)
    assert "This file is restricted" in text(agreed)
    assert sign_in(people.anna).get(place("claim_file")).status_code == 302
    sign_in(people.arno).post(place("review_restrict_end"), {"reason": "They agreed"}, follow=True)
    assert sign_in(people.anna).get(place("claim_file")).status_code == 200
    done = Restriction.objects.get()
    assert (done.asked_by, done.agreed_by, done.ended_by) == (people.rita, people.paula, people.arno)


def test_those_who_may_agree_get_a_mail_and_who_asked_does_not(people, sign_in, place, claim):
    sign_in(people.paula).post(place("review_restrict"), {"reason": "Guests <b>can</b> be seen"})
    (message,) = Message.objects.filter(kind="restriction_asked")
    assert message.to == people.arno
    deliver(message.pk, clock.now())
    (sent,) = mail.outbox
    assert "Guests <b>can</b> be seen" in sent.body
    assert place("review_restrict") in sent.body
    assert "&lt;b&gt;" in sent.alternatives[0][0]


@pytest.mark.parametrize(
    ("name", "status"),
    [("anna", 404), ("ben", 404), ("stranger", 404), ("rita", 302), ("arno", 403), ("pia", 403),
     ("paula", 302), ("axel", 403)],
)  # fmt: skip
def test_who_may_ask(people, sign_in, place, name, status):
    answer = sign_in(getattr(people, name)).post(place("review_restrict"), {"reason": "Why not"})
    assert answer.status_code == status
    assert Restriction.objects.exists() == (status == 302)


@pytest.mark.parametrize(
    ("name", "status"),
    [("anna", 404), ("ben", 404), ("stranger", 404), ("rita", 403), ("arno", 302), ("pia", 403),
     ("paula", 302), ("axel", 403)],
)  # fmt: skip
def test_who_may_agree(people, sign_in, place, file, name, status):
    restricting.ask(file, user=people.rita, at=clock.now(), reason="Guests can be seen")
    answer = sign_in(getattr(people, name)).post(place("review_restrict_agree"))
    assert answer.status_code == status
    assert Restriction.objects.get().works == (status == 302)


@pytest.mark.parametrize(
    ("name", "status"),
    [("anna", 404), ("ben", 404), ("stranger", 404), ("rita", 302), ("arno", 302), ("pia", 403),
     ("paula", 302), ("axel", 403)],
)  # fmt: skip
def test_who_may_end_it(people, sign_in, place, restricted, name, status):
    answer = sign_in(getattr(people, name)).post(place("review_restrict_end"), {"reason": "Over"})
    assert answer.status_code == status
    assert Restriction.objects.get().works == (status != 302)


def test_a_manager_who_asked_cannot_agree_and_reads_why(people, sign_in, place, file):
    restricting.ask(file, user=people.paula, at=clock.now(), reason="Guests can be seen")
    page = sign_in(people.paula).get(place("review_restrict"))
    assert "Somebody else must agree to it." in text(page)
    assert place("review_restrict_agree") not in text(page)
    refused = sign_in(people.paula).post(place("review_restrict_agree"))
    assert refused.status_code == 409
    assert "Somebody else must agree to it." in text(refused)
    assert not Restriction.objects.get().works


def test_who_asks_second_keeps_the_words_and_reads_why(people, sign_in, place, restricted):
    answer = sign_in(people.paula).post(place("review_restrict"), {"reason": "Me too"})
    assert answer.status_code == 409
    assert "restricted already" in text(answer)
    assert Restriction.objects.count() == 1


@pytest.mark.parametrize("name", ["review_restrict", "review_restrict_end", "claim_file_look"])
def test_without_a_reason_the_field_says_so(people, sign_in, place, file, name):
    if name != "review_restrict":
        restricting.ask(file, user=people.rita, at=clock.now(), reason="Guests can be seen")
        restricting.agree(file, user=people.arno, at=clock.now())
    answer = sign_in(people.paula).post(place(name), {"reason": "  "})
    assert answer.status_code == 200
    assert "Error:" in text(answer)
    assert text(answer).count("Say why") >= 2
    assert not AccessRecord.objects.exists()


def test_a_reason_that_is_too_long_stays_in_the_field(people, sign_in, place, restricted):
    answer = sign_in(people.anna).post(place("claim_file_look"), {"reason": "because " * 60})
    assert "Error:" in text(answer)
    assert "because because" in text(answer)
    assert not AccessRecord.objects.exists()


@pytest.mark.parametrize("name", ["anna", "ben", "rita", "arno", "pia", "paula", "axel"])
def test_everybody_says_why_before_they_look(people, sign_in, place, restricted, name):
    browser = sign_in(getattr(people, name))
    for ask in (browser.get, browser.head):
        answer = ask(place("claim_file"))
        assert (answer.status_code, answer.url) == (302, place("claim_file_look"))
    assert not AccessRecord.objects.exists()
    assert "Why do you need to look?" in text(browser.get(place("claim_file_look")))
    assert browser.post(place("claim_file_look"), {"reason": "A guest asked"}).status_code == 302
    assert "You may look at this file" in text(browser.get(place("claim_file_look")))
    answer = browser.get(place("claim_file"))
    assert b"".join(answer.streaming_content) == einvoice()
    records = AccessRecord.objects.order_by("pk").values_list("what", "reason", "actor__email")
    email = f"{name}@example.com"
    assert list(records) == [("document.reason", "A guest asked", email), ("document.read", "", email)]


def test_a_stranger_is_not_asked_why(people, sign_in, place, restricted):
    browser = sign_in(people.stranger)
    assert browser.get(place("claim_file_look")).status_code == 404
    assert browser.post(place("claim_file_look"), {"reason": "Curious"}).status_code == 404
    assert not AccessRecord.objects.exists()


def test_a_partner_does_not_read_the_vendors_reason_and_knows_whom_to_ask(people, sign_in, place, restricted):
    theirs = text(sign_in(people.anna).get(place("claim_file_look")))
    assert "The vendor has restricted this file" in theirs
    assert "Guests can be seen" not in theirs
    assert restricted.number in theirs
    ours = text(sign_in(people.arno).get(place("claim_file_look")))
    assert "Rita asked for it and Paula agreed" in ours
    assert "Guests can be seen" in ours


@pytest.mark.parametrize(
    ("wanted", "goes"), [("/queue/", True), ("https://evil.example/", False), ("//evil.example/", False)]
)
def test_who_came_from_a_page_of_ours_goes_back_there(people, sign_in, place, restricted, wanted, goes):
    browser = sign_in(people.rita)
    answer = browser.post(f"{place('claim_file_look')}?next={wanted}", {"reason": "To decide"})
    assert answer.url == (wanted if goes else place("claim_file_look"))


def test_the_page_lists_who_looked_and_why(people, sign_in, place, restricted):
    browser = sign_in(people.axel)
    browser.post(place("claim_file_look"), {"reason": "Audit <2026>"})
    page = text(sign_in(people.paula).get(place("review_restrict")))
    assert "Audit &lt;2026&gt;" in page
    assert "Axel" in page


def test_a_deleted_file_is_gone_and_says_since_when(people, sign_in, place, file):
    Document.objects.filter(pk=file.pk).update(bytes_deleted_at=clock.now())
    answer = sign_in(people.anna).get(place("claim_file"))
    assert answer.status_code == 410
    assert "deleted after its retention on" in text(answer)
    assert file.sha256 in text(answer)
    assert not AccessRecord.objects.exists()


def test_storage_that_is_away_gets_a_page_with_words(people, place, file, monkeypatch):
    def away(*args, **kwargs):
        raise StorageAway("gone")

    monkeypatch.setattr("documents.storage.read", away)
    browser = Client(raise_request_exception=False)
    browser.force_login(people.anna)
    answer = browser.get(place("claim_file"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Try again" in text(answer)
    assert "Traceback" not in text(answer)
