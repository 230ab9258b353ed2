"""Why a bank did not pay, in templates, by the reader's language."""

from django import template

from payments.reasons import fault_in_words

register = template.Library()


@register.simple_tag
def bank_reason(code: str, words: str) -> str:
    """`{% bank_reason payment.fault_code payment.fault_words as why %}`: "the account is closed: Konto erloschen"."""
    return fault_in_words(code, words)
