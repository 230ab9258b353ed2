"""R18: what makes two lines the same invoice, however vendor and number are written."""

from importlib import import_module

import pytest
from django.apps import apps

from claims.duplicates import fingerprint
from claims.models import Certification, Expense
from lifecycle import clock
from tests.claims import twins
from tests.factories import claims as make
from tests.factories.people import everybody


@pytest.mark.parametrize(
    ("vendor", "number"),
    [
        ("messebau nord gmbh", "RE-2026/0042"),
        ("MESSEBAU  NORD, GMBH.", "re 2026 0042"),
        ("Messebau-Nord GmbH", "RE2026-0042"),
        ("Ｍｅｓｓｅｂａｕ Nord GmbH", "ＲＥ－２０２６／００４２"),
        ("\u202eMessebau Nord GmbH\u202c", "\u2067RE-2026/0042\u2069"),
        ("Messebau\u200b Nord GmbH", "RE-٢٠٢٦/٠٠٤٢"),
        ("Messebáu Nord GmbH", "RE-2026/0042"),
        ("Messebau Nord GmbH", "RE-002026/0042"),
    ],
)
def test_the_same_invoice_however_it_is_written(vendor, number):
    assert fingerprint(vendor, number) == fingerprint(twins.VENDOR, twins.NUMBER) != ""


@pytest.mark.parametrize(
    ("vendor", "number"),
    [
        ("Messebau Nord AG", "RE-2026/0042"),
        ("Messebau Nord GmbH", "RE-2026/0043"),
        ("Messebau Nord GmbH", "RE-2026/00420"),
        ("Messebau Nord", "GmbH RE-2026/0042"),
        ("Messebau Nörd GmbH 2", "RE-2026/0042"),
        ("", "RE-2026/0042"),
        ("Messebau Nord GmbH", "–/–"),
    ],
)
def test_other_invoices_stay_apart(vendor, number):
    assert fingerprint(vendor, number) != fingerprint(twins.VENDOR, twins.NUMBER)


@pytest.mark.parametrize(
    ("one", "other"), [("000123", "123"), ("0", "00"), ("INV-007", "inv 7"), ("Straße 1", "STRASSE 01")]
)
def test_zeros_in_front_and_case_do_not_count(one, other):
    assert fingerprint("V", one) == fingerprint("V", other) != ""


@pytest.mark.parametrize("nothing", ["", " ", "---", "\u202e", "\u0000"])
def test_what_says_nothing_is_like_nothing_else(nothing):
    assert fingerprint(nothing, "1") == fingerprint("V", nothing) == ""


@pytest.mark.django_db
def test_lines_from_before_get_their_fingerprint():
    people = everybody()
    one, work = twins.submitted(people), make.submitted(people)
    wanted = one.expenses.get().fingerprint
    data = {"items": [], "total": "1"}
    certification = Certification.objects.create(
        claim=work,
        version=1,
        data=data,
        sha256="0" * 64,
        signed_by=people.anna,
        signed_name="Anna",
        signed_at=clock.now(),
    )
    work.expenses.update(certification=certification)
    Expense.objects.update(fingerprint="")
    import_module("claims.migrations.0008_fingerprints").write(apps, None)

    assert one.expenses.get().fingerprint == wanted
    assert work.expenses.get().fingerprint == ""
