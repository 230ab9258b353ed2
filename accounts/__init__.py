"""People, the partner locations they work for, and who is signed in for which of them."""
