"""Who gets which answer from which address of payments that go out; as tests/repository/rights.py, with both payers.

Situation (a function of tests/factories/payments.py) → address → status for each person. Pia made the batch.
"""

#: owner, team-mate, another company's admin, and the vendor's roles; `nobody` is signed out.
PEOPLE = ("nobody", "anna", "ben", "stranger", "rita", "arno", "pia", "pavel", "paula", "axel")

RIGHTS = {
    "prepared": {
        "payments": "302 404 404 404 404 404 200 200 200 200",
        "waiting_payments": "302 404 404 404 404 404 200 200 200 200",
        "own_payments": "302 200 200 200 302 302 302 302 302 302",
        "batch_new": "302 404 404 404 404 404 200 200 403 403",
        "batch": "302 404 404 404 404 404 200 200 200 200",
        "batch_file": "405 405 405 405 405 405 405 405 405 405",
        # Who made it does not send it.
        "batch_sent": "302 404 404 404 404 404 409 200 403 403",
        "batch_withdraw": "302 404 404 404 404 404 200 200 403 403",
        "tax_invoices": "302 404 404 404 404 404 200 200 200 200",
        "tax_invoice_judge": "302 404 404 404 404 404 200 200 200 200",
        "tax_invoice_file": "302 200 200 404 404 404 200 200 200 200",
        "tax_invoice": "302 200 200 404 403 403 403 403 403 403",
        # No invoice of ours yet: it has its number once the batch is sent.
        "self_billed": "302 404 404 404 404 404 404 404 404 404",
        "invoice_terms": "302 404 404 404 404 404 200 200 200 200",
        "invoice_terms_new": "302 404 404 404 404 404 200 200 200 403",
        "invoice_terms_edit": "302 404 404 404 404 404 200 200 200 403",
        "invoice_terms_remove": "302 404 404 404 404 404 200 200 200 403",
    },
    "sent": {
        "batch": "302 404 404 404 404 404 200 200 200 200",
        "batch_sent": "302 404 404 404 404 404 409 409 403 403",
        "batch_withdraw": "302 404 404 404 404 404 409 409 403 403",
        "self_billed": "302 200 200 404 404 404 200 200 200 200",
    },
}
