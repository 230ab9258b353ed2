from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import new_public_id

USER = settings.AUTH_USER_MODEL


class AskState(models.TextChoices):
    """What became of a question to a colleague."""

    OPEN = "OPEN", _("Asked")
    GIVEN = "GIVEN", _("Given")
    DECLINED = "DECLINED", _("Cannot be given")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    #: Somebody else filled the slot.
    FILLED = "FILLED", _("Given by somebody else")
    #: The claim was submitted or has expired.
    OVER = "OVER", _("No longer needed")


class Ask(models.Model):
    """A colleague is asked for a document of a draft: for a slot, an invoice's file, or something in words (R7)."""

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="asks", verbose_name=_("claim"))
    #: The slot, or the invoice whose file is wanted; neither where the words alone say what.
    requirement = models.ForeignKey(
        "programs.Requirement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("requirement"),
    )
    #: Gone with its line; the ask was withdrawn before.
    expense = models.ForeignKey(
        "claims.Expense",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="asks",
        verbose_name=_("invoice"),
    )
    asked = models.ForeignKey(USER, models.PROTECT, related_name="asks", verbose_name=_("colleague"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    at = models.DateTimeField(_("asked"))
    words = models.CharField(_("what is wanted"), max_length=1000)
    #: A local day of the program, never after the deadline.
    wished_for = models.DateField(_("wished for by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=AskState, default=AskState.OPEN)
    #: What was given, where it was a file.
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asks",
        verbose_name=_("file"),
    )
    #: Why it cannot be given.
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    #: None where the clock ended it.
    ended_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta:
        verbose_name = _("question to a colleague")
        verbose_name_plural = _("questions to colleagues")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["asked"], condition=Q(state=AskState.OPEN), name="claims_ask_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AskState.values),
                name="claims_ask_state_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="claims_ask_has_words",
                violation_error_message=_("Say in a few words what you need."),
            ),
            models.CheckConstraint(
                condition=Q(requirement=None) | Q(expense=None),
                name="claims_ask_one_place",
                violation_error_message=_("One question asks for one thing."),
            ),
            models.CheckConstraint(
                condition=~Q(asked=F("by")),
                name="claims_ask_somebody_else",
                violation_error_message=_("You cannot ask yourself."),
            ),
            models.CheckConstraint(
                condition=Q(state=AskState.OPEN, ended_at=None, ended_by=None)
                | (~Q(state=AskState.OPEN) & Q(ended_at__isnull=False)),
                name="claims_ask_ended_has_time",
                violation_error_message=_("A question that has ended has the time of its end."),
            ),
            models.CheckConstraint(
                condition=Q(document=None) | Q(state=AskState.GIVEN),
                name="claims_ask_file_was_given",
                violation_error_message=_("Only what was given has a file."),
            ),
            models.CheckConstraint(
                condition=~Q(state=AskState.DECLINED) | ~Q(answer=""),
                name="claims_ask_declined_says_why",
                violation_error_message=_("Say in a word why you cannot give it."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["claim", "asked", *place],
                    condition=Q(state=AskState.OPEN, **where),
                    name=f"claims_ask_once_{name}",
                    violation_error_message=_("This colleague is asked for this already."),
                )
                for name, place, where in (
                    ("slot", ["requirement"], {"requirement__isnull": False}),
                    ("invoice", ["expense"], {"expense__isnull": False}),
                    ("words", ["words"], {"requirement": None, "expense": None}),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked}: {self.words[:40]}"

    @property
    def is_open(self) -> bool:
        return self.state == AskState.OPEN
