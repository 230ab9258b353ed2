import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0011_bench"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="decisionline",
            name="claims_decision_line_cut_has_reason",
        ),
        migrations.RemoveConstraint(
            model_name="proof",
            name="claims_proof_answers_something",
        ),
        migrations.AddField(
            model_name="claim",
            name="promised_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="promised"),
        ),
        migrations.AddField(
            model_name="decision",
            name="leaves_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="leaves"),
        ),
        migrations.AddField(
            model_name="decision",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="has left"),
        ),
        migrations.AddField(
            model_name="decision",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="undone"),
        ),
        migrations.AddField(
            model_name="decision",
            name="undone_by",
            field=models.ForeignKey(
                db_index=False,
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="undone by",
            ),
        ),
        migrations.AddField(
            model_name="decisionline",
            name="code",
            field=models.ForeignKey(
                db_index=False,
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programs.reason",
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="for_dispute",
            field=models.BooleanField(db_default=False, default=False, verbose_name="supports a dispute"),
        ),
        migrations.AddField(
            model_name="proof",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="review.requestitem",
                verbose_name="item of the request",
            ),
        ),
        migrations.AlterField(
            model_name="decisionline",
            name="reason",
            field=models.TextField(blank=True, max_length=1000, verbose_name="reason in words"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_at", None), ("undone_at", None), _connector="OR"),
                name="claims_decision_left_or_undone",
                violation_error_message="What has left cannot be undone.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved", models.F("claimed")),
                    models.Q(("reason", ""), _negated=True),
                    ("code__isnull", False),
                    _connector="OR",
                ),
                name="claims_decision_line_cut_has_reason",
                violation_error_message="A cut needs a reason.",
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="call",
            field=models.ForeignKey(
                db_index=False,
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.originalscall",
                verbose_name="call for originals",
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("requirement__isnull", False),
                    ("request__isnull", False),
                    ("for_dispute", True),
                    ("call__isnull", False),
                    _connector="OR",
                ),
                name="claims_proof_answers_something",
                violation_error_message="A proof belongs to a requirement, or answers what was asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(("item", None), ("request__isnull", False), _connector="OR"),
                name="claims_proof_item_of_request",
                violation_error_message="What answers an item answers its request.",
            ),
        ),
    ]
