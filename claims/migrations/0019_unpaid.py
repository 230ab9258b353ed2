from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Concurrently, so that nobody waits while the indexes are made.
    atomic = False

    dependencies = [("claims", "0018_payment_state")]

    operations = [
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    models.Q(("payment_state", "PAID"), _negated=True),
                    models.Q(
                        models.Q(("approved__gt", 0), ("approved__isnull", False)),
                        models.Q(("payment_state", "NOT_DUE"), _negated=True),
                        _connector="OR",
                    ),
                ),
                fields=["program", "partner"],
                name="claims_claim_unpaid",
            ),
        ),
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    models.Q(("payment_state", "PAID"), _negated=True),
                    models.Q(
                        models.Q(("approved__gt", 0), ("approved__isnull", False)),
                        models.Q(("payment_state", "NOT_DUE"), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(("payment_edition", models.F("edition")), _negated=True),
                ),
                fields=["id"],
                name="claims_claim_to_look_at",
            ),
        ),
    ]
