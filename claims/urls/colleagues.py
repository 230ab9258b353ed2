"""Between the people of one partner: questions for documents, and drafts handed over."""

from django.urls import URLPattern, path

from claims.urls.partner import ONE
from claims.views import asking, handing

ASK = f"{ONE}asks/<str:ask>/"

urlpatterns: list[URLPattern] = [
    path(f"{ONE}ask/", asking.claim_ask, name="claim_ask"),
    path(ASK, asking.claim_asked, name="claim_asked"),
    path(f"{ASK}decline/", asking.claim_ask_decline, name="claim_ask_decline"),
    path(f"{ASK}withdraw/", asking.claim_ask_call_off, name="claim_ask_call_off"),
    path(f"{ONE}hand-over/", handing.claim_hand_over, name="claim_hand_over"),
    path(f"{ONE}hand-back/", handing.claim_hand_back, name="claim_hand_back"),
]
