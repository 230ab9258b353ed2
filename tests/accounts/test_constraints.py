"""What the database refuses of people, locations and memberships."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Membership, Partner, User
from tests.factories.accounts import MembershipFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


def test_an_address_belongs_to_one_person_however_it_is_written():
    UserFactory(email="anna@example.com")
    with refused("accounts_user_email_once"), transaction.atomic():
        UserFactory(email="Anna@Example.com")


def test_a_location_is_not_its_own_group():
    partner = PartnerFactory()
    with refused("accounts_partner_not_its_own_group"), transaction.atomic():
        Partner.objects.filter(pk=partner.pk).update(parent=partner)


def test_a_person_works_for_a_location_once():
    membership = MembershipFactory()
    with refused("accounts_membership_once"), transaction.atomic():
        MembershipFactory(user=membership.user, partner=membership.partner, role="USER")
    MembershipFactory(user=membership.user)


def test_there_are_two_roles():
    membership = MembershipFactory()
    with refused("accounts_membership_role_known"), transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(role="OWNER")


def test_a_zone_is_one_of_the_world_s():
    user = UserFactory(zone="Europe/Atlantis")
    user.set_unusable_password()
    with pytest.raises(ValidationError, match="no time zone"):
        user.full_clean()


def test_people_are_found_by_their_address_in_any_case():
    user = User.objects.create_user("Anna@Example.COM", name="Anna")
    assert user.email == "anna@example.com"
    assert User.objects.get_by_natural_key("ANNA@example.com") == user
