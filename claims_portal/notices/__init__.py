"""Where people read what was written to them, and say what they want as a mail too.

Here and not in `notifications`, since a notice whose claim its reader may no longer see says nothing of it.
"""
