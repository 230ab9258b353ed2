"""The template for a sheet of drafts, with what is open to the person who takes it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from claims.sheets.columns import COLUMNS, MOST
from claims.sheets.offers import BETWEEN, Offers
from documents.sheets import template


def as_csv() -> bytes:
    """The first line alone."""
    return template.as_csv(COLUMNS)


def as_xlsx(offers: Offers) -> bytes:
    """A sheet to fill in, one that explains it, and one with the lists it offers."""
    return template.as_xlsx(_("Drafts"), COLUMNS, _lists(offers), _rules(), MOST.rows)


def _lists(offers: Offers) -> dict[str, Iterable[str]]:
    return {
        "programs": (f"{one.code}{BETWEEN}{one}" for one in offers.programs),
        "periods": dict.fromkeys(f"{one.code}{BETWEEN}{one.name}" for one in offers.periods),
        "activities": (f"{one.activity_type.code}{BETWEEN}{one}" for one in offers.all_activities()),
        "kinds": (f"{one.code}{BETWEEN}{one}" for one in offers.kinds),
    }


def _rules() -> list[str]:
    return [
        _("One row is one claim: one event, campaign or ad run."),
        _("Formulas are not calculated: paste their values."),
        _("At most %(most)s rows. Add files, further invoices and proof in each draft afterwards.")
        % {"most": MOST.rows},
        _("Correct what was wrong and send the sheet again: rows that are drafts already are known again."),
    ]
