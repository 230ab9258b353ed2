"""What happened, append-only and chained by hashes per subject; and who looked at what."""
