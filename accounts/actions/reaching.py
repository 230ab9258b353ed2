"""When mails to somebody come back: a colleague hears of it, and says when the address works again."""

from datetime import datetime

from django.db import transaction

from accounts.models import Membership, User
from accounts.permissions import may_manage_people
from history.actions import record
from lifecycle import ActionRefused, clock
from notifications.actions import reaching
from notifications.actions.sending import send
from notifications.models import Unreachable


@transaction.atomic
def tell_colleagues(unreachable: int, at: datetime) -> None:
    """Tell the other incentives admins of the person's locations, each once; nobody where it works again by now."""
    marked = Unreachable.objects.filter(pk=unreachable).first()
    person = User.objects.filter(email=marked.address).first() if marked else None
    if not marked or not person:
        return
    admins = (
        Membership.objects.admins()
        .filter(partner__memberships__user=person, user__is_active=True)
        .exclude(user=person)
        .select_related("user", "partner")
        .order_by("user", "partner")
        .distinct("user")
    )
    for admin in admins:
        facts = {"person": str(person), "partner": str(admin.partner), "public_id": admin.partner.public_id}
        send("colleague_unreachable", to=admin.user, subject=person, key=str(marked.pk), at=at, **facts)


@transaction.atomic
def try_colleague_again(membership: Membership, *, by: User) -> bool:
    """Let mails go to a colleague again. Returns False where nothing kept them from it.

    Raises ActionRefused for who is no incentives admin of the location.
    """
    if not (verdict := may_manage_people(by, membership.partner)):
        raise ActionRefused(verdict)
    return try_person_again(membership.user, by=by)


@transaction.atomic
def try_person_again(person: User, *, by: User) -> bool:
    """Let mails go to a person again, and note who wanted it; whether they may, the caller has asked."""
    at = clock.now()
    locked = User.objects.select_for_update().get(pk=person.pk)
    tried = reaching.try_again(locked.email, at)
    if tried:
        record(locked, "user.address_tried_again", actor=by, at=at)
    return tried
