"""An association from draft to its end: by the partner, the reviewer and the clock."""

from datetime import timedelta

import pytest

from associations.actions import customers, drafting, reviewing, submitting, ticking
from associations.enums import Answer, EndReason, RejectReason
from associations.models import Association, CustomerLink
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.models import Message
from review.wanted import Wanted
from tests.factories import associations as make


def state_of(association: Association) -> str:
    association.refresh_from_db()
    return association.state


def test_what_is_missing_refuses_the_submission(people):
    draft = make.draft(people, signed_by="", work="")
    with pytest.raises(ActionRefused) as refused:
        submitting.submit(draft.pk, user=people.anna)
    assert "Say who of the customer acknowledged the proof." in str(refused.value)
    assert "Describe the work" in str(refused.value)


def test_a_user_prepares_and_an_admin_submits(people):
    draft = make.draft(people, user=people.ben)
    with pytest.raises(ActionRefused) as refused:
        submitting.submit(draft.pk, user=people.ben)
    assert refused.value.verdict.forbidden
    sent = submitting.submit(draft.pk, user=people.anna)
    assert sent.number.startswith("CPOR-")
    assert sent.proofs.get().document.retain_until


def test_the_customer_is_asked_without_an_account(people):
    sent = make.submitted(people)
    message = Message.objects.get(kind="customer_asked")
    assert (message.to, message.address, message.language) == (None, "karin@petersen.example", "de")
    assert sent.links.get().digest not in str(message.context)


def test_an_answer_goes_back_to_the_reviewer(people):
    asked = make.asked(people)
    submitting.save_answer(asked.pk, {"comment": "Here it is.", "signed_by": "Ole"}, user=people.ben)
    submitting.answer(asked.pk, user=people.ben)
    assert state_of(asked) == "SUBMITTED"
    assert asked.signed_by == "Ole"


def test_without_an_answer_it_is_rejected(people):
    asked = make.asked(people)
    with clock.shifted(timedelta(days=40)):
        assert ticking.lapse_requests(clock.now()) == 1
    assert (state_of(asked), asked.reason) == ("REJECTED", "NO_RESPONSE")


def test_a_dispute_is_decided_by_somebody_else_and_for_good(people):
    taken = make.under_review(people)
    reviewing.reject(taken.pk, RejectReason.INSUFFICIENT_PROOF, "No dates.", user=people.rita)
    submitting.dispute(taken.pk, "The dates stand on page 2.", user=people.anna)
    with pytest.raises(ActionRefused, match="somebody else"):
        reviewing.reject(taken.pk, RejectReason.INSUFFICIENT_PROOF, "Still.", user=people.rita)
    from programs.enums import VendorRole
    from tests.factories.people import staff

    ruth = staff("Ruth", people.program, VendorRole.REVIEWER)
    reviewing.reject(taken.pk, RejectReason.INSUFFICIENT_PROOF, "Still.", user=ruth)
    assert state_of(taken) == "REJECTED_FINAL"
    with pytest.raises(ActionRefused):
        submitting.dispute(taken.pk, "Again.", user=people.anna)


def test_a_dispute_comes_within_thirty_days(people):
    taken = make.under_review(people)
    reviewing.reject(taken.pk, RejectReason.INSUFFICIENT_PROOF, "", user=people.rita)
    with clock.shifted(timedelta(days=32)), pytest.raises(ActionRefused, match="last day to dispute"):
        submitting.dispute(taken.pk, "Too late.", user=people.anna)


def test_the_partner_ends_it_and_others_may_be_recorded(people):
    approved = make.approved(people)
    submitting.disassociate(approved.pk, EndReason.NOT_OURS, "They left.", user=people.anna)
    assert (state_of(approved), approved.partner_label) == ("REJECTED_FINAL", "Ended")
    assert state_of(make.approved(people)) == "APPROVED"


def test_a_renewal_is_a_prefilled_draft(people):
    approved = make.approved(people)
    draft = drafting.renew(approved.pk, user=people.ben)
    assert (draft.state, draft.customer_name, draft.renewed_from) == (
        "DRAFT",
        "Hafenlogistik Petersen KG",
        approved,
    )
    assert (draft.proofs.count(), draft.signed_on) == (0, None)


def test_every_step_stands_in_the_history(people):
    approved = make.approved(people)
    codes = list(Event.objects.about(approved).values_list("code", flat=True))
    assert codes[0] == "association.create"
    assert codes[-4:] == [
        "association.submit",
        "association.take",
        "association.confirm",
        "association.approve",
    ]


def test_what_is_asked_names_its_reason(people):
    taken = make.under_review(people)
    reviewing.request_more(taken.pk, [Wanted("", words="Show it.")], "Hello", user=people.rita)
    message = Message.objects.filter(kind="association_asked").first()
    assert message.context["asked"] == [{"reason": {}, "words": "Show it."}]


def test_an_old_link_sends_a_fresh_one_to_the_same_address(people):
    sent = make.submitted(people)
    old = sent.links.get()
    customers.send_again(old)
    assert sent.links.count() == 2
    assert sent.links.get(replaced_at=None).address == old.address
    with pytest.raises(ActionRefused, match="replaced by a newer one"):
        customers.answer(CustomerLink.objects.get(pk=old.pk), Answer.CONFIRM, "", "de")


def test_an_old_link_never_writes_to_another_address(people):
    sent = make.submitted(people)
    old = sent.links.get()
    customers.correct_contact(sent.pk, {"contact_email": "ole@petersen.example"}, user=people.ben)
    with pytest.raises(ActionRefused, match="Somebody else was asked"):
        customers.send_again(old)
