"""Who holds which role where; roles only, no states (R7, R8)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import PartnerRole
from accounts.models import Membership, Partner, User
from accounts.permissions import memberships_of, works_for_company_of
from lifecycle import Verdict
from programs.enums import VendorRole
from programs.models import Enrollment, Program, ProgramRole, Reason

NOT_A_MANAGER = gettext_lazy("Only a program manager of this program may do this.")


def vendor_roles(user: Any, program: Program) -> set[VendorRole]:
    """The person's vendor roles in a program; an auditor of all programs is one here too."""
    held = ProgramRole.objects.in_program(program).filter(user=user)
    return {VendorRole(role) for role in held.values_list("role", flat=True)}


def roles_at(user: Any, partner: Partner, program: Program) -> frozenset[str]:
    """All roles a person has on what is a location's in a program, as they are now (R7, R8).

    Nobody has a vendor role on what is of their own company.
    """
    memberships = Membership.objects.filter(user=user).select_related("partner").prefetch_related("scopes")
    as_partner = roles_by_membership(list(memberships), partner, program)
    return frozenset(vendor_roles(user, program)) if as_partner is None else as_partner


def roles_by_membership(
    memberships: Iterable[Membership], partner: Partner, program: Program
) -> frozenset[str] | None:
    """The partner's roles, none for who works elsewhere in the company (R7, R8); None for those outside of it.

    Reads `partner` and `scopes` of each membership.
    """
    company = partner.parent_id or partner.pk
    own = [one for one in memberships if company in (one.partner_id, one.partner.parent_id)]
    here = [one for one in own if one.partner_id == partner.pk and covers(one, program)]
    return frozenset(one.role for one in here) if own else None


def staff_for(partner: Partner, program: Program, role: VendorRole) -> list[User]:
    """People of the vendor who may act in this role on what is this location's in the program (R8)."""
    held = ProgramRole.objects.in_program(program).filter(role=role).select_related("user")
    return [one.user for one in held if not works_for_company_of(one.user, partner)]


def held_roles(user: Any) -> list[ProgramRole]:
    """All vendor roles of a person, asked of the database once for each user object, as a request has one."""
    roles = ProgramRole.objects.select_related("program")
    prefetch_related_objects([user], Prefetch("program_roles", roles))
    return list(user.program_roles.all())


def held_memberships(user: Any) -> list[Membership]:
    """Where a person works and in which programs (R7, `covers`); asked once for each user object."""
    memberships = memberships_of(user)
    prefetch_related_objects(memberships, "scopes")
    return memberships


def programs_of(roles: list[ProgramRole]) -> list[Program]:
    """The programs of some held roles; all there are for an auditor of every program."""
    if any(one.program_id is None for one in roles):
        return list(Program.objects.all())
    named = {one.program_id: one.program for one in roles if one.program}
    return sorted(named.values(), key=lambda one: one.code)


def people_of(programs: Iterable[int], role: VendorRole) -> QuerySet[User]:
    """Whoever holds a role in one of some programs, by name."""
    held = ProgramRole.objects.filter(program__in=programs, role=role)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def has_role(user: Any, program: Program, *roles: VendorRole) -> bool:
    """Whether the person holds one of the vendor roles in the program."""
    return ProgramRole.objects.in_program(program).filter(user=user, role__in=roles).exists()


def may_work_in(user: Any, partner: Partner, program: Program) -> bool:
    """Whether the person works for the location, is not limited to other programs, and it takes part (R7)."""
    return Program.objects.for_partner(user, partner).filter(pk=program.pk).exists()


def memberships_in(partner: Partner, program: Program) -> list[Membership]:
    """The people of a location who may use a program: whom its mails go to, say."""
    members = Membership.objects.filter(partner=partner).select_related("user").prefetch_related("scopes")
    return [one for one in members if covers(one, program)]


def covers(membership: Membership, program: Program) -> bool:
    """R7: a membership without scopes covers every program. Reads `membership.scopes`."""
    scopes = membership.scopes.all()
    return not scopes or any(scope.program_id == program.pk for scope in scopes)


def takes_part(partner: Partner, program: Program) -> bool:
    """Whether the location has an enrollment beyond a mere invitation."""
    return Enrollment.objects.taking_part().filter(partner=partner, program=program).exists()


def may_manage(user: Any, program: Program) -> Verdict:
    """Program managers alone grant extensions, close earning periods and publish."""
    if has_role(user, program, VendorRole.MANAGER):
        return Verdict(True)
    return Verdict(False, NOT_A_MANAGER, forbidden=True)


def may_edit_catalogue(user: Any) -> Verdict:
    """The catalogue is every program's: whoever manages one edits and publishes it."""
    if any(one.role == VendorRole.MANAGER for one in held_roles(user)):
        return Verdict(True)
    return Verdict(False, _("Only program managers change the catalogue."), forbidden=True)


def may_change_reason(user: Any, reason: Reason) -> Verdict:
    """A program's own reason is its managers' affair; one that every program offers is changed by who manages all."""
    managed = {
        one.program_id for one in held_roles(user) if one.role == VendorRole.MANAGER and one.program_id
    }
    concerned = Program.objects.filter(pk=reason.program_id) if reason.program_id else Program.objects.all()
    if not concerned.exclude(pk__in=managed).exists():
        return Verdict(True)
    words = _("Every program offers this reason; it is changed by who manages them all.")
    return Verdict(False, words if reason.program_id is None else NOT_A_MANAGER, forbidden=True)


def may_give_role(user: Any, person: User) -> Verdict:
    """R8: nobody gives themselves a role, and partners' people have none of the vendor's."""
    if person.pk == user.pk:
        return Verdict(False, _("Nobody changes their own roles."), forbidden=True)
    if not person.is_active:
        return Verdict(False, _("This person may not sign in."))
    works_for = Membership.objects.filter(user=person).select_related("partner").first()
    words = _("%(name)s works for %(partner)s; people of partners have no role of the vendor.")
    facts = {"name": person, "partner": works_for.partner} if works_for else {}
    return Verdict(False, words % facts) if works_for else Verdict(True)


def may_ask_for_extension(user: Any, partner: Partner, program: Program) -> Verdict:
    """Incentives admins of the location who may use the program ask for a later deadline (R1, R7)."""
    mine = [one for one in memberships_in(partner, program) if one.user_id == user.pk]
    if any(one.role == PartnerRole.ADMIN for one in mine):
        return Verdict(True)
    words = _("Only incentives admins of this location ask for an extension. Tell one of them.")
    return Verdict(False, words, forbidden=True)


def admins_in(partner: Partner, program: Program) -> list[User]:
    """The incentives admins of a location who may use a program and sign in: whom answers go to."""
    members = memberships_in(partner, program)
    return [one.user for one in members if one.role == PartnerRole.ADMIN and one.user.is_active]


def currencies_managed(user: Any) -> set[str]:
    """The currencies of the programs the person manages: into these they load exchange rates (R13)."""
    managed = {
        one.program_id for one in held_roles(user) if one.role == VendorRole.MANAGER and one.program_id
    }
    return set(Program.objects.filter(pk__in=managed).values_list("currency", flat=True))
