"""Bank statements: what the bank booked, read from camt.053 or CSV, and what it means for our payments."""
