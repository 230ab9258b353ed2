"""On the bench: both lines side by side, and a reason before a flagged one is approved (R18)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import deciding, submitting
from claims.enums import ClaimState
from claims.models import Claim, DecisionLine, Expense
from programs.enums import VendorRole
from tests.claims import twins
from tests.factories import claims as make
from tests.factories.programs import ProgramRoleFactory

FLAG = "May be claimed twice"
WHY = "Say why this line is approved although it may be claimed twice."


@pytest.fixture
def other(people):
    return twins.other_company()


@pytest.fixture
def theirs(other) -> Claim:
    return twins.submitted(other)


@pytest.fixture
def claim(people, theirs) -> Claim:
    return twins.under_review(people)


class TestTheBench:
    def test_shows_both_side_by_side(self, people, other, theirs, claim, sign_in, url_of, text):
        ProgramRoleFactory(user=people.rita, program=other.program, role=VendorRole.REVIEWER)
        answer = sign_in(people.rita).get(url_of("review_claim", claim))
        page = text(answer)

        assert FLAG in page
        for said in ("Brightwater Ltd", "Nordlicht Systemhaus GmbH", "Waiting to be taken", "1,200.00 EUR"):
            assert said in page
        assert "the same vendor, number and amount" in page
        document = theirs.expenses.get().document
        assert (
            f'href="{url_of("review_claim", theirs)}?file={document.public_id}">{theirs.number}</a>' in page
        )
        assert sign_in(people.rita).get(url_of("review_claim", theirs)).status_code == 200

    def test_of_another_program_only_the_number(self, people, theirs, claim, sign_in, url_of, text):
        page = text(sign_in(people.rita).get(url_of("review_claim", claim)))

        assert theirs.number in page
        assert "A claim in another program" in page
        assert "Brightwater" not in page
        assert url_of("review_claim", theirs) not in page
        assert sign_in(people.rita).get(url_of("review_claim", theirs)).status_code == 404

    @pytest.mark.parametrize("who", ["arno", "paula", "axel"])
    def test_to_everybody_of_the_vendor_who_reads_the_claim(self, people, claim, sign_in, url_of, text, who):
        assert FLAG in text(sign_in(getattr(people, who)).get(url_of("review_claim", claim)))

    def test_an_auditor_of_every_program_sees_both(self, people, theirs, claim, sign_in, url_of, text):
        assert "Brightwater Ltd" in text(sign_in(people.axel).get(url_of("review_claim", claim)))

    def test_a_split_is_shown_as_one(self, people, sign_in, url_of, text):
        one = twins.submitted(people, 1200, 3000)
        claim = twins.under_review(people, 1000, 3000)
        page = text(sign_in(people.rita).get(url_of("review_claim", claim)))

        assert FLAG not in page
        assert "1,000.00 EUR of 3,000.00 EUR of this invoice" in page
        assert f'1,200.00 EUR in <a href="{url_of("review_claim", one)}">{one.number}</a>' in page
        assert "800.00 EUR left" in page

    def test_a_withdrawn_one_is_told(self, people, sign_in, url_of, text):
        earlier = twins.submitted(people)
        submitting.withdraw(earlier.pk, user=people.anna)
        page = text(sign_in(people.rita).get(url_of("review_claim", twins.under_review(people))))

        assert FLAG not in page
        assert f"{earlier.number}</a> of Nordlicht Systemhaus GmbH (Withdrawn by the partner) has" in page

    def test_a_vendors_name_is_no_markup(self, people, other, sign_in, url_of, text):
        odd = {"vendor": "<b>Messe</b>\u202e", "invoice_number": "\u202e<i>1</i>"}
        twins.submitted(other, **odd)
        ProgramRoleFactory(user=people.rita, program=other.program, role=VendorRole.REVIEWER)
        page = text(sign_in(people.rita).get(url_of("review_claim", twins.under_review(people, **odd))))

        assert "<b>Messe" not in page
        assert "<bdi>\u202e&lt;i&gt;1&lt;/i&gt;</bdi>" in page

    def test_queries_do_not_grow(self, people, other, claim, sign_in, url_of):
        def queries() -> int:
            sign_in(people.rita)
            with CaptureQueriesContext(connection) as captured:
                sign_in(people.rita).get(url_of("review_claim", claim))
            return len(captured)

        queries()  # what is remembered for the whole process
        before = queries()
        for _n in range(4):
            twins.submitted(other)
        assert queries() == before


class TestProof:
    """Photos and other proof whose bytes came with another claim: told, and nothing follows by itself."""

    def again(self, people, first: Claim) -> tuple[Claim, str]:
        """A claim under review with a new upload of the first one's proof; and the name of that file."""
        claim = make.under_review(people, title="Spring campaign")
        sent = first.proofs.filter(document__isnull=False).first().document
        proof = claim.proofs.filter(document__isnull=False).first()
        proof.document = twins.same_bytes(sent, people)
        proof.save()
        return claim, proof.document.name

    def test_is_told_with_the_other_claim(self, people, sign_in, url_of, text):
        first = make.submitted(people)
        claim, name = self.again(people, first)
        page = text(sign_in(people.rita).get(url_of("review_claim", claim)))

        assert "Proof that was sent with other claims too" in page
        assert f">{first.number}</a>, Nordlicht Systemhaus GmbH, Waiting to be taken" in page
        assert name in page
        deciding.decide(claim.pk, make.outcomes(claim), "", user=people.rita)

    def test_of_another_program_only_the_number(self, people, other, sign_in, url_of, text):
        first = make.submitted(other)
        page = text(sign_in(people.rita).get(url_of("review_claim", self.again(people, first)[0])))

        assert first.number in page
        assert "Brightwater" not in page

    def test_a_file_that_is_used_again_is_stated(self, people, sign_in, url_of, text):
        first, claim = make.submitted(people), make.under_review(people)
        claim.proofs.filter(document__isnull=False).update(
            document=first.proofs.filter(document__isnull=False).first().document
        )
        assert "Proof that was sent" not in text(sign_in(people.rita).get(url_of("review_claim", claim)))

    def test_a_draft_is_not_told(self, people, sign_in, url_of, text):
        claim, _name = self.again(people, make.draft(people))
        assert "Proof that was sent" not in text(sign_in(people.rita).get(url_of("review_claim", claim)))


class TestDeciding:
    def test_asks_for_a_reason_at_the_line(self, people, claim, sign_in, url_of, filled, text):
        client, url = sign_in(people.rita), url_of("review_decide", claim)
        key = claim.expenses.get().public_id
        assert f'name="despite-{key}"' in text(client.get(url))
        page = text(client.post(url, filled(claim, check="1")))
        assert WHY in page
        page = text(client.post(url, filled(claim, check="1") | {f"despite-{key}": "Two stands <b>"}))
        assert "May be claimed twice, approved because: Two stands &lt;b&gt;" in page
        client.post(url, filled(claim, confirm="1") | {f"despite-{key}": "Two stands <b>"})
        assert DecisionLine.objects.get().despite == "Two stands <b>"
        history = text(client.get(url_of("review_history", claim)))
        assert "Line 1 was approved although it may be claimed twice: Two stands &lt;b&gt;" in history

    def test_all_as_claimed_too(self, people, claim, sign_in, url_of, text):
        page = text(sign_in(people.rita).post(url_of("review_decide", claim), {"as_claimed": "1"}))
        assert WHY in page
        assert "Nothing is decided yet." not in page

    def test_all_as_claimed_keeps_what_was_typed(self, people, claim, sign_in, url_of, text):
        key = claim.expenses.get().public_id
        typed = {"as_claimed": "1", f"despite-{key}": "Asked both.", "reason": "Fits."}
        page = text(sign_in(people.rita).post(url_of("review_decide", claim), typed))
        assert "approved because: Asked both." in page

    def test_not_to_refuse(self, people, claim, sign_in, url_of, filled):
        sent = filled(claim, ("refuse", "", "Paid before."), confirm="1")
        assert sign_in(people.rita).post(url_of("review_decide", claim), sent).status_code == 302

    def test_not_without_a_flag(self, people, sign_in, url_of, text):
        page = text(sign_in(people.rita).get(url_of("review_decide", make.under_review(people))))
        assert "despite-" not in page

    def test_a_flag_that_comes_between_form_and_confirmation(
        self, people, other, sign_in, url_of, filled, text
    ):
        claim = twins.under_review(people)
        sent = filled(claim, confirm="1")
        twins.submitted(other)
        answer = sign_in(people.rita).post(url_of("review_decide", claim), sent)

        assert WHY in text(answer)
        assert Claim.objects.get(pk=claim.pk).state == ClaimState.UNDER_REVIEW

    def test_the_second_pair_of_eyes_reads_and_confirms_it(self, people, other, sign_in, url_of, text):
        twins.submitted(other, 14_800)
        claim = twins.under_review(people, 14_800)
        line = claim.expenses.get()
        deciding.recommend(
            claim.pk, make.outcomes(claim), "Fits.", user=people.rita, despite={line: "Asked both."}
        )
        page = text(sign_in(people.arno).post(url_of("review_decide", claim), {"as_recommended": "1"}))

        assert "approved because: Asked both." in page
        assert FLAG in text(sign_in(people.arno).get(url_of("review_claim", claim)))

    def test_somebody_elses_field_is_not_taken(self, people, other, claim, sign_in, url_of, filled):
        foreign = Expense.objects.exclude(claim=claim).get().public_id
        sent = filled(claim, confirm="1") | {f"despite-{foreign}": "x"}
        sign_in(people.rita).post(url_of("review_decide", claim), sent)
        assert not DecisionLine.objects.exists()
