"""Messages and notices to people; knows an address, a language, a template, and nothing of claims.

kinds.py                what is written to people at all; each room registers its own
hours.py                when somebody's office hours are
models.py               Message (mail and notice in one), Preference, Unreachable, Calendar
wording.py              a message in words
actions/sending.py      promise a message, one or many, inside the caller's transaction
actions/telling.py      tell what falls due by itself, once, also after a gap
actions/delivering.py   hand it to the mail server, at most once where that is better
"""
