"""A message in words: drawn from the templates of its kind, in whatever language and zone are active."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from notifications.models import Message


def facts_of(message: Message) -> dict[str, Any]:
    """What its templates read: its own facts, its reader, and where it leads (`link`, and `path` within the portal).

    `written`: when it was due, from which days are counted: whoever reads it later is told from when on.
    """
    facts = {
        **message.context,
        "to": message.reader,
        "written": message.due_at,
        "origin": settings.ORIGIN,
        "help_email": settings.HELP_EMAIL,
    }
    path = _line(message, "link.txt", facts)
    return {**facts, "path": path, "link": settings.ORIGIN + path}


def subject_of(message: Message, facts: dict[str, Any]) -> str:
    """What it says in a line: the subject of the mail, the words of the notice. `facts`: those of facts_of."""
    return _line(message, "subject.txt", facts)


def _line(message: Message, part: str, facts: dict[str, Any]) -> str:
    # Nothing of a title may begin a new line: in a mail that would be a header.
    return " ".join(render_to_string(f"emails/{message.kind}/{part}", facts).split())
