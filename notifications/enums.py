from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    """What became of the mail. The notice in the portal stands in any case, except where it was dropped."""

    QUEUED = "QUEUED", _("Waiting to be sent")
    SENDING = "SENDING", _("Being sent")
    SENT = "SENT", _("Sent")
    UNCERTAIN = "UNCERTAIN", _("Perhaps sent")
    FAILED = "FAILED", _("Could not be delivered")
    #: The person turned mails of this kind off.
    NOTICE = "NOTICE", _("In the portal only")
    #: The address had refused mails before; none is tried until somebody says that it works again.
    WITHHELD = "WITHHELD", _("Not sent: the address cannot be reached")
    #: Done, or over, before the mail went: nobody is reminded of what they no longer owe.
    DROPPED = "DROPPED", _("No longer needed")


class Group(models.TextChoices):
    """Under which heading people find a kind of message among their preferences."""

    DEADLINES = "DEADLINES", _("Deadlines and money left")
    CLAIMS = "CLAIMS", _("Your claims")
    #: Partners and the program's people alike.
    TALK = "TALK", _("Messages about claims")
    COLLEAGUES = "COLLEAGUES", _("Among colleagues")
    PAYEE = "PAYEE", _("Payee profile")
    #: The program's people alone.
    WORK = "WORK", _("Work for the program")
