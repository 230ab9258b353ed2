"""Files of a claim as people look at them on the page."""

from django.urls import URLPattern, path

from claims.views import previews

FILE = "claims/<str:public_id>/files/<str:document>/"

urlpatterns: list[URLPattern] = [
    path(f"{FILE}view/", previews.claim_file_view, name="claim_file_view"),
    path(f"{FILE}thumbnail/", previews.claim_file_thumbnail, name="claim_file_thumbnail"),
    path(f"{FILE}pages/<int:number>/", previews.claim_file_page, name="claim_file_page"),
]
