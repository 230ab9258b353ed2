"""Components say what they are told: errors lead to their field, sums add up, content is escaped once."""

from decimal import Decimal

import pytest
from django import forms
from django.template import Context, engines

from claims_portal.drawing import bar_segments, error_links, initials


class SampleForm(forms.Form):
    name = forms.CharField(label="Name of the activity")
    who = forms.ChoiceField(label="Who did the work?", choices=[("a", "A")], widget=forms.RadioSelect)
    note = forms.CharField(required=False)

    def clean_note(self):
        raise forms.ValidationError("Say it in one sentence.")


def drawn(source: str, **context: object) -> str:
    return engines["django"].engine.from_string(source).render(Context(context))


def test_errors_name_their_field_and_lead_to_it():
    form = SampleForm({})
    form.add_error(None, "The fund is too small.")
    assert list(error_links(form)) == [
        {"text": "Name of the activity: This field is required.", "field": "id_name"},
        {"text": "Who did the work: This field is required.", "field": "id_who_0"},
        {"text": "Say it in one sentence.", "field": "id_note"},
        {"text": "The fund is too small.", "field": ""},
    ]


def test_a_formset_lists_the_errors_of_all_its_forms():
    formset = forms.formset_factory(SampleForm, min_num=2, validate_min=True)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "x", "form-0-who": "a"}
    )
    fields = [link["field"] for link in error_links(formset)]
    assert "" in fields
    assert "id_form-0-note" in fields


def test_no_summary_without_errors():
    assert drawn("{% error_summary form %}", form=forms.Form({})).strip() == ""
    assert drawn("{% error_summary form %}").strip() == ""


def test_a_field_is_wired_to_its_hint_and_error():
    form = SampleForm({})
    form.fields["name"].help_text = "As on the invoice."
    html = form["name"].as_field_group()
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_segments_of_a_fund_fill_the_bar_and_leave_out_what_is_nothing():
    parts = [{"part": name, "amount": Decimal(n)} for name, n in (("paid", 1), ("held", 0), ("left", 3))]
    assert [(s["part"], s["x"], s["width"]) for s in bar_segments(parts)] == [
        ("paid", "0.000", "25.000"),
        ("left", "25.000", "75.000"),
    ]
    assert bar_segments([{"part": "left", "amount": Decimal(0)}]) == []


@pytest.mark.parametrize(
    ("days", "words"), [(83, "83 days left"), (1, "1 day left"), (0, "Ends today"), (-1, "Closed")]
)
def test_days_left_in_words(days, words):
    assert words in drawn("{% deadline 'then' days %}", days=days)


def test_content_is_escaped_exactly_once():
    html = drawn("{% summary_row 'Name' %}<b>{{ value }}</b>{% endsummary_row %}", value="<script>")
    assert "<b>&lt;script&gt;</b>" in html


def test_an_unknown_tone_is_refused():
    with pytest.raises(KeyError):
        drawn("{% badge 'State' 'pink' %}")


@pytest.mark.parametrize(
    ("name", "letters"), [("Anna Petersen", "AP"), ("Olga", "O"), ("Ana de la Cruz", "AC"), ("", "")]
)
def test_initials(name, letters):
    assert initials(name) == letters
