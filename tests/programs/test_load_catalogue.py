"""The data files and the command that loads them."""

import json
import shutil
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from programs.caps import caps_in_force, ceiling
from programs.catalogue.files import DATA, CatalogueError, read_catalogue
from programs.catalogue.loading import load
from programs.enums import ReasonKind, RequirementKind
from programs.models import ActivityType, ActivityTypeVersion, ExpenseKind, Program, Reason, UsagePeriod
from tests.factories.programs import ReasonFactory

NOVEMBER = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def _loaded_once(django_db_setup, django_db_blocker):
    """Loaded once, around the transactions of this module's tests, and rolled back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(read_catalogue(), NOVEMBER)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_loaded_once, db):
    """The catalogue as it ships, at a day in November 2026."""


@pytest.fixture
def files(tmp_path):
    """A copy of the data files, and a function that changes one of them."""
    shutil.copytree(DATA, tmp_path / "data")

    def change(name, edit):
        path = tmp_path / "data" / name
        data = json.loads(path.read_text())
        edit(data)
        path.write_text(json.dumps(data))
        return tmp_path / "data"

    return change


def rows():
    """Everything that was loaded, as plain values."""
    models = (Program, ExpenseKind, Reason, UsagePeriod, ActivityType, ActivityTypeVersion)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_a_second_run_changes_nothing(loaded):
    before = rows()
    assert +load(read_catalogue(), NOVEMBER) == {}
    assert rows() == before


def test_the_three_programs_with_their_clocks(loaded):
    coop = Program.objects.get(code="COOP")
    assert set(Program.objects.values_list("code", flat=True)) == {"COOP", "OSA", "BIZAPPS"}
    assert (coop.currency, coop.zone, coop.country) == ("EUR", "Europe/Berlin", "DE")
    clocks = (
        coop.review_days,
        coop.dispute_days,
        coop.dispute_review_days,
        coop.answer_days,
        coop.answer_minimum_days,
    )
    assert clocks == (2, 30, 5, 14, 5)
    assert (coop.payment_minimum, coop.four_eyes_limit, coop.payment_days) == (200, 10_000, 45)


@pytest.mark.parametrize("code", ["COOP", "OSA"])
def test_the_four_published_years_and_what_follows_to_the_end_of_the_next_fiscal_year(loaded, code):
    periods = list(UsagePeriod.objects.filter(program__code=code).order_by("first_day"))
    assert periods[0].first_day == date(2021, 1, 1)
    assert periods[-1].last_day == date(2028, 6, 30)
    assert len(periods) == 15
    assert all(period.deadline_day.strftime("%d %b") in {"14 Aug", "14 Feb"} for period in periods)
    assert {period.code: period.earning_first_day for period in periods}["FY27-H1-usage"] == date(2026, 1, 1)


def test_a_program_of_its_own_periods_gets_none(loaded):
    assert not UsagePeriod.objects.filter(program__code="BIZAPPS").exists()


def test_the_next_fiscal_year_brings_the_next_periods(loaded):
    assert load(read_catalogue(), datetime(2027, 7, 1, 12, tzinfo=UTC))["usage periods"] == 4
    assert UsagePeriod.objects.filter(program__code="COOP").last().last_day == date(2029, 6, 30)


def test_all_activities_of_the_field_are_there_and_only_tv_and_radio_cannot_be_claimed(loaded):
    assert ActivityType.objects.count() == 20
    refused = ActivityTypeVersion.objects.current(2027).filter(active=False)
    assert [one.activity_type.code for one in refused] == ["tv-radio"]
    assert ActivityTypeVersion.objects.offered(2027).count() == 19


def test_everything_can_be_claimed_for_something_and_every_slot_explains_itself(loaded):
    for version in ActivityTypeVersion.objects.with_rules():
        assert version.expense_kinds.all(), version
        for slot in version.requirements.exclude(kind=RequirementKind.CORE):
            assert all([slot.help, slot.example]), (version, slot.key)


def test_the_slots_take_what_the_field_asks_for(loaded):
    def takes(activity, key):
        slot = ActivityTypeVersion.objects.get(activity_type__code=activity).requirements.get(key=key)
        return [what for what in ("files", "link", "text", "number") if getattr(slot, f"accepts_{what}")]

    assert takes("digital-advertising", "ad-screenshot") == ["files"]
    assert takes("digital-advertising", "landing-page") == ["link"]
    assert takes("website-and-search", "website") == ["files", "link"]
    assert takes("direct-mail", "proof-of-sending") == ["files"]
    assert takes("multi-touch-campaign", "parts-used") == ["text"]
    assert takes("customer-seminar", "registered-guests") == ["number"]


@pytest.mark.parametrize(
    ("activity", "ceilings"),
    [
        ("syndicated-content", {"period": 17250}),
        ("customer-offer", {"share": 5000}),
        ("on-site-champ", {"share": 10000}),
        ("hosted-conference", {"period": 41400, "travel": 9200}),
        ("demo-units", {"period": 2760}),
        ("tradeshow", {}),
    ],
)
def test_caps_are_in_the_currency_of_the_program(loaded, activity, ceilings):
    coop = Program.objects.get(code="COOP")
    version = ActivityTypeVersion.objects.get(activity_type__code=activity)
    caps = caps_in_force(version, coop)
    assert {cap.key: ceiling(cap, coop, earned=20000, persons=2) for cap in caps} == ceilings


def test_every_cap_can_be_counted_in_every_program(loaded):
    for program in Program.objects.all():
        for version in ActivityTypeVersion.objects.with_rules():
            for cap in caps_in_force(version, program):
                assert ceiling(cap, program, earned=1000, persons=1) > 0


def test_reasons_for_decisions_requests_and_proof(loaded):
    program = Program.objects.get(code="COOP")
    for kind, least in {ReasonKind.DECISION: 10, ReasonKind.REQUEST: 10, ReasonKind.PROOF: 6}.items():
        assert Reason.objects.offered(kind, program).count() >= least
    assert all(one.mend for one in Reason.objects.offered(ReasonKind.DECISION, program))


def test_a_programs_own_reasons_are_offered_there_alone(loaded):
    coop, other = Program.objects.order_by("code")[:2]
    own = ReasonFactory(kind=ReasonKind.REQUEST, program=coop)
    assert own in Reason.objects.offered(ReasonKind.REQUEST, coop)
    assert own not in Reason.objects.offered(ReasonKind.REQUEST, other)


def test_a_managers_settings_survive_the_next_load(loaded):
    Program.objects.filter(code="COOP").update(review_days=3)
    load(read_catalogue(), NOVEMBER)
    assert Program.objects.get(code="COOP").review_days == 3


def test_words_a_manager_gave_a_reason_survive_the_next_load(loaded):
    Reason.objects.filter(code="alcohol").update(
        active=False, words={"en": "No drinks", "de": "Keine Getränke"}
    )
    load(read_catalogue(), NOVEMBER)
    kept = Reason.objects.get(code="alcohol")
    assert (kept.active, kept.words["en"]) == (False, "No drinks")


def edit_name(data):
    data["activities"][0]["versions"][0]["name"]["de"] = "Anzeigen"


def edit_help(data):
    data["activities"][0]["versions"][0]["requirements"][2]["help"]["en"] = "Something else"


def edit_kinds(data):
    data["activities"][0]["versions"][0]["expense_kinds"].pop()


def edit_cap(data):
    data["activities"][4]["versions"][0]["caps"][0]["amounts"]["EUR"] = "1"


@pytest.mark.parametrize(
    ("edit", "what"),
    [(edit_name, "name"), (edit_help, "requirements"), (edit_kinds, "expense kinds"), (edit_cap, "caps")],
)
def test_a_published_version_that_differs_is_refused_by_name(loaded, files, edit, what):
    before = rows()
    with pytest.raises(CatalogueError, match=f"{what} differ.*revision 2"), transaction.atomic():
        load(read_catalogue(files("demand_generation.json", edit)), NOVEMBER)
    assert rows() == before


def test_a_correction_is_a_new_revision(loaded, files):
    def correct(data):
        versions = data["activities"][0]["versions"]
        versions.append({**versions[0], "revision": 2, "name": {"en": "Print", "de": "Druck"}})

    load(read_catalogue(files("demand_generation.json", correct)), NOVEMBER)
    current = ActivityTypeVersion.objects.current(2027).get(activity_type__code="print-advertising")
    assert (current.revision, current.name["de"]) == (2, "Druck")


def test_a_period_that_differs_is_refused(loaded, files):
    def later(data):
        data[0]["usage"][1] = "2021-06-29"

    with pytest.raises(CatalogueError, match="FY21-H2-usage: the days differ"), transaction.atomic():
        load(read_catalogue(files("periods.json", later)), NOVEMBER)


FAULTS = {
    "a language is missing": (
        "reasons.json",
        lambda d: d[0]["words"].pop("de"),
        "reasons.json: 0.words.*no words in: de",
    ),
    "a language is empty": ("reasons.json", lambda d: d[0]["words"].update(de=" "), "no words in: de"),
    "a language too many": ("reasons.json", lambda d: d[0]["words"].update(fr="x"), "unknown languages: fr"),
    "a help in one language": (
        "shared_requirements.json",
        lambda d: d[0]["help"].pop("de"),
        "requirements.*help.*no words in: de",
    ),
    "a field nobody knows": ("programs.json", lambda d: d[0].update(color="red"), "programs.json: 0.color"),
    "an unknown expense kind": (
        "market_development.json",
        lambda d: d["activities"][0]["versions"][0]["expense_kinds"].append("champagne"),
        "telemarketing FY2021: unknown expense kinds: champagne",
    ),
    "an unknown shared requirement": (
        "market_development.json",
        lambda d: d["activities"][0]["versions"][0]["requirements"].append("charm"),
        "no shared requirement “charm”",
    ),
    "a cap without a program's currency": (
        "programs.json",
        lambda d: d[0].update(currency="SEK"),
        "no amount in SEK",
    ),
    "an activity twice": (
        "market_development.json",
        lambda d: d["activities"].append(d["activities"][0]),
        "telemarketing: this activity is described twice",
    ),
}


@pytest.mark.parametrize(("name", "edit", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_the_files_is_named_with_its_place(files, name, edit, message):
    with pytest.raises(CatalogueError, match=message):
        read_catalogue(files(name, edit))
