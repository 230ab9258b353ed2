from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerRole(models.TextChoices):
    """What a person may do for a partner location (R7)."""

    ADMIN = "ADMIN", _("Incentives admin")
    USER = "USER", _("Incentives user")


class AccountScheme(models.TextChoices):
    """How a bank account is written: by IBAN, or as its country does without one."""

    IBAN = "IBAN", _("IBAN")
    US = "US", _("United States: routing number and account")
    JP = "JP", _("Japan: bank, branch and account")
    GB = "GB", _("United Kingdom: sort code and account")
    OTHER = "OTHER", _("Another country: account number and BIC")
