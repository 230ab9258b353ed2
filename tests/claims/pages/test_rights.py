"""Who gets to which page: strangers learn nothing, wrong roles and wrong moments hear why."""

import pytest
from django.urls import reverse

from claims.models import Claim
from tests.factories import claims as make

PAGES = [
    "claim",
    "claim_activity",
    "claim_invoices",
    "claim_invoice_new",
    "claim_work",
    "claim_work_new",
    "claim_certify",
    "claim_proof",
    "claim_results",
    "claim_check",
    "claim_submitted",
    "claim_withdraw",
    "claim_delete",
    "claim_copy",
    "claim_answer",
    "claim_history",
    "claim_ask",
    "claim_hand_over",
    "claim_hand_back",
]
ACTS = [
    "claim_activity",
    "claim_invoice_new",
    "claim_work_new",
    "claim_certify",
    "claim_results",
    "claim_submit",
    "claim_hand_over",
    "claim_hand_back",
    "claim_ask",
    "claim_take_back",
    "claim_withdraw",
    "claim_delete",
    "claim_copy",
    "claim_answer",
]


def at(name, claim, *more):
    return reverse(name, args=[claim.public_id, *more])


@pytest.fixture
def unchanged():
    """The claim's state and edition are what they were."""

    def check(claim):
        now = Claim.objects.get(pk=claim.pk)
        assert (now.state, now.edition) == (claim.state, claim.edition)

    return check


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_reads_nothing(team, as_person, name):
    claim = make.submitted(team)
    assert as_person(team.stranger).get(at(name, claim)).status_code == 404


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", [make.draft, make.submitted])
def test_a_stranger_changes_nothing(team, as_person, unchanged, name, state):
    claim = state(team)
    assert as_person(team.stranger).post(at(name, claim)).status_code == 404
    unchanged(claim)


@pytest.mark.parametrize("name", [*PAGES, "claims", "claim_new", "claim_export"])
def test_signed_out_one_is_asked_to_sign_in(team, client, name):
    claim = make.draft(team)
    url = reverse(name) if name in ("claims", "claim_new", "claim_export") else at(name, claim)
    answer = client.get(url)
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


@pytest.mark.parametrize("name", [one for one in PAGES if one != "claim"])
def test_staff_have_no_part_in_the_partners_pages(team, as_person, name):
    claim = make.submitted(team)
    assert as_person(team.rita).get(at(name, claim)).status_code == 403


@pytest.mark.parametrize("name", ACTS)
def test_staff_change_nothing_for_a_partner(team, as_person, unchanged, name):
    claim = make.submitted(team)
    assert as_person(team.rita).post(at(name, claim)).status_code == 403
    unchanged(claim)


def test_a_draft_does_not_exist_for_staff(team, as_person):
    claim = make.draft(team)
    assert as_person(team.rita).get(at("claim", claim)).status_code == 404


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("claim_submit", make.draft),
        ("claim_take_back", make.submitted),
        ("claim_withdraw", make.submitted),
        ("claim_hand_back", make.draft),
    ],
)
def test_what_only_admins_may(team, ben, unchanged, name, state):
    claim = state(team)
    answer = ben.post(at(name, claim), {"words": "Not yet"})
    assert answer.status_code == 403
    assert "Only these may do this: incentives admin." in answer.content.decode()
    unchanged(claim)


@pytest.mark.parametrize(
    "name", ["claim_activity", "claim_invoices", "claim_invoice_new", "claim_proof", "claim_results"]
)
def test_a_sent_claim_is_not_edited(team, anna, name):
    claim = make.submitted(team)
    answer = anna.get(at(name, claim))
    assert answer.status_code == 409
    assert "It is: Submitted." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("claim_take_back", make.under_review),
        ("claim_withdraw", make.draft),
        ("claim_delete", make.submitted),
        ("claim_hand_over", make.submitted),
    ],
)
def test_the_wrong_moment(team, anna, unchanged, name, state):
    claim = state(team)
    assert anna.post(at(name, claim)).status_code == 409
    unchanged(claim)


@pytest.mark.parametrize("name", ["claim_submit", "claim_take_back"])
def test_acts_are_not_done_by_looking(team, anna, name):
    claim = make.draft(team)
    assert anna.get(at(name, claim)).status_code == 405


def test_lines_of_another_claim_do_not_exist(team, anna):
    mine, other = make.draft(team), make.draft(team)
    line = other.expenses.get()
    assert anna.get(at("claim_invoice", mine, line.public_id)).status_code == 404
    assert anna.post(at("claim_invoice_remove", mine, line.public_id)).status_code == 404
    proof = other.proofs.first()
    assert anna.post(at("claim_proof_remove", mine, proof.public_id)).status_code == 404
    assert other.expenses.count() == 1
