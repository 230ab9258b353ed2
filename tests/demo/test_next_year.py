"""What Paula can finish in the demo: the catalogue of the next fiscal year, most of it planned for the first day."""

from django.core.management import call_command

from claims_portal.demo import people
from claims_portal.demo.story import next_year, telling
from lifecycle import clock
from programs.rules import fiscal_year
from programs.yearly import Standing, rows_of


def test_the_next_year_is_half_prepared(db):
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    next_year.tell()
    rows = {one.activity.code: one for one in rows_of(fiscal_year(telling.today()) + 1, clock.now())}
    assert {code for code, one in rows.items() if one.standing == Standing.DRAFT} == {
        *next_year.LEFT,
        "podcast-series",
    }
    assert {one.standing for one in rows.values()} == {Standing.DRAFT, Standing.PLANNED}
    assert [one.code for one in rows["podcast-series"].problems] == ["words", "no_expense_kind"]
    assert rows["customer-seminar"].draft.requirements.filter(key="recording").exists()
