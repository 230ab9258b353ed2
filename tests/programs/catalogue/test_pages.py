"""The catalogue's pages as managers, auditors and others meet them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from programs import rules
from programs.actions import drafting, publishing
from programs.enums import VendorRole
from programs.models import ActivityType, ActivityTypeVersion, Cap
from programs.yearly import count_pinned_by, pinned
from tests.factories.programs import ProgramRoleFactory
from tests.programs.catalogue.conftest import complete

YEAR = "/manage/catalogue/2028/"
SEMINAR = f"{YEAR}activities/seminar/"


@pytest.fixture
def as_paula(client, paula):
    client.force_login(paula)
    return client


@pytest.fixture
def draft(seminar, paula):
    return drafting.draft_activity("seminar", 2028, by=paula)


def text(answer):
    return answer.content.decode()


def current(draft):
    return ActivityTypeVersion.objects.get(pk=draft.pk)


class TestTheYear:
    def test_each_activity_says_how_it_stands(self, as_paula, seminar, mailing, paula):
        drafting.draft_activity("mailing", 2028, by=paula)
        words = text(as_paula.get(YEAR))
        assert "Carried over" in words
        assert "from fiscal year 2027" in words
        assert "until then the rules of fiscal year 2025 hold" in words
        assert "Copy 1 activity as a draft" in words

    def test_planned_and_overdue(self, as_paula, draft, paula):
        day = rules.local_day(clock.now(), paula.zone) + timedelta(days=1)
        publishing.plan([draft], day, by=paula)
        assert "Planned" in text(as_paula.get(YEAR))
        ActivityTypeVersion.objects.filter(pk=draft.pk).update(publish_due=clock.now())
        assert "Could not be published" in text(as_paula.get(YEAR))

    def test_copying_it_twice_makes_nothing_twice(self, as_paula, seminar, mailing):
        assert "2 drafts made." in text(as_paula.post(f"{YEAR}copy/", follow=True))
        assert "0 drafts made." in text(as_paula.post(f"{YEAR}copy/", follow=True))

    def test_it_leads_to_the_next_year(self, as_paula, paula):
        running = rules.fiscal_year(rules.local_day(clock.now(), paula.zone))
        assert as_paula.get("/manage/catalogue/").url == f"/manage/catalogue/{running + 1}/"

    def test_an_auditor_reads_and_writes_nothing(self, client, person, draft):
        axel = person("axel")
        ProgramRoleFactory(user=axel, program=None, role=VendorRole.AUDITOR)
        client.force_login(axel)
        for address in (YEAR, SEMINAR, f"{SEMINAR}compare/"):
            assert client.get(address).status_code == 200
        assert "Delete the draft" not in text(client.get(SEMINAR))
        for address in (f"{YEAR}copy/", f"{SEMINAR}draft/", f"{SEMINAR}delete/", f"{SEMINAR}words/"):
            assert client.post(address).status_code == 403

    def test_for_others_there_is_nothing(self, client, anna, draft):
        client.force_login(anna)
        assert client.get(YEAR).status_code == 404

    def test_the_number_of_queries_does_not_grow(self, as_paula, seminar, draft):
        as_paula.get(YEAR)
        counts = []
        for code in ("one", "two", "three"):
            complete(code, 2028)
            with CaptureQueriesContext(connection) as queries:
                as_paula.get(YEAR)
            counts.append(len(queries))
        assert len(set(counts)) == 1


class TestChanging:
    WORDS = {
        "name_en": "Seminar",
        "name_de": "Seminar",
        "summary_en": "An event.",
        "summary_de": "",
        "guidance_en": "",
        "guidance_de": "",
        "active": "on",
    }

    def test_words_may_be_unfinished_and_the_page_says_what_is_missing(self, as_paula, draft):
        kinds = [one.pk for one in draft.expense_kinds.all()]
        sent = {**self.WORDS, "expense_kinds": kinds, "edition": 1}
        words = text(as_paula.post(f"{SEMINAR}words/", sent, follow=True))
        assert "Saved in the draft." in words
        assert "Summary: words in German are missing." in words
        assert current(draft).summary == {"en": "An event.", "de": ""}
        assert current(draft).guidance == {}

    def test_somebody_was_faster(self, as_paula, draft, paula):
        drafting.remove_requirement(draft, "photos", by=paula)
        answer = as_paula.post(f"{SEMINAR}words/", {**self.WORDS, "edition": 1})
        assert answer.status_code == 409
        assert "Somebody else changed this draft meanwhile" in text(answer)
        assert 'name="edition" value="2"' in text(answer)
        assert current(draft).name != {"en": "Seminar", "de": "Seminar"}
        assert as_paula.post(f"{SEMINAR}words/", {**self.WORDS, "edition": 2}).status_code == 302

    def test_what_needs_prior_approval_cannot_be_claimed(self, as_paula, draft):
        sent = {**self.WORDS, "needs_prior_approval": "on", "edition": 1}
        assert "needs prior approval cannot be claimed here" in text(as_paula.post(f"{SEMINAR}words/", sent))

    REQUIREMENT = {
        "key": "slides",
        "kind": "EVIDENCE",
        "takes": ["files", "link"],
        "label_en": "Slides",
        "required": "on",
        "minimum": 1,
        "position": 2,
        "edition": 1,
    }

    def test_a_requirement_is_added_changed_and_taken_out(self, as_paula, draft):
        as_paula.post(f"{SEMINAR}requirements/", self.REQUIREMENT)
        slides = draft.requirements.get(key="slides")
        assert (slides.accepts_files, slides.accepts_link, slides.label["en"]) == (True, True, "Slides")
        here = f"{SEMINAR}requirements/slides/"
        assert 'value="Slides"' in text(as_paula.get(here))
        as_paula.post(here, {**self.REQUIREMENT, "minimum": 3, "edition": 2})
        assert draft.requirements.get(key="slides").minimum == 3
        as_paula.post(f"{here}remove/")
        assert not draft.requirements.filter(key="slides").exists()

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"key": "photos"}, "already has a requirement of this key"),
            ({"takes": ["number"]}, "proof takes files, a link or text"),
            ({"group": "papers"}, "Proof in a group is optional by itself"),
            ({"minimum": 0}, "greater than or equal to 1"),
        ],
    )
    def test_what_cannot_be_is_said_at_once(self, as_paula, draft, wrong, words):
        answer = as_paula.post(f"{SEMINAR}requirements/", {**self.REQUIREMENT, **wrong})
        assert answer.status_code == 200
        assert words in text(answer)
        assert draft.requirements.count() == 2

    CAP = {
        "key": "share",
        "kind": "SHARE_OF_EARNED",
        "scope": "PERIOD",
        "share": "25",
        "words_en": "A quarter",
    }

    def test_a_cap_is_added_with_its_figures(self, as_paula, draft, program):
        as_paula.post(f"{SEMINAR}caps/", {**self.CAP, "program": program.pk, "edition": 1})
        cap = draft.caps.get(key="share")
        assert (cap.share * 100, cap.program, cap.currency) == (25, program, "")
        words = text(as_paula.get(SEMINAR))
        assert "25%" in words
        as_paula.post(f"{SEMINAR}caps/{cap.pk}/", {**self.CAP, "share": "30", "edition": 2})
        assert current_cap(cap).share * 100 == 30
        as_paula.post(f"{SEMINAR}caps/{cap.pk}/remove/")
        assert not draft.caps.filter(key="share").exists()

    def test_a_kind_of_cap_needs_its_figures(self, as_paula, draft):
        answer = as_paula.post(f"{SEMINAR}caps/", {**self.CAP, "kind": "FIXED", "edition": 1})
        assert "This kind of cap needs other figures." in text(answer)

    def test_caps_of_another_program_are_its_managers_alone(self, as_paula, draft, other_program):
        theirs = Cap.objects.create(
            version=draft,
            key="most",
            program=other_program,
            kind="LIFTED",
            scope="PERIOD",
            words={"en": "None"},
        )
        words = text(as_paula.get(SEMINAR))
        assert "its own managers" in words
        assert as_paula.get(f"{SEMINAR}caps/{theirs.pk}/").status_code == 403
        assert as_paula.post(f"{SEMINAR}caps/{theirs.pk}/remove/").status_code == 403
        sent = {**self.CAP, "program": other_program.pk, "edition": 1}
        assert "Select a valid choice" in text(as_paula.post(f"{SEMINAR}caps/", sent))

    def test_a_new_activity(self, as_paula, seminar):
        sent = {
            "code": "podcast",
            "category": "DEMAND_GENERATION",
            "name_en": "Podcast",
            "name_de": "Podcast",
            "summary_en": "A series.",
        }
        words = text(as_paula.post(f"{YEAR}new/", sent, follow=True))
        assert "The draft is there." in words
        assert ActivityType.objects.get(code="podcast").versions.get().published_at is None
        assert "This code is taken" in text(as_paula.post(f"{YEAR}new/", sent))

    def test_a_draft_is_made_and_deleted(self, as_paula, seminar):
        assert "Draft" in text(as_paula.post(f"{SEMINAR}draft/", follow=True))
        assert "The draft is deleted." in text(as_paula.post(f"{SEMINAR}delete/", follow=True))
        assert seminar.activity_type.versions.count() == 1

    def test_what_is_published_has_no_forms(self, as_paula, seminar):
        published_one = "/manage/catalogue/2027/activities/seminar/"
        assert as_paula.get(f"{published_one}words/").status_code == 404
        assert "Correct it: draft the next revision" in text(as_paula.get(published_one))


def current_cap(cap):
    return Cap.objects.get(pk=cap.pk)


class TestPublishing:
    def test_now(self, as_paula, draft):
        sent = {"drafts_chosen": ["seminar"], "when": "now"}
        assert "Published." in text(as_paula.post(f"{YEAR}publish/", sent, follow=True))
        assert current(draft).published_at

    def test_on_a_day_and_called_off(self, as_paula, draft, paula):
        day = rules.local_day(clock.now(), paula.zone) + timedelta(days=3)
        sent = {"drafts_chosen": ["seminar"], "when": "later", "publish_on": day.isoformat()}
        assert "Planned." in text(as_paula.post(f"{YEAR}publish/", sent, follow=True))
        assert current(draft).publish_on == day
        assert "not published on that day any more" in text(as_paula.post(f"{SEMINAR}call-off/", follow=True))

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"publish_on": ""}, "Give the day."),
            ({"publish_on": "2020-01-01"}, "Choose a later day, or publish now."),
            ({"drafts_chosen": []}, "Choose at least one draft."),
        ],
    )
    def test_what_is_missing_is_said(self, as_paula, draft, wrong, words):
        sent = {"drafts_chosen": ["seminar"], "when": "later", "publish_on": "2099-01-01"}
        assert words in text(as_paula.post(f"{YEAR}publish/", {**sent, **wrong}))
        assert current(draft).publish_on is None

    def test_what_is_not_ready_is_listed_with_the_reason(self, as_paula, draft):
        draft.expense_kinds.clear()
        words = text(as_paula.get(f"{YEAR}publish/"))
        assert "No kind of expense is paid" in words
        assert "Nothing can be published now" in words

    def test_drafts_of_claims_that_stay_are_counted(self, as_paula, draft, seminar, monkeypatch):
        monkeypatch.setattr("programs.yearly._PINNED", [])
        count_pinned_by(lambda versions: {one: 3 for one in versions if one == seminar.pk})
        assert pinned([seminar.pk]) == {seminar.pk: 3}
        for address in (f"{YEAR}publish/", SEMINAR):
            assert "3 drafts of claims stay on the versions that hold now." in text(as_paula.get(address))


class TestComparing:
    def test_the_draft_beside_what_it_was_made_from(self, as_paula, draft):
        draft.requirements.filter(key="photos").delete()
        words = text(as_paula.get(f"{SEMINAR}compare/"))
        assert "Requirement “photos”" in words
        assert "(Removed)" in words
        assert "Fiscal year 2027" in words

    def test_any_two_and_nonsense(self, as_paula, draft, seminar):
        address = f"{SEMINAR}compare/?before={seminar.pk}&after={seminar.pk}"
        assert "They say the same" in text(as_paula.get(address))
        assert as_paula.get(f"{SEMINAR}compare/?before=x&after=999999").status_code == 200

    def test_the_history_shows_before_and_after(self, as_paula, draft, paula):
        drafting.save_words(draft, {"active": False}, draft.expense_kinds.all(), edition=1, by=paula)
        assert "before “Yes”, now “No”" in text(as_paula.get(SEMINAR))
