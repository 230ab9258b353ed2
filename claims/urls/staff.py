"""The staff's pages of claims: the queue, and the bench of one claim."""

from django.urls import path

from claims.views.staff import bench, deciding, desk, files, holding, queue, requesting, restricting

FILE = "queue/<str:public_id>/files/<str:document>/"

urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("queue/next/", queue.queue_next, name="queue_next"),
    path("queue/filters/keep/", desk.queue_filter_save, name="queue_filter_save"),
    path("queue/filters/delete/", desk.queue_filter_delete, name="queue_filter_delete"),
    path("queue/give/", desk.queue_give, name="queue_give"),
    path("queue/<str:public_id>/", bench.review_claim, name="review_claim"),
    path("queue/<str:public_id>/history/", bench.review_history, name="review_history"),
    path("queue/<str:public_id>/take/", bench.review_take, name="review_take"),
    path("queue/<str:public_id>/let-go/", holding.review_let_go, name="review_let_go"),
    path("queue/<str:public_id>/take-over/", holding.review_take_over, name="review_take_over"),
    path("queue/<str:public_id>/request/", requesting.review_request, name="review_request"),
    path("queue/<str:public_id>/decide/", deciding.review_decide, {"verb": "decide"}, name="review_decide"),
    path(
        "queue/<str:public_id>/recommend/",
        deciding.review_decide,
        {"verb": "recommend"},
        name="review_recommend",
    ),
    path(
        "queue/<str:public_id>/files/<str:document>/requeue/",
        files.review_file_requeue,
        name="review_file_requeue",
    ),
    path("queue/<str:public_id>/return/", requesting.review_return, name="review_return"),
    path(f"{FILE}restrict/", restricting.review_restrict, name="review_restrict"),
    path(f"{FILE}restrict/agree/", restricting.review_restrict_agree, name="review_restrict_agree"),
    path(f"{FILE}restrict/end/", restricting.review_restrict_end, name="review_restrict_end"),
]
