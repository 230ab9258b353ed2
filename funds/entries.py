"""The entries behind a fund's figures, in words, in pages of a fixed size."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from funds import subjects
from funds.models import Fund, FundEntry
from funds.querysets import FundEntryQuerySet
from funds.shown import LEFT, Shown
from programs.money import format_money

PAGE = 50


@dataclass(frozen=True)
class EntryRow:
    """One entry for a reader; `change` is what it did to the page's figure, "" where it only moved money within."""

    entry: FundEntry
    subject: subjects.Named | None
    amount: str
    change: str
    balance: str

    @property
    def what(self) -> str:
        return str(self.entry.get_kind_display())

    @property
    def why(self) -> str:
        """The reason in the reader's language, and what was noted beside it."""
        said = [self.entry.get_reason_display() if self.entry.reason else "", self.entry.note]
        return ": ".join(str(part) for part in said if part)

    @property
    def who(self) -> str:
        return str(self.entry.actor) if self.entry.actor else _("Done automatically")


@dataclass(frozen=True)
class EntryPage:
    """Newest first; `older` and `newer` are the numbers to ask for `before`, None where there is no such page."""

    rows: list[EntryRow]
    older: int | None
    newer: int | None


def entry_rows(fund: Fund, user: Any, *, figure: Shown | None = None, before: int | None = None) -> EntryPage:
    """At most PAGE entries with numbers below `before`, each with the sum up to it, the newest being the figure.

    figure: only the entries behind it; None is every entry, added up to what is left. One query for the
    newest page, three for any other, and one for each kind of subject; entries made after the fund was
    read are not shown.
    """
    counts = (figure or LEFT).weights
    known = FundEntry.objects.filter(fund=fund, number__lte=fund.last_number)
    entries = known.behind(counts) if figure else known.counting(counts)
    shown = entries.filter(number__lt=before) if before else entries
    found = list(shown.select_related("actor").order_by("-number")[: PAGE + 1])
    total = (figure or LEFT).of(fund)
    later, newer = _later(entries, before) if before else (Decimal(0), None)
    names = subjects.names(((one.subject_kind, one.subject_id) for one in found), user)
    rows, running = [], total - later
    for one in found[:PAGE]:
        rows.append(_row(one, running, names, fund))
        running -= one.counted
    return EntryPage(rows, older=rows[-1].entry.number if len(found) > PAGE else None, newer=newer)


def _later(entries: FundEntryQuerySet, before: int) -> tuple[Decimal, int | None]:
    """What the entries from a number on add up to, and where the page of the nearest of them begins."""
    later = entries.filter(number__gte=before)
    nearest = list(later.order_by("number").values_list("number", flat=True)[:PAGE])
    added = later.aggregate(added=Sum("counted"))["added"] or Decimal(0)
    return added, nearest[-1] + 1 if nearest else None


def _row(
    entry: FundEntry, running: Decimal, names: Mapping[tuple[str, int], subjects.Named], fund: Fund
) -> EntryRow:
    language = get_language() or "en"
    return EntryRow(
        entry,
        names.get((entry.subject_kind, entry.subject_id or 0)),
        amount=format_money(abs(entry.amount), fund.currency, language),
        change=signed(entry.counted, fund.currency) if entry.counted else "",
        balance=format_money(running, fund.currency, language),
    )


def signed(amount: Decimal, currency: str) -> str:
    """An amount with its sign, a true minus: "+100.00 EUR", "−7,750.00 EUR"."""
    written = format_money(amount, currency, get_language() or "en").replace("-", "−")
    return f"+{written}" if amount > 0 else written
