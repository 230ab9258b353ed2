"""Payee profiles in templates and mails."""

from datetime import datetime
from typing import Any

from django import template

from accounts.forms.payee import rows_of
from accounts.models import Partner, PayeeVersion
from accounts.payee import Shown, payee_in_force, payee_pending
from accounts.permissions import may_manage_payee
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


@register.inclusion_tag("accounts/_payee_line.html", takes_context=True)
def payee_line(context: template.Context, partner: Partner, at: datetime) -> dict[str, Any]:
    """Where a location's money goes, masked, for its incentives admins; nothing for others, nothing without one."""
    if not may_manage_payee(context["user"], partner):
        return {}
    found = {"in_force": payee_in_force(partner, at), "pending": payee_pending(partner, at)}
    return {"partner": partner, **found}
