from payments.models.batch import Batch, Payment, PaymentItem
from payments.models.invoicing import InvoiceTerms, TaxInvoice
from payments.models.recovery import Offset, Recovery, Repayment
from payments.models.statement import Statement, StatementEntry

__all__ = [
    "Batch",
    "InvoiceTerms",
    "Offset",
    "Payment",
    "PaymentItem",
    "Recovery",
    "Repayment",
    "Statement",
    "StatementEntry",
    "TaxInvoice",
]
