"""Where a finding is mended: the page and the field."""

from typing import Any

from django import template
from django.urls import reverse

from claims.models import Claim
from claims.readiness import Section

register = template.Library()

#: The page of each section, and of one line or work item of it.
PAGES = {
    Section.ACTIVITY: "claim_activity",
    Section.INVOICES: "claim_invoices",
    Section.WORK: "claim_work",
    Section.PROOF: "claim_proof",
    Section.RESULT: "claim_results",
    Section.MONEY: "claim_invoices",
}
ONE = {Section.INVOICES: "claim_invoice", Section.WORK: "claim_work_item"}


@register.simple_tag
def mend_url(claim: Claim, finding: Any) -> str:
    """The address of the page, slot or field where a finding is mended; also of a row of `claims.asked`."""
    section = Section(finding.section)
    if section is Section.PAYEE:
        return reverse("payee", args=[claim.partner.public_id])
    if finding.key and section in ONE:
        return reverse(ONE[section], args=[claim.public_id, finding.key]) + _field(finding.field)
    if section is Section.INVOICES and finding.code == "no_line":
        return reverse("claim_invoice_new", args=[claim.public_id])
    return reverse(PAGES[section], args=[claim.public_id]) + _anchor(section, finding)


def _anchor(section: Section, finding: Any) -> str:
    if section is Section.PROOF:
        return f"#slot-{finding.key}" if finding.key else ""
    return _field(finding.key if section is Section.RESULT else finding.field)


def _field(name: str) -> str:
    return f"#id_{name}" if name else ""
