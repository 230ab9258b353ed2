"""The same few people in every test, by name: who they are and what they may do."""

from dataclasses import dataclass

from accounts.enums import PartnerRole
from accounts.models import Partner, User
from programs.enums import VendorRole
from programs.models import Program
from tests.factories.accounts import MembershipFactory, PartnerFactory, UserFactory
from tests.factories.programs import EnrollmentFactory, ProgramFactory, ProgramRoleFactory


@dataclass(frozen=True)
class People:
    """One partner location in one program, and everybody around it."""

    program: Program
    partner: Partner
    #: Incentives admin; owns the claims.
    anna: User
    #: Incentives user of the same location.
    ben: User
    #: Incentives admin of another company in the same program.
    stranger: User
    rita: User
    arno: User
    #: Two payers: one makes a batch, the other marks it as sent.
    pia: User
    pavel: User
    paula: User
    #: Auditor of every program.
    axel: User


def person(name: str, **fields: object) -> User:
    """Somebody by first name; the address is derived from it."""
    return UserFactory(email=f"{name.lower()}@example.com", name=name, **fields)


def staff(name: str, program: Program | None, role: VendorRole) -> User:
    """Somebody of the vendor with one role."""
    user = person(name)
    ProgramRoleFactory(user=user, program=program, role=role)
    return user


def everybody(program: Program | None = None, partner: Partner | None = None) -> People:
    """All of them, in a program of their own unless one is given."""
    program = program or ProgramFactory()
    partner = partner or PartnerFactory(legal_name="Nordlicht Systemhaus GmbH")
    anna, ben, stranger = person("Anna"), person("Ben"), person("Stranger")
    MembershipFactory(user=anna, partner=partner, role=PartnerRole.ADMIN)
    MembershipFactory(user=ben, partner=partner, role=PartnerRole.USER)
    elsewhere = MembershipFactory(user=stranger, role=PartnerRole.ADMIN).partner
    for location in (partner, elsewhere):
        EnrollmentFactory(program=program, partner=location)
    return People(
        program=program,
        partner=partner,
        anna=anna,
        ben=ben,
        stranger=stranger,
        rita=staff("Rita", program, VendorRole.REVIEWER),
        arno=staff("Arno", program, VendorRole.APPROVER),
        pia=staff("Pia", program, VendorRole.PAYER),
        pavel=staff("Pavel", program, VendorRole.PAYER),
        paula=staff("Paula", program, VendorRole.MANAGER),
        axel=staff("Axel", None, VendorRole.AUDITOR),
    )
