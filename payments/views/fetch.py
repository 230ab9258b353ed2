"""Finding what a page of payments is about: what is not of the reader's programs does not exist for them."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from payments.models import Batch, Payment, Recovery, Statement
from payments.querysets import PAYMENT_ROLES, StatementQuerySet
from programs.enums import VendorRole
from programs.models import Program
from programs.permissions import held_roles


def programs_served(user: Any) -> list[Program]:
    """The programs the person pays, manages or audits, by code. Http404 for everybody else."""
    found = list(Program.objects.with_role(user, *PAYMENT_ROLES).order_by("code"))
    if not found:
        raise Http404
    return found


def program_served(user: Any, code: str) -> Program:
    """One of them. Http404 where it is none."""
    return get_object_or_404(Program.objects.with_role(user, *PAYMENT_ROLES), code=code)


def batch_seen(user: Any, public_id: str) -> Batch:
    """A batch of these programs, with its people."""
    found = Batch.objects.visible_to(user).select_related("program", "made_by", "sent_by", "withdrawn_by")
    return get_object_or_404(found, public_id=public_id)


def payment_seen(user: Any, public_id: str) -> Payment:
    """A payment of these programs, or one that was sent to the person's location."""
    found = Payment.objects.visible_to(user).select_related(
        "batch__program", "partner", "payee", "cleared_by"
    )
    return get_object_or_404(found, public_id=public_id)


def recovery_seen(user: Any, public_id: str) -> Recovery:
    """What has to come back in these programs, or was announced to the person's location; with what is owed."""
    found = Recovery.objects.visible_to(user).with_outstanding()
    people = ("opened_by", "announced_by", "waived_by")
    return get_object_or_404(
        found.select_related("claim__partner", "claim__program", "call", *people), public_id=public_id
    )


def statements_seen(user: Any) -> StatementQuerySet:
    """Bank statements, without their files, for payers and auditors. Http404 for everybody else."""
    if not reads_statements(user):
        raise Http404
    return Statement.objects.visible_to(user).defer("content")


def statement_seen(user: Any, public_id: str) -> Statement:
    """One of them."""
    return get_object_or_404(statements_seen(user).select_related("imported_by"), public_id=public_id)


def reads_statements(user: Any) -> bool:
    """Payers and auditors of any program."""
    return any(one.role in (VendorRole.PAYER, VendorRole.AUDITOR) for one in held_roles(user))


def is_payer(user: Any) -> bool:
    """Whether the person pays for any program."""
    return any(one.role == VendorRole.PAYER for one in held_roles(user))


def reads_as_staff(user: Any, program: Program) -> bool:
    """Whether the page is drawn for the vendor's people: the same payment has a page for its partner."""
    return Program.objects.with_role(user, *PAYMENT_ROLES).filter(pk=program.pk).exists()
