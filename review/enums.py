from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemOutcome(models.TextChoices):
    """What became of one item of a request when it ended."""

    ANSWERED = "ANSWERED", _("Answered")
    UNANSWERED = "UNANSWERED", _("Not answered")
