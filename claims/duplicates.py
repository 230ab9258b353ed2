"""Invoices that are claimed more than once (R18)."""

import hashlib
import re
import unicodedata


def fingerprint(vendor: str, number: str) -> str:
    """What makes two lines the same invoice: vendor and number, as 64 hexadecimal digits; "" where one says nothing.

    Case, accents, spaces, punctuation, marks of writing direction, full-width forms, the script of digits and zeros
    in front of a number do not count. Legal forms do: "Meyer GmbH" and "Meyer AG" are two companies.
    """
    bare = (_bare(vendor), re.sub(r"(?<![0-9])0+(?=[0-9])", "", _bare(number)))
    return hashlib.sha256("\n".join(bare).encode()).hexdigest() if all(bare) else ""


def _bare(text: str) -> str:
    """Letters and digits alone, in one form."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(_digit(sign) for sign in plain if sign.isalnum())


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
