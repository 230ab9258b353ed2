"""Pages of running a program, by persona: managers change, auditors read, every other person finds nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from history.models import Event
from programs.actions.roles import give_role
from programs.enums import ReasonKind, VendorRole
from programs.models import ProgramRole, Reason, UsagePeriod
from tests.factories.programs import ProgramRoleFactory, ReasonFactory, UsagePeriodFactory
from tests.programs.managing import drawn

READ = ("settings", "periods", "reasons", "enrollments", "people", "history")
CHANGED = ("periods/new", "reasons/new", "enrollments/new", "people/new")


@pytest.fixture
def axel(person, program):
    axel = person("axel")
    ProgramRoleFactory(user=axel, program=None, role=VendorRole.AUDITOR)
    return axel


@pytest.fixture
def desk(client, paula):
    client.force_login(paula)
    return client


def codes(program):
    return list(Event.objects.about(program).values_list("code", flat=True))


@pytest.mark.parametrize("part", READ)
def test_managers_and_auditors_read(client, paula, axel, anna, part):
    answers = []
    for user in (paula, axel, anna):
        client.force_login(user)
        answers.append(client.get(f"/manage/FUND/{part}/").status_code)
    assert answers == [200, 200, 404]


@pytest.mark.parametrize("part", CHANGED)
def test_managers_alone_change(client, paula, axel, anna, part):
    answers = []
    for user in (paula, axel, anna):
        client.force_login(user)
        answers.append(client.get(f"/manage/FUND/{part}/").status_code)
    assert answers == [200, 403, 404]


def test_another_program_is_not_there(desk, other_program):
    assert desk.get("/manage/OTHER/settings/").status_code == 404


def test_an_auditor_reads_the_settings_and_writes_none(client, axel, program):
    client.force_login(axel)
    page = client.get("/manage/FUND/settings/").content.decode().replace("\xa0", " ")
    assert "10,000.00 EUR" in page
    assert "Save the settings" not in page
    assert client.post("/manage/FUND/settings/", {}).status_code == 403


def test_settings_are_saved_with_before_and_after(desk, program):
    data = drawn(desk, "/manage/FUND/settings/") | {"four_eyes_limit": "5,000.00", "review_days": "3"}
    assert desk.post("/manage/FUND/settings/", data).status_code == 302
    program.refresh_from_db()
    assert (program.four_eyes_limit, program.review_days) == (5000, 3)
    page = desk.get("/manage/FUND/history/").content.decode().replace("\xa0", " ")
    for words in (
        "Settings changed",
        "A second person approves above",
        "10,000.00 EUR",
        "5,000.00 EUR",
        "paula",
    ):
        assert words in page


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(desk, program):
    data = drawn(desk, "/manage/FUND/settings/") | {
        "threshold": "a lot",
        "answer_days": "4",
        "name_de": "",
        "review_days": "0",
    }
    answer = desk.post("/manage/FUND/settings/", data)
    errors = answer.context["form"].errors
    assert set(errors) == {"threshold", "answer_minimum_days", "name_de", "review_days"}
    assert 'value="a lot"' in answer.content.decode()
    assert codes(program) == []


def test_two_managers_see_both_values_and_lose_nothing(desk, program, paula, person):
    other = person("quirin")
    ProgramRoleFactory(user=other, program=program, role=VendorRole.MANAGER)
    mine = drawn(desk, "/manage/FUND/settings/")
    desk.force_login(other)
    theirs = drawn(desk, "/manage/FUND/settings/") | {"threshold": "1500.00", "name_en": "Their name"}
    desk.post("/manage/FUND/settings/", theirs)
    desk.force_login(paula)
    answer = desk.post("/manage/FUND/settings/", mine | {"threshold": "2000.00", "review_days": "4"})
    page = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 409
    for words in ("quirin", "1,500.00 EUR", "2,000.00 EUR", "Two of you changed the same"):
        assert words in page
    # What only the other changed is in the form, what was typed still stands; saving again is a decision.
    again = drawn_of(answer)
    assert (again["name_en"], again["threshold"], again["review_days"]) == ("Their name", "2000.00", "4")
    assert desk.post("/manage/FUND/settings/", again).status_code == 302
    program.refresh_from_db()
    assert (program.threshold, program.review_days, program.name["en"]) == (2000, 4, "Their name")


def drawn_of(answer):
    return {name: answer.context["form"].data[name] for name in answer.context["form"].data}


def test_a_period_is_added_with_its_deadline(desk, program):
    days = {
        "code": "FY30-H1",
        "earning_first_day": "2029-01-01",
        "earning_last_day": "2029-06-30",
        "first_day": "2029-07-01",
        "last_day": "2029-12-31",
    }
    assert desk.post("/manage/FUND/periods/new/", days).status_code == 302
    period = UsagePeriod.objects.get(code="FY30-H1")
    assert period.deadline_day.isoformat() == "2030-02-14"
    assert codes(program) == ["programs.period_added"]


def test_a_new_period_begins_with_the_half_year_after_the_last(desk, program):
    UsagePeriodFactory(program=program)
    first = desk.get("/manage/FUND/periods/new/").context["form"].initial
    assert (first["code"], first["first_day"].isoformat()) == ("FY27-H2-usage", "2027-01-01")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"first_day": "2026-12-01"}, "first_day"),
        ({"last_day": "2026-11-30"}, "last_day"),
        ({"code": "taken"}, "code"),
        ({"deadline_day": "2030-01-01"}, "deadline_day"),
        ({"earning_last_day": "2020-01-01"}, "earning_last_day"),
    ],
)
def test_a_period_that_cannot_be_says_so_at_the_field(desk, program, typed, field):
    UsagePeriodFactory(program=program, code="taken")
    data = {name: value or "" for name, value in drawn(desk, "/manage/FUND/periods/new/").items()}
    answer = desk.post("/manage/FUND/periods/new/", data | typed)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert UsagePeriod.objects.count() == 1


def test_an_unused_period_ahead_is_removed(desk, program):
    days = {"first_day": date(2090, 1, 1), "last_day": date(2090, 6, 30)}
    period = UsagePeriodFactory(program=program, **days)
    address = f"/manage/FUND/periods/{period.pk}/"
    assert "Remove the usage period" in desk.get(address).content.decode()
    desk.post(f"{address}remove/")
    assert not UsagePeriod.objects.exists()
    assert codes(program) == ["programs.period_removed"]


def test_a_reason_is_added_edited_and_retired(desk, program):
    words = {"kind": "DECISION", "words_en": "Too late", "words_de": "Zu spät", "mend_en": "", "mend_de": ""}
    assert desk.post("/manage/FUND/reasons/new/", words).status_code == 302
    reason = Reason.objects.get(program=program)
    assert reason.code == "fund-too-late"
    address = f"/manage/FUND/reasons/{reason.code}/"
    data = drawn(desk, address) | {"words_de": "Verspätet"}
    del data["active"]
    assert desk.post(address, data).status_code == 302
    reason.refresh_from_db()
    assert (reason.words["de"], reason.active) == ("Verspätet", False)
    assert reason not in Reason.objects.offered(ReasonKind.DECISION, program)
    assert codes(program) == ["programs.reason_added", "programs.reason_changed"]


def test_a_reason_of_every_program_belongs_to_who_manages_all(desk, program, paula, other_program):
    common = ReasonFactory()
    address = f"/manage/FUND/reasons/{common.code}/"
    assert desk.get(address).status_code == 403
    ProgramRoleFactory(user=paula, program=other_program, role=VendorRole.MANAGER)
    assert desk.post(address, drawn(desk, address) | {"words_en": "New words"}).status_code == 302
    assert codes(program) == codes(other_program) == ["programs.reason_changed"]


def test_words_missing_in_a_language_are_said_at_their_box(desk, program):
    words = {"kind": "DECISION", "words_en": "Too late", "words_de": "", "mend_en": "Be early", "mend_de": ""}
    answer = desk.post("/manage/FUND/reasons/new/", words)
    assert set(answer.context["form"].errors) == {"words_de", "mend_de"}


def test_a_role_is_given_and_taken(desk, program, person):
    rita = person("rita")
    assert (
        desk.post("/manage/FUND/people/new/", {"person": "RITA@example.com", "role": "REVIEWER"}).status_code
        == 302
    )
    held = ProgramRole.objects.get(user=rita)
    assert "Take the role away" in desk.get(f"/manage/FUND/people/{held.pk}/").content.decode()
    desk.post(f"/manage/FUND/people/{held.pk}/")
    assert not ProgramRole.objects.filter(user=rita).exists()
    assert codes(program) == ["programs.role_given", "programs.role_taken"]
    assert "rita is no longer Reviewer" in desk.get("/manage/FUND/history/").content.decode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nobody@example.com", "Nobody signs in with this address."),
        ("anna@example.com", "people of partners have no role"),
        ("no address", "Enter a valid email address."),
    ],
)
def test_who_cannot_have_a_role_is_said_at_the_field(desk, anna, address, said):
    answer = desk.post("/manage/FUND/people/new/", {"person": address, "role": "REVIEWER"})
    assert said in " ".join(answer.context["form"].errors["person"])


def test_history_reads_in_the_readers_language(desk, program, paula):
    desk.post("/manage/FUND/settings/", drawn(desk, "/manage/FUND/settings/") | {"active": ""})
    paula.language = "de"
    paula.save()
    page = desk.get("/manage/FUND/history/", headers={"accept-language": "de"}).content.decode()
    assert "Einstellungen geändert" in page


@pytest.mark.parametrize("part", ["periods", "reasons", "people", "history"])
def test_more_rows_cost_no_more_queries(desk, program, person, part, django_assert_num_queries):
    def fill(number):
        year = 2030 + number
        UsagePeriodFactory(program=program, first_day=date(year, 1, 1), last_day=date(year, 6, 30))
        ReasonFactory(program=program)
        give_role(program, person(f"p{number}"), VendorRole.REVIEWER, by=User.objects.get(name="paula"))

    fill(0)
    desk.get(f"/manage/FUND/{part}/")
    with CaptureQueriesContext(connection) as with_one:
        desk.get(f"/manage/FUND/{part}/")
    for number in range(1, 6):
        fill(number)
    with django_assert_num_queries(len(with_one)):
        desk.get(f"/manage/FUND/{part}/")
