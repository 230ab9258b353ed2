from django.db import connection

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner, User
from benchmarks.serving import session_of


def session_key(database: str) -> str:
    """A fresh database with one location, whose admin is signed in."""
    connection.settings_dict["TEST"]["NAME"] = database
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    user = User.objects.create_user("bench@example.org", name="Bench")
    partner = Partner.objects.create(
        number="1", legal_name="Bench", city="Kiel", country="DE", currency="EUR", zone="Europe/Berlin"
    )
    Membership.objects.create(user=user, partner=partner, role=PartnerRole.ADMIN)
    session = session_of(user)
    connection.close()
    return session
