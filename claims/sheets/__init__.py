"""Drafts from a sheet: understanding its rows, what goes back to correct, and the template people fill in.

`documents.sheets` reads it; `claims/actions/sheets.py` does; this package knows how.
"""
