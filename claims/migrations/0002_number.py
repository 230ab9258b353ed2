from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [
        # R20: numbers come from a sequence; gaps are allowed, two claims never wait for each other.
        migrations.RunSQL(
            "CREATE SEQUENCE claims_claim_number AS bigint START 1 NO CYCLE",
            "DROP SEQUENCE claims_claim_number",
        )
    ]
