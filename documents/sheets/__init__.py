"""A sheet somebody sent, XLSX or CSV, as its rows: read apart from us, cell by cell, nothing calculated or guessed.

    reading.py   the rows, from a child process with limits; why a sheet cannot be taken
    headings.py  which column is which, by code or by its name in any language
    row.py       the cells of one row by column, and what is wrong with them
    values.py    one cell as text, a day, an amount, or the sentence that says why not
    template.py  what people fill in
`__main__`, `xlsx`, `plain` and `found` run in the child, which never loads Django.
"""
