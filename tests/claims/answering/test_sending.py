"""What was prepared for each item becomes part of the claim when the answer is sent, and not before."""

from datetime import timedelta
from decimal import Decimal

import pytest

from claims.actions import answering, proving, reviewing, submitting
from claims.answers import AMOUNTS
from claims.duplicates import fingerprint
from claims.models import Claim, Correction, Expense, Proof
from claims.parts import name_of_line
from funds.enums import EntryKind
from funds.models import Fund, FundEntry
from funds.workflow import held_for
from history.actions import first_break
from lifecycle import ActionRefused, clock
from programs.meanwhile import Overtaken, marks
from review.models import RequestItem
from review.wanted import Wanted
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory, stored


def answer(claim, user, words=""):
    return submitting.answer(claim.pk, words, user=user)


def correct(claim, user, item=None, seen=None, **typed):
    answering.correct(claim.pk, item or make.asked_item(claim), typed, user=user, seen=seen)


def outcomes(claim):
    return list(RequestItem.objects.filter(request__subject_id=claim.pk).values_list("outcome", flat=True))


class TestALine:
    @pytest.fixture
    def asked(self, team):
        return make.asked(team, "It cannot be read.", part="line:1")

    def test_its_new_file_takes_the_place_of_the_old_one_which_stays(self, team, asked):
        line, item = asked.expenses.get(), make.asked_item(asked)
        old = line.document
        first = proving.add_file(asked.pk, item, stored(b"%PDF-1.7 first", "first.pdf"), user=team.ben)
        new = proving.add_file(asked.pk, item, stored(b"%PDF-1.7 new", "new.pdf"), user=team.ben)
        assert Expense.objects.get(pk=line.pk).document == old, "Not sent yet"
        assert not asked.proofs.filter(pk=first.pk).exists(), "A line has one file, the newest"

        answer(asked, team.ben)

        assert Expense.objects.get(pk=line.pk).document == new.document
        change = Correction.objects.get(expense=line)
        assert (change.field, change.before, change.after) == (
            "document",
            old.public_id,
            new.document.public_id,
        )
        assert [one.document for one in asked.proofs.filter(item=item)] == [old]

    def test_corrections_are_written_when_they_are_sent(self, team, asked):
        line = asked.expenses.get()
        day = line.invoice_date - timedelta(days=1)
        correct(asked, team.ben, vendor="Druckerei Nord", invoice_number="RE-2", invoice_date=day)
        assert Expense.objects.get(pk=line.pk).vendor == "Druckhaus 1", "Not sent yet"

        answer(asked, team.ben)

        line.refresh_from_db()
        assert (line.vendor, line.invoice_number, line.invoice_date) == ("Druckerei Nord", "RE-2", day)
        assert line.fingerprint == fingerprint("Druckerei Nord", "RE-2")
        assert line.amount == 1200
        assert outcomes(asked) == ["ANSWERED"]
        assert set(Correction.objects.values_list("field", "before", "after")) == {
            ("vendor", "Druckhaus 1", "Druckerei Nord"),
            ("invoice_number", "RE-1", "RE-2"),
            ("invoice_date", (day + timedelta(days=1)).isoformat(), day.isoformat()),
        }
        assert not Correction.objects.filter(sent_at=None).exists()
        assert first_break(asked) is None

    def test_what_is_as_it_was_is_no_correction(self, team, asked):
        correct(asked, team.ben, vendor="Somebody else", description="Flyers")
        correct(asked, team.ben, vendor="Druckhaus 1", description="Leaflets")
        assert list(Correction.objects.values_list("field", "after")) == [("description", "Leaflets")]

    def test_two_people_correct_the_same_field(self, team, asked):
        line = asked.expenses.get()
        seen = dict(pair.split(":") for pair in marks({"vendor": line.vendor}).split())
        correct(asked, team.ben, seen=seen, vendor="Druckerei Nord")
        with pytest.raises(Overtaken):
            correct(asked, team.anna, seen=seen, vendor="Druckerei Süd")

    def test_a_field_asked_about_twice_is_corrected_once(self, team):
        claim = make.under_review(team)
        part = name_of_line(claim.expenses.get())
        items = [Wanted(part, words="The vendor?"), Wanted(part, words="And the number?")]
        reviewing.request_documents(claim.pk, items, user=team.rita)
        correct(claim, team.ben, make.asked_item(claim, 1), vendor="One")
        correct(claim, team.ben, make.asked_item(claim, 2), vendor="Two")
        assert Correction.objects.get().after == "Two"

    def test_only_what_the_request_names_is_unlocked(self, team):
        claim = make.asked(team, "Which one?", 100, 200, part="line:1")
        other = make.asked(team, "The agenda.")
        with pytest.raises(ActionRefused, match="was sent before"):
            correct(claim, team.anna, make.asked_item(other), vendor="X")
        with pytest.raises(ActionRefused, match="was sent before"):
            correct(other, team.anna, vendor="X")
        photos = claim.activity.requirements.get(key="photos")
        with pytest.raises(ActionRefused):
            proving.add_text(claim.pk, photos, "More", user=team.anna)
        assert not Correction.objects.exists()

    def test_an_item_of_an_answered_request_is_locked_again(self, team, asked):
        item = make.asked_item(asked)
        answer(asked, team.ben)
        reviewing.take(asked.pk, user=team.rita)
        reviewing.request_documents(asked.pk, [Wanted(words="The agenda.")], user=team.rita)
        for act in (
            lambda: correct(asked, team.anna, item, vendor="X"),
            lambda: answering.save_comment(asked.pk, "X", user=team.anna, item=item),
            lambda: proving.add_file(asked.pk, item, stored(b"%PDF-1.7 x"), user=team.anna),
        ):
            with pytest.raises(ActionRefused, match="was sent before"):
                act()


class TestAmounts:
    @pytest.fixture
    def asked(self, team):
        return make.asked(team, "Is that net?", 1000, 200, part="line:1")

    def test_less_frees_the_difference(self, team, asked):
        correct(asked, team.anna, net=Decimal("840.50"), tax=Decimal("159.70"))
        fund = Fund.objects.get(partner=team.partner)
        assert (fund.held, asked.claimed) == (1200, 1200)

        claim = answer(asked, team.anna)

        fund.refresh_from_db()
        line = claim.expenses.get(position=1)
        assert (line.net, line.amount, line.tax) == (Decimal("840.50"), Decimal("840.50"), Decimal("159.70"))
        assert Claim.objects.get(pk=claim.pk).claimed == Decimal("1040.50")
        assert (fund.held, held_for(fund, claim)) == (Decimal("1040.50"), Decimal("1040.50"))

    def test_after_the_deadline_the_difference_is_forfeited(self, team, asked):
        correct(asked, team.anna, net=Decimal(900))
        late = asked.period.deadline + timedelta(hours=1) - clock.now()
        asked_until = make.asked_item(asked).request
        type(asked_until).objects.update(due_at=clock.now() + late + timedelta(days=1))
        with clock.shifted(late):
            answer(asked, team.anna)
        newest = FundEntry.objects.order_by("-pk")[:2]
        assert {entry.kind for entry in newest} == {EntryKind.RELEASE, EntryKind.FORFEIT}

    def test_a_foreign_amount_is_converted_by_the_frozen_rate(self, team, asked):
        line = asked.expenses.filter(position=1)
        line.update(currency="USD", net=2000, rate=Decimal("0.5"), amount=1000)
        correct(asked, team.anna, net=Decimal(1500))
        assert answer(asked, team.anna).claimed == 950
        assert line.get().amount == 750

    @pytest.mark.parametrize(("field", "value"), [("net", "1000.01"), ("tax", "190.01")])
    def test_never_more_than_was_submitted(self, team, asked, field, value):
        with pytest.raises(ActionRefused, match="No more than was submitted") as refused:
            correct(asked, team.anna, **{field: Decimal(value)})
        assert list(refused.value.fields) == [field]

    @pytest.mark.parametrize("field", AMOUNTS)
    def test_an_incentives_user_corrects_none(self, team, asked, field):
        with pytest.raises(ActionRefused, match="Only these may do this") as refused:
            correct(asked, team.ben, **{field: Decimal(10)})
        assert refused.value.verdict.forbidden

    def test_nor_sends_what_an_admin_corrected(self, team, asked):
        correct(asked, team.anna, net=Decimal(900))
        with pytest.raises(ActionRefused, match="An incentives admin sends it") as refused:
            answer(asked, team.ben)
        assert refused.value.verdict.forbidden
        correct(asked, team.anna, net=Decimal(1000))
        assert answer(asked, team.ben).state == "SUBMITTED"

    def test_a_dispute_is_about_the_amounts_that_were_decided(self, team, asked):
        Claim.objects.filter(pk=asked.pk).update(disputed_at=clock.now(), came_from="DISPUTED")
        with pytest.raises(ActionRefused, match="stay as they were decided on"):
            correct(asked, team.anna, net=Decimal(900))


class TestASlot:
    def test_what_is_given_stands_in_it_when_it_is_sent(self, team):
        claim = make.asked(team, "Clearer ones, please.", part="slot:photos")
        photos = claim.activity.requirements.get(key="photos")
        proof = proving.add_file(claim.pk, make.asked_item(claim), stored(b"%PDF-1.7 new"), user=team.ben)
        assert proof not in claim.proofs.filter(requirement=photos)
        answer(claim, team.ben)
        assert claim.proofs.filter(requirement=photos).count() == 2
        assert proof in claim.proofs.filter(requirement=photos)


class TestWhatBecameOfEach:
    def test_only_what_something_came_for_is_answered(self, team):
        claim = make.under_review(team, 100, 200)
        items = [Wanted(name_of_line(line), words="?") for line in claim.expenses.all()]
        reviewing.request_documents(claim.pk, [*items, Wanted("slot:photos", words="?")], user=team.rita)
        answering.save_comment(claim.pk, "As it stands.", user=team.ben, item=make.asked_item(claim))
        assert outcomes(claim) == ["", "", ""]
        answer(claim, team.ben)
        assert outcomes(claim) == ["ANSWERED", "UNANSWERED", "UNANSWERED"]

    def test_a_file_the_checks_refused_answers_nothing_and_replaces_nothing(self, team):
        claim = make.asked(team, part="line:1")
        old = claim.expenses.get().document
        bad = DocumentFactory(partner=team.partner, uploaded_by=team.ben, refused=True)
        item = make.asked_item(claim)
        given = {"claim": claim, "item": item, "request": item.request, "added_at": clock.now()}
        Proof.objects.create(document=bad, added_by=team.ben, **given)
        answer(claim, team.ben)
        assert outcomes(claim) == ["UNANSWERED"]
        assert claim.expenses.get().document == old

    def test_a_request_nobody_needs_any_more_says_nothing(self, team):
        claim = make.asked(team, part="line:1")
        submitting.withdraw(claim.pk, user=team.anna)
        assert outcomes(claim) == [""]
