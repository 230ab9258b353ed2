from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemOutcome(models.TextChoices):
    """What became of one item of a request when it ended."""

    ANSWERED = "ANSWERED", _("Answered")
    UNANSWERED = "UNANSWERED", _("Not answered")


class FlagCode(models.TextChoices):
    """What a queue is filtered by. Each is set and cleared by the acts that know, never by a page."""

    #: Every rule that was checked when the subject was sent says yes.
    NO_FINDINGS = "no-findings", _("No findings")
    #: R18: something in it may be claimed twice.
    DUPLICATE = "duplicate", _("Possible duplicate")
    #: A file failed a later check and was asked for again, or is being checked anew.
    RESCAN = "rescan", _("File checked again")
    #: The last request ran out before everything was answered.
    LATE_ANSWER = "late-answer", _("Late answer")
    DISPUTE = "dispute", _("In dispute")
    #: The partner wrote, and nobody of ours answered.
    MESSAGE = "message", _("Unanswered message")

    @property
    def tone(self) -> str:
        """Of its badge."""
        return "success" if self is FlagCode.NO_FINDINGS else "attention"
