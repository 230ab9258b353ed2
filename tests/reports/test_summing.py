"""What is added up of a usage period is what claims and ledger say, and it is done when something happened."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Sum

from claims.actions import disputing, reversing, submitting
from claims.models import Claim, Decision
from funds.actions import ledger
from funds.models import Fund, FundEntry
from lifecycle import clock
from programs.models import Program, UsagePeriod
from reports.actions import summing
from reports.models import ClaimSums, CutSums, DecisionDays, FundMonth, Summed, Touched
from reports.tasks import tick
from review.models import Request
from tests.factories import claims as make
from tests.factories.accounts import PartnerFactory
from tests.factories.programs import ReasonFactory

D = Decimal


def sums() -> dict[str, Decimal]:
    """All cells together."""
    names = [one.name for one in ClaimSums._meta.fields if one.name in COLUMNS]
    found = ClaimSums.objects.aggregate(**{name: Sum(name) for name in names})
    return {name: value for name, value in found.items() if value}


COLUMNS = {
    *("undecided", "approved_in_full", "approved_in_part", "rejected", "disputed", "withdrawn"),
    *("claimed", "cut", "held", "approved", "paid"),
}


def test_a_claim_on_its_way(people, summed):
    claim = make.submitted(people, 700)
    summed()
    assert sums() == {"undecided": 1, "claimed": 700, "held": 700}
    submitting.withdraw(claim.pk, user=people.anna)
    summed()
    assert sums() == {"withdrawn": 1}


def test_a_draft_is_no_claim(people, summed):
    claim = make.submitted(people, 700)
    submitting.take_back(claim.pk, user=people.anna)
    summed()
    assert sums() == {}


def test_a_cut_is_held_until_it_is_accepted(people, summed):
    claim = make.decided(people, 800)
    summed()
    assert sums() == {"approved_in_part": 1, "claimed": 1200, "approved": 800, "cut": 400, "held": 400}
    disputing.accept(claim.pk, user=people.anna)
    summed()
    assert sums() == {"approved_in_part": 1, "claimed": 1200, "approved": 800, "cut": 400}


def test_paid_and_come_back_is_what_the_ledger_says(people, period, summed):
    claim = make.decided(people)
    fund = Fund.objects.get(period=period)
    by = {"subject": claim, "actor": people.pia, "at": clock.now()}
    ledger.pay(fund, D(1200), **by)
    ledger.returned(fund, D(1200), **by)
    ledger.pay(fund, D(1000), **by)
    summed()
    assert sums() == {"approved_in_full": 1, "claimed": 1200, "approved": 1200, "paid": 1000}


def test_a_dispute_is_decided_and_open_at_once(people, summed):
    claim = make.decided(people, 800)
    disputing.dispute(claim.pk, "The rest, too.", user=people.anna)
    summed()
    assert sums() == {"disputed": 1, "claimed": 1200, "approved": 800, "cut": 400, "held": 400}


def test_what_was_reversed_is_not_decided(people, summed):
    claim = make.decided(people, 0, claimed=(300,))
    summed()
    assert sums() == {"rejected": 1, "claimed": 300, "cut": 300, "held": 300}
    other = make.decided(people, 100, claimed=(300,))
    reversing.ask(other.pk, "A mistake.", user=people.rita)
    reversing.agree(other.pk, user=people.arno)
    summed()
    assert sums() == {"rejected": 1, "undecided": 1, "claimed": 600, "cut": 300, "held": 600}
    assert CutSums.objects.aggregate(cut=Sum("cut"))["cut"] == claim.claimed


def test_approved_and_cut_tie_claims_to_the_ledger(people, summed):
    """Both know what was approved; by reasons, by claims and by entries it is the same."""
    make.decided(people, 800)
    make.decided(people, 0, 50, claimed=(100, 200))
    make.submitted(people, 40)
    summed()
    found = ClaimSums.objects.aggregate(*[Sum(name) for name in ("claimed", "approved", "cut")])
    assert found["approved__sum"] == Claim.objects.aggregate(all=Sum("approved"))["all"] == 850
    assert found["approved__sum"] == sum(one.approved for one in Fund.objects.all())
    assert found["claimed__sum"] == 850 + found["cut__sum"] + 40
    assert CutSums.objects.aggregate(all=Sum("cut"))["all"] == found["cut__sum"] == 650


def test_by_activity_and_country_of_the_location(people, summed):
    make.submitted(people, 100)
    make.submitted(people, 200)
    other = make.submitted(people, 50)
    Claim.objects.filter(pk=other.pk).update(partner=PartnerFactory(country="FR"))
    summed()
    found = ClaimSums.objects.order_by("country").values_list("country", "claimed")
    assert [(country, claimed) for country, claimed in found if country == "FR"] == [("FR", 50)]
    # Each of the three has an activity of its own.
    assert sorted(claimed for country, claimed in found if country == "DE") == [100, 200]


def test_reasons_by_code_and_in_own_words(people, summed):
    claim = make.decided(people, 800)
    reason = ReasonFactory()
    Decision.objects.get(claim=claim).lines.update(code=reason, reason="")
    make.decided(people, 0, claimed=(100,))
    summed()
    found = {one.reason: (one.lines, one.cut) for one in CutSums.objects.all()}
    assert found == {reason: (1, 400), None: (1, 100)}


def took(people, submitted, left, theirs=None):
    """A decision between two instants; the partner had the turn between two others. The days that are counted."""
    claim = make.decided(people)
    Claim.objects.filter(pk=claim.pk).update(submitted_at=submitted)
    Decision.objects.filter(claim=claim).update(left_at=left)
    if theirs:
        made, answered = theirs
        asked = {"subject_kind": "claim", "subject_id": claim.pk, "words": "More", "made_by": people.rita}
        Request.objects.create(
            **asked, made_at=made, due_at=made + timedelta(90), answered_by=people.anna, answered_at=answered
        )
    summing.sum_up(claim.period, clock.now())
    (found,) = DecisionDays.objects.filter(activity_type=claim.activity.activity_type)
    return found.days


def weekday(day, hour=12):
    """Noon in UTC of a day of the week of Monday 7 September 2026, without a holiday; 8 is the next Monday."""
    return datetime(2026, 9, 6 + day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("submitted", "left", "theirs", "days"),
    [
        (weekday(1), weekday(1, 15), None, 0),
        (weekday(1), weekday(2), None, 1),
        (weekday(1), weekday(3), None, 2),
        (weekday(4), weekday(5), None, 1),
        (weekday(4), weekday(6), None, 2),  # the promise of one day ended on Friday
        (weekday(4), weekday(8), None, 2),
        (weekday(6), weekday(8), None, 1),
        # 23:30 UTC is the next day in Berlin.
        (weekday(1, 23), weekday(2), None, 0),
        (weekday(1), weekday(10), (weekday(2), weekday(9)), 2),
        (weekday(1), weekday(3), (weekday(1), weekday(3, 11)), 0),
    ],
)
def test_business_days_without_the_partners_turns(people, submitted, left, theirs, days):
    assert took(people, submitted, left, theirs) == days


def test_a_holiday_is_no_business_day(people):
    good_friday = datetime(2026, 4, 3, 12, tzinfo=UTC)
    assert took(people, good_friday - timedelta(1), good_friday + timedelta(4)) == 1


def test_only_the_first_decision_counts(people, summed):
    claim = make.decided(people, 800)
    first = Decision.objects.get(claim=claim)
    again = Decision.objects.create(
        claim=claim, kind="DECISION", by=people.arno, at=first.at, approved=900, leaves_at=first.at
    )
    Decision.objects.filter(pk=again.pk).update(left_at=first.left_at + timedelta(days=40))
    summed()
    assert [(one.days, one.count) for one in DecisionDays.objects.all()] == [(0, 1)]


def test_months_are_those_of_the_programs_zone(people, period, summed):
    fund = ledger.fund_for(people.partner, people.program, period)
    evening = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    ledger.earn(fund, D(500), actor=None, at=evening)  # 0:30 on 1 April in Berlin
    ledger.earn(fund, D(100), actor=None, at=evening - timedelta(hours=1))
    ledger.adjust(fund, D(-30), actor=None, at=evening, reason="OPERATIONS")
    summed()
    found = {one.month.month: (one.earned, one.adjusted) for one in FundMonth.objects.all()}
    assert found == {3: (100, 0), 4: (500, -30)}


def test_each_act_touches_the_period_and_summing_forgets_it(people, period, summed):
    assert not Touched.objects.exists()
    make.draft(people)
    assert not Touched.objects.exists()
    make.submitted(people)
    assert set(Touched.objects.values_list("period", flat=True)) == {period.pk}
    at = summed()
    assert not Touched.objects.exists()
    assert Summed.objects.get().at == at


@pytest.mark.django_db(transaction=True)
def test_what_commits_later_is_there_for_the_next_time(people, period):
    """Its entry was written before, and nobody saw it: the period is touched once it is committed."""
    fund = ledger.fund_for(people.partner, people.program, period)
    ledger.earn(fund, D(100), actor=None, at=clock.now())
    late = connection.copy()
    try:
        late.set_autocommit(False)
        with late.cursor() as cursor:
            cursor.execute(
                "INSERT INTO funds_fundentry (fund_id, kind, amount, currency, subject_kind, at, reason, note)"
                " VALUES (%s, 'EARN', 7, 'EUR', '', %s, 'EARNINGS', '')",
                [fund.pk, clock.now()],
            )
        tick()
        assert FundMonth.objects.get().earned == 100
        late.commit()
    finally:
        late.close()
    assert Touched.objects.exists()
    Summed.objects.update(seconds=0)
    tick()
    assert FundMonth.objects.get().earned == 107
    assert FundEntry.objects.count() == 2


def test_a_large_period_rests(people, period, summed):
    at = summed()
    Summed.objects.update(seconds=60)
    make.submitted(people)
    assert summing.sum_up_what_happened(at + timedelta(minutes=19)) == 0
    assert summing.sum_up_what_happened(at + timedelta(minutes=20)) == 1


def test_daily_everything_is_added_up_anew(people, period, summed):
    make.submitted(people)
    at = summed()
    people.partner.country = "FR"
    people.partner.save()
    assert summing.sum_up_daily(at + timedelta(hours=23)) == 0
    assert summing.sum_up_daily(at + timedelta(hours=24)) == UsagePeriod.objects.count() == 1
    assert ClaimSums.objects.get().country == "FR"


def test_the_worker_does_it():
    assert {"task": "reports.tick", "schedule": 120.0} in settings.CELERY_BEAT_SCHEDULE.values()


def test_programs_do_not_meet(people, period, summed):
    make.submitted(people)
    summed()
    assert {one.period.program for one in ClaimSums.objects.all()} == {Program.objects.get()}
