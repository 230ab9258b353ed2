from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a file stands (R14). Only CLEAN is ever served."""

    PENDING = "PENDING", _("Being checked")
    CLEAN = "CLEAN", _("Ready")
    REFUSED = "REFUSED", _("Refused")
    INFECTED = "INFECTED", _("Contains a virus")
    FAILED = "FAILED", _("Could not be checked")


class Origin(models.TextChoices):
    """Who wrote a file: what we wrote ourselves is scanned, but needs no proof that it is what it says."""

    SENT = "SENT", _("Sent by the partner")
    CERTIFICATION = "CERTIFICATION", _("Certification of in-house work")
    SUMMARY = "SUMMARY", _("Summary of a claim")
    LETTER = "LETTER", _("Letter of a decision")


class Problem(models.TextChoices):
    """Why a file did not arrive or was not accepted; the sentences stand in `words`.

    The checker's child process knows these codes as plain strings, because it never loads Django.
    """

    NONE_CHOSEN = "none_chosen", _("No file chosen")
    WRONG_TYPE = "wrong_type", _("Wrong type of file")
    TOO_LARGE = "too_large", _("Too large")
    EMPTY = "empty", _("Empty")
    TOO_MANY = "too_many", _("Too many files")
    NOT_STORED = "not_stored", _("Could not be stored")
    VIRUS = "virus", _("Contains a virus")
    PASSWORD = "password", _("Password protected")
    DAMAGED = "damaged", _("Damaged")
    WRONG_CONTENT = "wrong_content", _("Content does not fit the name")
    TOO_COMPLEX = "too_complex", _("Too complex to be checked")
    TOO_MANY_PIXELS = "too_many_pixels", _("Image too large")
    NO_E_INVOICE = "no_e_invoice", _("Not an e-invoice")
    ACTIVE_CONTENT = "active_content", _("Contains actions or programs")
    ATTACHED_FILES = "attached_files", _("Has other files inside")
    MACROS = "macros", _("Contains macros")
    OUTSIDE_CONTENT = "outside_content", _("Loads content from elsewhere")
    TOO_MANY_PAGES = "too_many_pages", _("Too many pages")
    NOT_SCANNED = "not_scanned", _("Could not be scanned")
    NOT_CHECKED = "not_checked", _("Could not be checked")


#: What a settled file may be refused for; the others are said while it is sent, and no row is made.
REFUSALS = (
    Problem.PASSWORD,
    Problem.DAMAGED,
    Problem.WRONG_CONTENT,
    Problem.TOO_COMPLEX,
    Problem.TOO_MANY_PIXELS,
    Problem.NO_E_INVOICE,
    Problem.ACTIVE_CONTENT,
    Problem.ATTACHED_FILES,
    Problem.MACROS,
    Problem.OUTSIDE_CONTENT,
    Problem.TOO_MANY_PAGES,
    Problem.NOT_SCANNED,
)

#: The engine of a file that passed the structural checks while no scanner is installed.
STRUCTURE_ONLY = "structure-only"


class Kept(models.TextChoices):
    """Why a file of a purge's list was not deleted after all (R15)."""

    RETENTION = "retention", _("It must still be kept.")
    HOLD = "hold", _("There is a legal hold on it.")
    RESTRICTED = "restricted", _("It is restricted, or somebody asks for that.")
    LOCK = "lock", _("The storage still locks it.")
    REQUEST = "request", _("A request on a claim that uses it is open.")
    IN_USE = "in_use", _("A claim that is not finished uses it.")
    ELSEWHERE = "elsewhere", _("It is used in a program you do not answer for.")
    BEING_CHECKED = "being_checked", _("It is being checked.")
    GONE = "gone", _("It was deleted before.")


class ReadingSource(models.TextChoices):
    """Where the values of an invoice came from; "" where nothing could be read."""

    XML = "xml", _("the e-invoice")
    TEXT = "text", _("the text of the page")


class ReadingProblem(models.TextChoices):
    """Why an e-invoice inside a file was not read; the sentences stand with those who show them."""

    BROKEN = "broken", _("The e-invoice inside is damaged")
    SEVERAL = "several", _("Several e-invoices are inside")
    TOO_LARGE = "too_large", _("Too large to be read")


class InvoiceKind(models.TextChoices):
    """What a document that was read is; "" where it is not known."""

    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")
    NEGATIVE = "negative", _("Invoice with a negative total")
