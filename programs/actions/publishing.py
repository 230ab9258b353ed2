"""Putting a version of an activity in force."""

from datetime import datetime

from django.db import transaction

from programs.models import ActivityTypeVersion


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
