"""This room's parts of running a program, as the hub lists them."""

from django.utils.translation import gettext_lazy as _

from programs import attention
from programs.enums import VendorRole
from programs.hub import Part

PARTS = (
    Part(
        "settings",
        _("Settings"),
        "managing_settings",
        _("Name, limits, days to review, to answer, to dispute and to pay."),
        place=15,
    ),
    Part(
        "periods",
        _("Usage periods"),
        "managing_periods",
        _("Days, earning periods, when submission opens and until when it is open."),
        place=20,
        needs=attention.periods_end,
    ),
    Part(
        "reasons",
        _("Reasons"),
        "managing_reasons",
        _("Why lines are cut and documents asked for, in both languages."),
        place=45,
    ),
    Part(
        "enrollments",
        _("Partners in the program"),
        "managing_enrollments",
        _("Who takes part, who is invited, who has left."),
        place=70,
    ),
    Part(
        "people",
        _("People and roles"),
        "managing_people",
        _("Who reviews, approves, pays, manages and audits."),
        place=80,
        needs=attention.roles_missing,
    ),
    Part(
        "history",
        _("History of the program"),
        "managing_history",
        _("Every change with what stood there before and after."),
        place=300,
    ),
    Part(
        "guidebook",
        _("Guidebook"),
        "guidebook_versions",
        _("Versions, what changed, and the draft of the next one."),
        place=50,
    ),
    Part(
        "years",
        _("Fiscal years"),
        "fiscal_years",
        _("What the next year needs, step by step, and telling partners of it."),
        place=10,
        needs=attention.years_ahead,
    ),
    Part(
        "catalogue",
        _("Catalogue of activities"),
        "catalogue",
        _("What partners can claim for, by fiscal year: requirements, caps, what is paid."),
        takes="",
        place=40,
        needs=attention.not_published,
    ),
    Part(
        "rates",
        _("Exchange rates"),
        "rates",
        _("By month, for what is invoiced in another currency."),
        takes="",
        place=60,
    ),
    Part(
        "payees",
        _("Payee profiles"),
        "payees",
        _("Where the money goes, with all but the last digits hidden."),
        takes="",
        place=230,
        # Payers have it in their navigation.
        roles=(VendorRole.AUDITOR,),
    ),
)
