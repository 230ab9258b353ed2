"""Several drafts submitted by one confirmation: separate acts, each with a result of its own."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.enums import PartnerRole
from accounts.models import Partner
from accounts.permissions import partner_role
from claims.actions.submitting import submit
from claims.enums import ItemState
from claims.models import Claim, Together, TogetherItem
from claims.together import MOST
from claims.workflow import BY_VERB, wrong_role
from lifecycle import ActionRefused, Verdict, clock
from outbox.actions import enqueue

log = logging.getLogger(__name__)

CARRY_OUT = "claims.submit_together"
#: So many are submitted while the person waits; a worker does more, and what a crash left.
AT_ONCE = 10
_PATIENCE = timedelta(minutes=1)


@transaction.atomic
def ask(partner: Partner, public_ids: Sequence[str], key: str, *, user: Any) -> Together:
    """Write down which drafts are to be submitted, in this order; the same key a second time changes nothing.

    Raises ActionRefused for who is no incentives admin, for none, and for more than MOST.
    """
    if partner_role(user, partner) != PartnerRole.ADMIN:
        raise ActionRefused(Verdict(False, wrong_role(BY_VERB["submit"]), forbidden=True))
    wanted = list(dict.fromkeys(public_ids))
    if len(wanted) > MOST:
        raise ActionRefused(_("At most %(most)s claims are submitted together.") % {"most": MOST})
    found = {
        one.public_id: one for one in Claim.objects.of_partner(user, partner).filter(public_id__in=wanted)
    }
    if not found:
        raise ActionRefused(_("Choose at least one draft."))
    at = clock.now()
    facts = {"partner": partner, "asked_at": at, "language": get_language() or "en"}
    together, is_new = Together.objects.get_or_create(asked_by=user, key=key, defaults=facts)
    if is_new:
        claims = [found[one] for one in wanted if one in found]
        TogetherItem.objects.bulk_create(
            TogetherItem(together=together, position=position, claim=claim, title=claim.title)
            for position, claim in enumerate(claims, start=1)
        )
        patience = _PATIENCE if len(claims) <= AT_ONCE else timedelta()
        enqueue(CARRY_OUT, at=at, due_at=at + patience, together=together.pk)
    return together


def carry_out(together: Together) -> None:
    """Submit what still waits; called again, or by two at once, each claim is submitted once."""
    waiting = together.items.filter(state=ItemState.WAITING).values_list("pk", flat=True)
    with override(together.language):
        for pk in list(waiting):
            _submit_one(together, pk)


@transaction.atomic
def _submit_one(together: Together, pk: int) -> None:
    item = TogetherItem.objects.select_for_update().get(pk=pk)
    if item.state != ItemState.WAITING:
        return
    item.state, item.result = _result(item, together.asked_by)
    item.save(update_fields=["state", "result"])


def _result(item: TogetherItem, user: Any) -> tuple[ItemState, str]:
    """The claim's number, or why it was not submitted; then nothing of it was done."""
    if item.claim_id is None:
        return ItemState.REFUSED, _("Somebody deleted this draft.")
    try:
        with transaction.atomic():
            claim = submit(item.claim_id, user=user)
    except ActionRefused as refused:
        return ItemState.REFUSED, str(refused.reason)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # one claim's defect must not keep the others from being submitted
        log.exception("ALARM: claim %s could not be submitted together with others", item.claim_id)
        return ItemState.REFUSED, _("Something went wrong on our side. Try this one by itself.")
    return ItemState.SUBMITTED, claim.number or ""
