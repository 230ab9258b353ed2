"""Forms check shape and content, not rights or state."""
