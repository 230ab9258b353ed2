"""Who and what the measured pages show: the demo's people and a queue that fills a page."""

from django.core.management import call_command
from django.db import connection

from benchmarks.serving import session_of
from claims.enums import ClaimState
from claims.models import Claim
from claims_portal.demo import people
from claims_portal.demo.story import everyday

#: Enough that a page of the queue is full.
CLAIMS = 60
PAGE = 25


def prepare(database: str) -> tuple[dict[str, str], str]:
    """A fresh database with the story; sessions by person, and the public id of a claim with documents."""
    connection.settings_dict["TEST"]["NAME"] = database
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("load_catalogue", verbosity=0)
    call_command("load_demo", verbosity=0)
    everyday.tell(1, CLAIMS)
    _fill_queue()
    claim = Claim.objects.filter(partner__number=people.NORDLICHT, state=ClaimState.EDITING).first()
    sessions = {key: session_of(people.user(key)) for key in ("anna", "rita")}
    connection.close()
    return sessions, claim.public_id


def _fill_queue() -> None:
    """Let everything decided wait again, so that the first page of the queue is full."""
    decided = Claim.objects.filter(state=ClaimState.APPROVED).values_list("pk", flat=True)[:PAGE]
    for pk in list(decided):
        claim = Claim.objects.get(pk=pk)
        fields = {"state": ClaimState.SUBMITTED, "waiting_since": claim.submitted_at, "decided_at": None}
        Claim.objects.filter(pk=pk).update(**fields, decided_by=None, approved=None)
