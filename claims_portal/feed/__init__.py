"""The feed of somebody's dates, for their own calendar, and the page on which they get its address.

dates.py   what is due, and when: for partners what the first screen says they owe, for reviewers what is promised
"""
