from typing import Any

from django.db import migrations, models
from django.db.models import F

from claims.promises import promised
from claims.triggers import FOUR_EYES, FOUR_EYES_NOT

AT_ONCE = 1000


def decisions_left(apps: Any, schema_editor: Any) -> None:
    """What was decided before decisions waited has left at once."""
    made = apps.get_model("claims", "Decision").objects.filter(kind="DECISION")
    made.update(leaves_at=F("at"), left_at=F("at"))


def promises(apps: Any, schema_editor: Any) -> None:
    """Whoever waits for us now gets the promise written down (R9)."""
    claims = apps.get_model("claims", "Claim").objects
    waiting = claims.exclude(waiting_since=None).select_related("program").order_by("pk")
    some = list(waiting[:AT_ONCE])
    while some:
        for claim in some:
            claim.promised_at = promised(claim)
        claims.bulk_update(some, ["promised_at"])
        some = list(waiting.filter(pk__gt=some[-1].pk)[:AT_ONCE])


class Migration(migrations.Migration):
    dependencies = [("claims", "0012_bench_of_claims")]

    operations = [
        migrations.RunPython(decisions_left, migrations.RunPython.noop),
        migrations.RunPython(promises, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "RECOMMENDATION"), ("leaves_at", None), ("left_at", None)),
                    models.Q(("kind", "DECISION"), ("leaves_at__isnull", False)),
                    _connector="OR",
                ),
                name="claims_decision_leaves",
                violation_error_message="A decision leaves the house, a recommendation does not.",
            ),
        ),
        migrations.RunSQL(FOUR_EYES, FOUR_EYES_NOT),
    ]
