"""After somebody decided: undo or send, the letter, the dispute, taking the decision back."""

from django.urls import URLPattern, path

from claims.urls.partner import ONE
from claims.views import letter
from claims.views.staff import deciding, leaving

DESK = "queue/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{ONE}decisions/<int:number>/", letter.claim_letter, name="claim_letter"),
    path(f"{DESK}effect/", deciding.review_effect, name="review_effect"),
    path(f"{DESK}undo/", leaving.review_undo, name="review_undo"),
    path(f"{DESK}send-now/", leaving.review_leave, name="review_leave"),
]
