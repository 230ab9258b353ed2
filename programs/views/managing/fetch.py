"""Finding what a manager's page is about: what is not of the reader's programs does not exist for them."""

from typing import Any

from django.shortcuts import get_object_or_404

from lifecycle import ActionRefused
from programs.hub import READERS
from programs.models import Program
from programs.permissions import may_manage


def read_program(user: Any, code: str) -> Program:
    """A program the person manages or audits; 404 for everybody else."""
    return get_object_or_404(Program.objects.with_role(user, *READERS), code=code)


def own_program(user: Any, code: str) -> Program:
    """The same, for a page on which something is changed. Raises ActionRefused (403) for auditors."""
    program = read_program(user, code)
    if not (verdict := may_manage(user, program)):
        raise ActionRefused(verdict)
    return program
