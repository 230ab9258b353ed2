"""What is missing: the one list that is the checklist of the page and the refusal of the action (R5).

One file a subject; `finding` holds what they find, `files` which files count.
"""

from datetime import datetime

from django.db.models import prefetch_related_objects

from claims.models import Claim
from claims.querysets import parts
from claims.readiness.activity import activity
from claims.readiness.files import PRESENT, counts, files_of, rejected_files, unready_files
from claims.readiness.finding import Missing, Section
from claims.readiness.lines import lines
from claims.readiness.slots import slots
from claims.readiness.work import work

__all__ = [
    "PRESENT",
    "Missing",
    "Section",
    "counts",
    "files_of",
    "missing_in",
    "missing_to_submit",
    "rejected_files",
    "unready_files",
]


def missing_to_submit(claim: Claim, at: datetime) -> list[Missing]:
    """Everything that is missing, in the order of the task list; empty when the claim can be submitted.

    Rights, state and deadline are the workflow's; the fund is asked when submitting holds it.
    """
    prefetch_related_objects([claim], *parts())
    return [*activity(claim, at), *lines(claim, at), *work(claim), *slots(claim)]


def missing_in(claim: Claim, section: Section, at: datetime) -> list[Missing]:
    """The part of the list that one page mends."""
    return [one for one in missing_to_submit(claim, at) if one.section is section]
