"""Opening a program's fiscal year, for its managers; auditors read the checklist."""
