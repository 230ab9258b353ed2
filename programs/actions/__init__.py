"""The doors for what changes in this room after it was set up.

extending.py   moving a deadline (R1): for one location, for all, and after the portal was away
asking.py      a location asks for that, a manager answers
publishing.py  putting a version of an activity in force (R21)
door.py        what every act of a manager does: lock, compare, ask what is in use, write, record
settings.py    limits, clocks and words of a program; periods.py, reasons.py, enrolling.py, roles.py: its parts
rates.py       taking in exchange rates (R13)
"""
