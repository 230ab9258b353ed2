"""What a copy of a claim does not take over: what belongs to one activity alone."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Claim
from programs.enums import RequirementKind


def left_out(source: Claim) -> list[str]:
    """In words what the claim has and its copy will not; load the claim with `for_page()`."""
    proofs = [one for one in source.proofs.all() if one.requirement]
    figures = [one for one in proofs if one.requirement and one.requirement.kind == RequirementKind.METRIC]
    counted = [
        (len(source.invoices), ngettext("%(count)s invoice", "%(count)s invoices", len(source.invoices))),
        (len(source.work_items.all()), _("the in-house work")),
        (len(proofs) - len(figures), _("the proof")),
        (len(figures), _("the result figures")),
    ]
    words = [told % {"count": count} if "%" in told else told for count, told in counted if count]
    if source.own_reference:
        words.insert(0, _("your own reference"))
    return [_("the days"), *words]
