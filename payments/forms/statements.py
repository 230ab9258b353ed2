"""Forms around bank statements: the file, and what becomes of an entry that matched nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.sheets.form import FileOfRowsForm
from payments.actions.statements import LARGEST
from payments.models import Recovery, StatementEntry

TIE, REPAYMENT, ASIDE = "tie", "repayment", "aside"


class StatementForm(FileOfRowsForm):
    """A statement, and how amounts and days are written in a table."""

    largest = LARGEST
    too_large = gettext_lazy("This file is larger than %(most)s. Ask your bank for one statement a day.")

    file = forms.FileField(
        label=gettext_lazy("The statement"),
        help_text=gettext_lazy(
            "camt.053 (XML, version 02 or 08), or a table (CSV, XLSX) with our columns; at most 20 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".xml,.csv,.txt,.xlsx"}),
        allow_empty_file=True,
    )
    writing = forms.ChoiceField(
        label=gettext_lazy("How amounts and days are written in a table"),
        help_text=gettext_lazy("For camt.053 it does not matter."),
        choices=[
            ("en", gettext_lazy("English: 1,234.56 and 2026-12-31")),
            ("de", gettext_lazy("German: 1.234,56 and 31.12.2026")),
        ],
        widget=forms.RadioSelect,
    )

    def clean_file(self) -> Any:
        file = super().clean_file()
        if file.name.lower().endswith(".zip"):
            raise forms.ValidationError(_("Unpack the ZIP file first: statements are imported one by one."))
        return file


class EntryForm(forms.Form):
    """What an entry that matched nothing is about."""

    what = forms.ChoiceField(label=gettext_lazy("What is it?"), widget=forms.RadioSelect)
    reference = forms.CharField(
        label=gettext_lazy("Reference of the payment"),
        required=False,
        max_length=35,
        help_text=gettext_lazy("As in the batch, like PAY-2026-000012-001."),
    )
    recovery = forms.ModelChoiceField(
        label=gettext_lazy("What it repays"), queryset=Recovery.objects.none(), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("How do you know?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, entry: StatementEntry, recoveries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [
            (TIE, _("It is about one of our payments")),
            (ASIDE, _("It is not ours, or clarified elsewhere")),
        ]
        if entry.incoming and recoveries:
            ways.insert(1, (REPAYMENT, _("A partner repays what had to come back")))
            self.fields["recovery"].queryset = recoveries
        else:
            del self.fields["recovery"]
        self.fields["what"].choices = ways
        self.fields["reference"].width = "md"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = {
            TIE: ("reference", _("Give the reference of the payment.")),
            REPAYMENT: ("recovery", _("Choose what it repays.")),
        }
        field, words = needed.get(cleaned.get("what", ""), ("", ""))
        if field and not cleaned.get(field):
            self.add_error(field, words)
        return cleaned
