"""Who is in the demo: invented companies, their people, and the people of the vendor (design 4.2)."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner, User
from programs.enums import VendorRole
from programs.models import Program, ProgramRole

DOMAIN = "demo.example"
PROGRAMS = ("COOP", "OSA", "BIZAPPS")


@dataclass(frozen=True)
class Location:
    number: str
    legal_name: str
    city: str
    country: str
    currency: str
    zone: str
    group: str = ""


@dataclass(frozen=True)
class Person:
    """One demo person; `does` says in a few words why one would sign in as them."""

    key: str
    name: str
    language: str
    zone: str
    title: str
    does: str
    locations: tuple[str, ...] = ()
    role: PartnerRole | None = None
    vendor_role: VendorRole | None = None
    programs: tuple[str, ...] = field(default=PROGRAMS)

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


BERLIN = "Europe/Berlin"
NORDLICHT = "P-10210"
BRIGHTWATER = ("P-20440", "P-20441", "P-20442", "P-20443")

LOCATIONS = (
    Location(NORDLICHT, "Nordlicht Systemhaus GmbH", "Kiel", "DE", "EUR", BERLIN),
    Location("P-20440", "Brightwater Group Ltd", "Bristol", "GB", "GBP", "Europe/London"),
    Location("P-20441", "Brightwater France SAS", "Lyon", "FR", "EUR", "Europe/Paris", "P-20440"),
    Location("P-20442", "Brightwater Polska sp. z o.o.", "Poznań", "PL", "PLN", "Europe/Warsaw", "P-20440"),
    Location("P-20443", "Brightwater Japan KK", "Osaka", "JP", "JPY", "Asia/Tokyo", "P-20440"),
)

PEOPLE = (
    Person(
        "anna",
        "Anna Petersen",
        "de",
        BERLIN,
        _("Incentives admin, Nordlicht Systemhaus, Kiel"),
        _("Sees the funds, prepares a claim and submits it."),
        (NORDLICHT,),
        PartnerRole.ADMIN,
    ),
    Person(
        "ben",
        "Ben Carstens",
        "de",
        BERLIN,
        _("Incentives user, Nordlicht Systemhaus, Kiel"),
        _("Adds invoices and proof, hands drafts over."),
        (NORDLICHT,),
        PartnerRole.USER,
    ),
    Person(
        "olga",
        "Olga Whitfield",
        "en",
        "Europe/London",
        _("Incentives admin, Brightwater Group, four locations"),
        _("Looks after 300 claims in four countries."),
        BRIGHTWATER,
        PartnerRole.ADMIN,
    ),
    Person(
        "rita",
        "Rita Sommer",
        "en",
        BERLIN,
        _("Reviewer"),
        _("Takes claims from the queue, asks for documents, decides."),
        vendor_role=VendorRole.REVIEWER,
    ),
    # Nobody decides the dispute of their own decision (R8): the team has two.
    Person(
        "ruth",
        "Ruth Hagen",
        "de",
        BERLIN,
        _("Reviewer"),
        _("Looks at disputed decisions with fresh eyes."),
        vendor_role=VendorRole.REVIEWER,
    ),
    Person(
        "arno",
        "Arno Lindqvist",
        "en",
        "Europe/Stockholm",
        _("Approver"),
        _("Approves what goes beyond the reviewer's limit."),
        vendor_role=VendorRole.APPROVER,
    ),
    # Nor does an approver: above the limit a dispute goes to the other one.
    Person(
        "amira",
        "Amira Khoury",
        "en",
        "Europe/London",
        _("Approver"),
        _("Decides disputes of what Arno approved."),
        vendor_role=VendorRole.APPROVER,
    ),
    Person(
        "pia",
        "Pia Conrad",
        "de",
        BERLIN,
        _("Payer"),
        _("Makes batches of what is ready to be paid."),
        vendor_role=VendorRole.PAYER,
    ),
    # Who makes a batch does not mark it as sent (R17).
    Person(
        "pavel",
        "Pavel Novak",
        "en",
        "Europe/Prague",
        _("Payer"),
        _("Gives to the bank what Pia made ready."),
        vendor_role=VendorRole.PAYER,
    ),
    Person(
        "paula",
        "Paula Reyes",
        "en",
        "America/Los_Angeles",
        _("Program manager"),
        _("Watches periods, deadlines and promises."),
        vendor_role=VendorRole.MANAGER,
    ),
    Person(
        "axel",
        "Axel Brandt",
        "de",
        BERLIN,
        _("Auditor"),
        _("Reads everything and changes nothing."),
        vendor_role=VendorRole.AUDITOR,
    ),
)
BY_KEY = {person.key: person for person in PEOPLE}


def cards() -> list[dict[str, Any]]:
    """Whom one can sign in as, in two groups: {"title", "people": [Person]}; drawn by demo/_people.html."""
    return [
        {"title": _("At a partner"), "people": [one for one in PEOPLE if one.role]},
        {"title": _("In the program team"), "people": [one for one in PEOPLE if one.vendor_role]},
    ]


def sign_in_lines() -> list[str]:
    """Who can sign in, for the terminal."""
    with override("en"):
        return [f"{person.name} – {person.title}" for person in PEOPLE]


def make_people() -> None:
    """Make locations, people, memberships and roles; what is there stays."""
    places = {one.number: _location(one) for one in LOCATIONS}
    for person in PEOPLE:
        user = User.objects.filter(email=person.email).first() or User.objects.create_user(
            person.email, name=person.name, language=person.language, zone=person.zone
        )
        for number in person.locations:
            Membership.objects.get_or_create(
                user=user, partner=places[number], defaults={"role": person.role}
            )
        if person.vendor_role:
            for code in person.programs:
                ProgramRole.objects.get_or_create(
                    user=user, program=Program.objects.get(code=code), role=person.vendor_role
                )


def _location(one: Location) -> Partner:
    group = Partner.objects.get(number=one.group) if one.group else None
    facts = {
        "legal_name": one.legal_name,
        "city": one.city,
        "country": one.country,
        "currency": one.currency,
        "zone": one.zone,
        "parent": group,
    }
    return Partner.objects.get_or_create(number=one.number, defaults=facts)[0]


def user(key: str) -> User:
    """The signed-up person behind a demo key."""
    return User.objects.get(email=BY_KEY[key].email)
