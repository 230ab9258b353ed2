from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Concurrently, so that nobody waits while the index is made.
    atomic = False

    dependencies = [("claims", "0015_four_eyes_held")]

    operations = [
        AddIndexConcurrently(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("rest_freed_at", None), ("state__in", ("APPROVED", "REJECTED"))),
                fields=["decided_at"],
                name="claims_claim_with_rest",
            ),
        )
    ]
