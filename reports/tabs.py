"""The reports there are, what their filters ask for, and the way from one to the others."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.forms import ReportFilter

_PLACE = ("program", "since", "until", "currency")
#: Fields of the filter, by report.
FIELDS = {
    "claims": ("by", *_PLACE, "activity", "country"),
    "funds": (*_PLACE, "country"),
    "times": ("by", *_PLACE, "activity", "country"),
    "reasons": (*_PLACE, "activity", "country"),
    "behind": (*_PLACE, "activity", "country", "outcome"),
}


def tabs(report: str, form: ReportFilter) -> list[dict[str, Any]]:
    """Label, address with the same filter, and whether it is this one."""
    pages = {
        "claims": ("reports", _("Claimed, approved, paid")),
        "funds": ("report_funds", _("Use of funds")),
        "times": ("report_times", _("Time to decisions")),
        "reasons": ("report_reasons", _("Reasons for cuts")),
    }
    return [
        {"label": label, "url": address(name, form, outcome=""), "current": one == report}
        for one, (name, label) in pages.items()
    ]


def address(name: str, form: ReportFilter, **changes: str) -> str:
    """Of a report with the same filter, and these values instead; "" for none."""
    query = {one: value for one, value in (form.wanted | changes).items() if value}
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)
