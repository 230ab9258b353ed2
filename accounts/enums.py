from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerRole(models.TextChoices):
    """What a person may do for a partner location (R7)."""

    ADMIN = "ADMIN", _("Incentives admin")
    USER = "USER", _("Incentives user")
