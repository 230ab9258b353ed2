"""The fiscal year that comes: half prepared by Paula, so that somebody can finish it."""

from datetime import date

from claims_portal.demo import people
from claims_portal.demo.story.telling import days_ago, today
from programs.actions import drafting
from programs.actions.publishing import plan, problems_of
from programs.enums import ActivityCategory, RequirementKind
from programs.models import ActivityType, ActivityTypeVersion, Requirement
from programs.rules import fiscal_year

#: What was not looked through yet.
LEFT = ("on-site-champ", "proof-of-concept")


def tell() -> None:
    """Last year's catalogue is copied, one activity rewritten, one new begun; most is planned for the first day."""
    year = fiscal_year(today()) + 1
    with days_ago(3):
        copied = drafting.copy_year(year, by=people.user("paula"))
    with days_ago(2):
        _rewrite(next(one for one in copied if one.activity_type.code == "customer-seminar"))
    with days_ago(1):
        _begin(year)
        ready = [one for one in copied if one.activity_type.code not in LEFT and not problems_of(one)]
        if (first := date(year - 1, 7, 1)) > today():
            plan(ready, first, by=people.user("paula"))


def _rewrite(seminar: ActivityTypeVersion) -> None:
    """Seminars may be on line now: new words, and a link to the recording where there is one."""
    facts = {
        "name": {"en": "Customer seminars, also on line", "de": "Kundenseminare, auch online"},
        "guidance": {
            "en": "New this year: a seminar on line counts like one in a room. Photos may be screenshots.",
            "de": "Neu in diesem Jahr: Ein Onlineseminar zählt wie eines vor Ort. Fotos dürfen Bildschirmfotos sein.",
        },
    }
    recording = Requirement(
        key="recording",
        kind=RequirementKind.EVIDENCE,
        position=seminar.requirements.count(),
        label={"en": "Link to the recording", "de": "Link zur Aufzeichnung"},
        help={"en": "Where the seminar was on line.", "de": "Wenn das Seminar online war."},
        required=False,
        accepts_link=True,
    )
    paula, paid = people.user("paula"), seminar.expense_kinds.all()
    drafting.save_words(seminar, facts, paid, edition=seminar.edition, by=paula)
    drafting.save_requirement(seminar, recording, edition=seminar.edition + 1, by=paula)


def _begin(year: int) -> None:
    """A new activity without its German words: it cannot be published yet."""
    podcast = ActivityType(code="podcast-series", category=ActivityCategory.DEMAND_GENERATION)
    words = {
        "name": {"en": "Podcast series", "de": "Podcastreihe"},
        "summary": {
            "en": "A series of recorded talks about our products, published for customers.",
            "de": "",
        },
    }
    drafting.add_activity(year, podcast, words, by=people.user("paula"))
