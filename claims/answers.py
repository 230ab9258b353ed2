"""What a partner gave for each item of a request: prepared while it is open, sent when it is closed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Claim, Correction, Expense, Proof
from claims.parts import Part, Parts, asked_in_words, facts_of, part_in_words
from claims.readiness import counts
from documents.models import Document
from history.models import Event
from programs.meanwhile import in_words
from programs.money import format_money
from review.enums import ItemOutcome
from review.models import Request, RequestItem

#: What of a submitted line can be corrected where a request asks about it, in the order of the pages.
WORDS = ("vendor", "invoice_number", "description")
DAYS = ("invoice_date", "service_first_day", "service_last_day")
AMOUNTS = ("net", "tax")
FIELDS = ("vendor", "invoice_number", "invoice_date", "net", "tax", *DAYS[1:], "description")
#: The field of a correction that says which file took another's place; its values are public ids.
FILE = "document"


@dataclass(frozen=True)
class Change:
    """One corrected field in the reader's language."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Answer:
    """One item with what was given for it. `new`: the file that took the place of the line's own, `replaced`."""

    item: RequestItem
    part: Part
    proofs: list[Proof]
    corrections: list[Correction]
    changes: list[Change]
    new: Document | None = None
    replaced: Document | None = None

    @property
    def asked(self) -> str:
        """What is asked for, without the part."""
        return asked_in_words(facts_of(self.part, self.item), with_part=False)

    @property
    def given(self) -> bool:
        """Whether anything was prepared or sent; a file that the checks refused is nothing."""
        return any(map(counts, self.proofs)) or bool(self.corrections or self.item.comment)

    @property
    def refused(self) -> bool:
        """Whether something was given that the checks did not accept."""
        return not all(map(counts, self.proofs))

    @property
    def lacks(self) -> bool:
        """Whether the partner still has something to do here before it is sent."""
        return self.refused or not self.given

    @property
    def unanswered(self) -> bool:
        """Whether the request ended without anything for it."""
        return self.item.outcome == ItemOutcome.UNANSWERED

    @property
    def names(self) -> dict[str, str]:
        """The names of the files of an exchange, by public id."""
        return {one.public_id: str(one) for one in (self.new, self.replaced) if one}

    @property
    def added(self) -> list[Proof]:
        """What was given beside an exchanged file."""
        return [one for one in self.proofs if not self.replaced or one.document_id != self.replaced.pk]


def answers_of(claim: Claim, request: Request) -> list[Answer]:
    """The items of one request, in order; three queries beside the claim's own parts."""
    return answers_by_request(claim, [request])[request.pk]


def answers_by_request(claim: Claim, requests: Iterable[Request]) -> dict[int, list[Answer]]:
    """The same of several requests, in the same number of queries."""
    parts, files = Parts(claim), _files(claim)
    items = RequestItem.objects.filter(request__in=list(requests)).select_related("reason")
    corrected = defaultdict(list)
    for one in Correction.objects.filter(item__in=items).select_related("expense"):
        corrected[one.item_id].append(one)
    given, found = list(claim.proofs.all()), defaultdict(list)
    for item in items:
        proofs = [one for one in given if one.item_id == item.pk]
        found[item.request_id].append(_answer(item, parts[item.part], proofs, corrected[item.pk], files))
    return found


def _files(claim: Claim) -> dict[str, Document]:
    """Every file the claim uses, by its public id."""
    used = [*(one.document for one in claim.expenses.all()), *(one.document for one in claim.proofs.all())]
    return {one.public_id: one for one in used if one}


def _answer(
    item: RequestItem,
    part: Part,
    proofs: list[Proof],
    corrections: list[Correction],
    files: dict[str, Document],
) -> Answer:
    exchanged = next((one for one in corrections if one.field == FILE), None)
    fields = [one for one in corrections if one.field != FILE]
    return Answer(
        item,
        part,
        proofs,
        corrections,
        [change_of(one) for one in fields],
        new=files.get(exchanged.after) if exchanged else None,
        replaced=files.get(exchanged.before) if exchanged else None,
    )


def change_of(correction: Correction) -> Change:
    """A corrected field as its readers see it."""
    currency, field = correction.expense.currency, correction.field
    before, after = (in_field(currency, field, one) for one in (correction.before, correction.after))
    return Change(label_of(field), before, after)


def label_of(field: str) -> str:
    """What a field of a line is called."""
    if field == FILE:
        return _("Invoice as a file")
    column: Any = Expense._meta.get_field(field)
    return str(capfirst(column.verbose_name))


def asked_and_given(facts: Mapping[str, Any]) -> Iterator[str]:
    """Of an event that asks or answers: each item, what was given for it, corrections and gaps, in sentences."""
    yield from (asked_in_words(one) for one in facts.get("items", []))
    for one in facts.get("given", []):
        said = [*([f"{', '.join(one['proofs'])}."] if one["proofs"] else []), one["words"]]
        yield f"{part_in_words(one['part'])}: {' '.join(filter(None, said))}"
    for one in facts.get("corrected", []):
        values = {name: in_field(one["currency"], one["field"], one[name]) for name in ("before", "after")}
        yield _("Line %(line)s, %(field)s: %(before)s → %(after)s.") % {
            "line": one["line"],
            "field": label_of(one["field"]),
            **values,
        }
    yield from (
        _("Not answered: %(thing)s") % {"thing": asked_in_words(one)} for one in facts.get("left", [])
    )


def in_field(currency: str, field: str, text: str) -> str:
    """A stored value of a correction in the reader's language; currency: the line's."""
    value = read_value(field, text)
    if field in AMOUNTS and value is not None:
        return format_money(value, currency, get_language() or "en")
    return in_words(value)


def read_value(field: str, text: str) -> Any:
    """What a stored value of a correction stands for: a day, an amount, or words."""
    if field in DAYS:
        return date.fromisoformat(text) if text else None
    return Decimal(text) if field in AMOUNTS else text


def write_value(value: Any) -> str:
    """The same the other way: days as in ISO 8601, amounts with a point and no noughts behind."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def files_at(claim: Claim, item: RequestItem) -> list[Document]:
    """The files that stand at the part of an item: of its line, or in its slot."""
    part = Parts(claim)[item.part]
    if part.line:
        return [part.line.document] if part.line.document else []
    slot = [
        one for one in claim.proofs.all() if part.requirement and one.requirement_id == part.requirement.pk
    ]
    return [one.document for one in slot if one.document]


def is_about_file(claim: Claim, item: RequestItem) -> bool:
    """Whether the system asks, for a file that failed: that unlocks the file alone (R14), no field of its line.

    What a person asked for comes first in a request; the system adds to its end.
    """
    request = item.request
    if request.made_by_id is None:
        return True
    events = Event.objects.about(claim).filter(code="claim.request_file_again", at__gte=request.made_at)
    added = sum(len(event.params.get("items", [])) for event in events)
    return item.position > request.items.count() - added


def pending_for(request: Request | None, line: Expense) -> dict[str, Correction]:
    """What is prepared for a line and not sent, by field; whichever item of the request it was entered at."""
    found = Correction.objects.filter(expense=line, sent_at=None, item__request=request)
    return {one.field: one for one in found.exclude(field=FILE)}


def value_now(line: Expense, pending: dict[str, Correction], field: str) -> Any:
    """A field as it would be if the answer were sent now."""
    return read_value(field, pending[field].after) if field in pending else getattr(line, field)


def corrects_amounts(request: Request) -> bool:
    """Whether the answer that is being prepared corrects an amount (R7: an admin sends it)."""
    return Correction.objects.filter(item__request=request, sent_at=None, field__in=AMOUNTS).exists()
