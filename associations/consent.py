"""What the customer said, and when their silence counts (R19). Plain reading; nothing is written here.

Silence counts only after the mail was taken by the customer's server: a mail that is still waiting, could not
be delivered or came back starts no clock, and "I am not the right person" stops it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from associations.enums import Answer
from associations.limits import silence_ends
from associations.models import Association, CustomerAnswer, CustomerLink
from notifications.enums import MessageState

#: The mail will not reach anybody.
LOST = (MessageState.FAILED, MessageState.WITHHELD, MessageState.DROPPED)


class Standing(StrEnum):
    """Where the customer's answer stands."""

    NOT_ASKED = "not asked"
    #: The mail has not reached the customer's server yet.
    ON_ITS_WAY = "on its way"
    #: It could not be delivered, or came back.
    RETURNED = "returned"
    #: Their days run.
    WAITING = "waiting"
    SILENT = "silent"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    NOT_ME = "not me"


WORDS: dict[Standing, Promise] = {
    Standing.NOT_ASKED: _("The customer is asked when the association is submitted."),
    Standing.ON_ITS_WAY: _("The mail to the customer is on its way."),
    Standing.RETURNED: _(
        "The mail did not reach the customer. Correct the address; until then no time runs."
    ),
    Standing.WAITING: _("The customer was asked and has not answered yet."),
    Standing.SILENT: _("The customer was asked and did not object in time; that counts as consent."),
    Standing.CONFIRMED: _("The customer confirmed the association."),
    Standing.DECLINED: _("The customer declined the association."),
    Standing.NOT_ME: _(
        "Whoever was asked is not the right person. Name the right one; until then no time runs."
    ),
}


@dataclass(frozen=True)
class Consent:
    """The customer's answer as it stands at an instant.

    ends: from when silence counts, where their days run or are over; answer: what they said last.
    """

    standing: Standing
    ends: datetime | None = None
    answer: CustomerAnswer | None = None

    @property
    def given(self) -> bool:
        """Whether the association may be approved, as far as the customer goes."""
        return self.standing in {Standing.CONFIRMED, Standing.SILENT}

    @property
    def words(self) -> Promise:
        return WORDS[self.standing]


def consent_of(association: Association, at: datetime) -> Consent:
    """Reads `links__message` and `answers`; prefetch them where many are drawn."""
    answer = max(association.answers.all(), key=lambda one: one.pk, default=None)
    links = association.links.all()
    link = next((one for one in links if one.replaced_at is None), None)
    if answer and answer.answer == Answer.CONFIRM:
        return Consent(Standing.CONFIRMED, answer=answer)
    if answer and answer.answer == Answer.DECLINE:
        return Consent(Standing.DECLINED, answer=answer)
    # A fresh link to the same address does not make its reader the right person.
    wrong = {one.address.lower() for one in links if answer and one.pk == answer.link_id}
    if link and link.address.lower() in wrong:
        return Consent(Standing.NOT_ME, answer=answer)
    return _by_mail(association, link, at)


def _by_mail(association: Association, link: CustomerLink | None, at: datetime) -> Consent:
    """Nobody answered: what the mail tells."""
    if link is None or link.message is None:
        return Consent(Standing.NOT_ASKED)
    if link.returned_at or link.message.state in LOST:
        return Consent(Standing.RETURNED)
    if link.message.sent_at is None:
        return Consent(Standing.ON_ITS_WAY)
    ends = silence_ends(link.message.sent_at, association.program.zone)
    return Consent(Standing.SILENT if at >= ends else Standing.WAITING, ends)
