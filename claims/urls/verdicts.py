"""After somebody decided: undo or send, the letter, the dispute, taking the decision back."""

from django.urls import URLPattern, path

from claims.views.staff import deciding, leaving

DESK = "queue/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{DESK}effect/", deciding.review_effect, name="review_effect"),
    path(f"{DESK}undo/", leaving.review_undo, name="review_undo"),
    path(f"{DESK}send-now/", leaving.review_leave, name="review_leave"),
]
