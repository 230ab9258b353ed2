"""Published activities with all their rules, read once by each process.

A published version and everything that belongs to it never change (R21): triggers of the database hold it, and a
correction is a new version. Only the names of expense kinds may; a process shows a new one after its next start.
"""

from datetime import datetime

from programs.models import ActivityTypeVersion

#: By id and by when it was published: another database has other versions.
_READ: dict[tuple[int, datetime], ActivityTypeVersion] = {}


def with_rules(version: ActivityTypeVersion) -> ActivityTypeVersion:
    """The version with its requirements, kinds of expense and caps; shared by everybody, so never to be changed.

    No query where this process has read it before; one that is not published yet is read each time.
    """
    if version.published_at is None:
        return _read(version)
    key = version.pk, version.published_at
    if key not in _READ:
        _READ[key] = _read(version)
    return _READ[key]


def _read(version: ActivityTypeVersion) -> ActivityTypeVersion:
    return ActivityTypeVersion.objects.select_related("activity_type").with_rules().get(pk=version.pk)
