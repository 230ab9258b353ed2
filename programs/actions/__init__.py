"""The doors for what changes in this room after it was set up.

extending.py   moving a deadline (R1): for one location, for all, and after the portal was away
asking.py      a location asks for that, a manager answers
publishing.py  putting a version of an activity in force (R21)
rates.py       taking in exchange rates (R13)
"""
