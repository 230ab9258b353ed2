from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_payee")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="keys",
            field=models.BooleanField(db_default=True, default=True, verbose_name="single keys on pages"),
        ),
    ]
