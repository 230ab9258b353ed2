"""People and partner locations for tests."""

import factory
from factory.django import DjangoModelFactory

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner, User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"Person {n}")


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    number = factory.Sequence(lambda n: f"{n:06d}")
    legal_name = factory.Sequence(lambda n: f"Company {n} GmbH")
    city = "Kiel"
    country = "DE"
    currency = "EUR"
    zone = "Europe/Berlin"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    partner = factory.SubFactory(PartnerFactory)
    role = PartnerRole.ADMIN
