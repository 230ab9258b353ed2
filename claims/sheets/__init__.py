"""Drafts from a sheet: reading it apart from us, understanding its rows, and the template people fill in.

`claims/actions/sheets.py` does; this package knows how. `__main__`, `xlsx` and `plain` run in a child
process that never loads Django.
"""
