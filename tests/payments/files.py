"""Bank statements as banks write them, for tests: camt.053 in both versions, and our CSV."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

IBAN = "DE02120300000000202051"
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


@dataclass(frozen=True)
class Line:
    """One transaction; `parts` makes a collective booking of several."""

    amount: str = "1000.00"
    reference: str = "PAY-2026-000001-1"
    incoming: bool = False
    day: date = date(2026, 11, 26)
    currency: str = "EUR"
    code: str = ""
    text: str = ""
    bank: str = "NTRF77"
    state: str = "BOOK"
    reversal: bool = False
    parts: tuple["Line", ...] = ()

    @property
    def side(self) -> str:
        return "CRDT" if self.incoming else "DBIT"


def camt(*lines: Line, version: str = "02", iban: str = IBAN, number: str = "2026-228") -> bytes:
    """A statement of one account on one day."""
    entries = "".join(_entry(one, version) for one in lines)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{_NAMESPACE}{version}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>053D2026-11-26T20:05:33.0N120000</MsgId><CreDtTm>2026-11-26T20:05:33.0+01:00</CreDtTm></GrpHdr>
    <Stmt>
      <Id>{number}</Id><ElctrncSeqNb>228</ElctrncSeqNb><CreDtTm>2026-11-26T20:05:33.0+01:00</CreDtTm>
      <Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Contoso Deutschland GmbH</Nm></Ownr></Acct>
      <Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">90000.00</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-25</Dt></Dt></Bal>
      {entries}
    </Stmt>
  </BkToCstmrStmt>
</Document>
""".encode()


def _entry(line: Line, version: str) -> str:
    state = f"<Cd>{line.state}</Cd>" if version == "08" else line.state
    parts = line.parts or (line,)
    details = "".join(_details(one, version, several=bool(line.parts)) for one in parts)
    reversal = "<RvslInd>true</RvslInd>" if line.reversal else ""
    return f"""<Ntry><Amt Ccy="{line.currency}">{line.amount}</Amt><CdtDbtInd>{line.side}</CdtDbtInd>{reversal}
      <Sts>{state}</Sts><BookgDt><Dt>{line.day}</Dt></BookgDt><ValDt><Dt>{line.day}</Dt></ValDt>
      <AcctSvcrRef>{line.bank}</AcctSvcrRef>
      <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
      <NtryDtls>{details}</NtryDtls></Ntry>"""


def _details(line: Line, version: str, *, several: bool) -> str:
    own = f'<Amt Ccy="{line.currency}">{line.amount}</Amt>'
    amount = ""
    if several:
        amount = own if version == "08" else f"<AmtDtls><TxAmt>{own}</TxAmt></AmtDtls>"
    side = f"<CdtDbtInd>{line.side}</CdtDbtInd>" if several and version == "08" else ""
    reason = (
        f"<RtrInf><Rsn><Cd>{line.code}</Cd></Rsn><AddtlInf>Konto erloschen</AddtlInf></RtrInf>"
        if line.code
        else ""
    )
    end_to_end = f"<EndToEndId>{line.reference}</EndToEndId>" if line.reference else ""
    return f"""<TxDtls><Refs>{end_to_end}</Refs>{amount}{side}
      <RmtInf><Ustrd>{line.text}</Ustrd></RmtInf>{reason}</TxDtls>"""


def table(*lines: Line, german: bool = False) -> bytes:
    """The same as our CSV, as a person would write it."""
    head = "Booked on;In or out;Amount;Currency;Reference;Bank reference;Reason of return;Text"
    rows = [head]
    for one in lines:
        amount, day = Decimal(one.amount), one.day.isoformat()
        written = f"{amount:,.2f}"
        if german:
            written, day = written.translate(str.maketrans(",.", ".,")), f"{one.day:%d.%m.%Y}"
        side = "in" if one.incoming else "out"
        rows.append(f"{day};{side};{written};{one.currency};{one.reference};{one.bank};{one.code};{one.text}")
    return "\n".join(rows).encode()
