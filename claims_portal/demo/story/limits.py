"""Brightwater's invoice in yen, and two drafts that nearly reach the caps of their activities (R12, R13)."""

from claims.actions import submitting
from claims_portal.demo.story.brightwater import Brightwater
from claims_portal.demo.story.telling import days_ago


def tell() -> None:
    """A claim in yen, a contest of which a quarter of the earned funds is left, a journey for two."""
    teller = Brightwater()
    yen(teller)
    contest(teller)
    conference(teller)


def yen(teller: Brightwater) -> None:
    """Submitted: the invoice is in yen, the fund in euro."""
    facts = {"seller": "Kansai Media KK", "number": "KM-8841", "currency": "JPY"}
    with days_ago(4):
        osaka = teller.locations[3]
        claim = teller.claim(
            osaka, teller.period, "print-advertising", "Osaka trade press", "298000", teller.day(24), **facts
        )
        submitting.submit(claim.pk, user=teller.olga)


def contest(teller: Brightwater) -> None:
    """22,300 of the 22,500 EUR that a quarter of 90,000 allows."""
    with days_ago(3):
        teller.claim(
            teller.locations[2], teller.period, "internal-incentive", "Sales contest", "22300", teller.day(22)
        )


def conference(teller: Brightwater) -> None:
    """Two people: 9,000 of 9,200 EUR for travel and hotel; the registration is outside that cap."""
    with days_ago(2):
        claim = teller.claim(
            teller.locations[1],
            teller.period,
            "hosted-conference",
            "Partner conference Lisbon",
            "5900",
            teller.day(28),
            kind="travel",
            result="2",
        )
        teller.invoice(claim, "3100", teller.day(28), kind="hotel")
        teller.invoice(claim, "2400", teller.day(28), kind="conference-registration")
