"""What was sent to whom, for the people who answer for it: managers of what concerns their programs, auditors of all.

Here and not in `notifications`, since it takes every room to know whose affair a message is.
"""
