from typing import Any

from django.db import migrations, models
from django.db.models import F


def were_due(apps: Any, schema_editor: Any) -> None:
    """What was written before there were notices was due when it was made, and is no news to anybody."""
    apps.get_model("notifications", "Message").objects.update(due_at=F("created_at"), read_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_notices")]

    operations = [
        migrations.RunPython(were_due, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("void_at", None), ("void_at__gt", models.F("due_at")), _connector="OR"),
                name="notifications_void_after_due",
                violation_error_message="A message is due before it is void.",
            ),
        ),
    ]
