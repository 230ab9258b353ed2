"""Guidebooks as people read them: which version holds, its chapters drawn, compared and searched.

holding.py    which version is in force
markdown.py   a chapter's text drawn: HTML, its sections with their anchors, the plain text of each
reading.py    a version with its chapters in the reader's language
comparing.py  what changed between two versions
searching.py  words in all guidebooks of a person
naming.py     which chapters name an activity
drafted.py    what keeps a draft from being published
telling.py    its history in words
"""
