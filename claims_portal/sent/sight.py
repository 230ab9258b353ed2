"""Whose affair a message is: by what it is about, and by who may read its words."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, Q, QuerySet

from accounts.models import Membership, Partner
from associations.enums import AssociationState
from associations.models import Association
from claims.enums import DRAFT_STATES
from claims.models import Claim, Expense, Proof
from documents.models import Purge
from funds.models import Fund
from notifications.enums import Group
from notifications.kinds import kind_of
from notifications.models import Message
from programs.enums import VendorRole
from programs.models import ActivityType, Enrollment, Program, UsagePeriod
from programs.permissions import held_roles

#: Whoever may read the page at all.
READING = {VendorRole.MANAGER, VendorRole.AUDITOR}
#: What of these programs a message may be about: a kind of subject, and which of them.
Scope = Callable[[QuerySet[Program]], QuerySet[Any]]


def _claims(programs: QuerySet[Program]) -> QuerySet[Claim]:
    """Of a draft that was never submitted nobody of ours knows (R8)."""
    return Claim.objects.filter(program__in=programs).exclude(state__in=DRAFT_STATES, submitted_at=None)


def _documents(programs: QuerySet[Program]) -> QuerySet[Any]:
    claims = _claims(programs).values("pk")
    proofs = Proof.objects.filter(claim__in=claims).values("document")
    return Expense.objects.filter(claim__in=claims).values("document").union(proofs)


def _partners(programs: QuerySet[Program]) -> QuerySet[Partner]:
    taking_part = Enrollment.objects.taking_part().filter(program__in=programs)
    return Partner.objects.filter(pk__in=taking_part.values("partner"))


#: A kind of subject that is not here is the auditors' alone.
SCOPES: dict[str, Scope] = {
    # The catalogue is every program's.
    "activity_type": lambda programs: ActivityType.objects.filter(Exists(programs)).values("pk"),
    "association": lambda programs: (
        Association.objects.filter(program__in=programs).exclude(state=AssociationState.DRAFT).values("pk")
    ),
    "claim": lambda programs: _claims(programs).values("pk"),
    "document": _documents,
    "fund": lambda programs: Fund.objects.filter(program__in=programs).values("pk"),
    "partner": lambda programs: _partners(programs).values("pk"),
    "program": lambda programs: programs.values("pk"),
    "purge": lambda programs: Purge.objects.filter(program__in=programs).values("pk"),
    "usage_period": lambda programs: UsagePeriod.objects.filter(program__in=programs).values("pk"),
    "user": lambda programs: Membership.objects.filter(partner__in=_partners(programs)).values("user"),
}
#: Messages about a location or a person speak of drafts and of colleagues: that they went is the vendor's
#: affair, what they say is not.
UNREAD = {"partner", "user"}


def reads(user: Any) -> bool:
    """Whether there is anything here for the person."""
    return bool(READING & {one.role for one in held_roles(user)})


def audits(user: Any) -> bool:
    """Whether the person audits: reads all."""
    return any(one.role == VendorRole.AUDITOR for one in held_roles(user))


def messages_for(user: Any) -> QuerySet[Message]:
    """All for an auditor; for a manager what is about something of their programs."""
    if audits(user):
        return Message.objects.all()
    return Message.objects.filter(_managed(user))


def may_send_again(user: Any, message: Message) -> bool:
    """A manager of the program the message is about; an auditor writes nothing (R8)."""
    return Message.objects.filter(_managed(user), pk=message.pk).exists()


def may_read_words(user: Any, message: Message) -> bool:
    """Whether the person may read what it says, not only that it went.

    A mail to somebody without an account holds the link by which they answer: nobody else's, ever.
    """
    if message.to is None:
        return False
    among_colleagues = kind_of(message.kind).group == Group.COLLEAGUES
    return audits(user) or not (among_colleagues or message.subject_kind in UNREAD)


def _managed(user: Any) -> Q:
    programs = Program.objects.filter(
        pk__in=[one.program_id for one in held_roles(user) if one.role == VendorRole.MANAGER]
    )
    about = Q()
    for kind, scope in SCOPES.items():
        about |= Q(subject_kind=kind, subject_id__in=scope(programs))
    return about
