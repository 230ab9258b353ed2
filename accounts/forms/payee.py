"""Bank data as people type it: one form for each way an account is written."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts import banking, tax_ids
from accounts.enums import AccountScheme
from accounts.models import Partner
from accounts.payee import PayeeDetails, PayeeProposal
from accounts.places import country_name, currencies_for, currency_name

#: SEPA's limit; a longer name would be cut on its way.
LONGEST_HOLDER = 70
#: No account or tax id comes near it, with whatever stands between its digits.
LONGEST_NUMBER = 100


class NumberField(forms.CharField):
    """A number of a bank account: checked as a whole, kept tidied, shown again as it was typed."""

    def __init__(self, check: Callable[[str], str], width: str = "md", **kwargs: Any) -> None:
        self.check, self.width = check, width
        widget = forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}
        )
        super().__init__(widget=widget, max_length=LONGEST_NUMBER, **kwargs)

    def clean(self, value: Any) -> str:
        given = super().clean(value)
        return self.check(given) if given else ""


class PayeeForm(forms.Form):
    """What every payee profile has; a subclass adds the account's own fields (`ACCOUNT`)."""

    SCHEME: ClassVar[AccountScheme]
    ACCOUNT: ClassVar[tuple[str, ...]]

    holder = forms.CharField(
        label=gettext_lazy("Account holder"),
        max_length=LONGEST_HOLDER,
        help_text=gettext_lazy("As your bank writes it: some banks compare it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tax_id = forms.CharField(
        label=gettext_lazy("Tax id of the company"),
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency of payment"))
    sure = forms.BooleanField(label=gettext_lazy("It is right all the same."), required=False)

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        self.partner = partner
        self.cautions: list[str] = []
        super().__init__(*args, **kwargs)
        for name in ("holder", "tax_id", "currency"):
            self.fields[name].width = "md"
        self.fields["tax_id"].help_text = tax_ids.hint(partner.country)
        self.fields["currency"].choices = [
            (code, currency_name(code, get_language()))
            for code in currencies_for(partner.country, str(self.SCHEME), also=partner.currency)
        ]

    @property
    def account_fields(self) -> list[forms.BoundField]:
        """The fields of this kind of account, in their order."""
        return [self[name] for name in self.ACCOUNT]

    def clean_holder(self) -> str:
        holder = banking.plain_name(self.cleaned_data["holder"])
        if not holder:
            raise forms.ValidationError(self.fields["holder"].error_messages["required"])
        return holder

    def clean_tax_id(self) -> str:
        return tax_ids.checked_tax_id(self.cleaned_data["tax_id"], self.partner.country)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if all(name in given for name in self.ACCOUNT):
            self.check_account(given)
        if self.cautions and not given.get("sure"):
            self.add_error("sure", _("Compare it once more, and tick the box if it is right all the same."))
        return given

    def check_account(self, given: dict[str, Any]) -> None:
        """What the fields of the account mean together; adds errors and cautions."""
        country = self.country_of(given)
        if country != self.partner.country:
            self.cautions.append(
                _("The account is in %(account)s, the company in %(company)s.")
                % {
                    "account": country_name(country, get_language()),
                    "company": country_name(self.partner.country, get_language()),
                }
            )

    def country_of(self, given: dict[str, Any]) -> str:
        """The country of the account."""
        return str(self.SCHEME)

    def proposal(self) -> PayeeProposal:
        """What was typed, for the action."""
        given = self.cleaned_data
        account = {name: given[name] for name in self.ACCOUNT}
        return PayeeProposal(
            scheme=str(self.SCHEME),
            country=self.country_of(given),
            last_digits=banking.last_digits(banking.identity(account)),
            currency=given["currency"],
            details=PayeeDetails(holder=given["holder"], tax_id=given["tax_id"], account=account),
        )


class IbanForm(PayeeForm):
    SCHEME = AccountScheme.IBAN
    ACCOUNT = ("iban", "bic")

    iban = NumberField(
        label=gettext_lazy("IBAN"),
        check=banking.checked_iban,
        help_text=gettext_lazy("Spaces and small letters do not matter."),
    )
    bic = NumberField(
        label=gettext_lazy("BIC"),
        check=banking.checked_bic,
        width="sm",
        required=False,
        help_text=gettext_lazy("Most are found by the IBAN: leave it empty."),
    )

    def country_of(self, given: dict[str, Any]) -> str:
        return given["iban"][:2]

    def check_account(self, given: dict[str, Any]) -> None:
        super().check_account(given)
        iban, bic = given["iban"], given["bic"]
        if not bic:
            given["bic"] = banking.bic_by_iban(iban)
            if not given["bic"] and banking.needs_bic(iban):
                self.add_error("bic", _("Payments to this country need the BIC of the bank."))
        elif banking.is_of_another_country(bic, iban):
            self.add_error("bic", _("This BIC is of a bank in another country than the IBAN."))
        elif banking.is_of_another_bank(bic, iban):
            self.cautions.append(
                _("The IBAN is known as one of %(bank)s, whose BIC is %(known)s.")
                % {"bank": banking.bank_name(iban), "known": banking.bic_by_iban(iban)}
            )


class UnitedStatesForm(PayeeForm):
    SCHEME = AccountScheme.US
    ACCOUNT = ("routing_number", "account", "account_type")

    routing_number = NumberField(
        label=gettext_lazy("Routing number (ABA)"),
        check=banking.checked_routing_number,
        width="sm",
        help_text=gettext_lazy("Nine digits, for electronic payments."),
    )
    account = NumberField(
        label=gettext_lazy("Account number"),
        check=partial(banking.checked_digits, least=4, most=17),
    )
    account_type = forms.ChoiceField(
        label=gettext_lazy("Kind of account"),
        choices=[("CHECKING", gettext_lazy("Checking")), ("SAVINGS", gettext_lazy("Savings"))],
    )


class JapanForm(PayeeForm):
    SCHEME = AccountScheme.JP
    ACCOUNT = ("bank_code", "branch_code", "account_type", "account")

    bank_code = NumberField(
        label=gettext_lazy("Bank code"), check=partial(banking.checked_digits, least=4, most=4), width="xs"
    )
    branch_code = NumberField(
        label=gettext_lazy("Branch code"), check=partial(banking.checked_digits, least=3, most=3), width="xs"
    )
    account_type = forms.ChoiceField(
        label=gettext_lazy("Kind of account"),
        choices=[
            ("ORDINARY", gettext_lazy("Ordinary (普通)")),
            ("CURRENT", gettext_lazy("Current (当座)")),
            ("DEPOSIT", gettext_lazy("Savings (貯蓄)")),
        ],
    )
    account = NumberField(
        label=gettext_lazy("Account number"),
        check=partial(banking.checked_digits, least=7, most=7),
        width="sm",
        help_text=gettext_lazy("Seven digits; put noughts before a shorter one."),
    )


class UnitedKingdomForm(PayeeForm):
    SCHEME = AccountScheme.GB
    ACCOUNT = ("sort_code", "account")

    sort_code = NumberField(
        label=gettext_lazy("Sort code"), check=partial(banking.checked_digits, least=6, most=6), width="xs"
    )
    account = NumberField(
        label=gettext_lazy("Account number"),
        check=partial(banking.checked_digits, least=8, most=8),
        width="sm",
        help_text=gettext_lazy("Eight digits; put noughts before a shorter one."),
    )


class OtherForm(PayeeForm):
    SCHEME = AccountScheme.OTHER
    ACCOUNT = ("account", "bic")

    account = NumberField(label=gettext_lazy("Account number"), check=banking.checked_account)
    bic = NumberField(
        label=gettext_lazy("BIC"),
        check=banking.checked_bic,
        width="sm",
        help_text=gettext_lazy("Says which bank in which country."),
    )

    def country_of(self, given: dict[str, Any]) -> str:
        return given["bic"][4:6]

    def check_account(self, given: dict[str, Any]) -> None:
        super().check_account(given)
        country = self.country_of(given)
        usual = banking.usual_scheme(country)
        if usual != self.SCHEME:
            words = _("Accounts in %(country)s are given in another way: choose “%(kind)s” below.")
            facts = {"country": country_name(country, get_language()), "kind": usual.label}
            self.add_error("bic", words % facts)


def rows_of(scheme: str, details: PayeeDetails) -> list[tuple[str, str]]:
    """What a page shows of an account in full: each field's label and its value as people compare it."""
    form = FORMS[scheme]
    fields = [(form.base_fields[name], details.account[name]) for name in form.ACCOUNT]
    return [(str(field.label), _readable(field, value)) for field, value in fields if value]


def _readable(field: forms.Field, value: str) -> str:
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices)[value])
    return banking.grouped(value) if len(value) > 11 else value


class WithdrawForm(forms.Form):
    """Which waiting version the person saw."""

    number = forms.IntegerField(min_value=1, max_value=1_000_000)


FORMS: dict[str, type[PayeeForm]] = {
    str(one.SCHEME): one for one in (IbanForm, UnitedStatesForm, JapanForm, UnitedKingdomForm, OtherForm)
}
