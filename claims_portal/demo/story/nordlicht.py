"""Nordlicht Systemhaus, Kiel: Anna's and Ben's claims (design 4.2).

Current period: earned EUR 24,000, held 7,750, approved 2,600, left 13,650.
"""

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import Partner
from claims.actions import asking, handing, reviewing, submitting, talking
from claims.models import Claim
from claims.outcomes import LineOutcome
from claims_portal.demo import files, people
from claims_portal.demo.story import paying, telling
from claims_portal.demo.story.telling import add_invoice, days_ago, draft, prove_all
from documents.models import Document
from funds.actions import ledger as funds
from lifecycle import clock
from programs.models import Program, Reason, UsagePeriod
from programs.rules import DAYS_TO_SUBMIT, local_day
from review.clocks import answer_due
from review.wanted import Wanted

BUYER = "Nordlicht Systemhaus GmbH"


def tell() -> None:
    """Everything that happened at Nordlicht until today."""
    teller = Nordlicht()
    teller.earn()
    teller.previous_period()
    teller.paid_in_part()
    teller.under_review()
    teller.trade_fair()
    teller.mailing()
    teller.seminar()
    teller.business_applications()


class Nordlicht:
    """The people and places of the story, fetched once."""

    def __init__(self) -> None:
        self.partner = Partner.objects.get(number=people.NORDLICHT)
        self.anna, self.ben, self.rita = people.user("anna"), people.user("ben"), people.user("rita")
        self.paula = people.user("paula")
        self.period = telling.story_period("COOP")
        self.before = telling.period_before(self.period)
        self.today = telling.today()

    def day(self, days_ago: int) -> date:
        """A day of the current period, so many days ago at most."""
        return max(self.today - timedelta(days=days_ago), self.period.first_day)

    def invoice(self, number: str, seller: str, day: date, what: str, net: str) -> tuple[str, bytes]:
        invoice = files.Invoice(number, seller, day, BUYER, what, Decimal(net))
        return f"Rechnung {number}.pdf", files.invoice_pdf(invoice)

    def claim(
        self, code: str, title: str, day: date, seller: str, number: str, net: str, **facts: object
    ) -> Claim:
        """A draft with one invoice."""
        period = facts.pop("period", self.period)
        claim = draft(self.partner, period, code, title, day, day, by=self.anna, **facts)
        bill = self.invoice(number, seller, day, title, net)
        add_invoice(claim, seller, number, day, net, title, by=self.ben, file=bill)
        return claim

    def proofs(self, title: str, day: date) -> dict[str, tuple[str, bytes]]:
        return {
            "*": (f"{title}.pdf", files.agenda_pdf(title, day)),
            "photos": ("Saal.jpg", files.photo_jpg(title)),
            "event-photos": ("Saal.jpg", files.photo_jpg(title)),
        }

    def complete(self, claim: Claim, day: date) -> Claim:
        prove_all(claim, self.proofs(claim.title, day), by=self.ben)
        return claim

    def earn(self) -> None:
        program = self.period.program
        for period, amount in ((self.period, "24000"), (self.before, "3400")):
            with days_ago((self.today - period.first_day).days):
                fund = funds.fund_for(self.partner, program, period)
                funds.earn(fund, Decimal(amount), actor=self.paula, at=clock.now())

    def paid_in_part(self) -> None:
        """3,000 claimed, 2,600 approved, 400 held for a dispute; `paying` says how it is paid."""
        day = self.day(75)
        with days_ago(26):
            claim = self.claim(
                "print-advertising", "Anzeige Kieler Wirtschaft", day, "Fördepresse Verlag", "FP-8812", "3000"
            )
            telling.submit(self.complete(claim, day), by=self.anna)
        with days_ago(25):
            reviewing.take(claim.pk, user=self.rita)
            line = claim.expenses.get()
            why = "Die halbe Spalte mit fremden Produkten wird nicht erstattet."
            telling.decide(claim, {line: LineOutcome(Decimal(2600), why)}, "", by=self.rita)

    def under_review(self) -> None:
        day = self.day(30)
        with days_ago(3):
            claim = self.claim(
                "digital-advertising", "Online-Anzeigen Herbst", day, "Klickwerk GmbH", "KW-2041", "2400"
            )
            telling.submit(self.complete(claim, day), by=self.anna)
        with days_ago(1):
            reviewing.take(claim.pk, user=self.rita)
            talking.note(
                claim.pk, "Die Rechnung vor der Entscheidung mit anderen vergleichen.", user=self.rita
            )
            talking.write(claim.pk, "Fehlt noch etwas? Der Screenshot ist vom ersten Tag.", user=self.anna)

    def trade_fair(self) -> None:
        """The agenda is asked for, due in two days."""
        day = self.day(40)
        asked = self._request_days_ago()
        with days_ago(asked + 1):
            claim = self.claim("tradeshow", "Messestand Nordbau", day, "Messe Nord AG", "MN-5521", "3100")
            telling.submit(self.complete(claim, day), by=self.anna)
        with days_ago(asked):
            reviewing.take(claim.pk, user=self.rita)
            words = "Bitte senden Sie die Agenda der Messe; aus der Einladung geht der Tag nicht hervor."
            why = Reason.objects.get(code="date-not-shown")
            reviewing.request_documents(claim.pk, [Wanted(reason=why, words=words)], user=self.rita)

    def _request_days_ago(self) -> int:
        """How long ago a request was made that is due in two days, by R9's business days."""
        program, country = self.period.program, self.partner.country
        wanted = self.today + timedelta(days=2)
        for days in range(14, 40):
            with days_ago(days):
                due = answer_due(program, country, clock.now())
            if local_day(due - timedelta(seconds=1), program.zone) <= wanted:
                return days
        raise LookupError("No day fits")

    def mailing(self) -> None:
        """One file is still being checked when the demo starts."""
        day = self.day(25)
        with days_ago(1):
            claim = self.claim(
                "direct-mail", "Mailing Herbstangebot", day, "Lettershop Förde", "LF-310", "1850"
            )
            self.complete(claim, day)
            for document in Document.objects.filter(partner=self.partner, state="PENDING")[1:]:
                telling.check_now(document)
            telling.submit(claim, by=self.anna, checked=False)

    def seminar(self) -> None:
        """The claim to finish: photos are missing, and Anna has asked Ben for them."""
        day = self.day(12)
        with days_ago(6):
            claim = self.claim(
                "customer-seminar",
                "Kundenseminar am Hafen",
                day,
                "Eventhaus Kiel GmbH",
                "EK-2207",
                "4200",
                own_reference="MKT-27-014",
            )
            prove_all(claim, self.proofs(claim.title, day), by=self.ben, but=("photos", "event-photos"))
        slot = claim.activity.requirements.filter(key__in=("photos", "event-photos")).first()
        words = "Du hattest die Kamera: zwei, drei Fotos vom Saal, auf denen unser Banner zu sehen ist."
        wished = min(self.today + timedelta(days=3), self.period.last_day + timedelta(days=DAYS_TO_SUBMIT))
        with days_ago(1):
            asking.ask(claim.pk, user=self.anna, asked=self.ben, words=words, place=slot, wished_for=wished)

    def previous_period(self) -> None:
        """One withdrawn, one paid, one expired with EUR 640 forfeited."""
        day = self.before.last_day - timedelta(days=40)
        past = (self.today - self.before.last_day).days
        with days_ago(past - 5):
            claim = self.claim(
                "customer-offer", "Sommeraktion", day, "Druckhaus Ost", "DO-77", "800", period=self.before
            )
            telling.submit(self.complete(claim, day), by=self.anna)
            submitting.withdraw(claim.pk, user=self.anna)
        with days_ago(past - 8):
            done = self.claim(
                "telemarketing", "Anrufaktion", day, "Callpunkt", "CP-12", "2760", period=self.before
            )
            telling.submit(self.complete(done, day), by=self.anna)
            reviewing.take(done.pk, user=self.rita)
            telling.decide(done, {done.expenses.get(): LineOutcome(Decimal(2760), "")}, "", by=self.rita)
        paying.pay(past - 20)
        with days_ago(past - 20):
            self.claim(
                "print-advertising",
                "Beilage",
                day,
                "Fördepresse Verlag",
                "FP-8001",
                "640",
                period=self.before,
            )

    def business_applications(self) -> None:
        """A usage period that ended 42 days ago: a finished draft, handed over by Ben, 3 days left."""
        program = Program.objects.get(code="BIZAPPS")
        last = self.today - timedelta(days=42)
        first = last - timedelta(days=91)
        period = UsagePeriod.planned(
            program,
            "BA-demo",
            first_day=first,
            last_day=last,
            earning_first_day=first - timedelta(days=92),
            earning_last_day=first - timedelta(days=1),
        )
        period.save()
        with days_ago(60):
            fund = funds.fund_for(self.partner, program, period)
            funds.earn(fund, Decimal(5000), actor=self.paula, at=clock.now())
        with days_ago(10):
            day = last - timedelta(days=9)
            claim = self.claim(
                "internal-training", "Schulung Vertrieb", day, "Lernwerk Kiel", "LW-88", "1150", period=period
            )
            self.complete(claim, day)
        with days_ago(1):
            handing.hand_over(claim.pk, "Alles da, bitte einreichen.", user=self.ben)
