"""Below /manage/<program>/: what managers change of one program, and auditors read."""

from django.urls import path

from programs.views.managing import enrollments, history, people, periods, reasons, settings

_LOCATION = "enrollments/<str:public_id>/"

urlpatterns = [
    path("settings/", settings.managing_settings, name="managing_settings"),
    path("periods/", periods.managing_periods, name="managing_periods"),
    path("periods/new/", periods.managing_period_new, name="managing_period_new"),
    path("periods/<int:period>/", periods.managing_period, name="managing_period"),
    path("periods/<int:period>/remove/", periods.managing_period_remove, name="managing_period_remove"),
    path("reasons/", reasons.managing_reasons, name="managing_reasons"),
    path("reasons/new/", reasons.managing_reason_new, name="managing_reason_new"),
    path("reasons/<slug:reason>/", reasons.managing_reason, name="managing_reason"),
    path("enrollments/", enrollments.managing_enrollments, name="managing_enrollments"),
    path("enrollments/new/", enrollments.managing_enrollment_new, name="managing_enrollment_new"),
    path(f"{_LOCATION}invite/", enrollments.managing_invite, name="managing_invite"),
    path(f"{_LOCATION}enroll/", enrollments.managing_enroll, name="managing_enroll"),
    path(f"{_LOCATION}end/", enrollments.managing_enrollment_end, name="managing_enrollment_end"),
    path("people/", people.managing_people, name="managing_people"),
    path("people/new/", people.managing_role_new, name="managing_role_new"),
    path("people/<int:role>/", people.managing_role, name="managing_role"),
    path("history/", history.managing_history, name="managing_history"),
]
