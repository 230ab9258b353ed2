"""Calls for originals: the reviewer's pages and the partner's answer."""

from django.urls import URLPattern, path

from claims.urls.partner import ONE
from claims.views import calling
from claims.views.staff import calling as staff

urlpatterns: list[URLPattern] = [
    path(f"{ONE}originals/call/", calling.claim_call, name="claim_call"),
    path("queue/<str:public_id>/originals/", staff.review_call, name="review_call"),
    path("queue/<str:public_id>/originals/close/", staff.review_call_close, name="review_call_close"),
]
