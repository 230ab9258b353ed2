"""Messages and notices to people; knows an address, a language, a template, and nothing of claims.

kinds.py                what is written to people at all; each room registers its own
hours.py                when somebody's office hours are
models.py               Message (mail and notice in one), Preference, Unreachable, Calendar
wording.py              a message in words
actions/sending.py      promise a message, one or many, inside the caller's transaction
actions/telling.py      tell what falls due by itself, once, also after a gap
mails.py                the mail that carries it; calendars.py: the entry that goes along
smtp.py                 what the mail server's answers mean
stopping.py             the address that turns a kind off without signing in
actions/delivering.py   hand it to the mail server, at most once where that is better
actions/sifting.py      what of it still goes, asked just before
actions/failing.py      what becomes of it when it does not go
actions/reaching.py     addresses that come back; resending.py: once more because somebody wants it
"""
