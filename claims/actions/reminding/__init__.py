"""What goes to many when a date is near or over: computed from the database, once each (notifications.telling).

drafts.py     to those with drafts: the deadline is ahead, the drafts have expired
periods.py    to program managers: a usage period is about to close, and what became of it
requests.py   to the partner's people: an answer is due soon
disputes.py   to incentives admins: the time to dispute a decision ends
originals.py  to the partner's people: originals are due soon
promises.py   to reviewers and leads: a promised decision is at risk
retention.py  to program managers: files can be deleted; to admins: originals need not be kept any longer
"""
