"""Each page opens for those it is for, and shows what it is about."""

import pytest
from django.urls import reverse

from claims.actions import submitting
from documents.enums import Problem, State
from documents.models import Document
from tests.factories import claims as make


def page(name, claim=None, *more):
    return reverse(name, args=[claim.public_id, *more] if claim else [])


DRAFT_PAGES = [
    "claim",
    "claim_activity",
    "claim_invoices",
    "claim_invoice_new",
    "claim_proof",
    "claim_results",
    "claim_check",
    "claim_delete",
    "claim_copy",
    "claim_history",
]


@pytest.mark.parametrize("name", DRAFT_PAGES)
def test_pages_of_a_draft(team, anna, ben, name):
    claim = make.draft(team)
    for client in (anna, ben):
        answer = client.get(page(name, claim))
        assert answer.status_code == 200
        assert claim.title in answer.content.decode()


def test_an_empty_draft_says_what_to_do(anna, bare):
    words = anna.get(page("claim", bare)).content.decode()
    assert words.count("Not started") == 4
    assert "Not yet" in words


def test_a_finished_draft_is_ready(team, anna):
    claim = make.draft(team)
    make.money_for(team)
    words = anna.get(page("claim", claim)).content.decode()
    assert words.count("Done") == 4
    assert "Ready" in words


def test_a_file_that_was_not_accepted_leads_to_its_claim(team, anna):
    claim = make.draft(team)
    proof = claim.proofs.filter(document__isnull=False).first()
    Document.objects.filter(pk=proof.document_id).update(state=State.INFECTED, refusal=Problem.VIRUS)
    words = anna.get(reverse("home")).content.decode()
    assert f'<a href="{page("claim", claim)}">{proof.document.name}</a>' in words


@pytest.mark.parametrize(
    ("state", "turn"),
    [
        (make.submitted, "It is our turn: a reviewer will take the claim."),
        (make.under_review, "It is our turn: a reviewer is reading your documents."),
        (make.asked, "It is your turn: answer what was asked."),
        (make.decided, "It is our turn: the payment follows."),
    ],
)
def test_a_sent_claim_says_whose_turn_it_is(team, anna, state, turn):
    claim = state(team)
    words = anna.get(page("claim", claim)).content.decode()
    assert turn in words
    assert claim.number in words


def test_a_request_stands_on_top_until_it_is_answered(team, anna):
    claim = make.asked(team, "Please send the agenda.")
    words = anna.get(page("claim", claim)).content.decode()
    assert words.index("Please send the agenda.") < words.index("What you sent")
    submitting.answer(claim.pk, "Here it is.", user=team.anna)
    assert "We need something from you" not in anna.get(page("claim", claim)).content.decode()


def test_a_cut_is_shown_line_by_line_with_its_reason(team, anna):
    claim = make.decided(team, 800)
    words = anna.get(page("claim", claim)).content.decode()
    assert "Approved in part" in words
    assert "Alcohol is never reimbursed." in words
    assert "800.00\u00a0EUR" in words


def test_staff_get_to_their_own_page(team, as_person):
    claim = make.submitted(team)
    answer = as_person(team.rita).get(page("claim", claim))
    assert (answer.status_code, answer.url) == (302, reverse("review_claim", args=[claim.public_id]))
