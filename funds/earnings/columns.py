"""The columns of a sheet of earnings, and how much of one is taken."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.sheets.headings import AS_AMOUNT, Column
from documents.sheets.reading import Most

#: Bytes of a sheet that is sent, and what is read of it.
LARGEST = 20 * 1024 * 1024
MOST = Most(rows=100_000, seconds=60, wait=300)

COLUMNS = (
    Column(
        "location",
        _("Location number"),
        _("The number of the partner location, with its zeros in front."),
        required=True,
        most=30,
    ),
    Column("period", _("Usage period"), _("Its code; choose from the list."), True, 60, offered="periods"),
    Column(
        "amount",
        pgettext_lazy("money", "Amount"),
        _("Without currency. Adjustments may be negative, with a minus in front."),
        required=True,
        most=40,
        format=AS_AMOUNT,
    ),
    Column("currency", _("Currency"), _("The program's own, as a code like EUR."), True, 3, width=10),
    Column(
        "reason",
        pgettext_lazy("adjustment", "Reason"),
        _("Earnings, or why it is adjusted; choose from the list, the code alone is enough."),
        required=True,
        most=120,
        offered="reasons",
        width=40,
    ),
    Column(
        "key",
        _("Key of the row"),
        _(
            "A number or word of your own that no other row of the program ever has. By it a row is known again."
        ),
        required=True,
        most=80,
        width=28,
    ),
    Column("note", _("Note"), _("What partners read beside the entry."), most=400, width=48),
)
CODES = tuple(one.code for one in COLUMNS)
BY_CODE = {one.code: one for one in COLUMNS}
