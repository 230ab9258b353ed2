from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner, User


def session_key(database: str) -> str:
    """A fresh database with one location, whose admin is signed in."""
    connection.settings_dict["TEST"]["NAME"] = database
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    user = User.objects.create_user("bench@example.org", name="Bench")
    partner = Partner.objects.create(
        number="1", legal_name="Bench", city="Kiel", country="DE", currency="EUR", zone="Europe/Berlin"
    )
    Membership.objects.create(user=user, partner=partner, role=PartnerRole.ADMIN)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
    )
    session.create()
    connection.close()
    return session.session_key
