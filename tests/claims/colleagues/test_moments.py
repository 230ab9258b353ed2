"""The deadline passes, or a colleague submits, while a form is open: refused, and what was typed stays."""

from datetime import timedelta

import pytest

from claims.models import Claim
from lifecycle import clock
from tests.claims.colleagues.typed import at, shown, typed_on
from tests.factories import claims as make


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("claim_activity", {"place": "Kiel am Meer"}, "Kiel am Meer"),
        ("claim_invoice_new", {"vendor": "Kiel Print"}, "Kiel Print"),
        ("claim_invoice", {"vendor": "Kiel Print"}, "Kiel Print"),
        ("claim_work_new", {"person": "Lea Kiel"}, "Lea Kiel"),
        ("claim_work_item", {"work": "Banners by night"}, "Banners by night"),
        ("claim_certify", {"agreed": "on", "name": "Anna of Kiel"}, "Anna of Kiel"),
        ("claim_slot", {"answer": "text", "text": "Photos of Kiel"}, "Photos of Kiel"),
        ("claim_results", {"reach": "4711"}, "4711"),
        ("claim_ask", {"words": "The hall in Kiel"}, "The hall in Kiel"),
    ],
)
@pytest.mark.parametrize("moment", ["the deadline passes", "a colleague submits"])
def test_what_was_typed_outlives_the_moment(team, anna, as_person, name, typed, kept, moment):
    make.money_for(team)
    claim = make.draft(team)
    item = make.work_for(claim)
    last = {"claim_invoice": claim.expenses.get().public_id, "claim_work_item": item.public_id}
    last["claim_slot"] = "photos"
    url = at(name, claim, *([last[name]] if name in last else []))
    new = {"claim_invoice_new": claim.expenses.get(), "claim_work_new": item}.get(name)
    facts = {
        "invoice_number": "7", "invoice_date": str(claim.first_day), "net": "10", "day": str(claim.first_day),
        "role": "Trainer", "work": "Talk", "cost": "10", "kind": claim.activity.expense_kinds.first().pk,
    } if new else {"asked": team.ben.pk, "place": "other"} if name == "claim_ask" else {}  # fmt: skip
    sent = typed_on(anna, url, **facts, **typed)
    if moment == "a colleague submits":
        Claim.objects.filter(pk=claim.pk).update(
            state="SUBMITTED", number="COOP-1", submitted_at=clock.now(), submitted_by=team.anna
        )
        answer = anna.post(url, sent)
    else:
        with clock.shifted(timedelta(days=100)):
            answer = as_person(team.anna).post(url, sent)
    assert answer.status_code == 409
    assert kept in shown(answer)
