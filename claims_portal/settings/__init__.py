"""Settings: base for all; local (embedded services), test, production on top."""
