from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.enums import CapKind, CapScope, RequirementKind
from programs.models.catalogue import ActivityTypeVersion, ExpenseKind
from programs.models.program import CURRENCY, Program
from programs.querysets import CapQuerySet
from programs.words import in_language
from programs.words_field import WordsField


class Requirement(models.Model):
    """What a claim must show: a fact to be seen, a slot to be filled, or a result figure (R5)."""

    version = models.ForeignKey(
        ActivityTypeVersion, models.CASCADE, related_name="requirements", verbose_name=_("version")
    )
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=RequirementKind)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = WordsField(_("label"))
    help = WordsField(_("help"), blank=True, default=dict)
    example = WordsField(_("example"), blank=True, default=dict)
    required = models.BooleanField(_("required"), default=True)
    accepts_files = models.BooleanField(_("takes files"), default=False)
    accepts_link = models.BooleanField(_("takes a link"), default=False)
    accepts_text = models.BooleanField(_("takes text"), default=False)
    accepts_number = models.BooleanField(_("takes a whole number"), default=False)
    minimum = models.PositiveSmallIntegerField(
        _("at least this many"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Once it is given at all."),
    )
    group = models.SlugField(
        _("group"),
        max_length=40,
        blank=True,
        help_text=_("Requirements of one group stand in for each other."),
    )
    group_minimum = models.PositiveSmallIntegerField(_("how many of the group"), default=0)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["version_id", "position", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"],
                name="programs_requirement_key_once",
                violation_error_message=_("This version already has a requirement of this key."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=RequirementKind.CORE,
                    accepts_files=False,
                    accepts_link=False,
                    accepts_text=False,
                    accepts_number=False,
                )
                | Q(kind=RequirementKind.EVIDENCE, accepts_number=False)
                & (Q(accepts_files=True) | Q(accepts_link=True) | Q(accepts_text=True))
                | Q(kind=RequirementKind.METRIC, accepts_files=False, accepts_link=False)
                & (Q(accepts_text=True, accepts_number=False) | Q(accepts_text=False, accepts_number=True)),
                name="programs_requirement_takes_what_its_kind_takes",
                violation_error_message=_(
                    "A core requirement takes nothing; proof takes files, a link or text; "
                    "a figure takes a number or text."
                ),
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=1),
                name="programs_requirement_minimum_at_least_one",
                violation_error_message=_("Ask for one at least."),
            ),
            models.CheckConstraint(
                condition=Q(group="", group_minimum=0)
                | (~Q(group="") & Q(group_minimum__gte=1, required=False, kind=RequirementKind.EVIDENCE)),
                name="programs_requirement_group_says_how_many",
                violation_error_message=_(
                    "Proof in a group is optional by itself; the group says how many are needed."
                ),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.label)


# A comparison with NULL passes a check, so presence is asked for as well.
_AMOUNT = Q(amount__isnull=False, amount__gt=0)
_SHARE = Q(share__isnull=False, share__gt=0, share__lte=1)


class Cap(models.Model):
    """A limit on what is reimbursed (R12); one with a program replaces the cap of the same key there."""

    version = models.ForeignKey(
        ActivityTypeVersion, models.CASCADE, related_name="caps", verbose_name=_("version")
    )
    key = models.SlugField(_("key"), max_length=40)
    program = models.ForeignKey(
        Program,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("only in this program"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CapKind)
    scope = models.CharField(_("adds up"), max_length=10, choices=CapScope)
    amount = models.DecimalField(_("amount"), max_digits=19, decimal_places=4, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    share = models.DecimalField(_("share"), max_digits=5, decimal_places=4, null=True, blank=True)
    persons = models.PositiveSmallIntegerField(_("at most this many persons"), null=True, blank=True)
    persons_key = models.SlugField(
        _("persons are counted by"),
        max_length=40,
        blank=True,
        help_text=_("Key of the result figure that counts them."),
    )
    expense_kinds = models.ManyToManyField(
        ExpenseKind,
        related_name="+",
        blank=True,
        verbose_name=_("only these expense kinds"),
        help_text=_("Empty: all. Only for caps of each claim."),
    )
    words = WordsField(_("in words"), help_text=_("How the cap is explained to partners."))

    objects = CapQuerySet.as_manager()

    class Meta:
        verbose_name = _("cap")
        verbose_name_plural = _("caps")
        ordering = ["version_id", "key", F("program_id").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key", "program"],
                name="programs_cap_once",
                nulls_distinct=False,
                violation_error_message=_("This version already has this cap."),
            ),
            models.CheckConstraint(
                condition=Q(kind=CapKind.FIXED, share=None, persons=None) & _AMOUNT
                | Q(kind=CapKind.SHARE_OF_EARNED, amount=None, persons=None) & _SHARE
                | Q(kind=CapKind.LARGER_OF, persons=None) & _AMOUNT & _SHARE
                | Q(kind=CapKind.PER_PERSON, share=None, persons__isnull=False, persons__gte=1)
                & _AMOUNT
                & ~Q(persons_key="")
                | Q(kind=CapKind.LIFTED, amount=None, share=None, persons=None, program__isnull=False),
                name="programs_cap_has_what_its_kind_needs",
                violation_error_message=_("This kind of cap needs other figures."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency="")
                | Q(amount__isnull=False, currency__regex=r"^[A-Z]{3}$"),
                name="programs_cap_amount_has_currency",
                violation_error_message=_("An amount has a currency, and no amount has none."),
            ),
            models.CheckConstraint(
                condition=Q(scope__in=CapScope.values),
                name="programs_cap_scope_known",
                violation_error_message=_("A cap adds up over a claim or over a usage period."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.words)
