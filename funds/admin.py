"""The ledger to look at; nothing of it is ever changed here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from funds.models import Fund, FundEntry, Recovery


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Fund)
class FundAdmin(ReadOnly):
    list_display = (
        "partner",
        "program",
        "period",
        "currency",
        "earned",
        "held",
        "approved",
        "paid",
        "forfeited",
    )
    list_select_related = ("partner", "program", "period__program")
    list_filter = ("program",)
    search_fields = ("partner__legal_name", "partner__number")


@admin.register(FundEntry)
class FundEntryAdmin(ReadOnly):
    list_display = ("fund", "number", "kind", "amount", "currency", "at", "balance")
    list_select_related = ("fund__partner", "fund__program", "fund__period__program")
    list_filter = ("kind",)


@admin.register(Recovery)
class RecoveryAdmin(ReadOnly):
    list_display = ("fund", "amount", "reason", "at")
    list_select_related = ("fund__partner", "fund__program", "fund__period__program")
