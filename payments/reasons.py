"""Why a bank did not pay or gave back: the codes of ISO 20022 (ExternalReturnReason1Code) in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: The codes that EPC's rulebook lists for returns of credit transfers; others are shown as they are.
WORDS = {
    "AC01": gettext_lazy("the account number is wrong"),
    "AC03": gettext_lazy("the account number is wrong"),
    "AC04": gettext_lazy("the account is closed"),
    "AC06": gettext_lazy("the account is blocked"),
    "AC07": gettext_lazy("the account is closed"),
    "AG01": gettext_lazy("the account does not take such transfers"),
    "AG02": gettext_lazy("the bank does not take this kind of transfer"),
    "AM05": gettext_lazy("the bank takes it for a duplicate"),
    "BE04": gettext_lazy("the address of the payee is missing or wrong"),
    "CNOR": gettext_lazy("the payee's bank cannot be reached"),
    "CUST": gettext_lazy("the payee asked for it"),
    "ERIN": gettext_lazy("the bank could not process it"),
    "FOCR": gettext_lazy("it was called back"),
    "MD07": gettext_lazy("the account holder has died"),
    "MS02": gettext_lazy("the payee refused it"),
    "MS03": gettext_lazy("the bank gives no reason"),
    "RC01": gettext_lazy("the BIC is wrong"),
    "RR01": gettext_lazy("something the bank must report is missing"),
    "RR02": gettext_lazy("something the bank must report is missing"),
    "RR03": gettext_lazy("something the bank must report is missing"),
    "RR04": gettext_lazy("the bank's rules do not allow it"),
}


def fault_in_words(code: str, words: str) -> str:
    """Why a payment did not arrive, for its reader: the code in words where we know it, and what was written with it.

    code: of the bank, "" for none; words: the bank's or the payer's own.
    """
    known = str(WORDS[code]) if code in WORDS else code
    said = [one for one in (known, words) if one]
    return ": ".join(said) or _("no reason was given")


def fault_of(payment: Any) -> str:
    """The same for a payment that failed or came back."""
    return fault_in_words(payment.fault_code, payment.fault_words)
