"""What people are sent in that time, what they read of times, and what stands in their calendars."""

#: What each was sent: day and hour where they are, the kind, the claims it names. Nobody else was sent anything.
SENT = {
    "Anna": """
2026-07-01 08 one_admin
2026-08-03 10 claim_submitted Seminar
2026-08-04 10 claim_decided Seminar
2026-08-28 08 dispute_ends Seminar
2026-09-03 08 dispute_ends Seminar
2026-09-07 10 originals_called Seminar
2026-09-18 08 originals_ahead Seminar
2026-09-24 08 originals_ahead Seminar
2026-09-26 00 originals_overdue Seminar
2026-10-01 08 one_admin
2026-10-13 10 claim_submitted Trade fair
2026-10-14 10 request_made Trade fair
2026-10-21 10 claim_decided Trade fair
2026-11-02 08 money_left
2026-12-01 08 money_left
2027-01-01 08 one_admin
2027-01-15 08 deadline_ahead Spring campaign, Newsletter
2027-02-01 08 deadline_ahead Spring campaign, Newsletter
2027-02-08 08 deadline_ahead Spring campaign, Newsletter
2027-02-10 10 claim_submitted Spring campaign
2027-02-10 14 claim_decided Spring campaign
2027-02-12 08 deadline_ahead Newsletter
2027-02-13 00 deadline_ahead Newsletter
2027-02-14 20 deadline_ahead Newsletter
2027-02-15 08 draft_expired Newsletter
""",
    "Ben": """
2026-09-07 10 originals_called Seminar
2026-09-18 08 originals_ahead Seminar
2026-09-24 08 originals_ahead Seminar
2026-09-26 00 originals_overdue Seminar
2026-10-13 10 claim_submitted Trade fair
2026-10-14 10 request_made Trade fair
2026-10-21 10 claim_decided Trade fair
2027-01-15 08 deadline_ahead Newsletter
2027-02-01 08 deadline_ahead Newsletter
2027-02-08 08 deadline_ahead Newsletter
2027-02-12 08 deadline_ahead Newsletter
2027-02-13 00 deadline_ahead Newsletter
2027-02-14 20 deadline_ahead Newsletter
2027-02-15 08 draft_expired Newsletter
""",
    "Lou": """
2026-10-07 09 claim_submitted Roadshow
2026-10-08 01 request_made Roadshow
2026-10-26 08 request_due_soon Roadshow
2026-10-27 16 request_due_soon Roadshow
2026-10-29 16 request_lapsed Roadshow
2026-11-02 08 money_left
2026-11-04 05 claim_decided Roadshow
2026-11-30 15 money_left
2027-01-14 15 deadline_ahead Webinar
2027-02-01 08 deadline_ahead Webinar
2027-02-08 08 deadline_ahead Webinar
2027-02-11 14 deadline_ahead Webinar
2027-02-12 15 deadline_ahead Webinar
2027-02-14 11 deadline_ahead Webinar
2027-02-15 08 draft_expired Webinar
2027-02-18 01 extension_answered
2027-02-19 15 deadline_ahead Webinar
2027-03-08 08 deadline_ahead Webinar
2027-03-15 08 deadline_ahead Webinar
2027-03-18 16 deadline_ahead Webinar
2027-03-22 08 deadline_ahead Webinar
2027-03-22 12 deadline_ahead Webinar
2027-03-22 14 claim_submitted Webinar
2027-03-24 02 claim_decided Webinar
""",
    "Rita": """
2026-10-20 11 claim_answered Trade fair
2026-10-30 00 claim_answered Roadshow
2026-11-03 08 promise_at_risk Roadshow
2026-11-04 08 promise_at_risk Roadshow
""",
    "Paula": """
2027-02-01 08 period_closing
2027-02-15 08 period_closed
2027-03-24 08 promise_at_risk Webinar
""",
}

#: Some of the times they read: person, kind, how many of these mails say so. Between the two changes of clocks in
#: autumn, and between those in spring, Los Angeles is eight hours behind Berlin, else nine.
READ = {
    (
        "Lou",
        "request_made",
        "29 October 2026, 23:59 Berlin time",
        "29 October 2026, 15:59 Los Angeles time",
    ): 1,
    (
        "Lou",
        "money_left",
        "14 February 2027, 23:59 Berlin time",
        "14 February 2027, 14:59 Los Angeles time",
    ): 2,
    ("Lou", "deadline_ahead", "14 February 2027, 23:59 Berlin time", "14:59 Los Angeles time"): 6,
    ("Lou", "deadline_ahead", "22 March 2027, 23:59 Berlin time", "22 March 2027, 15:59 Los Angeles time"): 6,
    ("Anna", "originals_called", "25. September 2026, 23:59 Uhr (Zeit in Berlin)", ""): 1,
    ("Anna", "deadline_ahead", "14. Februar 2027, 23:59 Uhr (Zeit in Berlin)", ""): 6,
    ("Ben", "deadline_ahead", "Der 14. Februar 2027 ist der letzte Tag.", ""): 1,
    ("Lou", "deadline_ahead", "22 March 2027 is the last day.", ""): 2,
}

#: What stands in the calendars of both admins, by the portal's entries: the end, there and here.
AUTUMN, WINTER = "30.10. 00:00 CET, 29.10. 16:00 PDT", "15.02. 00:00 CET, 14.02. 15:00 PST"
SILVESTER, SPRING = "01.01. 00:00 CET, 31.12. 15:00 PST", "23.03. 00:00 CET, 22.03. 16:00 PDT"
FEEDS = {
    ("October", "Anna"): {
        "Originale fällig: Seminar": "26.09. 00:00 CEST, 25.09. 15:00 PDT",
        "Nutzungszeitraum endet: Co-op Fonds, Juli bis Dezember 2026 (Kiel)": SILVESTER,
        "Letzter Tag zum Einreichen: Co-op Fonds, Juli bis Dezember 2026 (Kiel)": WINTER,
    },
    ("October", "Lou"): {
        "Answer due: Roadshow": AUTUMN,
        "Usage period ends: Co-op funds, July to December 2026 (Los Angeles)": SILVESTER,
        "Last day to submit claims: Co-op funds, July to December 2026 (Los Angeles)": WINTER,
    },
    ("March", "Anna"): {},
    ("March", "Lou"): {
        "Last day to submit claims: Co-op funds, July to December 2026 (Los Angeles)": SPRING,
    },
}
