"""Under /payments/: what goes out."""

from django.urls import path

from payments.views import batches, invoices, partner, payer

urlpatterns = [
    path("", payer.payments, name="payments"),
    path("waiting/", payer.waiting_payments, name="waiting_payments"),
    path("own/", partner.own_payments, name="own_payments"),
    path("programs/<slug:program>/batch/", batches.batch_new, name="batch_new"),
    path("batches/<str:public_id>/", batches.batch, name="batch"),
    path("batches/<str:public_id>/file/<str:kind>/", batches.batch_file, name="batch_file"),
    path("batches/<str:public_id>/sent/", batches.batch_sent, name="batch_sent"),
    path("batches/<str:public_id>/withdraw/", batches.batch_withdraw, name="batch_withdraw"),
    path("tax-invoices/", invoices.tax_invoices, name="tax_invoices"),
    path("tax-invoices/<str:public_id>/", invoices.tax_invoice_judge, name="tax_invoice_judge"),
    path("tax-invoices/<str:public_id>/file/", invoices.tax_invoice_file, name="tax_invoice_file"),
    path("claims/<str:public_id>/tax-invoice/", partner.tax_invoice, name="tax_invoice"),
    path("<str:public_id>/invoice/", invoices.self_billed, name="self_billed"),
]
