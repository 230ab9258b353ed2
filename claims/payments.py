"""What payments wrote on a claim, in words (R17). How it comes about stands in the room of payments."""

from typing import Any

from django.utils.translation import gettext as _

from claims.enums import PaymentHold, PaymentState


def payment_in_words(params: dict[str, Any]) -> str:
    """An event of a payment as a sentence: the state, why it is on hold, the amount, the reference.

    params: those of the event, money in them written already.
    """
    said = [str(PaymentState(params["payment_state"]).label)]
    if params.get("hold"):
        said.append(str(PaymentHold(params["hold"]).label))
    if params.get("amount"):
        said.append(str(params["amount"]))
    if params.get("reference"):
        said.append(_("reference %(reference)s") % {"reference": params["reference"]})
    if params.get("batch"):
        said.append(_("batch %(number)s") % {"number": params["batch"]})
    if params.get("words"):
        said.append(str(params["words"]))
    return ", ".join(said)
