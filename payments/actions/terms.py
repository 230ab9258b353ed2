"""Whose invoice payments need, by program and country (R17): kept by managers and payers, with history."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from lifecycle import ActionRefused, clock
from payments.actions.standing import refresh_program
from payments.enums import InvoiceRule
from payments.models import InvoiceTerms
from payments.permissions import may_set_terms
from programs.actions.door import note, save_possible
from programs.models import Program


@contextmanager
def _changing(program: Program, by: Any) -> Iterator[datetime]:
    """The program locked; afterwards how its payments stand."""
    with transaction.atomic():
        held = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
        if not (verdict := may_set_terms(by, held)):
            raise ActionRefused(verdict)
        yield clock.now()
    # By locations, each for itself: nobody waits for all claims of a program.
    refresh_program(program)


def set_terms(
    program: Program, country: str, rule: InvoiceRule, tax_rate: Decimal, *, by: Any
) -> InvoiceTerms:
    """What holds from now on for locations of a country; "" is every other country. The row there is, is changed.

    tax_rate: of a self-billed invoice, 0.19 for 19 %. Raises ActionRefused for others than managers and payers
    of the program, and at the fields for what cannot be.
    """
    with _changing(program, by) as at:
        found = InvoiceTerms.objects.filter(program=program, country=country).first()
        terms = found or InvoiceTerms(program=program, country=country, rule="", tax_rate=0)
        before = (terms.rule, terms.tax_rate)
        changed = [
            (name, stored, new)
            for name, stored, new in (("rule", before[0], rule), ("tax_rate", before[1], tax_rate))
            if stored != new
        ]
        terms.rule, terms.tax_rate = rule, tax_rate
        save_possible(terms)
        if changed:
            note(program, "payments.terms_set", by, at, changed, country=country)
    return terms


def remove_terms(terms: InvoiceTerms, *, by: Any) -> None:
    """From now on what holds for every other country holds here too; nothing, where there is no such row."""
    with _changing(terms.program, by) as at:
        changed = [("rule", terms.rule, ""), ("tax_rate", terms.tax_rate, "")]
        InvoiceTerms.objects.filter(pk=terms.pk).delete()
        note(terms.program, "payments.terms_removed", by, at, changed, country=terms.country)
