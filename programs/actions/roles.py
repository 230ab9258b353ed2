"""Who does what in a program (R8): roles are given and taken by its managers, never their own."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from lifecycle import ActionRefused, Verdict
from programs import in_use
from programs.actions.door import locked_program, note
from programs.enums import VendorRole
from programs.models import Program, ProgramRole
from programs.permissions import may_give_role


@transaction.atomic
def give_role(program: Program, person: User, role: VendorRole, *, by: User) -> ProgramRole:
    """Let somebody of the vendor do something in a program.

    Raises ActionRefused for others than the program's managers, for oneself, for people of partners and for whoever
    may not sign in, and where the person does it already.
    """
    program, at = locked_program(program.pk, by)
    if not (verdict := may_give_role(by, person)):
        raise ActionRefused(verdict, fields={} if verdict.forbidden else {"person": verdict.reason})
    if ProgramRole.objects.in_program(program).filter(user=person, role=role).exists():
        words = _("This person already has this role.")
        raise ActionRefused(words, fields={"role": words})
    given = ProgramRole.objects.create(program=program, user=person, role=role)
    note(program, "programs.role_given", by, at, person=str(person), user=person.pk, role=role)
    return given


@transaction.atomic
def take_role(program: Program, held: ProgramRole, *, by: User) -> None:
    """Take a role of this program from somebody.

    Raises ActionRefused for others than the program's managers, for one's own role (so a program always keeps a
    manager), for one that is of every program, and where the person has open work in it.
    """
    program, at = locked_program(program.pk, by)
    found = ProgramRole.objects.select_related("user").filter(pk=held.pk, program=program).first()
    if found is None:
        raise ActionRefused(_("This person does not have this role in this program."))
    _refuse_taking(found, by, at)
    note(program, "programs.role_taken", by, at, person=str(found.user), user=found.user_id, role=found.role)
    found.delete()


def _refuse_taking(held: ProgramRole, by: User, at: datetime) -> None:
    if held.user_id == by.pk:
        raise ActionRefused(Verdict(False, _("Nobody changes their own roles."), forbidden=True))
    in_use.refuse_removal(held, at)
