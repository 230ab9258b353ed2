"""Lists as people get them: pages by keyset, and files for spreadsheets."""
