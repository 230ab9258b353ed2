"""The single door for what changes in this room after it was set up."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Partner, User
from history.actions import record
from lifecycle import ActionRefused, clock
from outbox.actions import enqueue
from programs import rules
from programs.models import ActivityTypeVersion, Extension, UsagePeriod
from programs.permissions import may_manage


@transaction.atomic
def grant_extension(
    period: UsagePeriod, *, partner: Partner | None, last_day: date, reason: str, by: User
) -> Extension:
    """Move the deadline to the end of `last_day` in the program's zone, for one location or for all (R1).

    Writes the extension and the period's history, and promises the job
    `claims.extension_granted` (extension_id): it brings expired drafts back and
    restores forfeited funds. Raises ActionRefused for anybody but a manager of the
    program, for a day that is not later than now in force, and without a reason.
    """
    at = clock.now()
    period = UsagePeriod.objects.select_for_update(of=("self",)).select_related("program").get(pk=period.pk)
    if not (verdict := may_manage(by, period.program)):
        raise ActionRefused(verdict)
    deadline = rules.end_of_day(last_day, period.program.zone)
    _refuse_pointless(period, partner, deadline, reason)
    extension = Extension.objects.create(
        period=period, partner=partner, deadline=deadline, reason=reason.strip(), granted_by=by, granted_at=at
    )
    record(
        period,
        "programs.extension_granted",
        actor=by,
        at=at,
        extension=extension.pk,
        partner=str(partner) if partner else None,
        last_day=last_day,
        reason=extension.reason,
    )
    enqueue("claims.extension_granted", at=at, key=f"extension {extension.pk}", extension_id=extension.pk)
    return extension


def _refuse_pointless(period: UsagePeriod, partner: Partner | None, deadline: datetime, reason: str) -> None:
    in_force = rules.deadline_for(period, partner)
    if deadline <= in_force:
        raise ActionRefused(
            _("This day is not later than the deadline in force."),
            fields={"last_day": _("Choose a later day than the deadline in force.")},
        )
    if not reason.strip():
        raise ActionRefused(_("Say why the deadline moves."), fields={"reason": _("Give the reason.")})


@transaction.atomic
def publish_version(version: ActivityTypeVersion, *, at: datetime) -> None:
    """Put a version in force; from then on neither it nor its parts can be changed (R21).

    Raises ValidationError where words are missing in a language or it is published already.
    """
    version.full_clean()
    for part in [*version.requirements.all(), *version.caps.all()]:
        # Fields only: the database has checked the constraints when the part was written.
        part.clean_fields()
    version.published_at = at
    version.save(update_fields=["published_at"])
