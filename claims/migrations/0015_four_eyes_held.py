from django.db import migrations

from claims.triggers import FOUR_EYES_HELD, FOUR_EYES_NOT_HELD


class Migration(migrations.Migration):
    """R10 in the database, with no way around it."""

    dependencies = [("claims", "0014_indexes")]

    operations = [migrations.RunSQL(FOUR_EYES_HELD, FOUR_EYES_NOT_HELD)]
