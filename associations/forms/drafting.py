"""The steps of a draft."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.places import countries_by_name
from associations.engagements import DISCLOSURE_COUNTRIES, ENGAGEMENTS, WORKLOADS, EngagementCode
from associations.enums import ItemKind
from associations.forms.fields import DomainField, TenantField, read_subscriptions, read_workloads
from associations.models import Association, CustomerDomain
from programs.day_field import DayField
from programs.models import Program

#: More workloads or subscriptions than this make no association anybody can check.
MOST_ITEMS = 100
#: What stands at a field that a draft may lack, in place of "(optional)".
TO_SUBMIT = gettext_lazy("(needed to submit)")
YES_NO = [("", gettext_lazy("Please choose")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
MISMATCH = gettext_lazy("This tenant id and this domain do not belong to the same customer. Check both.")


class DraftForm(forms.Form):
    """A step; its fields are the association's, under the same names."""

    #: Fields that may stay empty for now.
    needed: tuple[str, ...] = ()

    def __init__(self, *args: Any, association: Association | None = None, **kwargs: Any) -> None:
        initial = {
            name: getattr(association, name) for name in self.base_fields if hasattr(association, name)
        }
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name in self.needed:
            self.fields[name].mark = TO_SUBMIT

    @property
    def facts(self) -> dict[str, Any]:
        """What the action writes."""
        return dict(self.cleaned_data)


class CustomerForm(DraftForm):
    """What for, and with which customer. May stay incomplete: what is missing stands in the checklist."""

    needed = ("tenant_id", "domain", "country")

    engagement = forms.ChoiceField(
        label=gettext_lazy("Engagement"), choices=EngagementCode.choices, widget=forms.RadioSelect
    )
    opt_out = forms.BooleanField(
        label=gettext_lazy("Record us without payment"),
        required=False,
        help_text=gettext_lazy(
            "Only for usage of Modern Work and Security. The association counts all the same."
        ),
    )
    customer_name = forms.CharField(label=gettext_lazy("Customer"), max_length=200)
    tenant_id = TenantField(
        label=gettext_lazy("Tenant id"),
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "The customer finds it in their administration, under the properties of the tenant."
        ),
    )
    domain = DomainField(
        label=gettext_lazy("Domain"),
        required=False,
        max_length=260,
        help_text=gettext_lazy("A domain of the customer, for example petersen.example."),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    public_sector = forms.ChoiceField(
        label=gettext_lazy("Public sector"),
        choices=YES_NO,
        required=False,
        help_text=gettext_lazy("Only for customers in the United States and Puerto Rico."),
    )
    disclosed = forms.BooleanField(
        label=gettext_lazy("The customer knows in writing that we may be paid for this"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language()
        self.fields["country"].choices = [("", _("Please choose")), *countries_by_name(language)]
        stored = self.initial.get("public_sector")
        self.initial["public_sector"] = {True: "yes", False: "no"}.get(stored, "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        tenant, domain = cleaned.get("tenant_id"), cleaned.get("domain")
        known = CustomerDomain.objects.filter(domain=domain).first() if domain and tenant else None
        if known and known.tenant_id != tenant:
            self.add_error("tenant_id", MISMATCH)
            self.add_error("domain", MISMATCH)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        asked = given["country"] in DISCLOSURE_COUNTRIES
        terms = ENGAGEMENTS[given["engagement"]]
        sector = {"yes": True, "no": False}.get(given["public_sector"])
        return given | {
            "role": terms.role,
            "opt_out": given["opt_out"] and terms.may_opt_out,
            "public_sector": sector if asked else None,
            "disclosed": asked and given["disclosed"],
        }


class StartForm(CustomerForm):
    """The first step, which makes the draft: in which program, too."""

    program = forms.ModelChoiceField(
        label=gettext_lazy("Program"),
        queryset=Program.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    field_order = ("program", "engagement", "opt_out")

    def __init__(self, *args: Any, programs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = programs
        if len(programs) == 1:
            self.fields["program"].widget = forms.HiddenInput()
            self.initial.setdefault("program", programs[0])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts.items() if name != "program"}


class ItemsForm(forms.Form):
    """The workloads, ticked or pasted, or the subscriptions."""

    workloads = forms.MultipleChoiceField(
        label=gettext_lazy("Workloads"),
        choices=WORKLOADS.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pasted = forms.CharField(
        required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})
    )

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        self.kind = association.terms.items
        codes = association.codes
        by_tick = self.kind == ItemKind.WORKLOAD
        initial = {"workloads": codes} if by_tick else {"pasted": "\n".join(codes)}
        super().__init__(*args, initial=initial, **kwargs)
        field = self.fields["pasted"]
        self.fields["workloads" if by_tick else "pasted"].mark = TO_SUBMIT
        field.label = _("Or paste their names") if by_tick else _("Subscription numbers")
        field.help_text = _("One a line, or separated by commas.")
        if not by_tick:
            del self.fields["workloads"]

    def clean_pasted(self) -> list[str]:
        text = self.cleaned_data["pasted"]
        if self.kind == ItemKind.WORKLOAD:
            return read_workloads(text, WORKLOADS, MOST_ITEMS)
        return read_subscriptions(text, MOST_ITEMS)

    @property
    def codes(self) -> list[str]:
        return [*self.cleaned_data.get("workloads", []), *self.cleaned_data["pasted"]]


class ContactsForm(DraftForm):
    """Who is asked at the customer's, and who may be asked at ours."""

    needed = (
        "contact_name",
        "contact_title",
        "contact_email",
        "own_name",
        "own_email",
        "seller_name",
        "product_name",
    )

    contact_name = forms.CharField(label=gettext_lazy("Name of the contact"), max_length=150, required=False)
    contact_title = forms.CharField(label=gettext_lazy("Position"), max_length=150, required=False)
    contact_email = forms.EmailField(
        label=gettext_lazy("Email address"),
        required=False,
        help_text=gettext_lazy("We ask this person to confirm the association. They need no account."),
    )
    contact_language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=settings.LANGUAGES
    )
    own_name = forms.CharField(label=gettext_lazy("Your own contact"), max_length=150, required=False)
    own_email = forms.EmailField(label=gettext_lazy("Their email address"), required=False)
    seller_name = forms.CharField(
        label=gettext_lazy("Seller of the solution"), max_length=150, required=False
    )
    product_name = forms.CharField(label=gettext_lazy("Name of your product"), max_length=150, required=False)

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, association=association, **kwargs)
        if not association.terms.asks_for_sale:
            del self.fields["seller_name"], self.fields["product_name"]


class ContactForm(DraftForm):
    """The customer's contact alone, to be asked anew."""

    contact_name = forms.CharField(label=gettext_lazy("Name of the contact"), max_length=150)
    contact_title = forms.CharField(label=gettext_lazy("Position"), max_length=150)
    contact_email = forms.EmailField(label=gettext_lazy("Email address"))
    contact_language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=settings.LANGUAGES
    )


class ProofForm(DraftForm):
    """What the proof says, typed beside it."""

    needed = ("signed_by", "signed_on", "work", "work_from")

    signed_by = forms.CharField(
        label=gettext_lazy("Acknowledged by"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Who of the customer signed the proof."),
    )
    signed_on = DayField(
        label=gettext_lazy("Acknowledged on"),
        required=False,
        help_text=gettext_lazy("No more than 12 months before you submit."),
    )
    work = forms.CharField(
        label=gettext_lazy("What you do for the customer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    work_from = DayField(label=gettext_lazy("Since"), required=False)
    work_until = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty while it goes on.")
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment for the reviewer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].within(None, today)
        self.fields["work_from"].within(None, today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("work_from"), cleaned.get("work_until")
        if first and last and last < first:
            self.add_error("work_until", _("The work cannot end before it begins."))
        return cleaned


class SubmitForm(forms.Form):
    """The statements, each with its tick."""

    true = forms.BooleanField(
        label=gettext_lazy("What I state is true, and the proof belongs to this customer and these products.")
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("The customer knows that we name them here, and that they are asked to confirm.")
    )
    kept = forms.BooleanField(
        label=gettext_lazy(
            "We keep the original of the proof for 24 months and show it when it is called for."
        )
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not all(cleaned.get(name) for name in self.fields):
            raise ValidationError(_("Accept all statements to submit."))
        return cleaned
