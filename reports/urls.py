from django.urls import URLPattern, path

from reports.views import reading

urlpatterns: list[URLPattern] = [
    path("", reading.reports, name="reports"),
    path("funds/", reading.report_funds, name="report_funds"),
    path("times/", reading.report_times, name="report_times"),
    path("reasons/", reading.report_reasons, name="report_reasons"),
    path("claims/", reading.report_claims, name="report_claims"),
    path("<slug:report>.<slug:extension>", reading.report_export, name="report_export"),
]
