from django.contrib import admin

from accounts.models import Membership, Partner, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("email", "name", "language", "zone", "is_active")
    search_fields = ("email", "name")
    exclude = ("password",)


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):
    list_display = ("number", "legal_name", "city", "country", "currency")
    search_fields = ("number", "legal_name")


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("user", "partner", "role")
    list_filter = ("role",)
    autocomplete_fields = ("user", "partner")
