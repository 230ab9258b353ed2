"""The catalogue as data files, and how the database is brought in step with them."""
