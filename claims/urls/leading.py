"""Pages of leads and auditors."""

from django.urls import URLPattern, path

from claims.views.staff import auditing, leads

urlpatterns: list[URLPattern] = [
    path("work/", leads.leads, name="leads"),
    path("audit/", auditing.audit, name="audit"),
    path("audit/verify/", auditing.audit_verify, name="audit_verify"),
    path("audit/sample/", auditing.audit_sample, name="audit_sample"),
    path("audit/sample.csv", auditing.audit_sample_list, name="audit_sample_list"),
    path("audit/sample.zip", auditing.audit_sample_packs, name="audit_sample_packs"),
    path("queue/<str:public_id>/verify/", auditing.review_verify, name="review_verify"),
]
