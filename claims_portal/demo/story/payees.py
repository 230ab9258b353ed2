"""Where the demo's money would go: accounts of invented companies, with numbers made for examples."""

from datetime import date

from accounts.actions import payee as actions
from accounts.enums import AccountScheme
from accounts.models import Partner
from accounts.payee import PayeeDetails, PayeeProposal, payee_edition
from claims_portal.demo import people
from claims_portal.demo.story import telling
from claims_portal.demo.story.telling import days_ago

#: Nordlicht has been paid for years.
LONG_AGO = date(2022, 8, 1)
NORDLICHT = PayeeProposal(
    scheme=AccountScheme.IBAN,
    country="DE",
    last_digits="3000",
    currency="EUR",
    details=PayeeDetails(
        holder="Nordlicht Systemhaus GmbH",
        tax_id="DE136695976",
        account={"iban": "DE89370400440532013000", "bic": "COBADEFFXXX"},
    ),
)
LYON = PayeeProposal(
    scheme=AccountScheme.IBAN,
    country="FR",
    last_digits="2606",
    currency="EUR",
    details=PayeeDetails(
        holder="Brightwater France SAS",
        tax_id="FR40303265045",
        account={"iban": "FR1420041010050500013M02606", "bic": ""},
    ),
)
POZNAN = PayeeProposal(
    scheme=AccountScheme.IBAN,
    country="PL",
    last_digits="2874",
    currency="PLN",
    details=PayeeDetails(
        holder="Brightwater Polska sp. z o.o.",
        tax_id="PL5260001246",
        account={"iban": "PL61109010140000071219812874", "bic": ""},
    ),
)
BRISTOL = PayeeProposal(
    scheme=AccountScheme.GB,
    country="GB",
    last_digits="6819",
    currency="GBP",
    details=PayeeDetails(
        holder="Brightwater Group Ltd",
        tax_id="GB980780684",
        account={"sort_code": "601613", "account": "31926819"},
    ),
)
OSAKA = PayeeProposal(
    scheme=AccountScheme.JP,
    country="JP",
    last_digits="567",
    currency="JPY",
    details=PayeeDetails(
        holder="ブライトウォーター ジャパン（カ",
        tax_id="7000012050002",
        account={"bank_code": "0001", "branch_code": "123", "account_type": "ORDINARY", "account": "1234567"},
    ),
)


def tell() -> None:
    """Kiel, Lyon, Poznań and Osaka are paid; Bristol gave its account yesterday, and it still waits."""
    _propose(people.NORDLICHT, NORDLICHT, "anna", days=(telling.today() - LONG_AGO).days)
    _propose(people.BRIGHTWATER[1], LYON, "olga", days=150)
    _propose(people.BRIGHTWATER[2], POZNAN, "olga", days=150)
    _propose(people.BRIGHTWATER[3], OSAKA, "olga", days=120)
    _propose(people.BRIGHTWATER[0], BRISTOL, "olga", days=1)


def _propose(number: str, proposal: PayeeProposal, by: str, days: float) -> None:
    partner = Partner.objects.get(number=number)
    with days_ago(days):
        actions.propose(partner, proposal, user=people.user(by), edition=payee_edition(partner))
