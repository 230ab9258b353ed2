from django.db import migrations, models


class Migration(migrations.Migration):
    """Letters of decisions are files of our own; nothing changes in the table."""

    dependencies = [("documents", "0007_checked_again")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="origin",
            field=models.CharField(
                choices=[
                    ("SENT", "Sent by the partner"),
                    ("CERTIFICATION", "Certification of in-house work"),
                    ("SUMMARY", "Summary of a claim"),
                    ("LETTER", "Letter of a decision"),
                ],
                db_default="SENT",
                default="SENT",
                max_length=13,
                verbose_name="origin",
            ),
        ),
    ]
