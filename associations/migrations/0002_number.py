from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("associations", "0001_initial")]

    operations = [
        # R20: numbers come from a sequence; gaps are allowed, two never wait for each other.
        migrations.RunSQL(
            "CREATE SEQUENCE associations_number AS bigint START 1 NO CYCLE",
            "DROP SEQUENCE associations_number",
        )
    ]
