"""Any order of verbs, refusals and crashes: the ledger always equals a plain model of R11.

100 examples by default, 2,000 with `--hypothesis-profile=deep`. Each example lives in a
savepoint that is rolled back, so thousands of them share two funds made once.
"""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from funds import workflow
from funds.actions import ledger
from funds.enums import EntryReason
from funds.models import Fund, Recovery
from lifecycle import ActionRefused
from tests.factories.funds import FundFactory, Subject, following
from tests.factories.programs import ExtensionFactory
from tests.funds.model import Model
from tests.funds.running import CENT, RunningAProgram, people_of
from tests.funds.sums import FIGURES, assert_totals_are_the_sums

CLAIMS = [Subject(number) for number in (1, 2)]

funds = st.sampled_from(["first", "second"])
claims = st.sampled_from(CLAIMS)
#: An amount, or how far it lies from the most that would be allowed: the edges are where money is lost.
amounts = st.one_of(
    st.integers(1, 50_000).map(lambda cents: cents * CENT), st.sampled_from(["all", "a cent more", "half"])
)


class CrashError(Exception):
    """The process dies after the act and before the commit."""


class Ledger(RunningAProgram):
    def __init__(self, made: dict[str, Fund], people: tuple[Any, Any]) -> None:
        super().__init__()
        self.funds, (self.manager, self.payer) = made, people
        self.person = self.payer
        self.models = {name: Model(fund.period.deadline) for name, fund in made.items()}
        self.owed = Decimal(0)
        self.at = made["first"].period.deadline - timedelta(days=3)
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        try:
            for fund in self.funds.values():
                assert_totals_are_the_sums(fund)
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def does(self, name: str, verb, *args, allowed: bool, **kwargs) -> bool:
        """Do it; the ledger refuses exactly what the model does not allow."""
        try:
            verb(self.funds[name], *args, at=self.at, **kwargs)
            done = True
        except ActionRefused:
            done = False
        assert done == allowed
        return done

    @staticmethod
    def amount_of(asked, most: Decimal) -> Decimal:
        named = {"all": most, "a cent more": most + CENT, "half": (most / 2).quantize(CENT)}
        return max(named.get(asked, asked) if isinstance(asked, str) else asked, CENT)

    def settle(self) -> Decimal:
        """What the first period could not bear is taken from the second as soon as it has something."""
        second = self.models["second"]
        part = min(self.owed, second.left)
        second.move(adjusted=-part)
        self.owed -= part
        return part

    @initialize(first=st.integers(1, 900), second=st.integers(1, 900))
    def begin(self, first, second) -> None:
        """A claim of each fund is partly approved and paid, so that few steps lead to where it gets interesting."""
        for name, amount in (("first", first), ("second", second)):
            self.earn(name=name, amount=Decimal(amount))
            for step in (self.hold, self.approve, self.pay):
                step(name=name, claim=CLAIMS[0], amount="half")

    @rule(name=funds, amount=st.integers(1, 60_000).map(lambda cents: cents * CENT))
    def earn(self, name, amount) -> None:
        self.does(name, ledger.earn, amount, actor=None, allowed=True)
        self.models[name].move(earned=amount)
        self.settle()

    @rule(name=funds, amount=amounts, down=st.booleans())
    def adjust(self, name, amount, down) -> None:
        # The last period's rest would be owed by a period these two do not have.
        model = self.models[name]
        amount = self.amount_of(amount, model.left)
        amount = min(amount, model.left) if down and name == "second" else amount
        if not amount:
            return
        signed = -amount if down else amount
        self.does(name, ledger.adjust, signed, actor=self.person, reason=EntryReason.OPERATIONS, allowed=True)
        borne = max(signed, -model.left)
        model.move(adjusted=borne)
        self.owed += borne - signed
        self.settle()

    @rule(name=funds, claim=claims, amount=amounts)
    def hold(self, name, claim, amount) -> None:
        model = self.models[name]
        amount = self.amount_of(amount, model.left)
        allowed = self.at < model.deadline and amount <= model.left
        if self.does(name, ledger.hold, amount, subject=claim, actor=self.person, allowed=allowed):
            model.hold(claim, amount)

    @rule(name=funds, claim=claims, amount=amounts)
    def release(self, name, claim, amount) -> None:
        model = self.models[name]
        amount = self.amount_of(amount, model.held[claim])
        allowed = amount <= model.held[claim]
        if self.does(name, ledger.release, amount, subject=claim, actor=self.person, allowed=allowed):
            model.release(claim, amount, late=self.at >= model.deadline)

    @rule(name=funds, claim=claims, amount=amounts)
    def approve(self, name, claim, amount) -> None:
        model = self.models[name]
        amount = self.amount_of(amount, model.held[claim])
        allowed = amount <= model.held[claim]
        if self.does(name, ledger.approve, amount, subject=claim, actor=self.person, allowed=allowed):
            model.approve(claim, amount)

    @rule(name=funds, claim=claims, amount=amounts)
    def decide(self, name, claim, amount) -> None:
        """A part is approved and the rest let go, in one transaction."""
        model, by = self.models[name], {"subject": claim, "actor": self.person, "at": self.at}
        held = model.held[claim]
        amount = min(self.amount_of(amount, held), held)
        with transaction.atomic():
            if amount:
                ledger.approve(self.funds[name], amount, **by)
            if held - amount:
                ledger.release(self.funds[name], held - amount, **by)
        model.approve(claim, amount)
        model.release(claim, held - amount, late=self.at >= model.deadline)

    @rule(name=funds, claim=claims, amount=amounts)
    def reverse(self, name, claim, amount) -> None:
        model = self.models[name]
        amount = self.amount_of(amount, model.unpaid(claim))
        allowed = amount <= model.unpaid(claim)
        if self.does(name, ledger.reverse, amount, subject=claim, actor=self.person, allowed=allowed):
            model.held[claim] += amount
            model.approved[claim] -= amount
            model.move(held=amount, approved=-amount)

    @rule(name=funds, claim=claims, amount=amounts)
    def pay(self, name, claim, amount) -> None:
        model = self.models[name]
        amount = self.amount_of(amount, model.unpaid(claim))
        allowed = amount <= model.unpaid(claim)
        if self.does(name, ledger.pay, amount, subject=claim, actor=self.person, allowed=allowed):
            model.pay(claim, amount)

    @rule(name=funds)
    def batch(self, name) -> None:
        """All that is approved and unpaid of the fund's claims is paid in one transaction."""
        model = self.models[name]
        with transaction.atomic():
            for claim in CLAIMS:
                if amount := model.unpaid(claim):
                    ledger.pay(self.funds[name], amount, subject=claim, actor=self.person, at=self.at)
                    model.pay(claim, amount)

    @rule(name=funds, claim=claims, amount=amounts)
    def comes_back(self, name, claim, amount) -> None:
        model = self.models[name]
        amount = self.amount_of(amount, model.paid[claim])
        allowed = amount <= model.paid[claim]
        if self.does(name, ledger.returned, amount, subject=claim, actor=self.person, allowed=allowed):
            model.pay(claim, -amount)

    @rule(name=funds, waits=st.booleans())
    def forfeit(self, name, waits) -> None:
        model = self.models[name]
        if waits:
            self.time_passes(name=name)
        if self.does(name, ledger.forfeit, allowed=self.at >= model.deadline):
            model.move(forfeited=model.left)

    @rule(name=funds)
    def restore(self, name) -> None:
        model = self.models[name]
        if self.does(name, ledger.restore, actor=self.person, allowed=self.at < model.deadline):
            model.move(forfeited=-model.totals["forfeited"])

    @rule(name=funds)
    def time_passes(self, name) -> None:
        """To the very instant of a deadline."""
        self.at = max(self.at, self.models[name].deadline)

    @rule(name=funds)
    def extension(self, name) -> None:
        model = self.models[name]
        model.deadline = max(self.at, model.deadline) + timedelta(days=1)
        fund = self.funds[name]
        ExtensionFactory(
            period=fund.period, partner=fund.partner, deadline=model.deadline, granted_by=self.person
        )

    @precondition(lambda self: any(model.left for model in self.models.values()))
    @rule(name=funds, claim=claims, amount=st.integers(1, 300).map(Decimal), steps=st.integers(1, 5))
    def crash(self, name, claim, amount, steps) -> None:
        """Several acts of one transaction, then the process dies: nothing of them is there."""
        by = {"subject": claim, "actor": None, "at": self.at}
        acts = [
            lambda fund: ledger.hold(fund, amount, **by),
            lambda fund: ledger.approve(fund, amount, **by),
            lambda fund: ledger.pay(fund, amount, **by),
            lambda fund: ledger.returned(fund, amount, **by),
            lambda fund: ledger.earn(fund, amount, actor=None, at=self.at),
        ]
        with suppress(CrashError, ActionRefused), transaction.atomic():
            for act in acts[:steps]:
                act(self.funds[name])
            raise CrashError

    @invariant()
    def the_ledger_is_what_the_model_says(self) -> None:
        for row in Fund.objects.filter(pk__in=[fund.pk for fund in self.funds.values()]):
            model = self.models["first" if row == self.funds["first"] else "second"]
            assert {figure: getattr(row, figure) for figure in FIGURES} == model.totals
            assert row.left == model.left >= 0
        assert sum((one.outstanding for one in Recovery.objects.open()), Decimal(0)) == self.owed

    @rule(name=funds, claim=claims)
    def what_is_known_of_a_claim(self, name, claim) -> None:
        model, fund = self.models[name], self.funds[name]
        known = [ask(fund, claim) for ask in (workflow.held_for, workflow.approved_for, workflow.paid_for)]
        assert known == [model.held[claim], model.approved[claim], model.paid[claim]]


@pytest.mark.django_db
def test_the_ledger_equals_its_model_whatever_happens():
    first = FundFactory()
    second = FundFactory(partner=first.partner, period=following(first.period))
    people = people_of(first.period)
    made = {"first": first, "second": second}
    how = settings(
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(lambda: Ledger(made, people), settings=how)
