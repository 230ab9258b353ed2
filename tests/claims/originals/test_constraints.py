"""What the database refuses of a call for originals, each tried past the actions."""

import pytest
from django.db import IntegrityError, transaction

from claims.models import OriginalsCall
from lifecycle import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"due_at": "called_at"}, "claims_originals_due_later"),
        ({"answer": "UPLOADED"}, "claims_originals_answered_by_somebody"),
        ({"answered_at": "now"}, "claims_originals_answered_by_somebody"),
        ({"answer": "SENT", "answered_at": "now", "answered_by": "anna"}, "claims_originals_sent_on"),
        ({"outcome": "ACCEPTED"}, "claims_originals_closed_by_somebody"),
        ({"outcome": "ACCEPTED", "closed_at": "now"}, "claims_originals_closed_by_somebody"),
        ({"words": ""}, "claims_originals_says_what"),
    ],
)
def test_an_impossible_call_is_refused(called, people, changes, constraint):
    values = {"now": clock.now(), "called_at": called.called_at, "anna": people.anna}
    told = {name: values.get(value, value) for name, value in changes.items()}
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        OriginalsCall.objects.update(**told)
    assert error.value.__cause__.diag.constraint_name == constraint


def test_one_call_is_open_at_a_time(called):
    again = {
        "words": "More",
        "called_by": called.called_by,
        "called_at": called.called_at,
        "due_at": called.due_at,
    }
    with pytest.raises(IntegrityError, match="claims_originals_one_open"), transaction.atomic():
        OriginalsCall.objects.create(claim=called.claim, **again)
