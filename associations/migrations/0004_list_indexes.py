from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

INDEXES = (
    models.Index(fields=["partner", "-submitted_at", "-id"], name="associations_list_submitted"),
    models.Index(fields=["partner", "-approved_at", "-id"], name="associations_list_approved"),
    models.Index(fields=["partner", "state", "-changed_at", "-id"], name="associations_list_state"),
    models.Index(fields=["state", "-changed_at", "-id"], name="associations_staff_list"),
    models.Index(
        fields=["cleared_at"],
        condition=models.Q(("cleared_at__isnull", False)),
        name="associations_cleared",
    ),
    GinIndex(fields=["words"], name="associations_words"),
)


class Migration(migrations.Migration):
    # Concurrently, so that nobody waits while the indexes are made.
    atomic = False

    dependencies = [("associations", "0003_words")]

    operations = [AddIndexConcurrently(model_name="association", index=index) for index in INDEXES]
