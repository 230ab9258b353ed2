import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

ONE_LEAVING = """
CREATE UNIQUE INDEX CONCURRENTLY claims_decision_one_leaving ON claims_decision (claim_id)
WHERE leaves_at IS NOT NULL AND left_at IS NULL AND undone_at IS NULL;
"""
ONE_LEAVING_NOT = "DROP INDEX CONCURRENTLY claims_decision_one_leaving;"


class Migration(migrations.Migration):
    # Concurrently, so that nobody waits while the index is made.
    atomic = False

    dependencies = [("claims", "0013_promises")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ONE_LEAVING, ONE_LEAVING_NOT)],
            state_operations=[
                migrations.AddConstraint(
                    model_name="decision",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("leaves_at__isnull", False), ("left_at", None), ("undone_at", None)
                        ),
                        fields=("claim",),
                        name="claims_decision_one_leaving",
                        violation_error_message="Somebody has decided this claim; the decision is about to leave.",
                    ),
                )
            ],
        ),
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        ("SUBMITTED", "UNDER_REVIEW", "AWAITING_APPROVAL", "ACTION_REQUIRED", "DISPUTED"),
                    )
                ),
                fields=["promised_at", "id"],
                name="claims_claim_promised",
            ),
        ),
        AddIndexConcurrently(
            model_name="searchrow",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="claims_searchrow_words"),
        ),
        AddIndexConcurrently(
            model_name="originalscall",
            index=models.Index(
                condition=models.Q(("answered_at", None), ("closed_at", None), ("recovery_due_at", None)),
                fields=["due_at"],
                name="claims_originals_due",
            ),
        ),
    ]
