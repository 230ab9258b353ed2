"""The steps of a draft, each with its state in words, from what readiness found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from associations.models import Association
from associations.readiness import Finding, Section


@dataclass(frozen=True)
class Step:
    """One row: `page` is the name of its URL, tone and status are the badge's."""

    page: str
    title: str
    status: str
    tone: str
    hint: str = ""


def steps_of(association: Association, found: Iterable[Finding]) -> list[Step]:
    """The rows of a draft's home, in order; load the association with `for_page()`."""
    open_by: dict[Section, int] = {}
    for one in found:
        if one.blocks:
            open_by[one.section] = open_by.get(one.section, 0) + 1
    names = ", ".join(str(item) for item in association.items.all())
    files = len(association.proofs.all())
    rows = (
        (Section.CUSTOMER, _("Engagement and customer"), association.customer_name),
        (Section.ITEMS, _("Workloads or subscriptions"), names),
        (Section.CONTACTS, _("Contacts"), association.contact_name),
        (
            Section.PROOF,
            _("Proof of execution"),
            ngettext("%(count)s file", "%(count)s files", files) % {"count": files} if files else "",
        ),
    )
    steps = [
        Step(f"association_{section}", title, *_state(open_by.get(section, 0)), hint)
        for section, title, hint in rows
    ]
    return [*steps, Step("association_check", _("Check and submit"), *_whole(sum(open_by.values())))]


def _state(missing: int) -> tuple[str, str]:
    if not missing:
        return _("Done"), "success"
    words = ngettext("%(count)s thing is missing", "%(count)s things are missing", missing)
    return words % {"count": missing}, "attention"


def _whole(missing: int) -> tuple[str, str]:
    return (_("Not yet"), "neutral") if missing else (_("Ready to submit"), "info")
