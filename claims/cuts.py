"""What a decision cut, as plain facts that are put into words later: by the history, the mail, the letter.

The catalogue's words are taken down in every language as they stood: what was said does not change with the catalogue.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Decision, DecisionLine
from programs.money import format_money
from programs.words import in_language


def cuts_of(decision: Decision) -> list[dict[str, Any]]:
    """The lines that were cut or refused, in the claim's order; amounts as text with a point."""
    lines = decision.lines.select_related("expense", "code").order_by("expense__position")
    return [line_facts(line) for line in lines if line.approved < line.claimed]


def line_facts(line: DecisionLine) -> dict[str, Any]:
    """One line of a decision. `words` and `mend` are the catalogue's, `own` the decider's."""
    code = line.code
    return {
        "line": line.expense.position,
        "vendor": line.expense.vendor,
        "invoice": line.expense.invoice_number,
        "claimed": str(line.claimed),
        "approved": str(line.approved),
        "code": code.code if code else "",
        "words": code.words if code else {},
        "mend": code.mend if code else {},
        "own": line.reason,
    }


def cut_in_words(cut: Mapping[str, Any], currency: str) -> str:
    """What `line_facts` gave, as one sentence after the other in the reader's language."""
    language = get_language() or "en"
    amounts = {name: format_money(Decimal(cut[name]), currency, language) for name in ("approved", "claimed")}
    place = {"line": cut["line"], "vendor": cut["vendor"]}
    said = [_("Line %(line)s, %(vendor)s: %(approved)s of %(claimed)s.") % (place | amounts)]
    said += [in_language(cut["words"]), cut["own"]]
    if mend := in_language(cut["mend"]):
        said.append(_("What would have mended it:") + " " + mend)
    return " ".join(filter(None, said))
