"""The same for payments: what was sent, paid, failed, came back; what has to come back; what payers hear."""

from typing import Any

_CLAIMS = [
    {"number": "COOP-2026-000123", "title": "Roadshow", "amount": "700.00"},
    {"number": "COOP-2026-000124", "title": "Webinar", "amount": "500.00"},
]
_PLACE = {
    "public_id": "aB3_x-9kQ2zT",
    "partner_id": "bC4_x-9kQ2zT",
    "partner": "Nordlicht Systemhaus GmbH, Kiel",
    "currency": "EUR",
    "zone": "Europe/Berlin",
}
_PAYMENT = {
    **_PLACE,
    "claims": _CLAIMS,
    "count": 2,
    "more": 0,
    "reference": "PAY-2026-000012-001",
    "amount": "1200.00",
    "offset": "",
}
_KEPT = {**_PAYMENT, "amount": "900.00", "offset": "300.00", "count": 12, "more": 10}
_FAULTS = [{"fault_code": "AC04", "fault_words": ""}, {"fault_code": "", "fault_words": "Konto 3000"}]
_HELD = {**_PLACE, "claims": _CLAIMS, "count": 2, "more": 0, "amount": "1200.00"}
_RECOVERY = {
    "public_id": "aB3_x-9kQ2zT",
    "number": "COOP-2026-000123",
    "title": "Roadshow Kiel & Lübeck <2026>",
    "amount": "300.00",
    "currency": "EUR",
    "zone": "Europe/Berlin",
}
_TITLED = {name: _RECOVERY[name] for name in ("public_id", "number", "title")}
_STATEMENT = {"public_id": "aB3_x-9kQ2zT", "name": "camt053-2026-11-26.xml"}

PAYMENTS: dict[str, list[dict[str, Any]]] = {
    "payment_expected": [{**one, "day": "2026-11-30"} for one in (_PAYMENT, _KEPT)],
    "payment_paid": [{**one, "day": "2026-11-30", "bank_reference": "NTRF77"} for one in (_PAYMENT, _KEPT)],
    "payment_failed": [_PAYMENT | fault for fault in _FAULTS],
    "payment_returned": [_PAYMENT | fault for fault in _FAULTS],
    "payment_on_hold": [
        {**_HELD, "program": {"en": "Co-Marketing", "de": "Co-Marketing"}, "reason": reason}
        for reason in ("BANK_DATA", "TAX_INVOICE", "RECOVERY")
    ],
    "recovery_announced": [
        {**_RECOVERY, "reason": "Halle 3: <A4>", "offset_from": "2026-12-28T23:00:00+00:00"}
    ],
    "recovery_settled": [{**_RECOVERY, "waived": one} for one in (True, False)],
    "statement_unmatched": [{**_STATEMENT, "count": count} for count in (1, 3)],
    "entries_wait": [{**_STATEMENT, "count": count} for count in (1, 3)],
    "payment_unknown": [
        {
            **_PLACE,
            "reference": "PAY-2026-000012-001",
            "amount": "1200.00",
            "words": "Timeout",
            "since": "2026-11-26T10:00:00+00:00",
        }
    ],
    "tax_invoice_wanted": [
        {**_TITLED, "net": "1200.00", "currency": "EUR", "invoice": invoice} for invoice in ("", "R-2026-17")
    ],
    "tax_invoice_judged": [
        {**_TITLED, "invoice": "R-2026-17", "accepted": one, "reason": "" if one else "Halle 3: <A4>"}
        for one in (True, False)
    ],
}
