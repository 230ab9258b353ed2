import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import programs.words_field
from history.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0007_guidebook"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FiscalYearOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="fiscal year")),
                ("announcement", programs.words_field.WordsField(verbose_name="announcement")),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="programs.program",
                        verbose_name="program",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="published")),
            ],
            options={
                "verbose_name": "published fiscal year",
                "verbose_name_plural": "published fiscal years",
                "ordering": ["program", "-fiscal_year"],
            },
        ),
        migrations.AddField(
            model_name="activitytypeversion",
            name="edition",
            field=models.PositiveIntegerField(
                db_default=1, default=1, editable=False, verbose_name="edition"
            ),
        ),
        migrations.AddField(
            model_name="activitytypeversion",
            name="planned_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="planned by",
            ),
        ),
        migrations.AddField(
            model_name="activitytypeversion",
            name="publish_due",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="to be published from"
            ),
        ),
        migrations.AddField(
            model_name="activitytypeversion",
            name="publish_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="to be published on"),
        ),
        migrations.AddConstraint(
            model_name="activitytypeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("planned_by", None), ("publish_due", None), ("publish_on", None)),
                    models.Q(
                        ("planned_by__isnull", False),
                        ("publish_due__isnull", False),
                        ("publish_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="programs_version_planned_by_somebody",
                violation_error_message="A planned version has a day and a person who planned it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fiscalyearopening",
            constraint=models.UniqueConstraint(
                fields=("program", "fiscal_year"),
                name="programs_opening_once",
                violation_error_message="This fiscal year is published already.",
            ),
        ),
        append_only("programs_fiscalyearopening"),
    ]
