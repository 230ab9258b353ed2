"""Putting versions of activities in force (R21): now, or on a day by the clock.

Drafts and claims of a running year keep the version they were made under, whatever is published.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from lifecycle import ActionRefused, clock
from notifications.actions.sending import send
from outbox.ticks import each
from programs import rules
from programs.actions.drafting import locked_draft, note, refuse_others
from programs.enums import VendorRole
from programs.finding import Finding
from programs.models import ActivityTypeVersion, Program
from programs.permissions import people_of
from programs.readiness import missing_to_publish

log = logging.getLogger(__name__)


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


@transaction.atomic
def publish(drafts: Iterable[ActivityTypeVersion], *, by: User) -> None:
    """Put these drafts in force now, all of them or none.

    Raises ActionRefused for anybody but managers, and with the reasons where one cannot be published.
    """
    refuse_others(by)
    for current in _ready(drafts):
        _put_in_force(current, by)


@transaction.atomic
def plan(drafts: Iterable[ActivityTypeVersion], day: date, *, by: User) -> None:
    """Let the clock publish these drafts as the day begins in the first of the programs; all of them or none.

    Raises ActionRefused for anybody but managers, for a day that has begun (field `publish_on`), and with the
    reasons where one could not be published as it is.
    """
    refuse_others(by)
    at, due = clock.now(), _begins(day)
    if due <= at:
        words = _("Choose a later day, or publish now.")
        raise ActionRefused(words, fields={"publish_on": words})
    for current in _ready(drafts):
        current.publish_on, current.publish_due, current.planned_by = day, due, by
        current.save(update_fields=["publish_on", "publish_due", "planned_by"])
        note(current, "publishing_planned", by, at, day=day)


def _begins(day: date) -> datetime:
    """When a day begins in the first of the programs: they all go by the catalogue, and none begins without it."""
    zones = Program.objects.filter(active=True).values_list("zone", flat=True)
    return min(rules.start_of_day(day, zone) for zone in zones or ["UTC"])


@transaction.atomic
def call_off(draft: ActivityTypeVersion, *, by: User) -> None:
    """Let the clock publish it no more. Raises ActionRefused for anybody but managers, and where it was published."""
    refuse_others(by)
    current = locked_draft(draft)
    current.publish_on = current.publish_due = current.planned_by = None
    current.save(update_fields=["publish_on", "publish_due", "planned_by"])
    note(current, "publishing_called_off", by, clock.now())


def publish_planned(at: datetime) -> int:
    """The clock's part: publish what was planned for up to now, also after a gap; returns how many it published."""
    return each(ActivityTypeVersion.objects.due(at).select_related("activity_type"), _carry_out, "publish")


def _ready(drafts: Iterable[ActivityTypeVersion]) -> list[ActivityTypeVersion]:
    """The drafts as they are now, locked in one order. Raises ActionRefused with what is missing."""
    current = [locked_draft(one) for one in sorted(drafts, key=lambda one: one.activity_type_id)]
    if not current:
        raise ActionRefused(_("Choose at least one draft."))
    gaps = {one: problems for one in current if (problems := problems_of(one))}
    if gaps:
        said = [f"{one.activity_type.code}: {found.words}" for one, some in gaps.items() for found in some]
        words = _("Not everything can be published as it is. %(reasons)s")
        raise ActionRefused(words % {"reasons": " ".join(said)})
    return current


def problems_of(version: ActivityTypeVersion) -> list[Finding]:
    """Why a draft cannot be published as it stands in the database."""
    read = ActivityTypeVersion.objects.with_rules().select_related("activity_type").get(pk=version.pk)
    return missing_to_publish(read, Program.objects.filter(active=True))


def _put_in_force(version: ActivityTypeVersion, by: User | None) -> None:
    at = clock.now()
    publish_version(version, at=at)
    note(version, "version_published", by, at)


def _carry_out(planned: ActivityTypeVersion) -> bool:
    """Publish what was planned. What stands in the way is told once, and tried again at the next tick."""
    try:
        with transaction.atomic():
            current = _still_due(planned)
            problems = problems_of(current) if current else []
            if current and not problems:
                _put_in_force(current, None)
    except Exception:
        if connection.is_usable():
            _tell(planned, [])
        raise
    if problems:
        _tell(planned, problems)
    return bool(current) and not problems


def _still_due(planned: ActivityTypeVersion) -> ActivityTypeVersion | None:
    """The draft, locked; None where it was published, deleted or called off meanwhile."""
    try:
        current = locked_draft(planned)
    except ActionRefused:
        return None
    return current if current.publish_due and current.publish_due <= clock.now() else None


def _tell(planned: ActivityTypeVersion, problems: list[Finding]) -> None:
    """Every manager hears once, for this planned day, that it is not published; no problems: a defect of ours."""
    at, activity = clock.now(), planned.activity_type
    facts = {
        "activity": planned.name,
        "version": planned.pk,
        "code": activity.code,
        "year": planned.fiscal_year,
        "day": planned.publish_on.isoformat() if planned.publish_on else "",
        "problems": len(problems),
    }
    key = f"version {planned.pk} {planned.publish_due}"
    for manager in people_of(
        Program.objects.filter(active=True).values_list("pk", flat=True), VendorRole.MANAGER
    ):
        send("activity_not_published", to=manager, subject=activity, key=key, at=at, **facts)
