"""Who gets which answer from which address of associations; as tests/repository/rights.py, in the same order of people.

Situation (a function of tests/factories/associations.py) → address → status for each person. Every address of the
room stands under "draft". The customer's page asks for no account: whoever has the secret is the customer.
"""

#: owner, team-mate, another company's admin, and the vendor's roles; `nobody` is signed out.
PEOPLE = ("nobody", "anna", "ben", "stranger", "rita", "arno", "pia", "paula", "axel")

RIGHTS = {
    # A draft: the partner's own. It does not exist for anybody else.
    "draft": {
        "associations": "302 200 200 200 302 302 302 302 302",
        "association_new": "302 200 200 200 302 302 302 302 302",
        "association_export": "302 404 404 404 302 302 302 302 302",
        "association": "302 200 200 404 404 404 404 404 404",
        "association_customer": "302 200 200 404 404 404 404 404 404",
        "association_items": "302 200 200 404 404 404 404 404 404",
        "association_contacts": "302 200 200 404 404 404 404 404 404",
        "association_proof": "302 200 200 404 404 404 404 404 404",
        "association_form": "302 200 200 404 404 404 404 404 404",
        "association_proof_remove": "405 405 405 405 405 405 405 405 405",
        "association_file": "302 200 200 404 404 404 404 404 404",
        "association_file_view": "302 200 200 404 404 404 404 404 404",
        "association_file_state": "204 200 200 404 404 404 404 404 404",
        "association_file_look": "302 200 200 404 404 404 404 404 404",
        "association_file_thumbnail": "302 200 200 404 404 404 404 404 404",
        "association_file_page": "302 200 200 404 404 404 404 404 404",
        "association_check": "302 200 200 404 404 404 404 404 404",
        "association_submitted": "302 302 302 404 404 404 404 404 404",
        "association_answer": "302 409 409 404 404 404 404 404 404",
        "association_contact": "302 409 409 404 404 404 404 404 404",
        "association_withdraw": "302 409 403 404 404 404 404 404 404",
        "association_dispute": "302 409 403 404 404 404 404 404 404",
        "association_end": "302 409 403 404 404 404 404 404 404",
        "association_say": "405 405 405 405 405 405 405 405 405",
        "association_renew": "405 405 405 405 405 405 405 405 405",
        "association_move": "405 405 405 405 405 405 405 405 405",
        "association_delete": "302 200 200 404 404 404 404 404 404",
        "customer": "404 404 404 404 404 404 404 404 404",
        "customer_again": "405 405 405 405 405 405 405 405 405",
        "association_queue": "302 404 404 404 200 404 404 200 200",
        "association_next": "405 405 405 405 405 405 405 405 405",
        "association_review": "302 404 404 404 404 404 404 404 404",
        "association_take": "405 405 405 405 405 405 405 405 405",
        "association_let_go": "405 405 405 405 405 405 405 405 405",
        "association_request": "302 404 404 404 404 404 404 404 404",
        "association_clear": "405 405 405 405 405 405 405 405 405",
        "association_approve": "405 405 405 405 405 405 405 405 405",
        "association_reject": "302 404 404 404 404 404 404 404 404",
        "association_compare": "302 404 404 404 404 404 404 404 404",
        "association_returned": "405 405 405 405 405 405 405 405 405",
        "association_note": "405 405 405 405 405 405 405 405 405",
        "association_write": "405 405 405 405 405 405 405 405 405",
    },
    # Submitted: staff of the program see it too, on a page of their own; nothing is edited any more.
    "submitted": {
        "association": "302 200 200 404 302 302 302 302 302",
        "association_customer": "302 409 409 404 403 403 403 403 403",
        "association_proof": "302 409 409 404 403 403 403 403 403",
        "association_file": "302 200 200 404 200 200 200 200 200",
        "association_file_view": "302 200 200 404 200 200 200 200 200",
        "association_file_state": "204 200 200 404 200 200 200 200 200",
        "association_file_look": "302 200 200 404 200 200 200 200 200",
        "association_file_thumbnail": "302 200 200 404 200 200 200 200 200",
        "association_file_page": "302 200 200 404 200 200 200 200 200",
        "association_submitted": "302 200 200 404 403 403 403 403 403",
        "association_contact": "302 200 200 404 403 403 403 403 403",
        "association_withdraw": "302 200 403 404 403 403 403 403 403",
        "association_delete": "302 409 409 404 403 403 403 403 403",
        "customer": "200 200 200 200 200 200 200 200 200",
        "association_review": "302 403 403 404 200 200 200 200 200",
        "association_request": "302 403 403 404 409 403 403 403 403",
        "association_compare": "302 403 403 404 200 200 200 200 200",
    },
    # Under review: the reviewer acts.
    "under_review": {
        "association_request": "302 403 403 404 200 403 403 403 403",
        "association_reject": "302 403 403 404 200 403 403 403 403",
    },
    # Waiting for the partner: the answer is prepared.
    "asked": {
        "association_answer": "302 200 200 404 403 403 403 403 403",
        "association_proof": "302 200 200 404 403 403 403 403 403",
        "association_reject": "302 403 403 404 409 403 403 403 403",
    },
    # Approved: the partner may end it.
    "approved": {
        "association_end": "302 200 403 404 403 403 403 403 403",
        "association_contact": "302 409 409 404 403 403 403 403 403",
        "customer": "200 200 200 200 200 200 200 200 200",
    },
}
