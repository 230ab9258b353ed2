"""Programs, periods and the catalogue: what may be claimed, until when, and with what shown.

Where to look:
    models/program.py    Program (a fund scheme and its clocks), Enrollment (a location takes part)
    models/roles.py      ProgramRole (vendor people), MembershipScope (limits a partner's person to programs)
    models/period.py     UsagePeriod (R1, R2) and Extension, the only thing that moves a deadline
    models/catalogue.py  ActivityType, its versions (R21), ExpenseKind; parts.py: Requirement, Cap
    models/opening.py    FiscalYearOpening: a fiscal year was published and announced
    models/guidebook.py  Guidebook (one version for a fiscal year) and its chapters
    guidebooks/          guidebooks drawn, searched, compared; which version holds, what a draft still needs
    rules.py             deadlines, windows, fiscal years, what is missing: no clock, hardly any database
    money.py             reading and writing amounts; money_field.py puts it into forms
    models/rate.py       ExchangeRate by month (R13); rates.py says which holds, rate_sheet.py reads a CSV of them
    standing.py          how periods stand and what an activity asks for, as pages draw it
    words.py             {"en": ..., "de": ...} in the reader's language; words_field.py stores it
    hub.py               the parts of running a program, each room's own; attention.py: what waits there
    in_use.py            what refuses a change, each room's own rules; settled.py: those of this room
    told.py              the history of a program in words; sayings.py: those of this room
    meanwhile.py         two people at one form, by marks of what each saw
    permissions.py       who holds which vendor role, which programs a partner's person may use
    actions/             moving deadlines and asking for it, publishing a version, loading exchange rates
    yearly.py            the catalogue of a fiscal year; readiness.py what keeps a draft from being published,
                         comparing.py two versions field by field, catalogue_words.py both in the reader's language
    opening.py           the checklist of a fiscal year; opening_rows.py this room's rows, planning.py its periods,
                         previewing.py the year as a partner will see it
    catalogue/           reads data/*.json and brings the database in step (`manage.py load_catalogue`)
"""
