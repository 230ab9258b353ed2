"""What is said about files: to partners, in the reader's language, each refusal with its way out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from documents.checks.kinds import KINDS
from documents.enums import STRUCTURE_ONLY, Problem, State
from documents.models import Document
from history.models import Event

#: What is said to be taken; a second spelling of an ending is no second type.
SHOWN_TYPES = ", ".join(extension.upper() for extension in KINDS if extension != "jpeg")
MEGABYTE = 1024 * 1024
#: A check takes seconds; after this the page says that it waits.
USUAL = timedelta(minutes=2)
TONES = {
    State.PENDING: "progress",
    State.CLEAN: "success",
    State.REFUSED: "danger",
    State.INFECTED: "danger",
    State.FAILED: "attention",
}
MAILS = {"eml", "msg", "mht", "mhtml"}
VIDEOS = {"mp4", "mov", "avi", "mkv", "webm", "wmv", "m4v", "mp3", "wav", "m4a"}
OLD_OFFICE = {
    "doc",
    "xls",
    "ppt",
    "rtf",
    "odt",
    "ods",
    "odp",
    "docm",
    "xlsm",
    "pptm",
    "pages",
    "numbers",
    "key",
}
PACKED = {"zip", "rar", "7z", "gz", "tar", "tgz"}


SENTENCES = {
    Problem.NONE_CHOSEN: gettext_lazy("Choose a file first."),
    Problem.TOO_LARGE: gettext_lazy(
        "This file is too large. A file may have %(limit)s MB at most. "
        "Save it in a smaller size, or split it, and send it again."
    ),
    Problem.EMPTY: gettext_lazy(
        "This file is empty. Open it to see whether it is the right one, and send it again."
    ),
    Problem.NOT_STORED: gettext_lazy(
        "This file could not be stored. That is our fault, not yours. Try again in a minute."
    ),
    Problem.VIRUS: gettext_lazy(
        "This file contains a virus and was locked away. "
        "Check your computer, and send a clean copy made from the original."
    ),
    Problem.PASSWORD: gettext_lazy(
        "This file is protected by a password. Save it without a password and send it again."
    ),
    Problem.DAMAGED: gettext_lazy(
        "This file is damaged or incomplete. Open it, save it anew, and send it again."
    ),
    Problem.WRONG_CONTENT: gettext_lazy(
        "The content of this file is not what its name says. Open it in its program, save it as PDF, and send that."
    ),
    Problem.TOO_COMPLEX: gettext_lazy(
        "This file is too complex to be checked. Print it to a new PDF and send that."
    ),
    Problem.TOO_MANY_PIXELS: gettext_lazy(
        "This image has more than 50 megapixels. Save it in a smaller size and send it again."
    ),
    Problem.NO_E_INVOICE: gettext_lazy(
        "An XML file must be an e-invoice (XRechnung, ZUGFeRD or UBL), and this one is not. Send the invoice as PDF."
    ),
    Problem.ACTIVE_CONTENT: gettext_lazy(
        "This file contains actions or programs that run when it is opened. Print it to a new PDF and send that."
    ),
    Problem.ATTACHED_FILES: gettext_lazy(
        "This file has other files inside. Take them out, save it anew, and send each file by itself."
    ),
    Problem.MACROS: gettext_lazy(
        "This file contains macros. Save it without macros, or as PDF, and send it again."
    ),
    Problem.OUTSIDE_CONTENT: gettext_lazy(
        "This file loads content from elsewhere when it is opened, for example a template, a picture or a table that "
        "lies on another computer. Save it as PDF in the program it was made with, and send the PDF."
    ),
    Problem.TOO_MANY_PAGES: gettext_lazy(
        "This PDF has more than 500 pages. Split it, or send only the pages that prove the activity."
    ),
    Problem.NOT_SCANNED: gettext_lazy(
        "This file could not be searched for viruses all through. Print it to a new PDF and send that."
    ),
    Problem.NOT_CHECKED: gettext_lazy(
        "Our checks broke on this file. That is our fault; we have been told, and it is checked again within a day. "
        "If you do not want to wait, send it as PDF."
    ),
}


def problem(code: str) -> str:
    """The sentence for a Problem's value: what happened, and the way out; "" for none.

    WRONG_TYPE and TOO_MANY have functions of their own, because they say more.
    """
    if not code:
        return ""
    return str(SENTENCES[Problem(code)]) % {"limit": settings.UPLOAD_LIMIT_BYTES // MEGABYTE}


#: Types people send by mistake, and what to do instead.
WAYS_OUT = (
    (MAILS, gettext_lazy("Save the e-mail as PDF with its header.")),
    (VIDEOS, gettext_lazy("Give the link to the video instead.")),
    (OLD_OFFICE, gettext_lazy("Save it as PDF, or in today's office format without macros.")),
    (PACKED, gettext_lazy("Unpack it and send the files one by one.")),
)


def wrong_type(extension: str) -> str:
    """Which types are taken, and the way out for this one."""
    way_out = next((str(words) for kinds, words in WAYS_OUT if extension in kinds), "")
    return f"{types_taken()} {way_out}".strip()


def types_taken() -> str:
    """That a file is of another type than is taken."""
    return _("Files of this type are not taken. Send one of these: %(types)s.") % {"types": SHOWN_TYPES}


def too_many(limit: int) -> str:
    """More files than a claim may have."""
    return ngettext(
        "A claim may have %(limit)s file at most. Remove one you do not need, or put several into one PDF.",
        "A claim may have %(limit)s files at most. Remove one you do not need, or put several into one PDF.",
        limit,
    ) % {"limit": limit}


def state(document: Document) -> str:
    """The state in a few words, for the badge."""
    if _was_purged(document):
        return _("Deleted")
    if document.state == State.CLEAN and document.engine == STRUCTURE_ONLY:
        return _("Checked, not scanned for viruses")
    return str(State(document.state).label)


def tone(document: Document) -> str:
    """The tone of the badge."""
    return "neutral" if _was_purged(document) else TONES[State(document.state)]


def _was_purged(document: Document) -> bool:
    # What was refused or infected keeps saying so; its bytes go by themselves (R14).
    return document.state in {State.CLEAN, State.FAILED} and document.bytes_deleted_at is not None


def note(document: Document, at: datetime) -> str:
    """What is to be known or done beside the state; "" where nothing is."""
    if _was_purged(document):
        return deleted(document)
    if document.state != State.PENDING:
        return problem(document.refusal)
    if at - document.queued_at > USUAL:
        return _(
            "The check takes longer than usual. Your file is safe and will be checked by itself; "
            "you need not do anything."
        )
    return _("Received and safe. You can go on while it is being checked.")


def not_served(document: Document) -> str:
    """Why this file cannot be opened now."""
    if _was_purged(document):
        return deleted(document)
    if document.state == State.PENDING:
        return _("This file is still being checked. It can be opened when that is done.")
    if document.state == State.INFECTED:
        return _("This file contains a virus. It is locked and nobody can open it.")
    if document.state == State.FAILED:
        return _("This file could not be checked yet. It can be opened when that is done.")
    return _("This file was refused and cannot be opened.")


def deleted(document: Document) -> str:
    """That the bytes are gone, and since when; the day is the reader's."""
    day = date_format(localtime(document.bytes_deleted_at), pgettext("date", "j F Y"))
    return _("This file was deleted after its retention on %(day)s. Its name, size and hash are kept.") % {
        "day": day
    }


#: Every code of a document's history; `%(…)s` are the event's parameters.
EVENTS = {
    "document.received": gettext_lazy("Received as “%(name)s”"),
    "document.requeued": gettext_lazy("Sent through the checks again"),
    "document.described": gettext_lazy("Title or note changed"),
    "document.bytes_deleted": gettext_lazy("Content deleted 30 days after it was refused; its SHA-256 stays"),
    "document.restriction_asked": gettext_lazy("Restriction asked for: %(reason)s"),
    "document.restricted": gettext_lazy("Restricted by a second person"),
    "document.restriction_ended": gettext_lazy("Restriction ended: %(reason)s"),
    "document.restriction_turned_down": gettext_lazy("Restriction turned down: %(reason)s"),
    "document.hold_set": gettext_lazy("Legal hold set: %(reason)s"),
    "document.hold_lifted": gettext_lazy("Legal hold lifted: %(reason)s"),
    "document.purged": gettext_lazy("Deleted after its retention: %(reason)s"),
}
#: What a first or a later look at the file found, by the state it led to.
FOUND = {
    State.CLEAN: gettext_lazy("Checked by %(engine)s: ready"),
    State.REFUSED: gettext_lazy("Checked by %(engine)s: refused. %(why)s"),
    State.INFECTED: gettext_lazy("Checked by %(engine)s: contains a virus and was locked"),
    State.FAILED: gettext_lazy("Could not be checked"),
}
FOUND_AGAIN = {
    State.CLEAN: gettext_lazy("Scanned again by %(engine)s with newer signatures: still ready"),
    State.REFUSED: gettext_lazy("Scanned again by %(engine)s: locked. %(why)s"),
    State.INFECTED: gettext_lazy(
        "Scanned again by %(engine)s with newer signatures: a virus was found; locked"
    ),
    State.FAILED: gettext_lazy("Locked: what is stored is not what was received, or could not be checked"),
}


def event_words(event: Event) -> str:
    """One event of a document's history as a sentence in the active language; an unknown code is shown as it is."""
    found = {"document.settled": FOUND, "document.rescanned": FOUND_AGAIN}.get(event.code)
    if found is None:
        return str(EVENTS.get(event.code, event.code)) % event.params
    state, engine = State(event.params["state"]), event.params["engine"]
    by = _("the structural checks alone") if engine == STRUCTURE_ONLY else engine
    return str(found[state]) % {"engine": by, "why": problem(event.params["refusal"])}


@dataclass(frozen=True)
class Receipt:
    """What a partner is told about a file: proof that it arrived, and where it stands. `size` in bytes."""

    number: str
    name: str
    size: int
    sha256: str
    at: datetime
    who: str
    state: str
    tone: str
    note: str
    may_open: bool
    pending: bool


def receipt(document: Document, at: datetime) -> Receipt:
    """The receipt of a document as of `at`; fetch it with `uploaded_by`."""
    return Receipt(
        number=document.number,
        name=document.name,
        size=document.size,
        sha256=document.sha256,
        at=document.received_at,
        who=str(document.uploaded_by),
        state=state(document),
        tone=tone(document),
        note=note(document, at),
        may_open=document.state == State.CLEAN and document.bytes_deleted_at is None,
        pending=document.state == State.PENDING,
    )
