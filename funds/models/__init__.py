from funds.models.ledger import Fund, FundEntry, Recovery

__all__ = ["Fund", "FundEntry", "Recovery"]
