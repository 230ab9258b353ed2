from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Concurrently, so that nobody waits while the indexes are made.
    atomic = False

    dependencies = [("notifications", "0003_were_due")]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ("QUEUED", "SENDING"))),
                fields=["due_at"],
                name="notifications_message_waiting",
            ),
        ),
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(fields=["to", "-due_at", "-id"], name="notifications_message_of_one"),
        ),
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                condition=models.Q(("read_at", None), models.Q(("state", "DROPPED"), _negated=True)),
                fields=["to", "due_at"],
                name="notifications_message_unread",
            ),
        ),
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(fields=["-created_at", "-id"], name="notifications_message_latest"),
        ),
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(fields=["address", "-id"], name="notifications_message_address"),
        ),
    ]
