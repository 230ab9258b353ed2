"""Flags of a subject, by which a queue is filtered: set and cleared by the acts that know, read by pages."""

from typing import Any

from review.enums import FlagCode
from review.models import Flag


def set(subject: Any, code: FlagCode) -> None:  # noqa: A001 - read as `flags.set(claim, …)`
    """Set a flag of a subject, in the transaction of the act that knows; one that is set stays."""
    Flag.objects.bulk_create([_flag(subject.SUBJECT_KIND, subject.pk, code)], ignore_conflicts=True)


def clear(subject: Any, *codes: FlagCode) -> None:
    """Clear flags of a subject; those that are not set are passed over."""
    Flag.objects.about(subject).filter(code__in=codes).delete()


def put(subject: Any, code: FlagCode, wanted: bool) -> None:
    """Set or clear, by what was found."""
    if wanted:
        set(subject, code)
    else:
        clear(subject, code)


def _flag(kind: str, pk: int, code: FlagCode) -> Flag:
    return Flag(subject_kind=kind, subject_id=pk, code=code)
