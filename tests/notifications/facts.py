"""For each kind of message, facts as its act writes them: more than one variant where its words differ.

Names and words of people are such as read the same in both languages, so that the tests see the portal's own words.
"""

from typing import Any

from tests.notifications.facts_of_funds import FUNDS
from tests.notifications.facts_of_payments import PAYMENTS
from tests.notifications.facts_of_programs import PROGRAMS

DUE = "2026-12-14T23:00:00+00:00"
DEADLINE = "2027-02-14T23:00:00+00:00"
BERLIN = {"zone": "Europe/Berlin"}
NAME = {"en": "Co-Marketing", "de": "Co-Marketing"}
TITLE = {"title": "Roadshow Kiel & Lübeck <2026>", "public_id": "aB3_x-9kQ2zT"}
CLAIM = {**TITLE, "number": "COOP-2026-000123"}
SLOT = {"slot": {"en": "Photos", "de": "Fotos"}}
WORDS = {"words": "Flyer, Logo & Preis: <A4>"}
ITEMS = [
    {"part": SLOT, "reason": {}, "words": "Halle 3"},
    {"part": {"line": 2, "vendor": "Druckhaus"}, "reason": {}, "words": "Logo"},
]
LISTED = [
    {"number": "COOP-2026-000123", "title": "Roadshow"},
    {"number": "COOP-2026-000124", "title": "Webinar"},
]
MONEY = {"approved": "2600.00", "claimed": "3000.00", "currency": "EUR", "rest": "400.00"}
LETTER = {
    **CLAIM,
    **BERLIN,
    **MONEY,
    "serial": 1,
    "outcome": "part",
    "reason": "",
    "lines": [
        {
            "line": 1,
            "vendor": "Druckhaus",
            "claimed": "3000.00",
            "approved": "2600.00",
            "words": {"en": "Alcohol.", "de": "Alkohol."},
            "mend": {},
            "own": "",
        }
    ],
    "after_dispute": False,
    "dispute_until": DUE,
    "rest_ends": DUE,
    "deadline": DEADLINE,
    "forfeited": False,
    "payment_minimum": "200.00",
    "payment_days": 45,
    "pay_by": "2027-01-29",
}
CALL = {**CLAIM, **BERLIN, **WORDS, "due": DUE, "call": 1}
PROMISE = {"promised": DUE, **BERLIN}
DRAFTS = {
    "claims": [1],
    "count": 1,
    "titles": ["Roadshow"],
    "public_id": "aB3_x-9kQ2zT",
    "more": 0,
    "location": "Nordlicht Systemhaus GmbH, Kiel",
    "location_id": "xY7_x-9kQ2zT",
    "program": NAME,
    "period": 1,
    "first_day": "2026-07-01",
    "last_day": "2026-12-31",
    "deadline": DEADLINE,
    "amount": "13650.00",
    "currency": "EUR",
    **BERLIN,
}
MORE_DRAFTS = {"claims": [1, 2], "count": 2, "titles": ["Roadshow", "Mailing"], "more": 3}
EXTENSION = {
    name: DRAFTS[name] for name in ("location", "location_id", "program", "period", "first_day", "last_day")
} | {"deadline": DEADLINE, **BERLIN}
PERIOD = {
    **dict.fromkeys(("earned", "held", "approved", "paid", "left", "forfeited"), "1500.00"),
    **{name: DRAFTS[name] for name in ("program", "first_day", "last_day", "deadline", "zone", "currency")},
    "submitted": 12,
    "drafts": 1,
    "expired": 1,
    "locations": 1,
}
BY = {"by": "Ben Carstens"}
ACCOUNT = {"country": "DE", "last_digits": "3000", "currency": "EUR"}
PAYEE = {
    **BY,
    **BERLIN,
    "partner": "Nordlicht Systemhaus GmbH, Kiel",
    "public_id": "xY7_x-9kQ2zT",
    "in_force_from": DUE,
    "after": ACCOUNT,
}
FILE = {
    "document": 1,
    "settled": DUE,
    "name": "Flyer.pdf",
    "refusal": "password",
    "infected": False,
    "by": "",
}

ASSOCIATION = {
    **BERLIN,
    "number": "CPOR-2026-000123",
    "customer": "Petersen & Söhne <KG>",
    "partner": "Nordlicht Systemhaus GmbH",
    "items": ["Teams", "Exchange Online"],
    "public_id": "aB3_x-9kQ2zT",
}
DECIDED = {"approved": False, "final": False, "reason": "", "words": "", "ended": False}
FACTS: dict[str, list[dict[str, Any]]] = {
    "claim_submitted": [
        {
            **CLAIM,
            **BERLIN,
            "amount": "1850.00",
            "currency": "EUR",
            "review_due": DUE,
            "keep_until": "2028-11-30",
        }
    ],
    "request_made": [{**CLAIM, **BERLIN, **WORDS, "items": ITEMS, "due": DUE}],
    "request_due_soon": [{**CLAIM, **BERLIN, "items": ITEMS, "due": DUE, "request": 1}],
    "request_lapsed": [
        {**CLAIM, **BERLIN, "due": DUE, "sent": 0, "left": ITEMS, "promised": DEADLINE},
        {**CLAIM, **BERLIN, "due": DUE, "sent": 1, "left": ITEMS[:1], "promised": DEADLINE},
        {**CLAIM, **BERLIN, "due": DUE, "sent": 2, "left": [], "promised": DEADLINE},
    ],
    "request_closed": [{**CLAIM, "file": "Flyer.pdf"}],
    "file_refused": [
        {**TITLE, "number": "", "files": [FILE], "page": "claim_slot", "part": "photos"},
        {**CLAIM, "files": [FILE, {**FILE, **BY, "refusal": "virus"}], "page": "claim", "part": ""},
    ],
    "claim_decided": [
        LETTER,
        {**LETTER, "outcome": "none", "approved": "0.00", "forfeited": True, "reason": "Preis"},
        {**LETTER, "outcome": "whole", "approved": "3000.00", "rest": "", "dispute_until": None},
        {**LETTER, "after_dispute": True, "dispute_until": None, "rest_ends": None, "pay_by": None},
    ],
    "dispute_ends": [
        {**CLAIM, **MONEY, **BERLIN, "decided": DUE, "rest_ends": DUE, "deadline": DEADLINE, "forfeited": one}
        for one in (False, True)
    ],
    "decision_reversed": [{**CLAIM, **BERLIN, "reason": "Preis", "due": DUE}],
    "dispute_received": [
        {
            **CLAIM,
            **BERLIN,
            **MONEY,
            "statement": "Halle 3",
            "disputed": [{"line": 1, "words": "Logo"}],
            "due": DUE,
        }
    ],
    "message_written": [{**CLAIM, **BY, **WORDS, "to_staff": one} for one in (True, False)],
    "originals_called": [CALL],
    "originals_ahead": [{**CALL, "days": 7}, {**CALL, "days": 1}],
    "originals_overdue": [CALL],
    "originals_closed": [
        {**CALL, "accepted": True, "outcome": ""},
        {**CALL, "accepted": False, "outcome": "Preis"},
    ],
    "originals_released": [
        {"count": 1, "claims": LISTED[:1], "more": 0, "public_id": "aB3_x-9kQ2zT", "until": "2028-11-30"},
        {"count": 25, "claims": LISTED, "more": 23, "public_id": "aB3_x-9kQ2zT", "until": "2028-11-30"},
    ],
    "deadline_ahead": [DRAFTS, {**DRAFTS, **MORE_DRAFTS, "amount": ""}],
    "draft_expired": [DRAFTS, {**DRAFTS, **MORE_DRAFTS, "amount": ""}],
    "money_left": [{**DRAFTS, "public_id": "aB3_x-9kQ2zT", "left": "13650.00"}],
    "extension_asked": [
        {**EXTENSION, **BY, **WORDS, "request": 1, "public_id": "aB3_x-9kQ2zT", "wished": "2027-02-26"}
    ],
    "extension_answered": [
        {**EXTENSION, "granted": True, "words": words, "moved_to": DEADLINE, "over": False}
        for words in ("", "Halle 3")
    ]
    + [{**EXTENSION, **WORDS, "granted": False, "moved_to": "", "over": over} for over in (False, True)],
    "extension_for_all": [
        {**EXTENSION, **WORDS, "drafts": drafts, "left": left, "currency": "EUR"}
        for drafts, left in ((0, ""), (1, "13650.00"), (2, ""))
    ],
    "period_closing": [PERIOD, {**PERIOD, "drafts": 4, "locations": 3}],
    "period_closed": [PERIOD, {**PERIOD, "drafts": 0, "expired": 4}],
    "document_asked": [
        {**TITLE, **BERLIN, **BY, **WORDS, "ask_id": "q1", "due": DUE, "wished": True, **SLOT},
        {
            **TITLE,
            **BERLIN,
            **BY,
            **WORDS,
            "ask_id": "q1",
            "due": DUE,
            "wished": False,
            "invoice": "Druckhaus 1",
        },
    ],
    "ask_answered": [
        {**TITLE, **BY, **SLOT, "ask_id": "q1", "given": True, "reason": "", "file": "Flyer.pdf"},
        {**TITLE, **BY, "ask_id": "q1", "given": False, "reason": "Preis", "file": ""},
    ],
    "claim_ready": [
        {**TITLE, **BERLIN, **BY, "words": "", "missing": 0, "deadline": DEADLINE},
        {**TITLE, **BERLIN, **BY, **WORDS, "missing": 2, "deadline": DEADLINE},
    ],
    "claim_handed_back": [{**TITLE, **BERLIN, **BY, **WORDS, "deadline": DEADLINE}],
    "claim_assigned": [
        {**BY, "ids": [1], "count": 1, "claims": LISTED[:1], "more": 0, "public_id": "aB3_x-9kQ2zT"},
        {**BY, "ids": [1, 2, 3], "count": 3, "claims": LISTED, "more": 1, "public_id": "aB3_x-9kQ2zT"},
    ],
    "claim_answered": [
        {**CLAIM, **BERLIN, **BY, **WORDS, "asked": 2, "answered": 2, "due": DUE},
        {**CLAIM, **BERLIN, "by": "", "words": "", "asked": 1, "answered": 0, "due": DUE},
    ],
    "promise_at_risk": [
        {
            "program": NAME,
            "ids": [1],
            "count": 1,
            "claims": [{**LISTED[0], **PROMISE, "passed": False, "turn": "review"}],
            "more": 0,
            "public_id": "aB3_x-9kQ2zT",
        },
        {
            "program": NAME,
            "ids": [1, 2, 3, 4],
            "count": 4,
            "claims": [
                {**LISTED[0], **PROMISE, "passed": True, "turn": turn}
                for turn in ("nobody", "approval", "dispute")
            ],
            "more": 1,
            "public_id": "aB3_x-9kQ2zT",
        },
    ],
    "nobody_decides": [{**CLAIM, **BERLIN, "role": one, "due": DUE} for one in ("REVIEWER", "APPROVER")],
    "reversal_asked": [{**CLAIM, **BY, "reason": "Preis", "reversal": 1}],
    "restriction_asked": [
        {**CLAIM, **BY, "document": "d1", "name": "Flyer.pdf", "reason": "Preis", "restriction": 1}
    ],
    "purge_waits": [{**BY, "public_id": "p1", "reason": "Archiv", "files": files} for files in (1, 12)],
    "keep_until_reached": [{"files": files, "program": NAME, "code": "co-marketing"} for files in (1, 12)],
    "payee_changed": [{**PAYEE, "before": one} for one in (None, ACCOUNT)],
    "payee_withdrawn": [PAYEE],
    "one_admin": [{"partner": "Nordlicht Systemhaus GmbH, Kiel", "public_id": "xY7_x-9kQ2zT"}],
    "colleague_unreachable": [
        {
            "person": "Ben Carstens",
            "partner": "Nordlicht Systemhaus GmbH, Kiel",
            "public_id": "xY7_x-9kQ2zT",
        }
    ],
    "association_submitted": [{**ASSOCIATION, "address": "karin@example.com"}],
    "association_asked": [
        {**ASSOCIATION, "due": DUE, "words": words, "asked": [{"reason": {}, "words": "Halle 3"}]}
        for words in ("", "Logo & Preis")
    ],
    "association_due_soon": [
        {
            **ASSOCIATION,
            "due": DUE,
            "request": 1,
            "words": words,
            "asked": [{"reason": {}, "words": "Halle 3"}],
        }
        for words in ("", "Logo & Preis")
    ],
    "association_answered": [ASSOCIATION],
    "association_disputed": [ASSOCIATION],
    "association_decided": [
        {**ASSOCIATION, **DECIDED, "approved": True},
        {**ASSOCIATION, **DECIDED, "reason": "MISSING_PRODUCTS", "words": "Logo"},
        {**ASSOCIATION, **DECIDED, "reason": "NO_RESPONSE", "final": True},
        {**ASSOCIATION, **DECIDED, "reason": "OTHER_PARTNER", "final": True, "ended": True},
    ],
    "association_ended": [{**ASSOCIATION, **DECIDED, "reason": "PARTNER_REQUEST", "ended": True}],
    "association_message": [
        {**ASSOCIATION, **WORDS, "by": "Ben Carstens", "to_staff": to_staff} for to_staff in (True, False)
    ],
    "customer_asked": [
        {
            **ASSOCIATION,
            "link_id": "aB3_x-9kQ2zT",
            "days": days,
            "city": "Kiel",
            "country": "DE",
            "declined": declined,
        }
        for days, declined in ((1, False), (7, False), (7, True))
    ],
    "customer_not_me": [{**ASSOCIATION, "address": "karin@example.com"}],
    "customer_not_reached": [{**ASSOCIATION, "address": "karin@example.com"}],
    **FUNDS,
    **PAYMENTS,
    **PROGRAMS,
}
