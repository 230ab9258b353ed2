"""A fiscal year opened from last year's copy, through the pages; the preview; who sees what."""

from datetime import date

import pytest

from history.models import Event
from lifecycle import clock
from notifications.models import Message
from programs import rules
from programs.actions import drafting
from programs.enums import VendorRole
from programs.models import ActivityTypeVersion, FiscalYearOpening, UsagePeriod
from tests.factories.guidebooks import GuidebookFactory, in_print
from tests.factories.programs import ProgramRoleFactory, UsagePeriodFactory, published
from tests.programs.catalogue.conftest import complete


@pytest.fixture
def running(program):
    """The fiscal year that runs."""
    return rules.fiscal_year(rules.local_day(clock.now(), program.zone))


@pytest.fixture
def last_year(program, paula, person, running):
    """Everything as it stands in the running year: periods, catalogue, guidebook, people."""
    for name, role in {"rita": "REVIEWER", "arno": "APPROVER", "pia": "PAYER"}.items():
        ProgramRoleFactory(user=person(name), program=program, role=VendorRole(role))
    for half in rules.half_years(rules.HalfYear(running, 1), date(running, 6, 30)):
        days = {"first_day": half.first_day, "last_day": half.last_day}
        UsagePeriodFactory(program=program, code=half.code, **days)
    published(complete("seminar", 2021))
    published(complete("mailing", 2025))
    in_print(GuidebookFactory(program=program, fiscal_year=2021), paula)
    return program


@pytest.fixture
def as_paula(client, paula):
    client.force_login(paula)
    return client


def text(answer):
    return answer.content.decode()


def test_a_fiscal_year_is_opened_from_last_years_copy(as_paula, anna, paula, last_year, running):
    year = running + 1
    here, catalogue = f"/manage/FUND/years/{year}/", f"/manage/catalogue/{year}/"
    # Nothing of the next year is there yet: the list says so, and publishing is refused.
    words = text(as_paula.get(here))
    assert "There is no usage period in this year." in words
    assert "All rules are carried over" in words
    news = {"announcement_en": "New: webinars.", "announcement_de": "Neu: Webinare."}
    assert as_paula.post(f"{here}publish/", news).status_code == 409
    # Periods of last year, a year later.
    assert f"14 February {year}, 23:59 Berlin time" in text(as_paula.get(f"{here}periods/"))
    assert "2 usage periods made." in text(as_paula.post(f"{here}periods/", follow=True))
    # The catalogue: copied, one activity changed, published on the first day.
    as_paula.post(f"{catalogue}copy/")
    draft = ActivityTypeVersion.objects.get(activity_type__code="seminar", fiscal_year=year)
    sent = {
        "name_en": "Seminar and webinar",
        "name_de": "Seminar und Webinar",
        "summary_en": "An event.",
        "summary_de": "Eine Veranstaltung.",
        "expense_kinds": [one.pk for one in draft.expense_kinds.all()],
        "active": "on",
        "edition": 1,
    }
    assert as_paula.post(f"{catalogue}activities/seminar/words/", sent).status_code == 302
    assert "Seminar and webinar" in text(as_paula.get(f"{here}preview/"))
    assert "2 drafts are not published yet" in text(as_paula.get(here))
    chosen = {"drafts_chosen": ["seminar", "mailing"], "when": "later", "publish_on": f"{running}-07-01"}
    assert "Planned." in text(as_paula.post(f"{catalogue}publish/", chosen, follow=True))
    # Nothing blocks any more; published once, told once.
    words = text(as_paula.get(f"{here}publish/"))
    assert "It cannot be published yet" not in words
    assert "The guidebook of an earlier year goes on" in words
    assert "Its partners are told by mail." in text(as_paula.post(f"{here}publish/", news, follow=True))
    as_paula.post(f"{here}publish/", news)
    assert FiscalYearOpening.objects.count() == 1
    (told,) = Message.objects.filter(kind="year_opened")
    assert (told.to, told.context["year"]) == (anna, year)
    assert "New: webinars." in text(as_paula.get(here))
    assert Event.objects.about(last_year).last().code == "programs.year_opened"


def test_the_running_year_and_the_next_are_listed(as_paula, last_year, running):
    words = text(as_paula.get("/manage/FUND/years/"))
    assert f"Fiscal year {running + 1}" in words
    assert "To be prepared" in words
    assert "Running, not announced" in words


def test_an_auditor_reads_and_opens_nothing(client, person, last_year, running):
    axel = person("axel")
    ProgramRoleFactory(user=axel, program=None, role=VendorRole.AUDITOR)
    client.force_login(axel)
    here = f"/manage/FUND/years/{running + 1}/"
    for address in ("/manage/FUND/years/", here, f"{here}preview/", f"{here}preview/seminar/"):
        assert client.get(address).status_code == 200
    assert "Publish the fiscal year" not in text(client.get(here))
    for part in ("periods/", "publish/"):
        assert client.post(f"{here}{part}").status_code == 403
    assert not UsagePeriod.objects.filter(code__startswith=f"FY{(running + 1) % 100}").exists()


def test_for_others_there_is_nothing(client, anna, person, other_program, last_year, running):
    theirs = person("theirs")
    ProgramRoleFactory(user=theirs, program=other_program, role=VendorRole.MANAGER)
    for somebody in (anna, theirs):
        client.force_login(somebody)
        assert client.get(f"/manage/FUND/years/{running + 1}/").status_code == 404


class TestPreview:
    def test_it_shows_drafts_marked_and_writes_nothing(self, as_paula, last_year, paula, running):
        draft = drafting.draft_activity("seminar", running + 1, by=paula)
        ActivityTypeVersion.objects.filter(pk=draft.pk).update(name={"en": "Webinar", "de": "Webinar"})
        here = f"/manage/FUND/years/{running + 1}/preview/"
        events = Event.objects.count()
        words = text(as_paula.get(here))
        assert "Preview: nobody else sees this" in words
        assert "1 draft is shown that no partner sees yet." in words
        assert words.count("Draft: not published") == 1
        assert "Webinar" in text(as_paula.get(f"{here}seminar/"))
        assert "Start a claim" not in words
        assert Event.objects.count() == events

    def test_partners_still_read_what_is_published(self, client, anna, last_year, paula, running):
        draft = drafting.draft_activity("seminar", running, by=paula)
        ActivityTypeVersion.objects.filter(pk=draft.pk).update(name={"en": "Webinar", "de": "Webinar"})
        client.force_login(anna)
        assert "Webinar" not in text(client.get("/programs/activities/"))

    def test_an_activity_that_is_not_there(self, as_paula, last_year, running):
        assert as_paula.get(f"/manage/FUND/years/{running + 1}/preview/none/").status_code == 404
