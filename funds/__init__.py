"""Funds as R11: what a location earned, what is held, approved, paid, forfeited, and what is left.

Where to look:
    models.py    Fund (totals), FundEntry (append-only), Recovery (what the next period still owes)
    migrations/0002_the_ledger_posts_itself.py   the database alone keeps the totals: an entry moves them
    workflow.py  may it be done? one sentence each, which also says by how much not
    actions.py   the verbs of the ledger; release, approve, pay are called inside a claim's transaction
    recoveries.py  negative adjustments that a fund could not bear, taken from later periods
    figures.py   a fund for a page, constant in queries; entries.py its entries
    reminding.py money is left and the period about to end; kinds.py, owed.py its messages
    subjects.py  how other rooms name what an entry is about
"""
