"""Where each value stands, by syntax: the one table of this room. A new syntax is a new row.

Of several places (`|`) the first that holds anything counts, in the order of the document.
"""

from dataclasses import dataclass, field

#: UNTDID 1001: documents that give money back (a corrected invoice, 384, may be either; its sign says which).
CREDIT_TYPES = {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"}


@dataclass(frozen=True)
class Syntax:
    """`fields` and `lines`: XPath by value, from the root and from one line, whose tag is `line`.

    credit: every document with this root is a credit note.
    """

    code: str
    namespaces: dict[str, str]
    root: str
    line: str
    fields: dict[str, str]
    lines: dict[str, str]
    credit: bool = False
    tags: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        expanded = {name: self._expanded(getattr(self, name)) for name in ("root", "line")}
        object.__setattr__(self, "tags", expanded)

    def _expanded(self, name: str) -> str:
        prefix, _colon, local = name.partition(":")
        return f"{{{self.namespaces[prefix]}}}{local}"


#: UN/CEFACT's Cross Industry Invoice. `{…}` is what ZUGFeRD 1 calls otherwise. A tax may be stated in the
#: seller's own currency too: `$currency` is the invoice's.
_CII_FIELDS = {
    "currency": "{settlement}/ram:InvoiceCurrencyCode",
    "profile": "{context}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
    "number": "{document}/ram:ID",
    "type": "{document}/ram:TypeCode",
    "date": "{document}/ram:IssueDateTime/udt:DateTimeString",
    "seller": "{agreement}/ram:SellerTradeParty/ram:Name",
    "buyer": "{agreement}/ram:BuyerTradeParty/ram:Name",
    "net": "{sums}/ram:TaxBasisTotalAmount[not(@currencyID) or @currencyID=$currency]",
    "tax": "{sums}/ram:TaxTotalAmount[not(@currencyID) or @currencyID=$currency]",
    "gross": "{sums}/ram:GrandTotalAmount[not(@currencyID) or @currencyID=$currency]",
    "period_start": "{settlement}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString",
    "period_end": "{settlement}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString",
    "delivered": "{delivery}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString",
}
_CII_LINES = {
    "name": "ram:SpecifiedTradeProduct/ram:Name",
    "quantity": "{line_delivery}/ram:BilledQuantity",
    "net": "{line_settlement}/{line_sums}/ram:LineTotalAmount",
    "period_start": "{line_settlement}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString",
    "period_end": "{line_settlement}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString",
}
_CII_NAMES = {
    "context": "rsm:ExchangedDocumentContext",
    "document": "rsm:ExchangedDocument",
    "agreement": "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement",
    "delivery": "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery",
    "settlement": "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement",
    "sums": "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
    "/ram:SpecifiedTradeSettlementHeaderMonetarySummation",
    "line_delivery": "ram:SpecifiedLineTradeDelivery",
    "line_settlement": "ram:SpecifiedLineTradeSettlement",
    "line_sums": "ram:SpecifiedTradeSettlementLineMonetarySummation",
}
_ZUGFERD_1_NAMES = {
    "context": "rsm:SpecifiedExchangedDocumentContext",
    "document": "rsm:HeaderExchangedDocument",
    "agreement": "rsm:SpecifiedSupplyChainTradeTransaction/ram:ApplicableSupplyChainTradeAgreement",
    "delivery": "rsm:SpecifiedSupplyChainTradeTransaction/ram:ApplicableSupplyChainTradeDelivery",
    "settlement": "rsm:SpecifiedSupplyChainTradeTransaction/ram:ApplicableSupplyChainTradeSettlement",
    "sums": "rsm:SpecifiedSupplyChainTradeTransaction/ram:ApplicableSupplyChainTradeSettlement"
    "/ram:SpecifiedTradeSettlementMonetarySummation",
    "line_delivery": "ram:SpecifiedSupplyChainTradeDelivery",
    "line_settlement": "ram:SpecifiedSupplyChainTradeSettlement",
    "line_sums": "ram:SpecifiedTradeSettlementMonetarySummation",
}

#: Universal Business Language. The registered name comes before the trading name, as in EN 16931's BT-27.
_UBL_FIELDS = {
    "currency": "cbc:DocumentCurrencyCode",
    "profile": "cbc:CustomizationID",
    "number": "cbc:ID",
    "type": "cbc:InvoiceTypeCode | cbc:CreditNoteTypeCode",
    "date": "cbc:IssueDate",
    "seller": "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName"
    " | cac:AccountingSupplierParty/cac:Party[not(cac:PartyLegalEntity/cbc:RegistrationName)]"
    "/cac:PartyName/cbc:Name",
    "buyer": "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName"
    " | cac:AccountingCustomerParty/cac:Party[not(cac:PartyLegalEntity/cbc:RegistrationName)]"
    "/cac:PartyName/cbc:Name",
    "net": "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount[not(@currencyID) or @currencyID=$currency]",
    "tax": "cac:TaxTotal/cbc:TaxAmount[not(@currencyID) or @currencyID=$currency]",
    "gross": "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount[not(@currencyID) or @currencyID=$currency]",
    "period_start": "cac:InvoicePeriod/cbc:StartDate",
    "period_end": "cac:InvoicePeriod/cbc:EndDate",
    "delivered": "cac:Delivery/cbc:ActualDeliveryDate",
}
_UBL_LINES = {
    "name": "cac:Item/cbc:Name",
    "quantity": "cbc:InvoicedQuantity | cbc:CreditedQuantity",
    "net": "cbc:LineExtensionAmount",
    "period_start": "cac:InvoicePeriod/cbc:StartDate",
    "period_end": "cac:InvoicePeriod/cbc:EndDate",
}

_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:"
_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def _cii(code: str, root: str, version: tuple[str, str, str], line: str, names: dict[str, str]) -> Syntax:
    rsm, ram, udt = version
    fields = {name: path.format(**names) for name, path in _CII_FIELDS.items()}
    lines = {name: path.format(**names) for name, path in _CII_LINES.items()}
    return Syntax(code, {"rsm": rsm, "ram": _RAM + ram, "udt": _UDT + udt}, root, line, fields, lines)


def _ubl(code: str, kind: str, *, credit: bool) -> Syntax:
    namespaces = {
        "ubl": f"{_UBL}{kind}-2",
        "cac": f"{_UBL}CommonAggregateComponents-2",
        "cbc": f"{_UBL}CommonBasicComponents-2",
    }
    return Syntax(code, namespaces, f"ubl:{kind}", f"cac:{kind}Line", _UBL_FIELDS, _UBL_LINES, credit)


SYNTAXES = (
    _cii(
        "cii",
        "rsm:CrossIndustryInvoice",
        ("urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", "100", "100"),
        "ram:IncludedSupplyChainTradeLineItem",
        _CII_NAMES,
    ),
    _cii(
        "zugferd_1",
        "rsm:CrossIndustryDocument",
        ("urn:ferd:CrossIndustryDocument:invoice:1p0", "12", "15"),
        "ram:IncludedSupplyChainTradeLineItem",
        _ZUGFERD_1_NAMES,
    ),
    _ubl("ubl_invoice", "Invoice", credit=False),
    _ubl("ubl_credit_note", "CreditNote", credit=True),
)
BY_ROOT = {syntax.tags["root"]: syntax for syntax in SYNTAXES}
