"""The doors for what changes in this room after it was set up.

extending.py   moving a deadline (R1): for one location, for all, and after the portal was away
asking.py      a location asks for that, a manager answers
drafting.py    writing the catalogue of a fiscal year; publishing.py: putting it in force, now or by the clock (R21)
opening.py     the usage periods of a fiscal year, publishing it, and telling its partners
door.py        what every act of a manager does: lock, compare, ask what is in use, write, record
settings.py    limits, clocks and words of a program; periods.py, reasons.py, enrolling.py, roles.py: its parts
guidebooks.py  writing a guidebook as a draft, and publishing it
rates.py       taking in exchange rates (R13)
"""
