"""The entries behind a fund's figures, in words, in pages of a fixed size."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from funds import subjects
from funds.models import Fund, FundEntry
from programs.money import format_money

PAGE = 50


@dataclass(frozen=True)
class EntryRow:
    """One entry for a reader; `change` is what it did to what is left, "" where it only moved money within."""

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


def entry_rows(fund: Fund, user: Any, *, before: int | None = None) -> EntryPage:
    """At most PAGE entries with numbers below `before`; two queries and one for each kind of subject."""
    end = min(before or fund.last_number + 1, fund.last_number + 1)
    # One more than is shown: what was left before the oldest row tells what that row changed.
    window = FundEntry.objects.filter(fund=fund, number__lt=end, number__gte=end - PAGE - 1)
    found = list(window.select_related("actor").order_by("-number"))
    names = subjects.names(((one.subject_kind, one.subject_id) for one in found), user)
    left_before = [one.balance for one in found[1:]] + [Decimal(0)]
    shown = list(zip(found, left_before, strict=False))[:PAGE]
    rows = [_row(one, one.balance - left, names, fund) for one, left in shown]
    newer = min(end + PAGE, fund.last_number + 1) if end <= fund.last_number else None
    return EntryPage(rows, older=end - PAGE if end - PAGE > 1 else None, newer=newer)


def _row(
    entry: FundEntry, change: Decimal, names: dict[tuple[str, int], subjects.Named], fund: Fund
) -> EntryRow:
    language = get_language() or "en"
    signed = format_money(change, fund.currency, language).replace("-", "−")
    return EntryRow(
        entry,
        names.get((entry.subject_kind, entry.subject_id or 0)),
        amount=format_money(abs(entry.amount), fund.currency, language),
        change=("+" if change > 0 else "") + signed if change else "",
        balance=format_money(entry.balance, fund.currency, language),
    )
