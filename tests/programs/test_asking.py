"""R1: a location asks for an extension with a reason, a manager answers; after an outage one act gives all the same."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import PartnerRole
from accounts.models import Membership
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.kinds import kind_of
from notifications.models import Message
from programs import rules
from programs.actions import asking, extending
from programs.enums import Outcome, VendorRole
from programs.models import Extension, ExtensionRequest, Outage
from tests.factories.programs import LONG_AGO, EnrollmentFactory, ProgramRoleFactory, UsagePeriodFactory

pytestmark = pytest.mark.django_db

FRIDAY = date(2027, 2, 19)
WEEK = timedelta(days=7)


@pytest.fixture
def period(program):
    return UsagePeriodFactory(program=program)


def ask(period, partner, by, wished=FRIDAY, reason="The photographer was ill."):
    return asking.ask_for_extension(period, partner, wished=wished, reason=reason, by=by)


@pytest.fixture
def asked(period, nordlicht, anna, paula):
    return ask(period, nordlicht, anna)


def told(kind):
    return {one.to.name: one.context for one in Message.objects.filter(kind=kind)}


def codes(period):
    return [event.code for event in Event.objects.about(period)]


def days_after_deadline(period, days):
    """How far to shift the clock so that it shows the last moment of that day after the deadline."""
    return period.deadline + timedelta(days=days) - timedelta(minutes=1) - clock.now()


def away(key="k", reason="The portal was away.", hours=5):
    until = clock.now() - timedelta(hours=1)
    return extending.Away(key, until - timedelta(hours=hours), until, reason)


# Asking


def test_an_admin_asks_and_the_managers_are_told(asked, period, nordlicht, anna):
    assert (asked.outcome, asked.asked_by, asked.wished_last_day) == (Outcome.OPEN, anna, FRIDAY)
    assert codes(period) == ["programs.extension_asked"]
    facts = told("extension_asked")["paula"]
    assert (facts["wished"], facts["words"], facts["by"]) == ("2027-02-19", asked.reason, "anna")
    assert facts["deadline"] == period.deadline.isoformat()
    assert rules.deadline_for(period, nordlicht) == period.deadline, "asking moves nothing"


def test_one_open_request_for_a_location_and_period(asked, period, nordlicht, anna, paula):
    with pytest.raises(ActionRefused, match="has asked already"):
        ask(period, nordlicht, anna)
    asking.refuse_request(asked, words="The next period is near.", by=paula)
    ask(period, nordlicht, anna)


def test_a_day_that_is_not_later_is_refused_at_its_field(period, nordlicht, anna):
    with pytest.raises(ActionRefused) as refused:
        ask(period, nordlicht, anna, wished=period.deadline_day)
    assert "wished_last_day" in refused.value.fields


@pytest.mark.parametrize(("days", "may"), [(0, True), (30, True), (31, False)])
def test_it_can_be_asked_until_thirty_days_after_the_deadline(period, nordlicht, anna, days, may):
    with clock.shifted(days_after_deadline(period, days)):
        assert asking.may_ask_now(period, nordlicht, clock.now()).ok is may
        wished = period.deadline_day + timedelta(days=60)
        if may:
            ask(period, nordlicht, anna, wished=wished)
        else:
            with pytest.raises(ActionRefused):
                ask(period, nordlicht, anna, wished=wished)


def test_others_may_not_ask(period, nordlicht, brightwater, anna, paula, person):
    ben = person("ben")
    Membership.objects.create(user=ben, partner=nordlicht, role=PartnerRole.USER)
    for who, where in ((ben, nordlicht), (paula, nordlicht), (anna, brightwater)):
        with pytest.raises(ActionRefused) as refused:
            ask(period, where, who)
        assert refused.value.verdict.forbidden


def test_an_admin_may_take_it_back(asked, period, anna, person):
    with pytest.raises(ActionRefused):
        asking.withdraw_request(asked, by=person("ben"))
    asked = asking.withdraw_request(asked, by=anna)
    assert (asked.outcome, asked.answered_by) == (Outcome.WITHDRAWN, anna)
    assert codes(period)[-1] == "programs.extension_withdrawn"
    message = Message.objects.get(kind="extension_asked")
    assert kind_of("extension_asked").owed([message]) == set(), "the manager is not told any more"


# Answering


def test_granted_to_another_day_than_was_wished(asked, period, nordlicht, brightwater, paula):
    monday = date(2027, 2, 22)
    asked = asking.grant_request(asked, last_day=monday, words="Gladly.", by=paula)
    assert (asked.outcome, asked.answered_by, asked.words) == (Outcome.GRANTED, paula, "Gladly.")
    assert asked.extension.reason == asked.reason
    assert rules.deadline_for(period, nordlicht) == rules.end_of_day(monday, "Europe/Berlin")
    assert rules.deadline_for(period, brightwater) == period.deadline
    facts = told("extension_answered")["anna"]
    assert facts["granted"]
    assert facts["deadline"] == asked.extension.deadline.isoformat() == facts["moved_to"]


def test_refused_with_words(asked, period, nordlicht, paula):
    with pytest.raises(ActionRefused) as refused:
        asking.refuse_request(asked, words=" ", by=paula)
    assert "words" in refused.value.fields
    asked = asking.refuse_request(asked, words="The next period is near.", by=paula)
    assert (asked.outcome, asked.extension) == (Outcome.REFUSED, None)
    assert rules.deadline_for(period, nordlicht) == period.deadline
    facts = told("extension_answered")["anna"]
    assert (facts["granted"], facts["words"]) == (False, "The next period is near.")
    assert codes(period)[-1] == "programs.extension_refused"


def test_of_two_managers_one_wins_and_the_other_hears_who(asked, period, paula, person):
    mona = person("mona")
    ProgramRoleFactory(user=mona, program=period.program, role=VendorRole.MANAGER)
    stale = ExtensionRequest.objects.get(pk=asked.pk)
    asking.grant_request(asked, last_day=FRIDAY, words="", by=paula)
    with pytest.raises(ActionRefused, match="paula was faster: Granted"):
        asking.refuse_request(stale, words="No.", by=mona)
    assert Extension.objects.count() == 1
    assert Message.objects.filter(kind="extension_answered").count() == 1


def test_others_may_not_answer(asked, anna, person, other_program):
    mona = person("mona")
    ProgramRoleFactory(user=mona, program=other_program, role=VendorRole.MANAGER)
    for who in (anna, mona):
        with pytest.raises(ActionRefused):
            asking.grant_request(asked, last_day=FRIDAY, words="", by=who)


def test_an_extension_that_was_not_asked_for_tells_the_location_and_answers_it(
    asked, period, nordlicht, paula
):
    extending.grant_extension(period, partner=nordlicht, last_day=FRIDAY, reason="Strike", by=paula)
    asked.refresh_from_db()
    assert asked.outcome == Outcome.GRANTED
    assert told("extension_answered")["anna"]["granted"]


def test_a_day_that_is_over_is_no_extension(period, nordlicht, paula):
    with clock.shifted(days_after_deadline(period, 10)), pytest.raises(ActionRefused, match="is over"):
        extending.grant_extension(
            period,
            partner=nordlicht,
            last_day=period.deadline_day + timedelta(days=5),
            reason="Late",
            by=paula,
        )


# The portal was away


def test_all_get_the_same_by_one_act_with_a_common_reference(period, paula, nordlicht, brightwater):
    earlier = UsagePeriodFactory(
        program=period.program, first_day=date(2026, 1, 1), last_day=date(2026, 6, 30)
    )
    days = {period.pk: FRIDAY, earlier.pk: FRIDAY}
    outage = extending.give_to_all(away(), days, by=paula)
    assert {one.partner for one in outage.extensions.all()} == {None}
    for one in (period, earlier):
        (event,) = Event.objects.about(one)
        assert event.params["outage"] == outage.public_id
        assert rules.deadline_for(one, nordlicht) == rules.end_of_day(FRIDAY, "Europe/Berlin")


def test_confirmed_twice_it_is_one_act(period, paula):
    once = extending.give_to_all(away(), {period.pk: FRIDAY}, by=paula)
    assert extending.give_to_all(away(), {period.pk: FRIDAY}, by=paula) == once
    assert Extension.objects.count() == 1


def test_a_second_manager_is_refused_by_period(period, paula):
    extending.give_to_all(away(), {period.pk: FRIDAY}, by=paula)
    with pytest.raises(ActionRefused) as refused:
        extending.give_to_all(away("other"), {period.pk: FRIDAY}, by=paula)
    assert list(refused.value.fields) == [f"last_day_{period.pk}"]
    assert Outage.objects.count() == 1


def test_it_answers_those_who_wished_no_more(period, nordlicht, brightwater, anna, paula):
    EnrollmentFactory(program=period.program, partner=brightwater)
    Membership.objects.create(user=anna, partner=brightwater, role=PartnerRole.ADMIN)
    ask(period, nordlicht, anna)
    ask(period, brightwater, anna, wished=FRIDAY + WEEK)
    outage = extending.give_to_all(away(), {period.pk: FRIDAY}, by=paula)
    answered = ExtensionRequest.objects.get(partner=nordlicht)
    assert (answered.outcome, answered.extension) == (Outcome.GRANTED, outage.extensions.get())
    assert ExtensionRequest.objects.get(partner=brightwater).is_open


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"hours": 0}], ids=["without a reason", "ends as it begins"]
)
def test_what_is_no_outage_is_refused(period, paula, wrong):
    with pytest.raises(ActionRefused):
        extending.give_to_all(away(**wrong), {period.pk: FRIDAY}, by=paula)
    with pytest.raises(ActionRefused):
        extending.give_to_all(away(), {}, by=paula)


def test_one_foreign_program_among_them_refuses_all(period, paula, other_program):
    foreign = UsagePeriodFactory(program=other_program)
    with pytest.raises(ActionRefused) as refused:
        extending.give_to_all(away(), {period.pk: FRIDAY, foreign.pk: FRIDAY}, by=paula)
    assert refused.value.verdict.forbidden
    assert not Extension.objects.exists()


# What the database refuses


def broken(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("request_outcome_known", {"outcome": "LOST", "answered_at": LONG_AGO, "answered_by": True}),
        ("request_has_reason", {"reason": " \n"}),
        ("request_answered_by_somebody", {"outcome": Outcome.WITHDRAWN}),
        (
            "request_granted_by_extension",
            {"outcome": "GRANTED", "answered_at": LONG_AGO, "answered_by": True},
        ),
        ("request_refused_with_words", {"outcome": "REFUSED", "answered_at": LONG_AGO, "answered_by": True}),
    ],
)
def test_a_request_cannot_be_half_answered(asked, paula, name, facts):
    facts = {key: paula if value is True else value for key, value in facts.items()}
    with broken(name), transaction.atomic():
        ExtensionRequest.objects.filter(pk=asked.pk).update(**facts)


def test_two_open_requests_cannot_be(asked, anna):
    facts = {"wished_last_day": FRIDAY, "reason": "Again", "asked_by": anna, "asked_at": LONG_AGO}
    with broken("request_open_once"), transaction.atomic():
        ExtensionRequest.objects.create(partner=asked.partner, period=asked.period, **facts)


@pytest.mark.parametrize(
    ("name", "facts"),
    [("outage_ends_after_it_begins", {"away_until": LONG_AGO}), ("outage_has_reason", {"reason": " "})],
)
def test_an_outage_lasts_and_has_a_reason(paula, name, facts):
    usual = {"away_from": LONG_AGO, "away_until": LONG_AGO + WEEK, "reason": "Away"}
    with broken(name), transaction.atomic():
        Outage.objects.create(granted_by=paula, granted_at=LONG_AGO, **(usual | facts))


def test_an_outage_is_for_everybody_and_stays(period, paula, nordlicht):
    outage = extending.give_to_all(away(), {period.pk: FRIDAY}, by=paula)
    usual = {"period": period, "reason": "Away", "granted_by": paula, "granted_at": LONG_AGO}
    with broken("extension_of_outage_for_all"), transaction.atomic():
        Extension.objects.create(partner=nordlicht, deadline=period.deadline, outage=outage, **usual)
    with broken("append-only"), transaction.atomic():
        Outage.objects.update(reason="Something else")
