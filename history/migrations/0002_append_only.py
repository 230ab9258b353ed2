from django.db import migrations

from history.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [append_only("history_event")]
