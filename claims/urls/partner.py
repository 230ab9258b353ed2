"""Pages of claims for the partner's people; a file is reached here by everybody who sees its claim."""

from django.urls import URLPattern, path

from claims.views import (
    answering,
    drafting,
    files,
    invoices,
    limits,
    lists,
    pack,
    proof,
    starting,
    status,
    submitting,
    summary,
    working,
)

ONE = "claims/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("claims/", lists.claims, name="claims"),
    path("claims/export.csv", lists.claim_export, name="claim_export"),
    path("claims/new/", starting.claim_new, name="claim_new"),
    path(ONE, drafting.claim, name="claim"),
    path(f"{ONE}activity/", drafting.claim_activity, name="claim_activity"),
    path(f"{ONE}invoices/", invoices.claim_invoices, name="claim_invoices"),
    path(f"{ONE}invoices/new/", invoices.claim_invoice_new, name="claim_invoice_new"),
    path(f"{ONE}invoices/<str:line>/", invoices.claim_invoice, name="claim_invoice"),
    path(f"{ONE}invoices/<str:line>/remove/", invoices.claim_invoice_remove, name="claim_invoice_remove"),
    path(f"{ONE}in-house/", working.claim_work, name="claim_work"),
    path(f"{ONE}in-house/new/", working.claim_work_new, name="claim_work_new"),
    path(f"{ONE}in-house/certify/", working.claim_certify, name="claim_certify"),
    path(f"{ONE}in-house/<str:item>/", working.claim_work_item, name="claim_work_item"),
    path(f"{ONE}in-house/<str:item>/remove/", working.claim_work_remove, name="claim_work_remove"),
    path(f"{ONE}limits/", limits.claim_limits, name="claim_limits"),
    path(f"{ONE}proof/", proof.claim_proof, name="claim_proof"),
    path(f"{ONE}proof/<str:proof>/remove/", proof.claim_proof_remove, name="claim_proof_remove"),
    path(f"{ONE}proof/<slug:key>/", proof.claim_slot, name="claim_slot"),
    path(f"{ONE}results/", drafting.claim_results, name="claim_results"),
    path(f"{ONE}check/", submitting.claim_check, name="claim_check"),
    path(f"{ONE}submit/", submitting.claim_submit, name="claim_submit"),
    path(f"{ONE}submitted/", submitting.claim_submitted, name="claim_submitted"),
    path(f"{ONE}summary/", summary.claim_summary, name="claim_summary"),
    path(f"{ONE}take-back/", submitting.claim_take_back, name="claim_take_back"),
    path(f"{ONE}withdraw/", submitting.claim_withdraw, name="claim_withdraw"),
    path(f"{ONE}delete/", drafting.claim_delete, name="claim_delete"),
    path(f"{ONE}copy/", starting.claim_copy, name="claim_copy"),
    path(f"{ONE}answer/", answering.claim_answer, name="claim_answer"),
    path(f"{ONE}history/", status.claim_history, name="claim_history"),
    path(f"{ONE}pack/", pack.claim_pack, name="claim_pack"),
    path(f"{ONE}files/<str:document>/", files.claim_file, name="claim_file"),
    path(f"{ONE}files/<str:document>/state/", files.claim_file_state, name="claim_file_state"),
    path(f"{ONE}files/<str:document>/look/", files.claim_file_look, name="claim_file_look"),
]
