"""After somebody decided: undo or send, the letter, the dispute, taking the decision back."""

from django.urls import URLPattern, path

from claims.urls.partner import ONE
from claims.views import disputing, letter
from claims.views.staff import deciding, leaving, reversing

DESK = "queue/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{ONE}decisions/<int:number>/", letter.claim_letter, name="claim_letter"),
    path(f"{ONE}dispute/", disputing.claim_dispute, name="claim_dispute"),
    path(f"{ONE}accept/", disputing.claim_accept, name="claim_accept"),
    path(f"{DESK}effect/", deciding.review_effect, name="review_effect"),
    path(f"{DESK}undo/", leaving.review_undo, name="review_undo"),
    path(f"{DESK}send-now/", leaving.review_leave, name="review_leave"),
    path(f"{DESK}reverse/", reversing.review_reverse, name="review_reverse"),
    path(f"{DESK}reverse/agree/", reversing.review_reverse_agree, name="review_reverse_agree"),
    path(f"{DESK}reverse/end/", reversing.review_reverse_end, name="review_reverse_end"),
]
