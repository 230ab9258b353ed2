"""Those with drafts are told of the deadline ahead, each step once, and of what expired; nobody else is."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.enums import PartnerRole
from claims import tasks
from claims.actions import submitting
from claims.actions.reminding.drafts import remind_of_deadlines, tell_of_expired
from claims.models import Claim
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.kinds import kind_of
from notifications.models import Message, Reminder
from programs.actions.extending import grant_extension
from programs.rules import local_day, start_of_day
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory, PartnerFactory, UserFactory
from tests.factories.programs import EnrollmentFactory, MembershipScopeFactory, ProgramFactory

pytestmark = pytest.mark.django_db

A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
BERLIN = "Europe/Berlin"


def told(kind="deadline_ahead", **which):
    return Message.objects.filter(kind=kind, **which).order_by("pk")


def begun(*kinds):
    """As if beat ticked ever since the claims were made."""
    for kind in kinds:
        Reminder.objects.create(kind=kind, told_until=clock.now())


def steps(due):
    """The instants of the six steps before a deadline that ends a Berlin day."""
    last = local_day(due, BERLIN) - A_DAY
    days = [start_of_day(last - n * A_DAY, BERLIN) for n in (30, 14, 7, 3, 1)]
    return [*days, due - timedelta(hours=4)]


@pytest.fixture
def due(draft):
    """The draft's deadline; reminders began before."""
    begun("deadline_ahead", "draft_expired")
    return draft.period.deadline


def test_each_step_is_told_once_and_the_last_four_hours_at_any_hour(draft, people, due):
    for instant in steps(due):
        for moment in (-A_MINUTE, timedelta(0), A_MINUTE):
            remind_of_deadlines(instant + moment)
    messages = list(told(to=people.anna))
    assert [one.created_at for one in messages] == steps(due)
    assert {one.void_at for one in messages} == {due}
    hours = [one.due_at.astimezone(ZoneInfo(people.anna.zone)).hour for one in messages]
    assert all(8 <= hour < 18 for hour in hours[:4])
    assert messages[-1].due_at == due - timedelta(hours=4)


def test_a_draft_made_after_a_step_gets_the_next_one(draft, people, due):
    fourteen, seven = steps(due)[1:3]
    Claim.objects.update(created_at=fourteen + A_MINUTE)
    remind_of_deadlines(fourteen + A_DAY)
    assert not told().exists()
    remind_of_deadlines(seven)
    assert told(to=people.anna).count() == 1


def test_after_26_hours_away_the_step_is_made_up_for_once(draft, people, due):
    seven = steps(due)[2]
    remind_of_deadlines(seven - A_MINUTE)
    before = told().count()
    for later in (26, 26.1, 27):
        remind_of_deadlines(seven + timedelta(hours=later))
    assert told(to=people.anna).count() == before + 1


def test_of_several_steps_in_a_gap_only_the_last_is_told(draft, people, due):
    remind_of_deadlines(steps(due)[4])
    assert [one.key.split(":")[-2] for one in told(to=people.anna)] == ["1d"]


def test_after_the_deadline_nobody_hears_that_there_is_time(draft, due):
    assert remind_of_deadlines(due) == 0
    assert remind_of_deadlines(due + A_DAY) == 0


def test_who_submitted_is_not_reminded(draft, people, due):
    submitting.submit(draft.pk, user=people.anna)
    for instant in steps(due):
        remind_of_deadlines(instant)
    assert not told().exists()


def test_an_extension_brings_steps_of_its_own(draft, people, due):
    for instant in steps(due):
        remind_of_deadlines(instant)
    last = local_day(due, BERLIN) + 19 * A_DAY
    grant_extension(draft.period, partner=draft.partner, last_day=last, reason="Flood", by=people.paula)
    later = start_of_day(last + A_DAY, BERLIN)
    for instant in [due, *steps(later)]:
        remind_of_deadlines(instant)
    codes = [one.key.split(":")[-2] for one in told(to=people.anna)]
    assert codes == ["30d", "14d", "7d", "3d", "1d", "4h", "14d", "7d", "3d", "1d", "4h"]


def test_each_is_told_of_the_deadline_that_holds_for_their_location(draft, people, due):
    other = make.draft(people)
    Claim.objects.filter(pk=other.pk).update(partner=MembershipFactory(user=people.stranger).partner)
    last = local_day(due, BERLIN) + 19 * A_DAY
    grant_extension(draft.period, partner=draft.partner, last_day=last, reason="Flood", by=people.paula)
    remind_of_deadlines(steps(due)[2])
    assert {one.to.name: one.void_at for one in told()} == {
        "Anna": start_of_day(last + A_DAY, BERLIN),
        "Stranger": due,
    }


def test_owners_hear_of_their_own_and_admins_of_all(draft, people, due):
    mine = make.draft(people)
    Claim.objects.filter(pk=mine.pk).update(owner=people.ben)
    remind_of_deadlines(steps(due)[0])
    heard = {one.to.name: one.context["claims"] for one in told()}
    assert heard == {"Anna": [draft.pk, mine.pk], "Ben": [mine.pk]}


def test_who_may_not_use_the_program_left_or_may_not_sign_in_hears_nothing(draft, people, due):
    elsewhere, gone, left = UserFactory(), UserFactory(is_active=False), UserFactory()
    limited = MembershipFactory(user=elsewhere, partner=draft.partner)
    MembershipScopeFactory(membership=limited)
    MembershipFactory(user=gone, partner=draft.partner)
    Claim.objects.filter(pk=make.draft(people).pk).update(owner=left)
    remind_of_deadlines(steps(due)[0])
    assert [one.to for one in told()] == [people.anna]


def test_who_is_limited_to_this_program_and_another_hears_it_once(draft, people, due):
    limited = people.anna.memberships.get()
    for program in (draft.program, ProgramFactory()):
        MembershipScopeFactory(membership=limited, program=program)
    remind_of_deadlines(steps(due)[0])
    assert told().get().context["claims"] == [draft.pk]


def delivered(message, **reader):
    """The mail as its reader gets it."""
    type(message.to).objects.filter(pk=message.to_id).update(**reader)
    Message.objects.filter(pk=message.pk).update(language=reader.get("language", "en"))
    mail.outbox = []
    deliver(message.pk, message.due_at)
    return mail.outbox[0]


def test_it_says_the_date_what_is_left_and_what_happens_afterwards(draft, people, due):
    remind_of_deadlines(steps(due)[2])
    sent = delivered(told().get(), zone="America/Los_Angeles")
    last = local_day(due, BERLIN) - A_DAY
    until = f"{last.day} {last:%B %Y}, 23:59 Berlin time"
    assert sent.subject == f"Submit by {until}: “Autumn campaign”"
    body = sent.body.replace("\u00a0", " ")
    for words in (
        until,
        "14:59 Los Angeles time",
        "100,000.00 EUR is left in the fund",
        "After the deadline the draft expires, and what is left in the fund is forfeited.",
        reverse("claim", args=[draft.public_id]),
    ):
        assert words in body
    assert sent.alternatives[0].content.count("<a ") == 1


def test_in_german_and_by_one_clock_where_both_agree(draft, people, due):
    remind_of_deadlines(steps(due)[2])
    sent = delivered(told().get(), zone="Europe/Paris", language="de")
    assert "Einreichen bis" in sent.subject
    assert "23:59 Uhr (Zeit in Berlin)" in sent.body
    assert "Paris" not in sent.body


def test_days_are_counted_from_the_day_that_is_named(draft, people, due):
    remind_of_deadlines(steps(due)[2])
    message = told().get()
    day = local_day(message.due_at, BERLIN)
    left = (local_day(due, BERLIN) - A_DAY - day).days
    with translation.override("en"):
        assert f"Counted from {day.day} {day:%B %Y}, {left} days are left." in delivered(message).body


def test_a_hundred_drafts_are_one_message_that_names_ten(draft, people, due):
    many = [make.SubmittedRow(people=people, state="EDITING", title=f"Draft {n}") for n in range(100)]
    assert remind_of_deadlines(steps(due)[0]) == 1
    sent = delivered(told().get())
    assert ": 101 drafts" in sent.subject
    assert "- Draft 8\n" in sent.body
    assert "Draft 9\n" not in sent.body
    assert "and 91 more" in sent.body
    assert f"location={many[0].partner.public_id}&state=EDITING" in sent.body


def test_the_link_of_several_leads_to_those_drafts_at_their_location(draft, people, due, client):
    make.draft(people, title="Second one")
    elsewhere = PartnerFactory(legal_name="AAA")
    MembershipFactory(user=people.anna, partner=elsewhere, role=PartnerRole.ADMIN)
    EnrollmentFactory(program=people.program, partner=elsewhere)
    remind_of_deadlines(steps(due)[0])
    link = next(line for line in delivered(told().get()).body.splitlines() if "location=" in line)
    client.force_login(people.anna)
    page = client.get("/" + link.split("/", 3)[3])
    assert "Second one" in page.content.decode()
    assert page.context["current_location"] == str(people.partner)


def owed(message):
    return kind_of(message.kind).owed([message]) == {message.pk}


def test_it_is_owed_while_one_of_the_drafts_is_one(draft, people, due):
    other = make.draft(people)
    remind_of_deadlines(steps(due)[0])
    message = told().get()
    assert owed(message)
    submitting.submit(draft.pk, user=people.anna)
    assert owed(message)
    submitting.submit(other.pk, user=people.anna)
    assert not owed(message)


def test_it_is_not_owed_once_an_extension_moved_the_deadline(draft, people, due):
    remind_of_deadlines(steps(due)[0])
    last = local_day(due, BERLIN) + 9 * A_DAY
    grant_extension(draft.period, partner=None, last_day=last, reason="Flood", by=people.paula)
    assert not owed(told().get())


@pytest.fixture
def expired(draft, due):
    """The deadline has come, and the clock has ticked."""
    with clock.shifted(due - clock.now()):
        tasks.tick()
        tasks.tick()
        yield draft


def test_who_lets_a_draft_expire_hears_it_once_with_what_is_forfeited(expired, people):
    message = told("draft_expired").get()
    assert message.to == people.anna
    body = delivered(message).body.replace("\u00a0", " ")
    assert "is forfeited: 100,000.00 EUR of the fund" in body
    assert "ask for an extension" in body
    assert reverse("claim", args=[expired.public_id]) in body


def test_what_an_extension_brought_back_has_not_expired(expired, people):
    message = told("draft_expired").get()
    assert owed(message)
    last = local_day(clock.now(), BERLIN) + 9 * A_DAY
    grant_extension(expired.period, partner=None, last_day=last, reason="Flood", by=people.paula)
    assert not owed(message)


def test_where_nothing_was_left_nothing_is_said_to_be_forfeited(people):
    begun("draft_expired")
    tell_of_expired(make.draft(people).period.deadline)
    assert "nothing is forfeited" in delivered(told("draft_expired").get()).body


@pytest.mark.parametrize(("tell", "after"), [(remind_of_deadlines, -A_DAY), (tell_of_expired, A_MINUTE)])
def test_the_number_of_queries_does_not_grow(people, tell, after):
    def queries(claims):
        Message.objects.all().delete()
        Reminder.objects.all().delete()
        begun("deadline_ahead", "draft_expired")
        for _n in range(claims):
            location = MembershipFactory().partner
            make.SubmittedRow(people=people, state="EDITING", partner=location)
        at = make.current_period(people).deadline + after
        with CaptureQueriesContext(
            connection,
        ) as captured:
            tell(at)
        return len(captured), Message.objects.count()

    few, first = queries(10)
    many, both = queries(190)
    assert (first, both) == (10, 200)
    assert many == few <= 20
