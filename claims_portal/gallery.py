"""Every component in every state, with invented data: for those who build pages, and for the tests that look."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.ages import Age

AT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
KINDS = [("ad", "Digital advertising"), ("fair", "Trade fair"), ("seminar", "Seminar")]
FIGURES = [
    {"label": "Earned", "text": "24,000.00", "note": "EUR, first half of 2026"},
    {"label": "Held", "text": "7,750.00", "part": "held"},
    {"label": "Approved", "text": "2,600.00", "part": "approved"},
    {
        "label": "Left",
        "text": "13,650.00",
        "part": "left",
        "strong": True,
        "note": "use by 31 December 2026",
    },
]
STEPS = [
    {"label": "Draft", "state": "done"},
    {"label": "Submitted", "state": "done", "note": "12 November"},
    {"label": "Under review", "state": "current", "note": "answer by 27 November"},
    {"label": "Decision", "state": "next"},
    {"label": "Payment", "state": "next"},
]
#: What was left in a fund from July until today, 23 November.
LEFT = {
    "points": [(0, 1), (0.3, 0.8), (0.5, 0.54), (0.6, 0.54)],
    "marks": [
        {"label": "Today, 23 Nov", "place": 0.6, "kind": "today"},
        {"label": "Last day, 31 Dec", "place": 0.76, "kind": "use"},
        {"label": "Submit by, 14 Feb", "place": 0.94, "kind": "due"},
    ],
    "ticks": [
        {"label": month, "place": place / 8} for place, month in enumerate(("Jul", "Aug", "Sep", "Oct"))
    ],
    "levels": [{"label": "24,000.00 EUR", "place": 1}, {"label": "12,000.00 EUR", "place": 0.5}],
}
PERSON_CARDS = [
    (
        "Anna Petersen",
        "Incentives admin",
        "Nordlicht Systemhaus GmbH",
        "Three claims, one request due in 2 days",
    ),
    ("Ben Okafor", "Incentives user", "Nordlicht Systemhaus GmbH", "Adds files, drafts claims"),
    ("Rita Sommer", "Reviewer", "Vendor", "A queue with two overdue claims"),
]


class FieldsForm(forms.Form):
    """Each kind of field once."""

    title = forms.CharField(label="Name of the activity", help_text="As it stands on your invoice.")
    kind = forms.ChoiceField(label="Kind of activity", choices=[("", "Choose one"), *KINDS])
    held_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    net = forms.DecimalField(label="Net amount", help_text="Without tax.", widget=forms.TextInput())
    reference = forms.CharField(label="Your own reference", required=False)
    about = forms.CharField(
        label="What was done", widget=forms.Textarea(attrs={"rows": 4}), help_text="Two or three sentences."
    )
    invoiced_by = forms.ChoiceField(
        label="Who did the work?",
        choices=[("vendor", "A supplier, by invoice"), ("own", "Our own people")],
        widget=forms.RadioSelect,
    )
    proofs = forms.MultipleChoiceField(
        label="What can you show?",
        choices=[("photo", "Photos"), ("agenda", "Agenda"), ("list", "List of participants")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(
        label="File", help_text="PDF, JPG, PNG, HEIC, DOCX, XLSX, PPTX or XML, up to 25 MB."
    )
    agree = forms.BooleanField(label="I certify that the statements above are true and complete.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["net"].suffix = "EUR"  # type: ignore[attr-defined]
        self.fields["reference"].width = "sm"  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    state = forms.ChoiceField(label="State", choices=[("", "All"), ("open", "Open")], required=False)
    period = forms.ChoiceField(label="Usage period", choices=[("", "All"), ("h1", "2026/1")], required=False)
    q = forms.CharField(label="Number or words", required=False)


def _wrong_form() -> forms.Form:
    data = {
        "wrong-net": "1e5",
        "wrong-held_on": "2027-01-40",
        "wrong-kind": "fair",
        "wrong-reference": "M-17",
    }
    form = FieldsForm(data, prefix="wrong")
    form.full_clean()
    form.add_error(None, "The fund holds 350.00 EUR less than this claim asks for.")
    return form


def _fund() -> list[dict[str, Any]]:
    rows = [
        ("paid", "Paid", 2600),
        ("held", "Held", 7750),
        ("left", "Left", 13010),
        ("forfeited", "Forfeited", 640),
    ]
    return [
        {"part": part, "label": label, "amount": Decimal(amount), "text": f"{amount:,}.00 EUR"}
        for part, label, amount in rows
    ]


def _funds() -> list[dict[str, Any]]:
    halves = [part | {"amount": part["amount"] / 2, "text": f"{part['amount'] / 2:,}"} for part in _fund()]
    return [
        {"label": "July to December 2026", "url": "#h2", "parts": _fund(), "text": "24,000.00"},
        {"label": "January to June 2026", "url": "#h1", "parts": halves, "text": "12,000.00"},
    ]


def _ages() -> list[Age]:
    return [Age("Under 1 day", 12, 0), Age("1 to 2 days", 9, 1), Age("2 to 3 days", 2, 5)]


def _frame() -> dict[str, Any]:
    return {
        "banner": "Demo. Invented companies, no real money.",
        "nav_items": [
            {"label": "Home", "url": "#home", "current": True},
            {"label": "Claims", "url": "#claims", "count": 2},
            {"label": "Funds", "url": "#funds"},
            {"label": "Core requirements", "url": "#requirements"},
        ],
        "locations": [
            {"value": "a", "label": "Brightwater Ltd, London", "current": True},
            {"value": "b", "label": "Brightwater SARL, Lyon", "current": False},
        ],
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery; `?errors` puts the form with errors first, as a page would."""
    fields, wrong = FieldsForm(initial={"net": "1,850.00"}, prefix="plain"), _wrong_form()
    context = _frame() | {
        "at": AT,
        "due": AT + timedelta(days=83),
        "today": date(2026, 11, 23),
        "fields": fields,
        "wrong": wrong,
        "filter": FilterForm({"state": "open"}, prefix="filter"),
        "tones": ["neutral", "info", "progress", "attention", "success", "danger"],
        "fund": _fund(),
        "funds": _funds(),
        "left": LEFT,
        "ages": _ages(),
        "figures": FIGURES,
        "steps": STEPS,
        "sha": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "pages": [
            {"number": 1, "image_url": "/static/img/logo.svg", "text": "", "width": 800, "height": 300}
        ],
        "person_cards": PERSON_CARDS,
    }
    return render(request, "gallery.html", context | ({"form": wrong} if "errors" in request.GET else {}))
