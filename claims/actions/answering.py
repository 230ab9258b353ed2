"""Preparing an answer beside its files: words, and corrections of the lines a request asks about."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.actions.door import Act, act
from claims.actions.proving import SENT_BEFORE
from claims.answers import AMOUNTS, FIELDS, is_about_file, pending_for, value_now, write_value
from claims.converting import at_frozen_rate, too_small
from claims.meanwhile import merge, told_by
from claims.models import Correction, Expense
from claims.parts import Parts
from lifecycle import ActionRefused
from programs.money import format_money
from review import actions as review
from review.models import RequestItem

NO_MORE = _("No more than was submitted can be claimed: %(amount)s.")


def save_comment(claim_id: int, comment: str, *, user: Any, item: RequestItem | None = None) -> None:
    """Keep words of an answer that is not sent yet: to one item, or over all of them."""
    with act(claim_id, "save_answer", user) as one:
        review.save_comment(_asked(one, item) if item else review.asked(one.claim), comment)
        one.move()
        one.note(what="comment")


def _asked(one: Act, item: RequestItem) -> RequestItem:
    """The item as it is now. Raises ActionRefused where the open request has no such item."""
    found = RequestItem.objects.filter(pk=item.pk, request=review.asked(one.claim)).first()
    if found is None:
        raise ActionRefused(SENT_BEFORE)
    return found


def correct(
    claim_id: int,
    item: RequestItem,
    typed: Mapping[str, Any],
    *,
    user: Any,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Prepare corrections of the line an item asks about; a value as it was submitted is no correction.

    typed: values by field, of FIELDS; with any of AMOUNTS among them only an incentives admin may (R7), and no amount
    is above what was submitted. seen: marks of what the person saw; raises Overtaken where somebody else changed the
    same meanwhile. Nothing of the line changes before the answer is sent.
    """
    verb = "correct_amounts" if set(AMOUNTS) & typed.keys() else "save_answer"
    with act(claim_id, verb, user) as one:
        line = _line_of(one, _asked(one, item))
        pending = pending_for(item.request, line)
        now = {name: value_now(line, pending, name) for name in FIELDS if name in typed}
        with told_by(one.claim, "correction"):
            agreed = merge(now, {name: typed[name] for name in now}, seen or {})
        _require_no_more(one, line, agreed)
        for name, value in agreed.items():
            _prepare(one, Correction(item=item, expense=line, field=name), pending.get(name), value)
        one.move()
        one.note(what="correction", line=line.position)


def _line_of(one: Act, item: RequestItem) -> Expense:
    """The line whose fields the item unlocks. Raises ActionRefused where it unlocks none."""
    line = Parts(one.claim)[item.part].exchanged
    if line is None or is_about_file(one.claim, item):
        raise ActionRefused(SENT_BEFORE)
    return line


def _require_no_more(one: Act, line: Expense, values: Mapping[str, Any]) -> None:
    for name in AMOUNTS:
        highest = getattr(line, name)
        if values.get(name, Decimal(0)) > highest:
            most = format_money(highest, line.currency, get_language() or "en")
            told = NO_MORE % {"amount": most}
            raise ActionRefused(told, fields={name: told})
    if "net" in values and not at_frozen_rate(line, values["net"], one.claim):
        raise too_small(line, one.claim)


def _prepare(one: Act, new: Correction, prepared: Correction | None, value: Any) -> None:
    before, after = write_value(getattr(new.expense, new.field)), write_value(value)
    if before == after:
        if prepared:
            prepared.delete()
        return
    found = prepared or new
    if found.after != after or found.pk is None:
        found.before, found.after, found.by, found.at = before, after, one.person, one.at
        found.save()
