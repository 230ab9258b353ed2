"""How long files are kept: the partner's originals, the staff's page of one file, and purges."""

from django.urls import path

from claims.views import keeping
from claims.views.staff import keeping as staff
from claims.views.staff import purging

ORIGINALS = "claims/<str:public_id>/originals"
FILE = "queue/<str:public_id>/files/<str:document>/"

urlpatterns = [
    path(f"{ORIGINALS}/", keeping.claim_originals, name="claim_originals"),
    path(f"{ORIGINALS}.ics", keeping.claim_originals_calendar, name="claim_originals_calendar"),
    path(FILE, staff.review_file, name="review_file"),
    path(f"{FILE}hold/", staff.review_hold, name="review_hold"),
    path("purges/", purging.purges, name="purges"),
    path("purges/new/<slug:code>/", purging.purge_new, name="purge_new"),
    path("purges/<str:public_id>/", purging.purge, name="purge"),
    path("purges/<str:public_id>/carry-out/", purging.purge_carry_out, name="purge_carry_out"),
    path("purges/<str:public_id>/cancel/", purging.purge_cancel, name="purge_cancel"),
]
