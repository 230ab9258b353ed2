"""Files for the bank: valid by the schema, the same for the same batch, every look noted, nothing run as a formula."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
import xmlschema
from sepaxml import validation

from accounts.payee import looks_at
from history.models import Event
from lifecycle import ActionRefused, clock
from payments.actions.files import CSV, XML, take
from payments.enums import Method
from payments.files import sepa
from tests.factories.payees import KIEL, proposed
from tests.factories.payments import batches, payable, prepared

pytestmark = pytest.mark.django_db
NAMESPACE = {"p": f"urn:iso:std:iso:20022:tech:xsd:{sepa.SCHEMA}"}


def texts(xml: bytes, path: str) -> list[str | None]:
    return [one.text for one in ElementTree.fromstring(xml).findall(f".//p:{path}", NAMESPACE)]


def test_pain001_fits_its_schema(people):
    payment = prepared(people, "1234.56")
    file = take(payment.batch_id, XML, user=people.pia)
    schema = validation.__file__.replace("validation.py", f"schemas/{sepa.SCHEMA}.xsd")
    xmlschema.XMLSchema(schema).validate(file.content.decode())
    assert texts(file.content, "EndToEndId") == [payment.reference]
    assert texts(file.content, "InstdAmt") == texts(file.content, "GrpHdr/p:CtrlSum") == ["1234.56"]
    assert texts(file.content, "CdtrAcct//p:IBAN") == ["DE89370400440532013000"]
    assert texts(file.content, "DbtrAcct//p:IBAN") == ["DE75512108001245126199"]
    (words,) = texts(file.content, "Ustrd")
    assert words == f"{payment.reference} {payment.items.get().claim.number}"


def test_the_same_batch_gives_the_same_bytes(people):
    payment = prepared(people)
    with clock.shifted(timedelta(days=2)):
        later = take(payment.batch_id, XML, user=people.pavel)
    assert take(payment.batch_id, XML, user=people.pia) == later
    assert take(payment.batch_id, CSV, user=people.pia) == take(payment.batch_id, CSV, user=people.pia)


def test_each_look_is_noted_and_nothing_says_the_account(people):
    payment = prepared(people)
    take(payment.batch_id, XML, user=people.pia)
    assert [look.actor for look in looks_at(people.partner)] == [people.pia]
    said = str(list(Event.objects.about(payment.batch).values_list("code", "params")))
    assert "take_file" in said
    assert "0532013000" not in said


def test_a_file_that_fits_no_schema_is_none(people, monkeypatch):
    payment = prepared(people)
    monkeypatch.setattr(sepa, "latin", lambda text: text * 200)
    with pytest.raises(ActionRefused, match="does not fit the schema"):
        take(payment.batch_id, XML, user=people.pia)
    assert looks_at(people.partner) == []


def test_without_an_account_of_ours_there_is_no_file(people, settings):
    payment = prepared(people)
    settings.PAYER = settings.PAYER | {"iban": ""}
    with pytest.raises(ActionRefused, match="PAYER_IBAN"):
        take(payment.batch_id, XML, user=people.pia)
    assert take(payment.batch_id, CSV, user=people.pia).content


@pytest.mark.parametrize("role", ["paula", "axel", "rita", "anna", "stranger"])
def test_only_payers_take_it(people, role):
    payment = prepared(people)
    with pytest.raises(ActionRefused) as refused:
        take(payment.batch_id, CSV, user=getattr(people, role))
    assert refused.value.verdict.forbidden


def test_the_list_is_harmless_and_numbers_are_numbers(people):
    details = replace(KIEL.details, holder='=HYPERLINK("x")')
    proposed(people.partner, people.anna, replace(KIEL, details=details, currency="PLN"), days_ago=10)
    payable(people, "1500.5")
    (batch,) = batches(people)
    assert batch.method == Method.LIST
    text = take(batch.pk, CSV, user=people.pia).content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert ",1500.50,EUR," in text
    with pytest.raises(ActionRefused, match="as a list"):
        take(batch.pk, XML, user=people.pia)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Müller & Söhne", "Mueller + Soehne"),
        ("Großhandel Ölçer", "Grosshandel Oelcer"),
        ("Łódź; <b>", "Lodz b"),
        ("日本", ""),
    ],
)
def test_names_in_letters_every_bank_takes(text, plain):
    assert sepa.latin(text) == plain


def test_no_amount_finer_than_a_cent():
    with pytest.raises(ValueError, match="no amount"):
        sepa._smallest(Decimal("1.005"), "EUR")
