from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import accounts.models.user
import programs.words_field


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpenseKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("name", programs.words_field.WordsField(verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "expense kind",
                "verbose_name_plural": "expense kinds",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="ActivityType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("DEMAND_GENERATION", "Demand generation"),
                            ("MARKET_DEVELOPMENT", "Market development"),
                            ("PARTNER_READINESS", "Partner readiness"),
                        ],
                        max_length=20,
                        verbose_name="category",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "activity type",
                "verbose_name_plural": "activity types",
                "ordering": ["position", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ["DEMAND_GENERATION", "MARKET_DEVELOPMENT", "PARTNER_READINESS"])
                        ),
                        name="programs_activity_category_known",
                        violation_error_message="This category does not exist.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityTypeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="from fiscal year")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="revision")),
                ("name", programs.words_field.WordsField(verbose_name="name")),
                (
                    "summary",
                    programs.words_field.WordsField(
                        help_text="One sentence: what this activity is.", verbose_name="summary"
                    ),
                ),
                (
                    "guidance",
                    programs.words_field.WordsField(
                        blank=True,
                        default=dict,
                        help_text="What to know before claiming.",
                        verbose_name="guidance",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="can be claimed")),
                (
                    "needs_prior_approval",
                    models.BooleanField(default=False, verbose_name="needs approval before it takes place"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published"),
                ),
                (
                    "activity_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="programs.activitytype",
                        verbose_name="activity type",
                    ),
                ),
                (
                    "expense_kinds",
                    models.ManyToManyField(
                        blank=True,
                        related_name="versions",
                        to="programs.expensekind",
                        verbose_name="eligible expense kinds",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of an activity type",
                "verbose_name_plural": "versions of activity types",
                "ordering": ["activity_type", "fiscal_year", "revision"],
            },
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="code")),
                ("name", programs.words_field.WordsField(verbose_name="name")),
                ("summary", programs.words_field.WordsField(verbose_name="summary")),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "currency",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Three capital letters, for example EUR."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        max_length=64, validators=[accounts.models.user.valid_zone], verbose_name="time zone"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[django.core.validators.RegexValidator("^[A-Z]{2}$")],
                        verbose_name="country of the business days",
                    ),
                ),
                (
                    "four_eyes_limit",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal(10000),
                        max_digits=19,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="a second person approves above",
                    ),
                ),
                (
                    "threshold",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal(0),
                        help_text="Below it the earned funds become a rebate.",
                        max_digits=19,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="least earned in an earning period",
                    ),
                ),
                (
                    "payment_minimum",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal(200),
                        max_digits=19,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="least amount of a payment",
                    ),
                ),
                (
                    "review_days",
                    models.PositiveSmallIntegerField(default=2, verbose_name="business days to review"),
                ),
                (
                    "dispute_days",
                    models.PositiveSmallIntegerField(default=30, verbose_name="days to dispute a decision"),
                ),
                (
                    "dispute_review_days",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="business days to answer a dispute"
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=14, verbose_name="business days to answer a request"
                    ),
                ),
                (
                    "answer_minimum_days",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="business days to answer in any case"
                    ),
                ),
                ("payment_days", models.PositiveSmallIntegerField(default=45, verbose_name="days to pay")),
                (
                    "submission_opens_after_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        verbose_name="submission opens this many days after the first day of the usage period",
                    ),
                ),
            ],
            options={
                "verbose_name": "program",
                "verbose_name_plural": "programs",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("four_eyes_limit__gte", 0), ("payment_minimum__gte", 0), ("threshold__gte", 0)
                        ),
                        name="programs_program_limits_not_negative",
                        violation_error_message="Limits cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country__regex", "^[A-Z]{2}$"), ("currency__regex", "^[A-Z]{3}$")
                        ),
                        name="programs_program_currency_and_country",
                        violation_error_message="Currency and country are codes of three and two capital letters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer_minimum_days__lte", models.F("answer_days"))),
                        name="programs_program_least_days_to_answer",
                        violation_error_message="The least days to answer cannot be more than the usual ones.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scopes",
                        to="accounts.membership",
                        verbose_name="membership",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scopes",
                        to="programs.program",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "limit to a program",
                "verbose_name_plural": "limits to programs",
            },
        ),
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("INVITED", "Invited"),
                            ("VALIDATING", "Validating enrollment"),
                            ("ENROLLED", "Enrolled"),
                            ("ENDED", "Ended"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="The last day; empty while it goes on.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="accounts.partner",
                        verbose_name="partner location",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="programs.program",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "enrollment",
                "verbose_name_plural": "enrollments",
                "ordering": ["program", "partner"],
            },
        ),
        migrations.CreateModel(
            name="Cap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("FIXED", "Fixed amount"),
                            ("SHARE_OF_EARNED", "Share of the earned funds"),
                            ("LARGER_OF", "The larger of amount and share"),
                            ("PER_PERSON", "Amount for each person"),
                            ("LIFTED", "No cap"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("CLAIM", "for each claim"), ("PERIOD", "for each usage period")],
                        max_length=10,
                        verbose_name="adds up",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=19, null=True, verbose_name="amount"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Three capital letters, for example EUR."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=5, null=True, verbose_name="share"
                    ),
                ),
                (
                    "persons",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="at most this many persons"
                    ),
                ),
                (
                    "persons_key",
                    models.SlugField(
                        blank=True,
                        help_text="Key of the result figure that counts them.",
                        max_length=40,
                        verbose_name="persons are counted by",
                    ),
                ),
                (
                    "words",
                    programs.words_field.WordsField(
                        help_text="How the cap is explained to partners.", verbose_name="in words"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="caps",
                        to="programs.activitytypeversion",
                        verbose_name="version",
                    ),
                ),
                (
                    "expense_kinds",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Empty: all. Only for caps of each claim.",
                        related_name="+",
                        to="programs.expensekind",
                        verbose_name="only these expense kinds",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.program",
                        verbose_name="only in this program",
                    ),
                ),
            ],
            options={
                "verbose_name": "cap",
                "verbose_name_plural": "caps",
                "ordering": ["version_id", "key", models.OrderBy(models.F("program_id"), nulls_first=True)],
            },
        ),
        migrations.CreateModel(
            name="ProgramRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("REVIEWER", "Reviewer"),
                            ("APPROVER", "Approver"),
                            ("PAYER", "Payer"),
                            ("MANAGER", "Program manager"),
                            ("AUDITOR", "Auditor"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only an auditor may have none: it means every program.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="programs.program",
                        verbose_name="program",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="program_roles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "vendor role",
                "verbose_name_plural": "vendor roles",
                "ordering": ["user", "program", "role"],
            },
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("DECISION", "Reason for a cut or rejection"),
                            ("REQUEST", "Reason for a request"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("words", programs.words_field.WordsField(verbose_name="words")),
                ("active", models.BooleanField(default=True, verbose_name="offered")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "reason",
                "verbose_name_plural": "reasons",
                "ordering": ["kind", "position", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["DECISION", "REQUEST"])),
                        name="programs_reason_kind_known",
                        violation_error_message="This kind does not exist.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CORE", "Core requirement"),
                            ("EVIDENCE", "Proof of execution"),
                            ("METRIC", "Result figure"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("label", programs.words_field.WordsField(verbose_name="label")),
                ("help", programs.words_field.WordsField(blank=True, default=dict, verbose_name="help")),
                (
                    "example",
                    programs.words_field.WordsField(blank=True, default=dict, verbose_name="example"),
                ),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                ("accepts_files", models.BooleanField(default=False, verbose_name="takes files")),
                ("accepts_link", models.BooleanField(default=False, verbose_name="takes a link")),
                ("accepts_text", models.BooleanField(default=False, verbose_name="takes text")),
                ("accepts_number", models.BooleanField(default=False, verbose_name="takes a whole number")),
                (
                    "minimum",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Once it is given at all.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="at least this many",
                    ),
                ),
                (
                    "group",
                    models.SlugField(
                        blank=True,
                        help_text="Requirements of one group stand in for each other.",
                        max_length=40,
                        verbose_name="group",
                    ),
                ),
                (
                    "group_minimum",
                    models.PositiveSmallIntegerField(default=0, verbose_name="how many of the group"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requirements",
                        to="programs.activitytypeversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "requirement",
                "verbose_name_plural": "requirements",
                "ordering": ["version_id", "position", "key"],
            },
        ),
        migrations.CreateModel(
            name="UsagePeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=30, verbose_name="code")),
                ("earning_first_day", models.DateField(verbose_name="first day of the earning period")),
                ("earning_last_day", models.DateField(verbose_name="last day of the earning period")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("submission_opens_on", models.DateField(verbose_name="submission opens on")),
                ("deadline_day", models.DateField(verbose_name="last day to submit")),
                (
                    "deadline",
                    models.DateTimeField(
                        help_text="The instant at which the last day to submit is over in the program's time zone.",
                        verbose_name="deadline",
                    ),
                ),
                (
                    "earning_closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="earning period closed"),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usage_periods",
                        to="programs.program",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "usage period",
                "verbose_name_plural": "usage periods",
                "ordering": ["program", "first_day"],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deadline", models.DateTimeField(verbose_name="new deadline")),
                ("reason", models.TextField(max_length=1000, verbose_name="reason")),
                ("granted_at", models.DateTimeField(verbose_name="granted at")),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="granted by",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: every location.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="accounts.partner",
                        verbose_name="partner location",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="programs.usageperiod",
                        verbose_name="usage period",
                    ),
                ),
            ],
            options={
                "verbose_name": "extension",
                "verbose_name_plural": "extensions",
                "ordering": ["period_id", "granted_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="activitytypeversion",
            constraint=models.UniqueConstraint(
                fields=("activity_type", "fiscal_year", "revision"),
                name="programs_version_once",
                violation_error_message="This activity already has this revision in this fiscal year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activitytypeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at", None),
                    models.Q(
                        ("name__has_key", "en"),
                        ("summary__has_key", "en"),
                        ("name__has_key", "de"),
                        ("summary__has_key", "de"),
                    ),
                    _connector="OR",
                ),
                name="programs_version_published_in_both_languages",
                violation_error_message="A version is published in English and German.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activitytypeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("needs_prior_approval", False), ("active", False), _connector="OR"),
                name="programs_version_prior_approval_inactive",
                violation_error_message="An activity that needs prior approval cannot be claimed here.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershipscope",
            constraint=models.UniqueConstraint(
                fields=("membership", "program"),
                name="programs_scope_once",
                violation_error_message="This membership is already limited to this program.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.UniqueConstraint(
                fields=("program", "partner"),
                name="programs_enrollment_once",
                violation_error_message="This location is already enrolled in this program.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="programs_enrollment_ends_after_it_begins",
                violation_error_message="An enrollment cannot end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ENDED"), _negated=True), ("until__isnull", False), _connector="OR"
                ),
                name="programs_enrollment_ended_has_last_day",
                violation_error_message="An ended enrollment needs its last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["INVITED", "VALIDATING", "ENROLLED", "ENDED"])),
                name="programs_enrollment_state_known",
                violation_error_message="This state does not exist.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cap",
            constraint=models.UniqueConstraint(
                fields=("version", "key", "program"),
                name="programs_cap_once",
                nulls_distinct=False,
                violation_error_message="This version already has this cap.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cap",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "FIXED"),
                        ("persons", None),
                        ("share", None),
                        ("amount__gt", 0),
                        ("amount__isnull", False),
                    ),
                    models.Q(
                        ("amount", None),
                        ("kind", "SHARE_OF_EARNED"),
                        ("persons", None),
                        ("share__gt", 0),
                        ("share__isnull", False),
                        ("share__lte", 1),
                    ),
                    models.Q(
                        ("kind", "LARGER_OF"),
                        ("persons", None),
                        ("amount__gt", 0),
                        ("amount__isnull", False),
                        ("share__gt", 0),
                        ("share__isnull", False),
                        ("share__lte", 1),
                    ),
                    models.Q(
                        ("kind", "PER_PERSON"),
                        ("persons__gte", 1),
                        ("persons__isnull", False),
                        ("share", None),
                        ("amount__gt", 0),
                        ("amount__isnull", False),
                        models.Q(("persons_key", ""), _negated=True),
                    ),
                    models.Q(
                        ("amount", None),
                        ("kind", "LIFTED"),
                        ("persons", None),
                        ("program__isnull", False),
                        ("share", None),
                    ),
                    _connector="OR",
                ),
                name="programs_cap_has_what_its_kind_needs",
                violation_error_message="This kind of cap needs other figures.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cap",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount", None), ("currency", "")),
                    models.Q(("amount__isnull", False), ("currency__regex", "^[A-Z]{3}$")),
                    _connector="OR",
                ),
                name="programs_cap_amount_has_currency",
                violation_error_message="An amount has a currency, and no amount has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cap",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["CLAIM", "PERIOD"])),
                name="programs_cap_scope_known",
                violation_error_message="A cap adds up over a claim or over a usage period.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programrole",
            constraint=models.UniqueConstraint(
                fields=("user", "program", "role"),
                name="programs_role_once",
                nulls_distinct=False,
                violation_error_message="This person already has this role.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programrole",
            constraint=models.CheckConstraint(
                condition=models.Q(("program__isnull", False), ("role", "AUDITOR"), _connector="OR"),
                name="programs_role_names_its_program",
                violation_error_message="Only an auditor works for every program; choose one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programrole",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["REVIEWER", "APPROVER", "PAYER", "MANAGER", "AUDITOR"])),
                name="programs_role_known",
                violation_error_message="This role does not exist.",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.UniqueConstraint(
                fields=("version", "key"),
                name="programs_requirement_key_once",
                violation_error_message="This version already has a requirement of this key.",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("accepts_files", False),
                        ("accepts_link", False),
                        ("accepts_number", False),
                        ("accepts_text", False),
                        ("kind", "CORE"),
                    ),
                    models.Q(
                        ("accepts_number", False),
                        ("kind", "EVIDENCE"),
                        models.Q(
                            ("accepts_files", True),
                            ("accepts_link", True),
                            ("accepts_text", True),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        ("accepts_files", False),
                        ("accepts_link", False),
                        ("kind", "METRIC"),
                        models.Q(
                            models.Q(("accepts_number", False), ("accepts_text", True)),
                            models.Q(("accepts_number", True), ("accepts_text", False)),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="programs_requirement_takes_what_its_kind_takes",
                violation_error_message="A core requirement takes nothing; proof takes files, a link or text; a figure takes a number or text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum__gte", 1)),
                name="programs_requirement_minimum_at_least_one",
                violation_error_message="Ask for one at least.",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("group", ""), ("group_minimum", 0)),
                    models.Q(
                        models.Q(("group", ""), _negated=True),
                        ("group_minimum__gte", 1),
                        ("kind", "EVIDENCE"),
                        ("required", False),
                    ),
                    _connector="OR",
                ),
                name="programs_requirement_group_says_how_many",
                violation_error_message="Proof in a group is optional by itself; the group says how many are needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usageperiod",
            constraint=models.UniqueConstraint(
                fields=("program", "code"),
                name="programs_period_code_once",
                violation_error_message="This program already has a usage period of this code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usageperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("earning_first_day__lte", models.F("earning_last_day")),
                    ("first_day__lte", models.F("last_day")),
                ),
                name="programs_period_ends_after_it_begins",
                violation_error_message="A period cannot end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usageperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "deadline_day__lte",
                        models.ExpressionWrapper(
                            django.db.models.expressions.CombinedExpression(
                                models.F("last_day"), "+", models.Value(45)
                            ),
                            output_field=models.DateField(),
                        ),
                    )
                ),
                name="programs_period_deadline_within_45_days",
                violation_error_message="Claims are due no later than 45 days after the usage period.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usageperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("deadline_day__gte", models.F("last_day"))),
                name="programs_period_deadline_after_last_day",
                violation_error_message="Claims cannot be due before the usage period is over.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usageperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "deadline__gte",
                        models.Func(
                            models.F("deadline_day"),
                            output_field=models.DateTimeField(),
                            template="((%(expressions)s + 1)::timestamp AT TIME ZONE 'UTC' - interval '14 hours')",
                        ),
                    ),
                    (
                        "deadline__lte",
                        models.Func(
                            models.F("deadline_day"),
                            output_field=models.DateTimeField(),
                            template="((%(expressions)s + 1)::timestamp AT TIME ZONE 'UTC' + interval '12 hours')",
                        ),
                    ),
                ),
                name="programs_period_deadline_is_its_days_end",
                violation_error_message="The deadline is the end of the last day to submit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usageperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("submission_opens_on__gte", models.F("first_day")),
                    ("submission_opens_on__lte", models.F("deadline_day")),
                ),
                name="programs_period_submission_opens_within",
                violation_error_message="Submission opens no earlier than the usage period and before its deadline.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usageperiod",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("program"),
                            models.F("program"),
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("first_day"),
                            models.F("last_day"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="programs_period_no_overlap",
                violation_error_message="The usage periods of a program cannot overlap.",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "^\\s*$"), _negated=True),
                name="programs_extension_has_reason",
                violation_error_message="Say why the deadline moves.",
            ),
        ),
    ]
