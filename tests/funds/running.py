"""Rules of the ledger's machine for what the program's people do: imports, taking them back, closing a period."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from funds.actions import applying, closing, reversing
from funds.earnings.states import EarningRowState, ImportState
from funds.enums import EntryReason
from funds.models import EarningRow, EarningsImport, Fund
from lifecycle import ActionRefused, clock
from programs.models import UsagePeriod
from tests.factories.people import staff
from tests.funds.model import Imported, Model

CENT = Decimal("0.01")
#: Below it a fund becomes a rebate when its earning period is closed.
THRESHOLD = Decimal(300)

#: A fund, what the row says, and cents; down: a correction downwards.
rows = st.lists(
    st.tuples(
        st.sampled_from(["first", "second"]),
        st.sampled_from(["earned", "up", "down"]),
        st.integers(1, 40_000).map(lambda cents: cents * CENT),
    ),
    min_size=1,
    max_size=3,
)


class RunningAProgram(RuleBasedStateMachine):
    """Of a machine with `funds`, `models`, `owed`, `at`, `settle` and `manager` and `payer` of the program."""

    funds: dict[str, Fund]
    models: dict[str, Model]

    def __init__(self) -> None:
        super().__init__()
        self.imports: list[Imported] = []

    def _row(self, imported: EarningsImport, line: int, name: str, what: str, amount: Decimal) -> EarningRow:
        fund = self.funds[name]
        place = {"partner": fund.partner, "period": fund.period, "currency": fund.currency}
        reason = EntryReason.EARNINGS if what == "earned" else EntryReason.OPERATIONS
        key = f"{imported.pk}-{line}"
        facts = {"line": line, "state": EarningRowState.GOOD, "reason": reason, "key": key}
        return EarningRow(imported=imported, program=fund.program, amount=amount, **facts, **place)

    def _comes_in(self, imported: Imported, name: str, what: str, amount: Decimal) -> Decimal:
        """What the model says of one row; returns the amount the row is to have, nothing where it is left out."""
        model = self.models[name]
        if what == "down" and name == "second":
            # The last period's rest would be owed by a period these two do not have.
            amount = min(amount, model.left)
        signed = -amount if what == "down" else amount
        if not signed:
            return signed
        borne = max(signed, -model.left)
        imported.add(name, model, borne)
        model.move(**{"earned" if what == "earned" else "adjusted": borne})
        self.owed += borne - signed
        imported.touched_recoveries |= borne != signed or self.settle() > 0
        self.settle()
        return signed

    @precondition(lambda self: not any(model.closed for model in self.models.values()))
    @rule(wanted=rows)
    def bring_in(self, wanted) -> None:
        """A sheet of a few rows, sent by one person and confirmed by another, applied by a worker."""
        sheet = EarningsImport.objects.create(
            program=self.funds["first"].program,
            by_hand=True,
            writing="en",
            sent_by=self.manager,
            sent_at=self.at,
            state=ImportState.WAITING,
            rows_total=len(wanted),
        )
        known = Imported(sheet.pk)
        made = []
        for line, (name, what, amount) in enumerate(wanted, start=2):
            if signed := self._comes_in(known, name, what, amount):
                made.append(self._row(sheet, line, name, what, signed))
        EarningRow.objects.bulk_create(made)
        applying.confirm(sheet.pk, user=self.payer)
        for _again in range(2):
            applying.apply(sheet.pk, self.at)
        self.imports.append(known)

    @precondition(lambda self: self.imports)
    @rule(which=st.integers(0, 10))
    def take_back(self, which) -> None:
        """As a whole while nothing of it is used, or not at all."""
        known = self.imports[which % len(self.imports)]
        allowed = not known.taken_back and known.may_be_taken_back(self.models)
        try:
            reversing.ask(known.pk, "A mistake", user=self.manager)
            reversing.confirm(known.pk, user=self.payer)
            reversing.carry_out(known.pk, self.at)
            done = True
        except ActionRefused:
            done = False
        assert done == allowed
        if done:
            known.taken_back = True
            for name in sorted(known.came_in):
                self.models[name].move(adjusted=-known.came_in[name])
                self.settle()

    @rule(name=st.sampled_from(["first", "second"]))
    def close(self, name) -> None:
        """Once, the earning period is closed: below the threshold what is left becomes a rebate."""
        model = self.models[name]
        try:
            # The days of earning of both periods are over by then.
            with clock.shifted(timedelta(days=1000)):
                decided = closing.close(self.funds[name].period_id, user=self.manager)
        except ActionRefused:
            assert model.closed
            return
        assert not model.closed
        for _again in range(2):
            closing.decide(decided.pk, self.at)
        model.closed = True
        if model.available < THRESHOLD:
            model.move(adjusted=-model.left)


def people_of(period: UsagePeriod) -> tuple[object, object]:
    """A manager and a payer of the period's program, whose threshold funds may miss."""
    program = period.program
    program.threshold = THRESHOLD
    program.save(update_fields=["threshold"])
    return staff("Paula", program, "MANAGER"), staff("Pia", program, "PAYER")
