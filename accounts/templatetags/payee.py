"""Payee profiles in templates and mails."""

from django import template

from accounts.forms.payee import rows_of
from accounts.models import PayeeVersion
from accounts.payee import Shown
from accounts.words import account_in_words

register = template.Library()


@register.filter
def account(facts: dict[str, str] | PayeeVersion | None) -> str:
    """An account by what may be shown of it, from a version or from what an event or a mail keeps."""
    if isinstance(facts, PayeeVersion):
        facts = {
            "country": facts.country,
            "last_digits": facts.last_digits,
            "currency": facts.currency,
        }
    return account_in_words(facts)


@register.filter
def account_rows(shown: Shown) -> list[tuple[str, str]]:
    """Label and value of each field of the account, in full."""
    return rows_of(shown.version.scheme, shown.details) if shown.details else []
