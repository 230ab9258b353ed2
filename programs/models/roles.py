from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.enums import VendorRole
from programs.models.program import Program
from programs.querysets import ProgramRoleQuerySet


class ProgramRole(models.Model):
    """A person of the vendor does something in a program (R8); an auditor may do it in all of them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="program_roles", verbose_name=_("person")
    )
    program = models.ForeignKey(
        Program,
        models.PROTECT,
        related_name="roles",
        null=True,
        blank=True,
        verbose_name=_("program"),
        help_text=_("Only an auditor may have none: it means every program."),
    )
    role = models.CharField(_("role"), max_length=10, choices=VendorRole)

    objects = ProgramRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("vendor role")
        verbose_name_plural = _("vendor roles")
        ordering = ["user", "program", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "program", "role"],
                name="programs_role_once",
                nulls_distinct=False,
                violation_error_message=_("This person already has this role."),
            ),
            models.CheckConstraint(
                condition=Q(program__isnull=False) | Q(role=VendorRole.AUDITOR),
                name="programs_role_names_its_program",
                violation_error_message=_("Only an auditor works for every program; choose one."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=VendorRole.values),
                name="programs_role_known",
                violation_error_message=_("This role does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.program.code if self.program else '*'}"


class MembershipScope(models.Model):
    """Limits a partner's person to named programs (R7); a membership without any may use all."""

    membership = models.ForeignKey(
        "accounts.Membership", models.CASCADE, related_name="scopes", verbose_name=_("membership")
    )
    program = models.ForeignKey(Program, models.PROTECT, related_name="scopes", verbose_name=_("program"))

    class Meta:
        verbose_name = _("limit to a program")
        verbose_name_plural = _("limits to programs")
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "program"],
                name="programs_scope_once",
                violation_error_message=_("This membership is already limited to this program."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership} · {self.program.code}"
