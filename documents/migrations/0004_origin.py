from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_lives")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="origin",
            field=models.CharField(
                choices=[
                    ("SENT", "Sent by the partner"),
                    ("CERTIFICATION", "Certification of in-house work"),
                    ("SUMMARY", "Summary of a claim"),
                ],
                db_default="SENT",
                default="SENT",
                max_length=13,
                verbose_name="origin",
            ),
        ),
    ]
