"""A share of an invoice and own earlier use on the partner's pages; of other partners there is no hint (R3, R18)."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import deciding, reviewing, submitting
from claims.filling import differences
from claims.models import Claim, Expense
from history.models import Event
from tests.claims import twins
from tests.claims.pages.test_drafting import ODD_AMOUNTS, at, invoice
from tests.claims.test_filling import reading
from tests.factories import claims as make

TWICE = "You may be claiming this twice"


def words(answer) -> str:
    """What a page says, without its tags."""
    text = re.sub(r"<[^>]*>", "", answer.content.decode())
    return " ".join(text.replace("\u00a0", " ").split())


def pages_of(claim: Claim) -> list[str]:
    """Every page of a draft that shows its invoices."""
    line = claim.expenses.get().public_id
    typed = f"?line={line}&vendor={twins.VENDOR}&invoice_number={twins.NUMBER}&net=1,200"
    return [
        at("claim", claim),
        at("claim_invoices", claim),
        at("claim_invoice", claim, line),
        at("claim_check", claim),
        at("claim_limits", claim) + typed,
    ]


class TestTheForm:
    def test_a_share_is_saved_and_shown(self, anna, bare):
        answer = anna.post(at("claim_invoice_new", bare), invoice(bare, net="1,200", invoice_net="3,000"))

        assert answer.status_code == 302
        assert Expense.objects.get().invoice_net == 3000
        page = words(anna.get(at("claim_invoices", bare)))
        assert "1,200.00 EUR of 3,000.00 EUR of this invoice. 1,800.00 EUR are left of it." in page

    def test_taking_it_out_claims_the_whole_invoice(self, anna, bare):
        anna.post(at("claim_invoice_new", bare), invoice(bare, net="1,200", invoice_net="3,000"))
        line = bare.expenses.get()
        anna.post(at("claim_invoice", bare, line.public_id), invoice(bare, net="1,200", invoice_net=""))

        assert Expense.objects.get().invoice_net is None

    @pytest.mark.parametrize("odd", [one for one in ODD_AMOUNTS if one.strip()])
    def test_odd_amounts_are_refused_at_the_field(self, anna, bare, odd):
        answer = anna.post(at("claim_invoice_new", bare), invoice(bare, net="1,200", invoice_net=odd))

        assert answer.context["form"].errors["invoice_net"]
        assert answer.context["form"]["invoice_net"].value() == odd
        assert not bare.expenses.exists()

    @pytest.mark.parametrize("whole", ["1,200", "1,199.99", "0.01"])
    def test_an_invoice_is_more_than_its_share(self, anna, bare, whole):
        answer = anna.post(at("claim_invoice_new", bare), invoice(bare, net="1,200", invoice_net=whole))

        assert "A share is less than the whole invoice." in words(answer)
        assert not bare.expenses.exists()

    def test_a_number_from_right_to_left_and_full_width_digits(self, team, anna, bare):
        twins.submitted(team, title="Messe Kiel")
        odd = {"vendor": "\u202eMESSEBAU Ｎord GmbH", "invoice_number": "\u2067ＲＥ-２０２６/００42\u2069"}
        anna.post(at("claim_invoice_new", bare), invoice(bare, net="1,200", **odd))

        assert TWICE in words(anna.get(at("claim_invoices", bare)))


class TestOwnUse:
    def test_is_told_with_claim_state_and_link_before_submitting(self, team, anna):
        earlier = twins.submitted(team, title="Messe Kiel")
        claim = twins.draft(team)

        for page in pages_of(claim)[1:]:
            answer = anna.get(page)
            assert TWICE in words(answer), page
            assert f'href="{at("claim", earlier)}">{earlier.number}</a>' in answer.content.decode()
            assert f"{earlier.number} (Submitted, last changed" in words(answer)

    def test_while_typing(self, team, anna, bare):
        twins.submitted(team, 1200, 3000, title="Messe Kiel")
        typed = {"vendor": "messebau nord gmbh", "invoice_number": "re 2026 42", "net": "2,000"}
        assert TWICE not in words(anna.get(at("claim_limits", bare), typed))
        typed |= {"invoice_number": "RE20260042", "invoice_net": "3,000"}
        assert "are 200.00 EUR more than its net amount of 3,000.00 EUR" in words(
            anna.get(at("claim_limits", bare), typed)
        )

    @pytest.mark.parametrize("odd", ["NaN", "-1", "１２", "\u202e12", "1e9", "\x00", ""])
    def test_odd_typing_is_no_error(self, anna, bare, odd):
        asked = {"vendor": odd, "invoice_number": odd, "net": odd, "invoice_net": odd, "kept": odd}
        assert anna.get(at("claim_limits", bare), asked).status_code == 200

    def test_a_withdrawn_one_is_only_told(self, team, anna):
        earlier = twins.submitted(team, title="Messe Kiel")
        submitting.withdraw(earlier.pk, user=team.anna)
        page = words(anna.get(at("claim_invoices", twins.draft(team))))

        assert TWICE not in page
        assert (
            f"For information: {earlier.number} (Withdrawn) has the same vendor, number and amount." in page
        )

    def test_a_submitted_claim_shows_its_split(self, team, anna):
        one = twins.submitted(team, 1200, 3000)
        other = twins.submitted(team, 1800, 3000)
        page = words(anna.get(at("claim", one)))

        assert f"1,200.00 EUR of 3,000.00 EUR of this invoice; 1,800.00 EUR in {other.number}." in page
        assert TWICE not in page

    def test_too_much_is_refused_when_submitted_and_nothing_is_lost(self, team, anna):
        twins.submitted(team, 1200, 3000)
        claim = twins.draft(team, 2000, 3000)
        answer = anna.post(at("claim_submit", claim))

        assert answer.status_code == 409
        assert "are 200.00 EUR more than its net amount of 3,000.00 EUR" in words(answer)


class TestOtherPartners:
    """Whatever another partner claims: the pages are the same to the byte, and so is what is asked of the database."""

    def asked(self, client, claim: Claim) -> tuple[list[str], list[str]]:
        said, queries = [], []
        for page in pages_of(claim):
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(page)
            assert answer.status_code == 200
            text = re.sub(
                r'(csrf\w*"[^>]*value|nonce|hx-headers)=\S+|\d+ seconds? ago', "", answer.content.decode()
            )
            said.append(text)
            queries.append(len(captured))
        return said, queries

    def test_leave_no_trace_on_any_page(self, team, anna):
        claim = twins.draft(team)
        self.asked(anna, claim)  # what is remembered for the whole process
        before = self.asked(anna, claim)
        other = twins.other_company()
        twins.submitted(other)
        own = claim.expenses.get().document
        twins.invoice(make.draft(other, 1200), 1200, document=twins.same_bytes(own, other))

        assert self.asked(anna, claim) == before

    def test_no_query_looks_at_another_partners_lines(self, team, anna):
        claim = twins.draft(team)
        with CaptureQueriesContext(connection) as captured:
            anna.get(at("claim_invoices", claim))
        looking = [one["sql"] for one in captured if '"fingerprint" IN' in one["sql"]]
        assert looking
        assert all(f'"partner_id" = {team.partner.pk}' in one for one in looking)

    def test_submitting_says_nothing_and_the_decision_tells_no_reason(self, team, anna):
        twins.submitted(twins.other_company())
        claim = twins.draft(team)
        make.money_for(team)
        assert anna.post(at("claim_submit", claim)).status_code == 302
        reviewing.take(claim.pk, user=team.rita)
        line = claim.expenses.get()
        deciding.decide(
            claim.pk, make.outcomes(claim), "", user=team.rita, despite={line: "Brightwater has it too."}
        )

        assert "Brightwater" in str(Event.objects.about(claim).last().params)
        for page in (at("claim", claim), at("claim_history", claim)):
            said = words(anna.get(page))
            assert "Brightwater" not in said
            assert "twice" not in said


@pytest.mark.parametrize(("whole", "differing"), [("473", []), ("500", ["net"])])
def test_the_file_of_a_share_is_held_against_the_whole_invoice(db, team, whole, differing):
    line = make.draft(team, "200").expenses.get()
    reading(line.document)
    line.invoice_net, line.tax = Decimal(whole), Decimal(24)

    assert [one.field for one in differences(line) if one.field in {"net", "tax"}] == differing
