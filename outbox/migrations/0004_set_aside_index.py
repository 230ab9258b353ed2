from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Concurrently, so that nobody waits while the index is made.
    atomic = False

    dependencies = [("outbox", "0003_failures")]

    operations = [
        AddIndexConcurrently(
            model_name="job",
            index=models.Index(
                condition=models.Q(("set_aside_at__isnull", False)),
                fields=["set_aside_at"],
                name="outbox_job_set_aside",
            ),
        ),
    ]
