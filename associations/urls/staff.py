"""The staff's pages of associations."""

from django.urls import URLPattern, path

from associations.views.staff import bench, queue

ONE = "queue/associations/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("queue/associations/", queue.association_queue, name="association_queue"),
    path("queue/associations/next/", queue.association_next, name="association_next"),
    path(ONE, bench.association_review, name="association_review"),
    path(f"{ONE}take/", bench.association_take, name="association_take"),
    path(f"{ONE}let-go/", bench.association_let_go, name="association_let_go"),
    path(f"{ONE}request/", bench.association_request, name="association_request"),
    path(f"{ONE}clear/", bench.association_clear, name="association_clear"),
    path(f"{ONE}approve/", bench.association_approve, name="association_approve"),
    path(f"{ONE}reject/", bench.association_reject, name="association_reject"),
    path(f"{ONE}compare/", bench.association_compare, name="association_compare"),
    path(f"{ONE}returned/", bench.association_returned, name="association_returned"),
    path(f"{ONE}note/", bench.association_note, name="association_note"),
    path(f"{ONE}write/", bench.association_write, name="association_write"),
]
