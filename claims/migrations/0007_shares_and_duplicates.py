from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_colleagues")]

    operations = [
        migrations.AddField(
            model_name="expense",
            name="fingerprint",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=64,
                verbose_name="fingerprint",
            ),
        ),
        migrations.AddField(
            model_name="expense",
            name="invoice_net",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                max_digits=19,
                null=True,
                verbose_name="net amount of the whole invoice",
            ),
        ),
        migrations.AddField(
            model_name="decisionline",
            name="despite",
            field=models.TextField(
                blank=True, db_default="", default="", max_length=1000, verbose_name="approved despite"
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("invoice_net", None), ("invoice_net__gt", models.F("net")), _connector="OR"
                ),
                name="claims_expense_share_of_invoice",
                violation_error_message="A share is less than the whole invoice.",
            ),
        ),
    ]
