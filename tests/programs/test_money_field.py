from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from programs.money_field import AmountField


class LineForm(forms.Form):
    net = AmountField(currency="EUR")
    tax = AmountField(currency="EUR", required=False, allow_zero=True)


def test_each_language_reads_its_own_spelling():
    with translation.override("en"):
        english = LineForm({"net": "1,234.56"})
        assert english.is_valid()
    with translation.override("de"):
        german = LineForm({"net": "1.234,56"})
        assert german.is_valid()
    assert english.cleaned_data["net"] == german.cleaned_data["net"] == Decimal("1234.56")


def test_what_was_typed_stays_beside_the_error():
    with translation.override("en"):
        form = LineForm({"net": "1e5"})
        assert not form.is_valid()
        assert 'value="1e5"' in str(form["net"])
        assert form.errors["net"] == [
            "Write the amount with digits only, without currency, letters or signs."
        ]


@pytest.mark.parametrize(("language", "shown"), [("en", "1234.50"), ("de", "1234,50")])
def test_a_stored_amount_is_shown_as_one_would_type_it(language, shown):
    with translation.override(language):
        form = LineForm(initial={"net": Decimal("1234.5000")})
        assert f'value="{shown}"' in str(form["net"])


def test_nothing_and_zero():
    with translation.override("en"):
        form = LineForm({"net": "0", "tax": ""})
        form.is_valid()
        assert form.errors == {"net": ["The amount must be more than zero."]}
        assert form.cleaned_data["tax"] is None
        assert LineForm({"net": "1", "tax": "0"}).is_valid()


def test_the_currency_can_be_chosen_in_the_form():
    with translation.override("en"):
        form = LineForm({"net": "10.50"})
        form.fields["net"].currency = "JPY"
        assert not form.is_valid()
        assert form.errors["net"] == ["JPY has no decimal places."]


def test_the_keyboard_of_a_phone_shows_digits():
    assert 'inputmode="decimal"' in str(LineForm()["net"])
