"""Pages of the catalogue of a fiscal year, for program managers; auditors read them."""
