"""`manage.py load_demo`: the demo's people and story; told once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from claims.actions import ticking
from claims_portal.demo import people, rates
from claims_portal.demo.story import (
    brightwater,
    customers,
    earnings,
    everyday,
    guidebooks,
    limits,
    longago,
    next_year,
    nordlicht,
    payees,
    paying,
    telling,
)
from funds.actions.ledger import forfeit_overdue
from lifecycle import clock


class Command(BaseCommand):
    """Makes the demo's people and tells their story, in one transaction."""

    help = "Load the demo's people and story; does nothing where they are already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell the story once."""
        if not settings.DEMO:
            raise CommandError("The demo's people belong to the demo only.")
        if User.objects.filter(email=people.BY_KEY["anna"].email).exists():
            self.stdout.write("Demo: already there.")
            return
        with transaction.atomic():
            people.make_people()
            enroll()
            rates.load(telling.today())
            guidebooks.tell()
            payees.tell()
            longago.tell()
            nordlicht.tell()
            brightwater.tell()
            paying.tell()
            customers.tell()
            limits.tell()
            earnings.tell()
            next_year.tell()
            at = clock.now()
            ticking.expire_drafts(at)
            ticking.free_rests(at)
            forfeit_overdue(at)
            telling.deliver_old_mails(at)
            everyday.promise(at)
        self.stdout.write("Demo: people and story loaded.")


def enroll() -> None:
    """Every demo location takes part in every program, since long ago."""
    from accounts.models import Partner
    from programs.enums import EnrollmentState
    from programs.models import Enrollment, Program

    for program in Program.objects.all():
        first = program.usage_periods.order_by("first_day").first()
        since = first.first_day if first else clock.now().date().replace(month=1, day=1)
        for partner in Partner.objects.all():
            facts = {"state": EnrollmentState.ENROLLED, "since": since}
            Enrollment.objects.get_or_create(program=program, partner=partner, defaults=facts)
