"""R15 in the database: nothing that must be kept is deleted or overwritten."""

from django.db import migrations

from documents.triggers import KEEP, KEEP_NOT


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, KEEP_NOT)]
