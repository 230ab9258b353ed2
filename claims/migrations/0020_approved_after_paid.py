from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Concurrently, so that nobody waits while the indexes are made.
    atomic = False

    dependencies = [("claims", "0019_unpaid")]

    operations = [
        RemoveIndexConcurrently(model_name="claim", name="claims_claim_to_look_at"),
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
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
