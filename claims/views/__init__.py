"""Pages of claims, split by audience: partner and staff."""
