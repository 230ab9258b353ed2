"""What makes bank data plausible: IBAN and BIC by the registries, US, Japanese and British accounts by their rules.

Each check takes what a person typed or pasted and gives it back tidied; a mistake is a
ValidationError whose words stand at the field. Nothing here asks a bank whether the account exists.
"""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from schwifty import BIC, IBAN
from schwifty import exceptions as wrong
from schwifty.registry import get_iban_spec
from stdnum.us import rtn

from accounts.enums import AccountScheme
from accounts.places import country_name

#: No account identifier anywhere is longer (ISO 20022, Max34Text).
LONGEST_ACCOUNT = 34
#: Whose IBANs banks of these countries use: France's overseas, the British islands.
_BORROWS_IBAN_OF = {
    **dict.fromkeys(("GF", "GP", "MQ", "RE", "YT", "PM", "BL", "MF", "PF", "NC", "WF", "TF"), "FR"),
    **dict.fromkeys(("GG", "JE", "IM"), "GB"),
    "AX": "FI",
}


def tidy(text: str) -> str:
    """A number as banks write it: ASCII digits and capitals, without spaces, hyphens and signs nobody sees."""
    wide = unicodedata.normalize("NFKC", text).upper()
    signs = (_ascii_digit(sign) for sign in wide if unicodedata.category(sign)[0] not in "CZ")
    return re.sub(r"[-‐‑–.·/]", "", "".join(signs))


def _ascii_digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def plain_name(text: str) -> str:
    """A holder's name as banks can take it: on one line, in NFC, without control and direction marks."""
    kept = (sign if sign.isspace() else "" if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def checked_iban(text: str) -> str:
    """The IBAN without spaces (ISO 13616: length, structure and check digits)."""
    iban = tidy(text)
    country = iban[:2]
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise ValidationError(_("An IBAN begins with the two letters of its country, such as DE."))
    try:
        length = get_iban_spec(country).iban_length
    except wrong.InvalidCountryCode:
        raise ValidationError(
            _("Accounts in “%(country)s” have no IBAN. Choose another kind of account below."),
            params={"country": country_name(country, get_language())},
        ) from None
    if len(iban) != length:
        facts = {"country": country_name(country, get_language()), "length": length, "given": len(iban)}
        raise ValidationError(
            _("An IBAN of %(country)s has %(length)s letters and digits; this one has %(given)s."),
            params=facts,
        )
    try:
        return str(IBAN(iban))
    except wrong.InvalidChecksumDigits:
        raise ValidationError(
            _(
                "The check digits do not fit: a digit is wrong, or two are swapped. Compare it with your bank's papers."
            )
        ) from None
    except wrong.SchwiftyException:
        raise ValidationError(
            _("This is no IBAN of %(country)s: there is a letter where a digit belongs, or the reverse."),
            params={"country": country_name(country, get_language())},
        ) from None


def checked_bic(text: str) -> str:
    """The BIC (ISO 9362); whether it is in use is not known to anybody without fee."""
    bic = tidy(text)
    if len(bic) not in {8, 11}:
        raise ValidationError(
            _("A BIC has 8 or 11 letters and digits; this one has %(given)s."), params={"given": len(bic)}
        )
    try:
        return str(BIC(bic))
    except wrong.SchwiftyException:
        raise ValidationError(
            _("This is no BIC. It begins with four letters and its country, such as COBADEFF.")
        ) from None


def bic_by_iban(iban: str) -> str:
    """The BIC the registries give for an IBAN, or "" where they do not know its bank."""
    return str(IBAN(iban).bic or "")


def bank_name(iban: str) -> str:
    """The bank's name by its IBAN, or "" where the registries do not know it."""
    return IBAN(iban).bank_name or ""


def needs_bic(iban: str) -> bool:
    """Whether money cannot be sent to this IBAN without a BIC: outside the euro payments area."""
    return not IBAN(iban).in_sepa_zone


def is_of_another_country(bic: str, iban: str) -> bool:
    """Whether the BIC's country cannot be the IBAN's."""
    country = bic[4:6]
    return iban[:2] not in {country, _BORROWS_IBAN_OF.get(country)}


def is_of_another_bank(bic: str, iban: str) -> bool:
    """Whether the registries know the IBAN's bank by another BIC; banks merge, so this is only a caution."""
    known = bic_by_iban(iban)
    return bool(known) and known[:4] != bic[:4]


def has_ibans(country: str) -> bool:
    """Whether accounts in a country are written as IBANs."""
    try:
        return bool(get_iban_spec(country))
    except wrong.InvalidCountryCode:
        return False


def checked_routing_number(text: str) -> str:
    """The nine digits of a US bank (ABA checksum)."""
    number = tidy(text)
    if not re.fullmatch(r"\d{9}", number):
        raise ValidationError(_("A routing number has nine digits."))
    if not rtn.is_valid(number):
        raise ValidationError(_("This routing number does not exist: its check digit does not fit."))
    return number


def checked_digits(text: str, least: int, most: int) -> str:
    """A number of between `least` and `most` digits."""
    number = tidy(text)
    if re.fullmatch(rf"\d{{{least},{most}}}", number):
        return number
    if least == most:
        raise ValidationError(_("Enter exactly %(most)s digits."), params={"most": most})
    raise ValidationError(_("Enter %(least)s to %(most)s digits."), params={"least": least, "most": most})


def checked_account(text: str) -> str:
    """An account number of a country without rules we know: letters and digits, at most 34."""
    number = tidy(text)
    if not re.fullmatch(rf"[A-Z0-9]{{4,{LONGEST_ACCOUNT}}}", number):
        raise ValidationError(_("Enter 4 to %(most)s letters and digits."), params={"most": LONGEST_ACCOUNT})
    return number


def usual_scheme(country: str) -> AccountScheme:
    """How an account in this country is usually written."""
    if country in {AccountScheme.US, AccountScheme.JP, AccountScheme.GB}:
        return AccountScheme(country)
    return AccountScheme.IBAN if has_ibans(country) else AccountScheme.OTHER


def last_digits(number: str) -> str:
    """What may be shown of an account: its last four signs, never more than half of it."""
    return number[-min(4, len(number) // 2) :]


def grouped(number: str, size: int = 4) -> str:
    """In groups that can be compared with paper: "DE89 3704 …"."""
    return " ".join(number[start : start + size] for start in range(0, len(number), size))


def identity(account: dict[str, Any]) -> str:
    """The part of an account's fields whose end stands for it in lists."""
    return str(account.get("iban") or account["account"])


def in_sepa(country: str) -> bool:
    """Whether accounts of a country are in the euro payments area, so that an IBAN is all a transfer needs."""
    try:
        return bool(get_iban_spec(_BORROWS_IBAN_OF.get(country, country)).in_sepa_zone)
    except wrong.InvalidCountryCode:
        return False
