"""All addresses. A new one enters the rights table of tests/repository too."""

from allauth.urls import urlpatterns as sign_in
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from claims_portal import guidebook_pdf, home, pages
from claims_portal.health import views as health
from funds.urls import managing as managing_funds
from programs.urls import managing

handler400 = "claims_portal.errors.bad_request"
handler403 = "claims_portal.errors.permission_denied"
handler404 = "claims_portal.errors.not_found"
handler500 = "claims_portal.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("reports/", include("reports.urls")),
    path("payments/", include("payments.urls")),
    path("manage/", include("payments.urls.terms")),
    path("", include("associations.urls")),
    path("", include("claims.urls")),
    path("", include("funds.urls")),
    path("programs/", include("programs.urls")),
    path("programs/guidebooks/<str:public_id>/pdf/", guidebook_pdf.guidebook_pdf, name="guidebook_pdf"),
    path("manage/", include(managing)),
    path("manage/", include(managing_funds)),
    path("people/", include("accounts.urls")),
    path("mails/", include("notifications.urls")),
    path("sent/", include("claims_portal.sent.urls")),
    path("notices/", include("claims_portal.notices.urls")),
    path("calendar/", include("claims_portal.feed.urls")),
    path("accounts/email/", pages.own_email, name="account_email"),
    path("accounts/", include(sign_in)),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("metrics", health.measured, name="metrics"),
    path("help/", pages.page, {"name": "help"}, name="help"),
    path("privacy/", pages.page, {"name": "privacy"}, name="privacy"),
    path("imprint/", pages.page, {"name": "imprint"}, name="imprint"),
    path("accessibility/", pages.page, {"name": "accessibility"}, name="accessibility"),
]

if settings.DEMO:
    urlpatterns += [path("", include("claims_portal.demo.urls"))]
