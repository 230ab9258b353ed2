"""Asking for one more document, and sending a recommendation back."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from claims.actions import reviewing
from claims.enums import ClaimState
from claims.parts import name_of_line
from lifecycle import ActionRefused, clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from programs.enums import ReasonKind
from review.clocks import answer_due
from review.models import Request
from review.wanted import Wanted
from tests.factories import claims as made
from tests.factories.programs import ProgramFactory, ReasonFactory


def test_the_due_date_is_said_before_anything_is_sent(people, sign_in, url_of, text):
    claim = made.under_review(people)

    said = text(sign_in(people.rita).get(url_of("review_request", claim)))

    due = answer_due(people.program, "DE", clock.now())
    day = (due - timedelta(minutes=1)).astimezone(ZoneInfo("Europe/Berlin"))
    assert f"{day.day} {day:%B %Y}, 23:59 Berlin time" in said
    assert not Request.objects.exists()


def test_a_partner_elsewhere_reads_it_in_their_own_time_too(people, sign_in, url_of, text):
    type(people.partner).objects.filter(pk=people.partner.pk).update(zone="Asia/Tokyo")
    claim = made.under_review(people)

    assert "Tokyo time" in text(sign_in(people.rita).get(url_of("review_request", claim)))


def typed(*items, over_all="", **buttons):
    """The fields of the form: (part, reason, words) of each thing."""
    data = {"count": str(len(items)), "over_all": over_all, **buttons}
    for number, (part, reason, words) in enumerate(items, start=1):
        data |= {
            f"part-{number}": part,
            f"reason-{number}": reason.pk if reason else "",
            f"words-{number}": words,
        }
    return data


@pytest.fixture
def unreadable():
    words = {"en": "It cannot be read.", "de": "Es ist nicht lesbar."}
    return ReasonFactory(code="illegible", kind=ReasonKind.REQUEST, words=words)


def test_sent_it_waits_for_the_partner_until_the_due_date(people, sign_in, url_of, unreadable):
    claim = made.under_review(people)
    line = name_of_line(claim.expenses.get())
    asked = typed(
        ("whole", None, "The agenda, please."),
        (line, unreadable, ""),
        ("slot:photos", unreadable, "All three."),
        ("whole", None, ""),
        over_all="To go on.",
    )

    answer = sign_in(people.rita).post(url_of("review_request", claim), asked)

    assert answer["Location"] == url_of("review_claim", claim)
    claim.refresh_from_db()
    request = Request.objects.about(claim).get()
    assert claim.state == ClaimState.ACTION_REQUIRED
    assert request.words == "To go on."
    assert list(request.items.values_list("position", "part", "reason__code", "words")) == [
        (1, "", None, "The agenda, please."),
        (2, line, "illegible", ""),
        (3, "slot:photos", "illegible", "All three."),
    ]
    assert request.due_at == answer_due(people.program, "DE", request.made_at)
    assert Message.objects.filter(kind="request_made").count() == 2


def test_mail_task_list_and_history_name_every_item_in_the_reader_s_language(
    people, sign_in, url_of, text, unreadable, mailoutbox
):
    type(people.anna).objects.filter(pk=people.anna.pk).update(language="de")
    type(people.ben).objects.filter(pk=people.ben.pk).update(zone="Asia/Tokyo")
    claim = made.under_review(people)
    line = name_of_line(claim.expenses.get())
    asked = typed((line, unreadable, ""), ("whole", None, "The agenda."), over_all="To go on.")
    sign_in(people.rita).post(url_of("review_request", claim), asked)

    for message in Message.objects.filter(kind="request_made"):
        deliver(message.pk, clock.now())
    mails = {mail.to[0]: mail for mail in mailoutbox}
    german, english = (mails[one.email] for one in (people.anna, people.ben))
    for mail, words in ((german, "Es ist nicht lesbar."), (english, "It cannot be read.")):
        html = mail.alternatives[0].content
        for said in (words, "Druckhaus 1", "The agenda.", "To go on.", "23:59"):
            assert said in mail.body
            assert said in html
        assert html.count("<a ") == mail.body.count("http") == 1
    assert "Tokyo time" in english.body
    assert "Tok" not in german.body

    english_home = text(sign_in(people.ben).get("/"))
    assert "Line 1: Druckhaus 1: It cannot be read. The agenda." in english_home
    history = text(sign_in(people.rita).get(url_of("review_history", claim)))
    assert "Line 1: Druckhaus 1: It cannot be read." in history


def test_a_request_says_something(people, sign_in, url_of, text):
    claim = made.under_review(people)

    answer = sign_in(people.rita).post(url_of("review_request", claim), typed(("whole", None, "   ")))

    assert "Say what you need from the partner" in text(answer)
    claim.refresh_from_db()
    assert claim.state == ClaimState.UNDER_REVIEW


def test_a_part_alone_is_not_enough(people, sign_in, url_of, text):
    claim = made.under_review(people)
    asked = typed(("whole", None, "The agenda."), ("slot:photos", None, ""))

    answer = sign_in(people.rita).post(url_of("review_request", claim), asked)

    assert "Number 2: Say what you need" in text(answer)
    assert "The agenda." in text(answer)


@pytest.mark.parametrize("part", ["line:of-another-claim", "slot:unknown", "everything"])
def test_nothing_is_asked_about_what_the_claim_does_not_have(people, sign_in, url_of, part):
    claim = made.under_review(people)
    answer = sign_in(people.rita).post(url_of("review_request", claim), typed((part, None, "More.")))
    assert answer.status_code == 200
    assert not Request.objects.exists()
    with pytest.raises(ActionRefused, match="lines of the claim have changed"):
        reviewing.request_documents(claim.pk, [Wanted(part, words="More.")], user=people.rita)


def test_a_reason_of_another_program_is_not_offered(people, sign_in, url_of, text):
    claim = made.under_review(people)
    foreign = ReasonFactory(
        kind=ReasonKind.REQUEST, program=ProgramFactory(), words={"en": "Not ours", "de": "–"}
    )
    client = sign_in(people.rita)
    assert "Not ours" not in text(client.get(url_of("review_request", claim)))
    client.post(url_of("review_request", claim), typed(("whole", foreign, "")))
    assert not Request.objects.exists()


def test_one_more_and_one_less_keep_what_was_typed(people, sign_in, url_of):
    claim = made.under_review(people)
    client, url = sign_in(people.rita), url_of("review_request", claim)

    more = client.post(url, typed(("slot:photos", None, "First"), over_all="All", add="1")).context["form"]
    assert [item.words.value() for item in more.items()] == ["First", None]
    assert not more.errors

    two = typed(("slot:photos", None, "First"), ("whole", None, "Second"), over_all="All", remove="1")
    less = client.post(url, two).context["form"]
    assert [(item.part.value(), item.words.value()) for item in less.items()] == [("whole", "Second")]
    assert less["over_all"].value() == "All"
    assert not Request.objects.exists()


def test_it_begins_from_a_line_or_slot_of_the_bench(people, sign_in, url_of, text):
    claim = made.under_review(people)
    line = name_of_line(claim.expenses.get())
    client = sign_in(people.rita)

    for part in (line, "slot:photos"):
        address = f"{url_of('review_request', claim)}?part={part}"
        assert address in text(client.get(url_of("review_claim", claim)))
        (item,) = client.get(address).context["form"].items()
        assert item.part.value() == part


@pytest.mark.parametrize("count", ["", "0", "-3", "999999", "x", "²"])
def test_a_senseless_number_of_things_asks_for_one(people, sign_in, url_of, count):
    claim = made.under_review(people)
    answer = sign_in(people.rita).post(url_of("review_request", claim), {"count": count, "add": "1"})
    assert answer.status_code == 200
    assert answer.context["form"].things == 2


def test_words_are_kept_when_somebody_was_faster(people, sign_in, url_of, text):
    claim = made.asked(people, "The agenda, please.")
    asked = typed(("whole", None, "My own long question"), ("slot:photos", None, "And the photos"))

    answer = sign_in(people.rita).post(url_of("review_request", claim), asked)

    assert answer.status_code == 409
    for words in ("My own long question", "And the photos", "The agenda, please."):
        assert words in text(answer)
    assert Request.objects.count() == 1


def test_the_approver_sends_it_back_with_the_reason(people, sign_in, url_of, text):
    claim = made.recommended(people)
    client = sign_in(people.arno)

    client.post(url_of("review_return", claim), {"reason": "The second page is missing."})

    claim.refresh_from_db()
    assert claim.state == ClaimState.UNDER_REVIEW
    assert "Sent back to the reviewer: The second page is missing." in text(
        sign_in(people.rita).get(url_of("review_history", claim))
    )


def test_sending_back_needs_a_reason(people, sign_in, url_of, text):
    claim = made.recommended(people)

    answer = sign_in(people.arno).post(url_of("review_return", claim), {"reason": ""})

    assert "Say why you send it back." in text(answer)
    claim.refresh_from_db()
    assert claim.state == ClaimState.AWAITING_APPROVAL
