from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Concurrently, so that nobody waits while the index is made.
    atomic = False

    dependencies = [("claims", "0009_sheets_and_summaries")]

    operations = [
        AddIndexConcurrently(
            model_name="expense",
            index=models.Index(fields=["fingerprint"], name="claims_expense_fingerprint"),
        ),
    ]
