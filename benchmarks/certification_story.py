"""Certifications that wait for their document: ten days of work of a seminar."""

from datetime import timedelta
from decimal import Decimal
from unittest import mock

from django.core.management import call_command
from django.db import connection

from accounts.models import Partner
from claims.actions import certifying, drafting
from claims.models import Certification, Claim, WorkItem
from claims_portal.demo import people
from claims_portal.demo.story import telling
from claims_portal.management.commands.load_demo import enroll
from documents import pdf
from lifecycle import clock
from programs.models import ActivityTypeVersion

ITEMS = 10
WORK = "Vortrag „Sicher in der Cloud“ gehalten, Fragen beantwortet, Unterlagen für die Gäste überarbeitet"


def prepare(database: str, number: int) -> list[Certification]:
    """A fresh database with as many signed versions of the same work."""
    connection.settings_dict["TEST"]["NAME"] = database
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    anna, period = people.user("anna"), telling.story_period("COOP")
    activity = ActivityTypeVersion.objects.offered(period.fiscal_year).get(
        activity_type__code="customer-seminar"
    )
    partner = Partner.objects.get(number=people.NORDLICHT)
    claim = drafting.create(partner, period, activity, "Sicher in der Cloud", user=anna)
    _work(claim)
    return [certifying.certify(claim.pk, "Anna Petersen", user=anna) for _one in range(number)]


def _work(claim: Claim) -> None:
    kind = claim.rules.expense_kinds.all()[0]
    for number in range(ITEMS):
        WorkItem.objects.create(
            claim=claim,
            kind=kind,
            day=claim.period.first_day + timedelta(days=number),
            person="Jürgen Weiß",
            role="Trainer",
            work=WORK,
            hours=Decimal("7.5"),
            rate=Decimal(80),
        )


def write(certification: Certification) -> None:
    """As the worker does it: drawn, stored, a document."""
    certifying.write(Certification.objects.get(pk=certification.pk), clock.now())


def html_of(certification: Certification) -> str:
    """The HTML of its document, while it is written."""
    drawn: list[str] = []

    def keep(*args: object, **kwargs: object) -> str:
        drawn.append(render(*args, **kwargs))
        return drawn[-1]

    render = pdf.render_to_string
    with mock.patch.object(pdf, "render_to_string", keep):
        write(certification)
    return drawn[0]
