"""The single door to messages: promised in the act's transaction, delivered by workers, read by people."""
