from funds.models.earnings import EarningClosing, EarningRow, EarningsImport
from funds.models.ledger import Fund, FundEntry, Recovery

__all__ = ["EarningClosing", "EarningRow", "EarningsImport", "Fund", "FundEntry", "Recovery"]
