"""Sums of one place are there once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from reports.models import ClaimSums, CutSums, DecisionDays, FundMonth
from tests.factories import claims as make

ZERO = dict.fromkeys(("claimed", "cut", "held", "approved", "paid"), 0)
COUNTS = dict.fromkeys(
    ("undecided", "approved_in_full", "approved_in_part", "rejected", "disputed", "withdrawn"), 0
)
CHANGES = dict.fromkeys(("earned", "adjusted", "held", "approved", "paid", "forfeited"), 0)
CASES = [
    (ClaimSums, "reports_claimsums_once", ZERO | COUNTS),
    (DecisionDays, "reports_decisiondays_once", {"days": 1, "count": 1}),
    # Two without a reason are the same, too.
    (CutSums, "reports_cutsums_once", {"lines": 1, "cut": 1}),
    (FundMonth, "reports_fundmonth_once", CHANGES | {"month": date(2026, 9, 1)}),
]


@pytest.mark.parametrize(("model", "name", "figures"), CASES, ids=[name for _one, name, _two in CASES])
def test_once(people, period, model, name, figures):
    place = {"period": period, "country": "DE"}
    if model is not FundMonth:
        place["activity_type"] = make.activity_type().activity_type
    model.objects.create(**place, **figures)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(**place, **figures)
