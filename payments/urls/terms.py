"""Under /manage/: whose invoice payments need."""

from django.urls import path

from payments.views import terms

_TERMS = "<slug:program>/invoice-terms/"

urlpatterns = [
    path(_TERMS, terms.invoice_terms, name="invoice_terms"),
    path(f"{_TERMS}new/", terms.invoice_terms_new, name="invoice_terms_new"),
    path(f"{_TERMS}<str:country>/", terms.invoice_terms_edit, name="invoice_terms_edit"),
    path(f"{_TERMS}<str:country>/remove/", terms.invoice_terms_remove, name="invoice_terms_remove"),
]
