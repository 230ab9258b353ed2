"""The same of messages about funds and what is brought into them."""

from typing import Any

PROGRAM = {"program": {"en": "Co-Marketing", "de": "Co-Marketing"}}
PUBLIC = {"public_id": "aB3_x-9kQ2zT"}
BY = {"by": "Ben Carstens"}
EARNINGS = {**PUBLIC, **PROGRAM, "name": "2026.csv", "rows": 900}
CLOSED = {
    **PUBLIC,
    **PROGRAM,
    "zone": "Europe/Berlin",
    "location": "Nordlicht Systemhaus GmbH, Kiel",
    "earned": "9400.00",
    "left": "8200.00",
    "rebated": "8200.00",
    "staying": "1200.00",
    "threshold": "10000.00",
    "currency": "EUR",
    "first_day": "2026-07-01",
    "last_day": "2026-12-31",
    "deadline": "2027-02-14T23:00:00+00:00",
}
FUNDS: dict[str, list[dict[str, Any]]] = {
    "earning_closed": [{**CLOSED, "kept": kept} for kept in (True, False)],
    "earnings_waiting": [
        {**EARNINGS, **BY, "reversal": reversal, "name": name, "rows": rows}
        for reversal, name, rows in (
            (False, "2026.csv", 1),
            (False, "2026.csv", 900),
            (False, "", 1),
            (True, "2026.csv", 9),
        )
    ],
    "earnings_failed": [
        {**EARNINGS, "wrong": wrong, "words": words, "by": by}
        for wrong, words, by in (
            (1, "", ""),
            (12, "", ""),
            (0, "Logo & Preis", "Ben Carstens"),
            (0, "Logo", ""),
            (0, "", ""),
        )
    ],
    "earnings_done": [
        {**EARNINGS, "name": name, "rows": rows, "reversal": reversal}
        for name, rows, reversal in (("2026.csv", 900, False), ("", 1, False), ("2026.csv", 9, True))
    ],
}
