"""Acts of a program's manager: who may, two at once, what is written and what is not."""

import re
from datetime import date

import pytest

from accounts.enums import PartnerRole
from history.actions import first_break
from history.models import Event
from lifecycle import ActionRefused
from notifications.models import Message
from programs import told
from programs.actions import enrolling, periods, reasons, roles
from programs.actions.settings import change_settings
from programs.enums import EnrollmentState, ReasonKind, VendorRole
from programs.meanwhile import Overtaken, mark
from programs.models import Enrollment, Program, ProgramRole, Reason
from programs.told import entries, events_of
from tests.factories.accounts import MembershipFactory
from tests.factories.programs import EnrollmentFactory, ProgramRoleFactory, UsagePeriodFactory, words
from tests.repository.sources import files, text_of


@pytest.fixture
def quirin(person, program):
    """Another manager of the program."""
    quirin = person("quirin")
    ProgramRoleFactory(user=quirin, program=program, role=VendorRole.MANAGER)
    return quirin


def seen_of(row, *names):
    return {name: mark(getattr(row, name)) for name in names}


def test_only_managers_of_the_program_act(program, other_program, paula, nordlicht):
    with pytest.raises(ActionRefused) as refused:
        change_settings(other_program, {"review_days": 9}, seen={}, by=paula)
    assert refused.value.verdict.forbidden
    with pytest.raises(ActionRefused):
        enrolling.enroll(other_program, nordlicht, since=date(2026, 1, 1), by=paula)
    with pytest.raises(ActionRefused):
        roles.give_role(other_program, paula, VendorRole.REVIEWER, by=paula)


def test_different_fields_of_two_managers_are_both_kept(program, paula, quirin):
    seen = seen_of(program, "review_days", "answer_days")
    change_settings(program, {"review_days": 3, "answer_days": 14}, seen=seen, by=quirin)
    change_settings(program, {"review_days": 2, "answer_days": 20}, seen=seen, by=paula)
    stored = Program.objects.get(pk=program.pk)
    assert (stored.review_days, stored.answer_days) == (3, 20)


def test_the_same_field_is_refused_to_the_later_one_with_who_it_was(program, paula, quirin):
    seen = seen_of(program, "review_days")
    change_settings(program, {"review_days": 3}, seen=seen, by=quirin)
    with pytest.raises(Overtaken) as overtaken:
        change_settings(program, {"review_days": 4}, seen=seen, by=paula)
    assert (overtaken.value.stored["review_days"], overtaken.value.event.actor) == (3, quirin)


def test_words_in_another_order_of_languages_are_the_same(program, paula):
    turned = dict(reversed(program.name.items()))
    assert change_settings(program, {"name": turned}, seen=seen_of(program, "name"), by=paula) == []
    assert not Event.objects.about(program).exists()


def test_what_constraints_refuse_changes_nothing(program, paula):
    with pytest.raises(ActionRefused):
        change_settings(program, {"answer_days": 2}, seen={}, by=paula)
    assert Program.objects.get(pk=program.pk).answer_days == 14
    assert not Event.objects.about(program).exists()


def test_an_event_holds_each_field_before_and_after(program, paula):
    change_settings(program, {"review_days": 3, "dispute_days": 30}, seen={}, by=paula)
    assert Event.objects.about(program).get().params == {"changes": [["review_days", 2, 3]]}
    assert first_break(program) is None


def test_the_deadline_of_a_period_is_not_among_what_changes(program, paula):
    period = UsagePeriodFactory(program=program)
    periods.change_period(period, {"earning_first_day": date(2026, 2, 1)}, seen={}, by=paula)
    period.refresh_from_db()
    assert period.deadline_day == date(2027, 2, 14)


def test_a_period_somebody_removed_is_said_to_be_gone(program, paula):
    period = UsagePeriodFactory(program=program, first_day=date(2090, 1, 1), last_day=date(2090, 6, 30))
    periods.remove_period(period, by=paula)
    period.pk = period.pk or 1
    with pytest.raises(ActionRefused, match="removed this meanwhile"):
        periods.change_period(period, {"first_day": date(2090, 2, 1)}, seen={}, by=paula)


def test_a_period_that_has_begun_is_not_removed(program, paula):
    with pytest.raises(ActionRefused, match="has begun"):
        periods.remove_period(UsagePeriodFactory(program=program), by=paula)


def test_periods_that_overlap_are_refused_by_the_action_too(program, paula):
    UsagePeriodFactory(program=program)
    days = {"first_day": date(2026, 12, 1), "last_day": date(2027, 5, 31)}
    earned = {"earning_first_day": date(2026, 6, 1), "earning_last_day": date(2026, 11, 30)}
    with pytest.raises(ActionRefused, match="cannot overlap"):
        periods.add_period(program, "X", days | earned, by=paula)


def test_reasons_of_the_same_words_get_codes_of_their_own(program, paula):
    made = [
        reasons.add_reason(program, ReasonKind.DECISION, words("Late"), {}, by=paula) for _number in range(3)
    ]
    assert [one.code for one in made] == ["fund-late-en", "fund-late-en-2", "fund-late-en-3"]
    assert Reason.objects.filter(program=program).count() == 3


@pytest.mark.parametrize("state", [EnrollmentState.ENROLLED, EnrollmentState.VALIDATING])
def test_who_stands_in_the_program_is_not_invited_again(program, paula, nordlicht, state):
    EnrollmentFactory(program=program, partner=nordlicht, state=state)
    with pytest.raises(ActionRefused, match="already"):
        enrolling.invite(program, nordlicht, by=paula)


def test_who_takes_part_is_not_enrolled_again_and_who_left_is(program, paula, nordlicht):
    enrolling.enroll(program, nordlicht, since=date(2026, 1, 1), by=paula)
    with pytest.raises(ActionRefused, match="already"):
        enrolling.enroll(program, nordlicht, since=date(2026, 2, 1), by=paula)
    enrolling.end(program, nordlicht, last_day=date(2026, 6, 30), seen={}, by=paula)
    with pytest.raises(ActionRefused, match="does not take part"):
        enrolling.end(program, nordlicht, last_day=date(2026, 7, 31), seen={}, by=paula)
    enrolling.enroll(program, nordlicht, since=date(2026, 9, 1), by=paula)
    again = Enrollment.objects.get()
    assert (again.state, again.since, again.until) == (EnrollmentState.ENROLLED, date(2026, 9, 1), None)


def test_the_admins_of_a_location_hear_of_invitation_and_enrollment(program, paula, person, brightwater):
    olga, ursula = person("olga"), person("ursula")
    MembershipFactory(user=olga, partner=brightwater, role=PartnerRole.ADMIN)
    MembershipFactory(user=ursula, partner=brightwater, role=PartnerRole.USER)
    enrolling.invite(program, brightwater, by=paula)
    enrolling.enroll(program, brightwater, since=date(2026, 1, 1), by=paula)
    sent = Message.objects.filter(kind="program_entry").order_by("pk")
    assert [(one.to, one.context["enrolled"]) for one in sent] == [(olga, False), (olga, True)]


def test_an_end_before_the_beginning_is_refused(program, paula, nordlicht):
    enrolling.enroll(program, nordlicht, since=date(2026, 1, 1), by=paula)
    with pytest.raises(ActionRefused, match="before it begins"):
        enrolling.end(program, nordlicht, last_day=date(2025, 12, 31), seen={}, by=paula)
    assert Enrollment.objects.get().until is None


def test_nobody_changes_their_own_roles(program, paula, quirin):
    own = ProgramRole.objects.get(user=paula)
    with pytest.raises(ActionRefused, match="own roles"):
        roles.take_role(program, own, by=paula)
    with pytest.raises(ActionRefused, match="own roles"):
        roles.give_role(program, paula, VendorRole.PAYER, by=paula)
    # So whoever takes another manager's role stays one: a program keeps a manager.
    roles.take_role(program, ProgramRole.objects.get(user=quirin), by=paula)
    with pytest.raises(ActionRefused, match="Only a program manager"):
        roles.take_role(program, own, by=quirin)


def test_a_role_of_every_program_is_not_taken_in_one(program, paula, person):
    held = ProgramRoleFactory(user=person("axel"), program=None, role=VendorRole.AUDITOR)
    with pytest.raises(ActionRefused, match="does not have this role in this program"):
        roles.take_role(program, held, by=paula)
    with pytest.raises(ActionRefused, match="already has this role"):
        roles.give_role(program, held.user, VendorRole.AUDITOR, by=paula)


def test_whoever_may_not_sign_in_gets_no_role(program, paula, person):
    gone = person("gone")
    gone.is_active = False
    gone.save()
    with pytest.raises(ActionRefused, match="may not sign in") as refused:
        roles.give_role(program, gone, VendorRole.REVIEWER, by=paula)
    assert "person" in refused.value.fields


def test_of_changed_words_the_history_shows_the_language_they_changed_in(program, paula):
    change_settings(program, {"name": program.name | {"de": "Neuer Name"}}, seen={}, by=paula)
    (entry,) = entries(events_of(program), program)
    assert [tuple(one) for one in entry.said.changes] == [
        ("Name, in German", "Program FUND (de)", "Neuer Name")
    ]


def test_every_event_of_a_program_has_words():
    written = "".join(text_of(path) for path in files("*.py", "programs/actions"))
    recorded = set(re.findall(r'"(programs\.[a-z_]+)"', written))
    assert "programs.settings_changed" in recorded
    assert recorded - told.known() == set()


def test_the_history_of_a_program_costs_one_query(program, paula, django_assert_num_queries):
    for days in range(3, 9):
        change_settings(program, {"review_days": days}, seen={}, by=paula)
    with django_assert_num_queries(1):
        assert len(entries(events_of(program), program)) == 6
