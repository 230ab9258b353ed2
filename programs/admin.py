"""Masters of this room in the admin site; what is published or granted can only be looked at."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programs import rules
from programs.actions.extending import grant_extension
from programs.models import (
    ActivityType,
    ActivityTypeVersion,
    Cap,
    Enrollment,
    ExpenseKind,
    Extension,
    MembershipScope,
    Program,
    ProgramRole,
    Reason,
    Requirement,
    UsagePeriod,
)


@admin.register(Program)
class ProgramAdmin(admin.ModelAdmin):
    """Programs come with the catalogue's data, because every cap needs an amount in their currency."""

    list_display = ("code", "__str__", "currency", "zone", "active")
    readonly_fields = ("code", "currency", "zone", "country")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Enrollment)
class EnrollmentAdmin(admin.ModelAdmin):
    list_display = ("program", "partner", "state", "since", "until")
    list_filter = ("program", "state")
    autocomplete_fields = ("partner",)
    list_select_related = True


@admin.register(ProgramRole)
class ProgramRoleAdmin(admin.ModelAdmin):
    list_display = ("user", "program", "role")
    list_filter = ("program", "role")
    autocomplete_fields = ("user",)
    list_select_related = True


@admin.register(MembershipScope)
class MembershipScopeAdmin(admin.ModelAdmin):
    list_display = ("membership", "program")
    list_select_related = ("membership__user", "membership__partner", "program")


class UsagePeriodForm(forms.ModelForm):
    class Meta:
        model = UsagePeriod
        exclude = ("deadline",)  # noqa: DJ006  it is computed, never typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("deadline_day") and cleaned.get("program"):
            self.instance.deadline = rules.end_of_day(cleaned["deadline_day"], cleaned["program"].zone)
        return cleaned


@admin.register(UsagePeriod)
class UsagePeriodAdmin(admin.ModelAdmin):
    list_display = ("program", "code", "first_day", "last_day", "deadline_day")
    list_filter = ("program",)
    list_select_related = ("program",)
    form = UsagePeriodForm

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The days of a period are promised to partners once it is there; an extension moves its deadline."""
        return obj is None and super().has_change_permission(request, obj)


class ExtensionForm(forms.ModelForm):
    last_day = forms.DateField(label=_("New last day to submit"), widget=forms.DateInput({"type": "date"}))

    class Meta:
        model = Extension
        fields = ("period", "partner", "reason")


@admin.register(Extension)
class ExtensionAdmin(admin.ModelAdmin):
    list_display = ("period", "partner", "deadline", "granted_by", "granted_at")
    list_filter = ("period__program",)
    list_select_related = ("period__program", "partner", "granted_by")
    autocomplete_fields = ("partner",)
    form = ExtensionForm

    def save_model(self, request: HttpRequest, obj: Extension, form: Any, change: bool) -> None:
        """Grant it through the one door; a refusal draws the page of refused acts."""
        granted = grant_extension(
            obj.period,
            partner=obj.partner,
            last_day=form.cleaned_data["last_day"],
            reason=obj.reason,
            by=request.user,  # type: ignore[arg-type]  # the admin site is for signed-in people
        )
        obj.pk, obj.deadline = granted.pk, granted.deadline

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OnlyRead(admin.ModelAdmin):
    """What managers change on pages of their own, where it enters the history."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ActivityType)
class ActivityTypeAdmin(OnlyRead):
    list_display = ("code", "category", "position")
    list_filter = ("category",)


class RequirementInline(admin.StackedInline):
    model = Requirement
    extra = 0


class CapInline(admin.StackedInline):
    model = Cap
    extra = 0


@admin.register(ActivityTypeVersion)
class ActivityTypeVersionAdmin(OnlyRead):
    list_display = ("__str__", "activity_type", "fiscal_year", "revision", "active", "published_at")
    list_filter = ("fiscal_year", "active")
    list_select_related = ("activity_type",)
    inlines = (RequirementInline, CapInline)


@admin.register(ExpenseKind)
class ExpenseKindAdmin(admin.ModelAdmin):
    list_display = ("code", "__str__", "position")


@admin.register(Reason)
class ReasonAdmin(admin.ModelAdmin):
    list_display = ("code", "kind", "__str__", "active", "position")
    list_filter = ("kind", "active")
