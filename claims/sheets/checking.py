"""One row of a sheet: the facts a draft is made of, or everything that is wrong, by column."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from claims.sheets.columns import COLUMNS
from claims.sheets.offers import Offers
from documents.sheets import values
from documents.sheets.row import Row
from documents.sheets.values import Wrong
from programs.enums import RequirementKind
from programs.models import ActivityTypeVersion, Program, UsagePeriod

INVOICE = ("vendor", "invoice_number", "invoice_date", "currency", "net", "tax", "kind")
#: Without these there is no invoice line.
INVOICE_NEEDS = ("vendor", "invoice_number", "invoice_date", "net")


@dataclass
class Checked:
    """`facts` is empty where there are `problems`: pairs of a column's code ("" for the row) and a sentence."""

    line: int
    cells: list[str]
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """By what the row means, not by how it is written."""
        return hashlib.sha256(json.dumps(self.facts, sort_keys=True).encode()).hexdigest()


def check(line: int, codes: list[str], cells: list[list[str]], offers: Offers, writing: str) -> Checked:
    """Understand one row; `codes` are those of its columns, `writing` the language of its amounts and days."""
    row = Row(COLUMNS, codes, cells, writing)
    facts = _facts(row, offers)
    return Checked(line, row.shown, {} if row.problems else facts, row.problems)


def _facts(row: Row, offers: Offers) -> dict[str, Any]:
    program, period, activity = _place(row, offers)
    facts: dict[str, Any] = {
        "program": program.code if program else "",
        "period": period.code if period else "",
        "activity": activity.activity_type.code if activity else "",
        **{code: row.text(code) for code in ("title", "place", "description", "own_reference")},
        **_days(row, period),
        "invoice": None,
        "result": None,
    }
    if program and activity:
        facts["invoice"] = _invoice(row, offers, program, activity)
        facts["result"] = _result(row, activity)
    return facts


def _place(row: Row, offers: Offers) -> tuple[Program | None, UsagePeriod | None, ActivityTypeVersion | None]:
    """The fund a draft draws on and its activity, as far as they can be found."""
    names = {code: row.text(code) for code in ("program", "period", "activity")}
    program = offers.find_program(names["program"])
    if program is None:
        row.wrong("program", _("You cannot start claims in a program of this code or name now."))
        return None, None, None
    period = offers.find_period(program, names["period"])
    if period is None:
        row.wrong("period", _("This program has no usage period of this code or name that is open now."))
        return program, None, None
    activity = offers.find_activity(period, names["activity"])
    if activity is None:
        row.wrong("activity", _("This kind of activity cannot be claimed in that usage period."))
    return program, period, activity


def _days(row: Row, period: UsagePeriod | None) -> dict[str, str]:
    first, last = row.day("first_day"), row.day("last_day")
    if period:
        for code, one in (("first_day", first), ("last_day", last)):
            if one and not period.first_day <= one <= period.last_day:
                words = _("Choose a day inside the usage period: %(period)s.")
                row.wrong(code, words % {"period": period.name})
    if first and last and last < first:
        row.wrong("last_day", _("The activity cannot end before it begins."))
    return {"first_day": first.isoformat() if first else "", "last_day": last.isoformat() if last else ""}


def _invoice(
    row: Row, offers: Offers, program: Program, activity: ActivityTypeVersion
) -> dict[str, str] | None:
    """The first invoice line; None where the row names none."""
    if not any(row.given(code) for code in INVOICE):
        return None
    for code in INVOICE_NEEDS:
        if not row.given(code):
            row.wrong(code, _("This is missing: the row names an invoice."))
    issued = row.day("invoice_date")
    if issued and issued > offers.today(program):
        row.wrong("invoice_date", _("This day lies in the future."))
    currency = row.text("currency").upper() or program.currency
    if currency not in offers.currencies(program):
        words = _("There is no exchange rate into %(into)s for this currency.")
        row.wrong("currency", words % {"into": program.currency})
    return {
        "vendor": row.text("vendor"),
        "invoice_number": row.text("invoice_number"),
        "invoice_date": issued.isoformat() if issued else "",
        "currency": currency,
        **_amounts(row, currency),
        "kind": _kind(row, offers, activity),
    }


def _amounts(row: Row, currency: str) -> dict[str, str]:
    found = {}
    for code in ("net", "tax"):
        try:
            amount = values.amount(row.cell(code), row.writing, currency)
        except Wrong as wrong:
            row.wrong(code, str(wrong))
            amount = None
        if code == "net" and amount is not None and not amount:
            row.wrong(code, _("The amount must be more than zero."))
        found[code] = str(amount or 0)
    return found


def _kind(row: Row, offers: Offers, activity: ActivityTypeVersion) -> str:
    """What the invoice is for; an activity with one kind alone needs no word."""
    text, eligible = row.text("kind"), offers.kinds_of(activity)
    found = offers.find_kind(activity, text) if text or len(eligible) != 1 else eligible[0]
    if found is None:
        names = {"kinds": ", ".join(str(one) for one in eligible[:12])}
        row.wrong("kind", _("This activity takes these kinds: %(kinds)s.") % names)
        return ""
    return found.code


def _result(row: Row, activity: ActivityTypeVersion) -> dict[str, str] | None:
    """The result figure, by the key of what asks for it; None where the row gives none."""
    if not row.given("result"):
        return None
    asked = [one for one in activity.requirements.all() if one.kind == RequirementKind.METRIC]
    if len(asked) != 1:
        none = _("This kind of activity asks for no result figure. Leave this empty.")
        several = _(
            "This kind of activity asks for several figures. Leave this empty and give them in the draft."
        )
        row.wrong("result", several if asked else none)
        return None
    try:
        text = values.count(row.cell("result")) if asked[0].accepts_number else row.text("result")
    except Wrong as wrong:
        row.wrong("result", str(wrong))
        return None
    return {"key": asked[0].key, "text": text}
