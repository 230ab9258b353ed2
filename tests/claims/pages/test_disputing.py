"""After the decision: an admin disputes it, once, as a whole or by line; or accepts it and lets the rest go."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.actions import deciding, disputing
from claims.enums import ClaimState
from claims.models import Claim
from documents.models import Document
from funds.workflow import held_for
from lifecycle import ActionRefused, clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from programs.enums import VendorRole
from programs.models import Program
from tests.factories import claims as make
from tests.factories.people import staff

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def cut(team) -> Claim:
    """Three lines of 1,000, 500 and 200: cut to 600, refused, as claimed. Held for a dispute: 900."""
    return make.decided(team, 600, 0, 200, claimed=(1000, 500, 200))


def url(name: str, claim: Claim) -> str:
    return reverse(name, args=[claim.public_id])


def text(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def answers(claim: Claim, statement: str = "", lines: dict[int, str] | None = None, **buttons: str) -> dict:
    """The fields of the form; lines: words by position, chosen with them."""
    data = {"statement": statement, **buttons}
    for expense in claim.expenses.all():
        if lines and expense.position in lines:
            data |= {f"line-{expense.public_id}": "on", f"words-{expense.public_id}": lines[expense.position]}
    return data


def send_file(client, claim: Claim, name: str = "letter.pdf"):
    file = SimpleUploadedFile(name, PDF + name.encode(), content_type="application/pdf")
    return client.post(url("claim_dispute", claim), {"answer": "file", "file": file}, follow=True)


def held(claim: Claim) -> Decimal:
    return held_for(Claim.objects.get(pk=claim.pk).fund, claim)


def test_the_claims_page_says_what_is_held_and_both_ways_on(cut, anna):
    said = text(anna.get(url("claim", cut)))
    assert "900.00 EUR stay held until" in said
    assert "After that they are free again; you can claim them for something else until" in said
    assert url("claim_dispute", cut) in said
    assert "Accept the decision and free 900.00 EUR" in said


def test_a_colleague_reads_it_and_does_neither(cut, ben):
    said = text(ben.get(url("claim", cut)))
    assert "900.00 EUR stay held until" in said
    assert "Accept the decision" not in said
    for page in ("claim_dispute", "claim_accept"):
        assert ben.get(url(page, cut)).status_code == 403
    assert ben.post(url("claim_accept", cut)).status_code == 403
    assert held(cut) == 900


def test_no_reason_is_called_optional_where_one_of_them_is_needed(cut, anna):
    said = text(anna.get(url("claim_dispute", cut)))
    assert 'Why do you disagree? <span class="field-optional">(or at each line you tick)' in said
    assert 'why you disagree <span class="field-optional">(or below, on the whole)' in said


def test_only_what_was_cut_can_be_chosen(cut, anna):
    page = anna.get(url("claim_dispute", cut))
    assert [line.decided.expense.position for line in page.context["dispute"].lines()] == [1, 2]
    whole = cut.expenses.get(position=3)
    with pytest.raises(ActionRefused, match="Line 3 was approved as claimed"):
        disputing.dispute(cut.pk, "All", {whole: "More"}, user=cut.owner)


def test_words_and_files_are_kept_until_it_is_sent_and_nobody_of_ours_sees_them(cut, team, anna, as_person):
    send_file(anna, cut)
    saved = anna.post(
        url("claim_dispute", cut), answers(cut, "Half a word", {2: "It was water."}, save="1"), follow=True
    )

    assert "Your words are saved. They are not sent yet." in text(saved)
    for page in (saved, anna.get(url("claim_dispute", cut))):
        assert all(part in text(page) for part in ("Half a word", "It was water.", "letter.pdf"))
    assert "Go on with your dispute" in text(anna.get(url("claim", cut)))
    bench = text(as_person(team.rita).get(url("review_claim", cut)))
    unsent = ("Half a word", "It was water.", "letter.pdf", "Dispute prepared")
    assert [part for part in unsent if part in bench] == []
    assert Claim.objects.get(pk=cut.pk).state == ClaimState.APPROVED


def test_a_file_is_taken_out_again_before_and_not_after(cut, anna):
    send_file(anna, cut, "one.pdf")
    send_file(anna, cut, "two.pdf")
    one, two = cut.proofs.filter(for_dispute=True).order_by("pk")
    back = anna.post(reverse("claim_proof_remove", args=[cut.public_id, one.public_id]))
    assert back["Location"] == url("claim_dispute", cut)
    anna.post(url("claim_dispute", cut), answers(cut, "No.", send="1"))
    assert anna.post(reverse("claim_proof_remove", args=[cut.public_id, two.public_id])).status_code == 409
    assert list(cut.proofs.filter(for_dispute=True)) == [two]


def test_the_same_file_twice_is_one(cut, anna):
    send_file(anna, cut)
    assert "This file is here already" in text(send_file(anna, cut))
    assert cut.proofs.filter(for_dispute=True).count() == 1


def test_sent_it_is_decided_by_somebody_else(cut, team, anna, as_person):
    send_file(anna, cut)
    sent = anna.post(
        url("claim_dispute", cut),
        answers(cut, "See the letter.", {1: "It was water."}, send="1"),
        follow=True,
    )

    said = text(sent)
    assert "Your dispute was sent." in said
    assert "900.00 EUR stay held until your dispute is decided." in said
    assert "See the letter." in said
    assert "letter.pdf" in said
    assert "does not hold any more" not in text(anna.get(reverse("claim_letter", args=[cut.public_id, 1])))
    claim = Claim.objects.get(pk=cut.pk)
    assert (claim.state, held(cut)) == (ClaimState.DISPUTED, 900)
    assert claim.promised_at is not None
    file = claim.proofs.get(for_dispute=True).document
    assert file.retain_until is not None

    rolf = staff("Rolf", team.program, VendorRole.REVIEWER)
    bench = text(as_person(rolf).get(url("review_claim", cut)))
    for part in ("Disputed on", "See the letter.", "It was water.", "letter.pdf"):
        assert part in bench
    assert "You made the decision that is disputed" in text(
        as_person(team.rita).get(url("review_claim", cut))
    )


def test_the_history_tells_it(cut, team, anna):
    anna.post(url("claim_dispute", cut), answers(cut, "See the letter.", {1: "It was water."}, send="1"))
    said = text(anna.get(url("claim_history", cut)))
    assert "Disputed: See the letter." in said
    assert "<p>Line 1: It was water.</p>" in said


@pytest.mark.parametrize("lines", [None, {1: ""}, {1: "Why", 2: ""}])
def test_it_needs_a_reason(cut, anna, lines):
    page = anna.post(url("claim_dispute", cut), answers(cut, "", lines, send="1"))
    assert "Say why you disagree: on the whole, or on each line you dispute." in text(page)
    assert Claim.objects.get(pk=cut.pk).state == ClaimState.APPROVED


def test_words_on_each_line_are_enough(cut, anna):
    anna.post(url("claim_dispute", cut), answers(cut, "", {1: "Water.", 2: "Water too."}, send="1"))
    claim = Claim.objects.get(pk=cut.pk)
    assert claim.state == ClaimState.DISPUTED
    assert [one.words for one in claim.disputed_lines.all()] == ["Water.", "Water too."]


def test_a_file_that_was_not_accepted_stops_it_and_nothing_typed_is_lost(cut, anna):
    send_file(anna, cut)
    Document.objects.filter(proofs__for_dispute=True).update(
        state="REFUSED", refusal="password", settled_at=clock.now()
    )
    page = anna.post(url("claim_dispute", cut), answers(cut, "A long statement", send="1"))
    assert page.status_code == 409
    assert "“letter.pdf” was not accepted. Remove it, and upload it in another form." in text(page)
    assert "A long statement" in text(page)


def test_too_late_is_too_late(cut, anna):
    with clock.shifted(timedelta(days=31)):
        assert anna.get(url("claim_dispute", cut)).status_code == 409
        assert "The time to dispute this decision is over." in text(anna.get(url("claim_dispute", cut)))


def test_accepting_asks_first_and_frees_the_rest(cut, team, anna):
    asked = text(anna.get(url("claim_accept", cut)))
    assert "They go back into the fund at once" in asked
    assert "Accept the decision and free 900.00 EUR" in asked
    assert held(cut) == 900

    left = Claim.objects.get(pk=cut.pk).fund.left
    done = text(anna.post(url("claim_accept", cut), follow=True))
    claim = Claim.objects.get(pk=cut.pk)
    assert "Decision accepted; 900.00 EUR that were held for a dispute are let go" in done
    assert "Dispute the decision" not in done
    assert (held(cut), claim.fund.left - left, claim.state) == (0, 900, ClaimState.APPROVED)
    assert anna.post(url("claim_accept", cut)).status_code == 409


def test_accepted_after_the_deadline_it_is_forfeited_and_the_page_says_so_before(team, anna):
    Program.objects.update(dispute_days=200)
    claim = make.decided(team, 600, claimed=(1000,))
    with clock.shifted(timedelta(days=100)):
        page = text(anna.get(url("claim", claim)))
        assert "Accept the decision; 400.00 EUR are forfeited" in page
        asked = text(anna.get(url("claim_accept", claim)))
        assert "they are forfeited when you accept" in asked
        assert "Accept and forfeit 400.00 EUR" in asked
        anna.post(url("claim_accept", claim))
    fund = Claim.objects.get(pk=claim.pk).fund
    assert (held(claim), fund.forfeited >= 400) == (0, True)


def test_the_second_decision_ends_it(cut, team, anna, mailoutbox):
    anna.post(url("claim_dispute", cut), answers(cut, "See the letter.", send="1"))
    rolf = staff("Rolf", team.program, VendorRole.REVIEWER)
    make.left(deciding.decide(cut.pk, make.outcomes(cut, 1000, 0, 200), "You are right.", user=rolf))

    said = text(anna.get(url("claim", cut)))
    assert "Approved: 1,200.00 EUR of 1,700.00 EUR" in said
    assert "Dispute the decision" not in said
    letter = text(anna.get(reverse("claim_letter", args=[cut.public_id, 2])))
    assert "The remaining 500.00 EUR are free again" in letter
    assert "This is the decision on your dispute. It stands; it cannot be disputed again." in letter
    for message in Message.objects.filter(to=team.anna).order_by("pk"):
        deliver(message.pk, clock.now())
    received, decided = (
        next(one for one in mailoutbox if part in one.subject)
        for part in ("dispute has arrived", "Your dispute of claim")
    )
    assert "See the letter." in received.body
    assert "900.00 EUR stay held until then." in received.body.replace("\u00a0", " ")
    assert "1,200.00 EUR of 1,700.00 EUR" in decided.body.replace("\u00a0", " ")
    for mail in (received, decided):
        assert mail.alternatives[0].content.count("<a ") == 1


def test_the_first_decision_is_not_lowered(cut, team, anna):
    anna.post(url("claim_dispute", cut), answers(cut, "See the letter.", send="1"))
    rolf = staff("Rolf", team.program, VendorRole.REVIEWER)
    with pytest.raises(ActionRefused, match="What was approved before stays approved"):
        deciding.decide(cut.pk, make.outcomes(cut, 0, 0, 200), "", user=rolf)


def test_where_nobody_else_reviews_the_manager_hears_at_once(cut, team, mailoutbox):
    """R8."""
    disputing.dispute(cut.pk, "See the letter.", user=team.anna)
    message = Message.objects.get(kind="nobody_decides")
    assert message.to == team.paula
    deliver(message.pk, clock.now())
    assert url("review_claim", cut) in mailoutbox[0].body


def test_where_somebody_else_reviews_nobody_is_alarmed(cut, team):
    staff("Rolf", team.program, VendorRole.REVIEWER)
    disputing.dispute(cut.pk, "See the letter.", user=team.anna)
    assert not Message.objects.filter(kind="nobody_decides").exists()


def test_whoever_decides_anew_reads_the_dispute_where_the_lines_are_decided(cut, team, as_person):
    disputing.dispute(cut.pk, "", {cut.expenses.get(position=2): "It was water."}, user=team.anna)
    rolf = staff("Rolf", team.program, VendorRole.REVIEWER)
    assert "It was water." in text(as_person(rolf).get(url("review_decide", cut)))
