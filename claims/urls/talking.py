"""What is said about a claim: messages between partner and staff, notes among staff."""

from django.urls import URLPattern, path

from claims.urls.partner import ONE
from claims.views import talking
from claims.views.staff import talking as staff

BENCH = "queue/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{ONE}messages/", talking.claim_messages, name="claim_messages"),
    path(f"{ONE}messages/read/", talking.claim_messages_read, name="claim_messages_read"),
    path(f"{BENCH}messages/", staff.review_messages, name="review_messages"),
    path(f"{BENCH}messages/read/", staff.review_messages_read, name="review_messages_read"),
    path(f"{BENCH}notes/", staff.review_notes, name="review_notes"),
]
