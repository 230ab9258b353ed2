"""Under /payments/: what the bank says of payments, and money that has to come back."""

from django.urls import path

from payments.views import payment, recovering, settling, statements

ONE, OWED = "<str:public_id>/", "recoveries/<str:public_id>/"

urlpatterns = [
    path("statements/", statements.statements, name="statements"),
    path("statements/template.csv", statements.statement_template, name="statement_template"),
    path("statements/<str:public_id>/", statements.statement, name="statement"),
    path("statements/<str:public_id>/<int:position>/", statements.statement_entry, name="statement_entry"),
    path("recoveries/", recovering.recoveries, name="recoveries"),
    path("recoveries/of/<str:public_id>/", recovering.recovery_new, name="recovery_new"),
    path(OWED, recovering.recovery, name="recovery"),
    path(f"{OWED}announce/", recovering.recovery_announce, name="recovery_announce"),
    path(f"{OWED}repaid/", recovering.recovery_repaid, name="recovery_repaid"),
    path(f"{OWED}waive/", recovering.recovery_waive, name="recovery_waive"),
    path(f"{OWED}waive/agree/", recovering.recovery_agree, name="recovery_agree"),
    path(ONE, payment.payment, name="payment"),
    path(f"{ONE}remittance.<str:extension>", payment.payment_file, name="payment_file"),
    path(f"{ONE}failed/", settling.payment_failed, name="payment_failed"),
    path(f"{ONE}unknown/", settling.payment_unknown, name="payment_unknown"),
    path(f"{ONE}outcome/", settling.payment_outcome, name="payment_outcome"),
    path(f"{ONE}outcome/agree/", settling.payment_agree, name="payment_agree"),
    path(f"{ONE}clear/", settling.payment_clear, name="payment_clear"),
]
