"""What a claim is found by and flagged with, after each act: written by a worker from what is true then."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from claims.actions import deciding, disputing, leaving, looking_over, submitting
from claims.actions.restricting import agree, ask
from claims.models import Claim, SearchRow
from claims.queue import EVERY_STATE, narrow
from claims.tasks import file_settled, look_over
from documents.enums import Problem, State
from documents.models import Document, Page
from lifecycle import clock
from lists.searching import query_for, words_in
from outbox.jobs import TryLater
from outbox.models import Job
from review.enums import FlagCode
from review.models import Flag, Request
from tests.claims import twins
from tests.factories import claims as make

DAY = timedelta(days=1)


def looked(claim):
    looking_over.look_over(claim.pk, clock.now())
    return claim


def codes(claim):
    return set(Flag.objects.about(claim).values_list("code", flat=True))


def submitted_invoice(people):
    claim = make.draft(people)
    twins.invoice(claim, 500)
    make.money_for(people)
    return submitting.submit(claim.pk, user=people.anna)


def found(people, typed):
    return list(
        narrow(Claim.objects.in_queue(people.rita), {"q": typed, "state": EVERY_STATE}, people.rita).claims
    )


def read(document, *texts):
    """As a preview leaves it."""
    for number, text in enumerate(texts, start=1):
        facts = {"key": f"{document.pk}-{number}", "width": 10, "height": 10}
        Page.objects.create(document=document, number=number, text=text, **facts)
    Document.objects.filter(pk=document.pk).update(previewed_at=clock.now())


def everything_read(claim):
    for document in Document.objects.filter(previewed_at=None):
        read(document)


def test_words_are_runs_of_letters_and_digits_in_one_form():
    assert words_in("RE-2026/0815 Straße_ÄRZTE ﬁt №5") == [
        "re",
        "2026",
        "0815",
        "strasse",
        "ärzte",
        "fit",
        "no5",
    ]
    assert query_for(" -/ ' & ") is None


@pytest.mark.parametrize(
    "typed",
    ["{number}", "autumn", "Autu camp", "NORDLICHT", "druckhaus", "RE-1", "bühne auf", "'; DROP & | ! :*"],
)
def test_a_claim_is_found_by_the_beginnings_of_its_words(people, submitted, typed):
    read(submitted.expenses.get().document, "Rechnung", "Aufbau der Bühnentechnik; drop")
    looked(submitted)

    assert found(people, typed.format(number=submitted.number)) == [submitted]


@pytest.mark.parametrize("typed", ["tumn", "autumn winter", "bühne ab"])
def test_and_not_by_others(people, submitted, typed):
    looked(submitted)

    assert found(people, typed) == []


def test_what_stands_in_a_restricted_or_deleted_file_finds_nothing(people, submitted):
    document = submitted.expenses.get().document
    read(document, "Lösegeld")
    looked(submitted)
    ask(submitted, document, "Names of guests", user=people.rita)
    agree(submitted, document, user=people.paula)
    assert Job.objects.filter(task=looking_over.LOOK_OVER).count() == 2
    looked(submitted)

    assert found(people, "Lösegeld") == []


def test_every_act_that_changes_something_promises_a_look(people, submitted):
    promised = Job.objects.filter(task=looking_over.LOOK_OVER, ids={"claim": submitted.pk})
    assert promised.count() == 1
    submitting.withdraw(submitted.pk, user=people.anna)
    assert promised.count() == 2


def test_it_waits_for_the_text_of_files_that_are_still_being_read(submitted):
    at = clock.now()
    with pytest.raises(TryLater):
        look_over.body(claim=submitted.pk, at=at)
    assert SearchRow.objects.filter(claim=submitted).exists()

    everything_read(submitted)
    look_over.body(claim=submitted.pk, at=at)


def test_but_no_longer_than_a_day(submitted):
    look_over.body(claim=submitted.pk, at=clock.now() + DAY + timedelta(minutes=1))


def test_a_draft_is_found_by_nothing(people, draft):
    assert not looking_over.look_over(draft.pk, clock.now())
    assert not SearchRow.objects.exists()


def test_claims_from_before_there_was_a_search_are_looked_over_once(draft, submitted, capsys):
    Job.objects.all().delete()
    call_command("look_over_claims")

    assert "look over: 1." in capsys.readouterr().out
    assert [one.ids for one in Job.objects.all()] == [{"claim": submitted.pk}]
    looked(submitted)
    call_command("look_over_claims")
    assert Job.objects.count() == 1


def test_nothing_to_find_is_a_flag(submitted):
    assert codes(looked(submitted)) == {FlagCode.NO_FINDINGS}


def test_both_claims_of_one_invoice_are_flagged_and_freed_together(people):
    first, second = (submitted_invoice(people) for _one in range(2))
    assert codes(looked(second)) == codes(first) == {FlagCode.DUPLICATE}

    submitting.withdraw(second.pk, user=people.anna)
    assert codes(looked(second)) == set()
    assert codes(first) == {FlagCode.NO_FINDINGS}


def test_a_file_that_did_not_stay_accepted_is_a_flag_until_it_is(submitted):
    document = submitted.expenses.get().document
    broken = {"state": State.INFECTED, "refusal": Problem.VIRUS, "settled_at": clock.now()}
    Document.objects.filter(pk=document.pk).update(**broken)
    before = Job.objects.filter(task=looking_over.LOOK_OVER).count()
    file_settled.body(document=document.pk, at=clock.now())
    assert Job.objects.filter(task=looking_over.LOOK_OVER).count() > before
    looked(submitted)
    assert FlagCode.RESCAN in codes(submitted)
    assert FlagCode.NO_FINDINGS not in codes(submitted)

    Document.objects.filter(pk=document.pk).update(state=State.CLEAN, refusal="")
    assert FlagCode.RESCAN not in codes(looked(submitted))


def test_an_answer_that_came_too_late_is_a_flag(people, asked):
    Request.objects.update(lapsed_at=clock.now() + timedelta(days=90))

    assert FlagCode.LATE_ANSWER in codes(looked(asked))


def test_a_dispute_is_a_flag_until_it_is_decided(people):
    claim = make.decided(people, 500)
    disputing.dispute(claim.pk, "The invoice is right.", user=people.anna)
    assert FlagCode.DISPUTE in codes(looked(claim))


def test_a_decided_claim_has_no_flag_but_an_unanswered_message(people, taken):
    looked(taken)
    Flag.objects.create(subject_kind="claim", subject_id=taken.pk, code=FlagCode.MESSAGE)
    deciding.decide(taken.pk, make.outcomes(taken), "", user=people.rita)
    leaving.leave(taken.pk, user=people.rita)

    assert codes(looked(taken)) == {FlagCode.MESSAGE}
    assert found(people, taken.number) == [taken]
