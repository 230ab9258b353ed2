"""Earnings and adjustments as people bring them in: from a sheet, or one by hand, each confirmed by a second person.

    columns.py, template.py   what a sheet holds
    offers.py, checking.py    what a row may name, and what is wrong with it
    foreseeing.py             what the rows would do to the funds, worked out before
    states.py, table.py       how far an import is, and who may take it further; conditions: guards.py
    unused.py                 whether an applied import may be taken back
    sums.py, mistakes.py      totals by location, and the file of what is wrong
    closing.py                what closing an earning period decides, fund by fund
`funds/actions/importing.py`, `checking.py`, `applying.py`, `reversing.py` and `closing.py` do it.
"""
