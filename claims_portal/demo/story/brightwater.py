"""Brightwater Group: Olga's 300 claims in four locations (design 4.2)."""

import random
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import Partner
from claims.actions import deciding, disputing, drafting, originals, reviewing, submitting
from claims.models import Claim, Expense
from claims.outcomes import LineOutcome
from claims_portal.demo import files, people
from claims_portal.demo.story import telling
from claims_portal.demo.story.telling import days_ago
from documents.actions import receive, settle
from documents.enums import Problem, State
from documents.examination import Outcome
from documents.models import Document
from funds.actions import ledger as funds
from lifecycle import clock
from programs.enums import RequirementKind
from programs.models import UsagePeriod

SHARED = "Collected proof.pdf"
SELLERS = ("Harbour Media", "Studio Quay", "Callwell Ltd", "Printworks", "Expo Partners", "Klickwerk GmbH")


def tell() -> None:
    """The special claims; what makes the list long comes from `everyday`."""
    teller = Brightwater()
    teller.earn()
    teller.awaiting_approval()
    teller.rejected()
    teller.disputed()
    teller.shared_invoice()
    teller.called_for()
    teller.infected()
    teller.approved()


class Brightwater:
    """The people, places and a shared file for each; chance is seeded, so the story is the same each time."""

    def __init__(self) -> None:
        self.locations = list(Partner.objects.filter(number__in=people.BRIGHTWATER).order_by("number"))
        self.olga, self.rita, self.arno = people.user("olga"), people.user("rita"), people.user("arno")
        self.period = telling.story_period("COOP")
        self.before = telling.period_before(self.period)
        self.today = telling.today()
        self.files = {partner.pk: self._file(partner) for partner in self.locations}

    def _file(self, partner: Partner) -> Document:
        """One collective document with which a location proves many claims; made once."""
        made = Document.objects.filter(partner=partner, name=SHARED).first()
        if made:
            return made
        day = self.before.first_day
        invoice = files.Invoice("HM-1", SELLERS[0], day, partner.legal_name, "Media services", Decimal(9800))
        with days_ago((self.today - day).days - 1):
            stored = telling.upload(SHARED, files.invoice_pdf(invoice))
            document = receive(stored, partner=partner, user=self.olga, at=clock.now())
            telling.check_now(document)
        document.refresh_from_db()
        return document

    def earn(self) -> None:
        for partner in self.locations:
            for period in (self.period, self.before):
                with days_ago((self.today - period.first_day).days):
                    fund = funds.fund_for(partner, period.program, period)
                    funds.earn(fund, Decimal(90_000), actor=people.user("paula"), at=clock.now())

    def claim(
        self, partner: Partner, period: UsagePeriod, code: str, title: str, net: str, day: date, **facts: str
    ) -> Claim:
        """A complete draft that uses the location's shared file for every slot."""
        claim = telling.draft(partner, period, code, title, day, day, by=self.olga, place=partner.city)
        self.invoice(claim, net, day, **facts)
        for requirement in claim.activity.requirements.exclude(kind=RequirementKind.CORE):
            self._prove(claim, requirement, facts.get("result", "180"))
        return claim

    def invoice(self, claim: Claim, net: str, day: date, **facts: str) -> None:
        """A line with its file; facts: seller, number, currency, the code of its kind, the whole invoice's net."""
        chance = random.Random(f"{claim.title} {net}")  # noqa: S311  a story, not a secret
        kinds = claim.activity.expense_kinds.order_by("position")
        seller = facts.get("seller") or chance.choice(SELLERS)
        number = facts.get("number") or f"{seller[:2].upper()}-{chance.randrange(100_000, 999_999)}"
        expense = Expense(
            claim=claim,
            kind=kinds.filter(code=facts["kind"]).get() if "kind" in facts else kinds.first(),
            currency=facts.get("currency", ""),
            vendor=seller,
            invoice_number=number,
            invoice_date=day,
            net=Decimal(net),
            invoice_net=Decimal(facts["whole"]) if "whole" in facts else None,
            tax=Decimal(0),
            description=claim.title,
        )
        bill = self._bill(expense)
        drafting.save_expense(claim.pk, expense, user=self.olga, kept=bill)

    def _bill(self, line: Expense) -> Document:
        """The file of an invoice; that it is clean needs no scanner, it was made here."""
        invoice = files.Invoice(
            line.invoice_number,
            line.vendor,
            line.invoice_date,
            line.claim.partner.legal_name,
            line.description,
            line.whole_net,
            line.currency or line.claim.currency,
        )
        stored = telling.upload(f"Invoice {line.invoice_number}.pdf", files.invoice_pdf(invoice))
        document = receive(stored, partner=line.claim.partner, user=self.olga, at=clock.now())
        return settle(document, Outcome(State.CLEAN, "", "application/pdf", "demo"), clock.now())

    def _prove(self, claim: Claim, requirement: object, result: str) -> None:
        answer = {"requirement": requirement, "added_by": self.olga, "added_at": clock.now()}
        if requirement.kind == RequirementKind.METRIC:
            claim.proofs.create(text=result, **answer)
        elif requirement.accepts_files:
            for _one in range(requirement.minimum):
                claim.proofs.create(document=self.files[claim.partner_id], **answer)
        else:
            claim.proofs.create(link="https://www.brightwater.example/news", seen_on=claim.last_day, **answer)

    def day(self, days_ago: int) -> date:
        return max(self.today - timedelta(days=days_ago), self.period.first_day)

    def awaiting_approval(self) -> None:
        with days_ago(2):
            claim = self.claim(
                self.locations[0],
                self.period,
                "tradeshow",
                "Channel Expo stand",
                "14800",
                self.day(30),
                seller="Expo Partners",
                number="EP-5501",
                whole="18400",
            )
            submitting.submit(claim.pk, user=self.olga)
        with days_ago(1):
            reviewing.take(claim.pk, user=self.rita)
            lines = {claim.expenses.get(): LineOutcome(Decimal(14_800), "")}
            deciding.recommend(claim.pk, lines, "Stand, fee and programme all fit.", user=self.rita)

    def rejected(self) -> None:
        """Nine days are left to dispute it."""
        with days_ago(23):
            claim = self.claim(
                self.locations[1], self.period, "customer-offer", "Back-office offer", "1900", self.day(60)
            )
            submitting.submit(claim.pk, user=self.olga)
        with days_ago(21):
            reviewing.take(claim.pk, user=self.rita)
            reason = "The offer names no product of ours. A copy that shows one would have mended it."
            telling.decide(
                claim, {claim.expenses.get(): LineOutcome(Decimal(0), reason)}, reason, by=self.rita
            )

    def disputed(self) -> None:
        with days_ago(18):
            claim = self.claim(
                self.locations[2], self.period, "telemarketing", "Partner call week", "2600", self.day(50)
            )
            submitting.submit(claim.pk, user=self.olga)
        with days_ago(16):
            reviewing.take(claim.pk, user=self.rita)
            reason = "The script names another maker's product in the first minute."
            telling.decide(
                claim, {claim.expenses.get(): LineOutcome(Decimal(0), reason)}, reason, by=self.rita
            )
        with days_ago(2):
            statement = "The other product is named only to compare; the offer is about yours. See page 2."
            disputing.dispute(claim.pk, statement, user=self.olga)

    def shared_invoice(self) -> None:
        """An invoice Nordlicht claimed too: same vendor, number and amount."""
        with days_ago(2):
            facts = {"seller": "Klickwerk GmbH", "number": "KW-2041"}
            claim = self.claim(
                self.locations[1],
                self.period,
                "digital-advertising",
                "Herbst search ads",
                "2400",
                self.day(30),
                **facts,
            )
            submitting.submit(claim.pk, user=self.olga)

    def called_for(self) -> None:
        """Approved and, weeks later, its originals are called for."""
        with days_ago(33):
            claim = self.claim(
                self.locations[0], self.period, "direct-mail", "Autumn postcards", "980", self.day(45)
            )
            submitting.submit(claim.pk, user=self.olga)
        with days_ago(32):
            reviewing.take(claim.pk, user=self.rita)
            telling.decide(claim, {claim.expenses.get(): LineOutcome(Decimal(980), "")}, "", by=self.rita)
        with days_ago(6):
            words = "The printer's invoice and one postcard of the run, on paper: we look at every twentieth claim."
            originals.call(claim.pk, words, user=self.rita)

    def infected(self) -> None:
        """A draft whose file the scanner refused; the bytes are harmless, the verdict is the story's."""
        with days_ago(1):
            claim = self.claim(
                self.locations[0], self.period, "direct-mail", "Winter mailing", "640", self.day(20)
            )
            stored = telling.upload(
                "Winter mailing proof.pdf", files.agenda_pdf("Winter mailing", self.day(20))
            )
            document = receive(stored, partner=claim.partner, user=self.olga, at=clock.now())
            outcome = Outcome(State.INFECTED, Problem.VIRUS, "application/pdf", "demo")
            settle(document, outcome, clock.now())
            slot = claim.proofs.filter(document__isnull=False).first()
            slot.document = document
            slot.save(update_fields=["document"])

    def approved(self) -> None:
        """Osaka's fails, Lyon's first one waits for its tax invoice; what is newer is ready."""
        osaka, lyon, poznan = self.locations[3], self.locations[1], self.locations[2]
        self._approve(osaka, "Osaka partner evening", "1400", 22)
        self._approve(lyon, "Lyon press day", "1250", 22)
        self._approve(lyon, "Lyon partner breakfast", "900", 6)
        self._approve(poznan, "Poznań launch evening", "1800", 6)

    def _approve(self, partner: Partner, title: str, net: str, days: int) -> None:
        with days_ago(days):
            claim = self.claim(partner, self.period, "customer-seminar", title, net, self.day(48))
            submitting.submit(claim.pk, user=self.olga)
        with days_ago(days - 2):
            reviewing.take(claim.pk, user=self.rita)
            lines = {claim.expenses.get(): LineOutcome(Decimal(net), "")}
            telling.decide(claim, lines, "", by=self.rita)
