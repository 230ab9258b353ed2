"""Payee profiles: sealed at rest, in force after 72 hours, told to the others, never deleted."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import payee, vault
from accounts.actions import payee as actions
from accounts.enums import PartnerRole
from accounts.models import PayeeVersion
from history.actions import first_break
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.models import Message
from tests.factories.accounts import MembershipFactory, PartnerFactory, UserFactory
from tests.factories.payees import ELSEWHERE, IBAN, KIEL, OTHER_IBAN, proposed

pytestmark = pytest.mark.django_db
HOURS_72 = timedelta(hours=72)


@pytest.fixture
def ben(kiel):
    return MembershipFactory(user=UserFactory(name="Ben"), partner=kiel, role=PartnerRole.USER).user


def row_of(version):
    """Every byte the table holds of a version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT v::text FROM accounts_payeeversion v WHERE id = %s", [version.pk])
        text = cursor.fetchone()[0]
        cursor.execute("SELECT sealed FROM accounts_payeeversion WHERE id = %s", [version.pk])
        return text.encode() + bytes(cursor.fetchone()[0])


def test_the_table_holds_no_account_number(kiel, anna):
    kept = row_of(proposed(kiel, anna))
    for secret in (IBAN, IBAN[4:], KIEL.details.holder, KIEL.details.tax_id):
        assert secret.encode() not in kept
        assert secret.encode().hex().encode() not in kept


def test_it_is_read_back_in_full(kiel, anna):
    version = PayeeVersion.objects.get(pk=proposed(kiel, anna).pk)
    assert payee.details_of(version) == KIEL.details


def test_a_first_profile_takes_effect_after_72_hours(kiel, anna):
    version = proposed(kiel, anna)
    last_moment = version.created_at + HOURS_72 - timedelta(microseconds=1)
    assert payee.payee_in_force(kiel, last_moment) is None
    assert payee.payee_pending(kiel, last_moment) == version
    assert payee.payee_in_force(kiel, version.created_at + HOURS_72) == version
    assert payee.payee_pending(kiel, version.created_at + HOURS_72) is None


def test_money_flows_on_the_old_data_until_then(kiel, anna):
    old = proposed(kiel, anna, days_ago=10)
    new = proposed(kiel, anna, ELSEWHERE)
    at = clock.now()
    assert (payee.payee_in_force(kiel, at), payee.payee_pending(kiel, at)) == (old, new)
    assert payee.payee_in_force(kiel, at + HOURS_72) == new


def test_a_location_has_a_payee_from_when_it_said_so(kiel, lyon, anna):
    before = clock.now()
    proposed(kiel, anna)
    assert payee.has_payee(kiel, clock.now())
    assert not payee.has_payee(kiel, before)
    assert not payee.has_payee(lyon, clock.now())


def test_a_newer_change_withdraws_the_one_that_waits(kiel, anna):
    mistyped = proposed(kiel, anna, days_ago=1)
    mended = proposed(kiel, anna, ELSEWHERE)
    mistyped.refresh_from_db()
    assert mistyped.withdrawn_at
    assert payee.payee_in_force(kiel, mistyped.in_force_from) is None
    assert payee.payee_in_force(kiel, mended.in_force_from) == mended


def test_a_withdrawn_change_never_takes_effect(kiel, anna, carla):
    old = proposed(kiel, anna, days_ago=10)
    new = proposed(kiel, anna, ELSEWHERE)
    actions.withdraw(kiel, new.number, user=carla)
    assert payee.payee_in_force(kiel, new.in_force_from + HOURS_72) == old
    assert payee.payee_pending(kiel, clock.now()) is None
    assert PayeeVersion.objects.count() == 2


def test_only_what_waits_is_withdrawn(kiel, anna):
    old = proposed(kiel, anna, days_ago=10)
    with pytest.raises(ActionRefused, match="not waiting any more"):
        actions.withdraw(kiel, old.number, user=anna)
    proposed(kiel, anna, ELSEWHERE)
    with pytest.raises(ActionRefused, match="not waiting any more"):
        actions.withdraw(kiel, old.number, user=anna)


def test_others_than_admins_change_nothing(kiel, anna, ben):
    stranger = MembershipFactory().user
    version = proposed(kiel, anna)
    for person in (ben, stranger):
        with pytest.raises(ActionRefused, match="Only incentives admins"):
            proposed(kiel, person, ELSEWHERE)
        with pytest.raises(ActionRefused, match="Only incentives admins"):
            actions.withdraw(kiel, version.number, user=person)
    assert PayeeVersion.objects.standing().get() == version


def test_the_same_again_is_no_change(kiel, anna):
    proposed(kiel, anna)
    with pytest.raises(ActionRefused, match="says already"):
        proposed(kiel, anna)


def test_who_saw_another_edition_hears_so(kiel, anna, carla):
    seen = payee.payee_edition(kiel)
    version = proposed(kiel, carla)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.propose(kiel, ELSEWHERE, user=anna, edition=seen)
    seen = payee.payee_edition(kiel)
    actions.withdraw(kiel, version.number, user=carla)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.propose(kiel, ELSEWHERE, user=anna, edition=seen)
    assert PayeeVersion.objects.count() == 1


def test_the_other_admins_hear_of_it(kiel, anna, carla, ben):
    proposed(kiel, anna, days_ago=10)
    proposed(kiel, anna, ELSEWHERE)
    told = Message.objects.filter(kind="payee_changed")
    assert {one.to for one in told} == {carla}
    actions.withdraw(kiel, 2, user=carla)
    assert {one.to for one in Message.objects.filter(kind="payee_withdrawn")} == {anna}


def test_who_is_alone_hears_of_it_themselves(kiel, anna):
    proposed(kiel, anna)
    assert Message.objects.get().to == anna


def test_history_knows_no_more_than_the_last_digits(kiel, anna):
    proposed(kiel, anna, days_ago=10)
    proposed(kiel, anna, replace(ELSEWHERE, currency="USD"))
    actions.withdraw(kiel, 2, user=anna)
    first, second, third = Event.objects.about(kiel)
    assert (first.params["before"], first.params["after"]["last_digits"]) == (None, "3000")
    assert second.params["before"]["last_digits"] == "3000"
    assert second.params["after"]["last_digits"] == "2051"
    assert second.params["parts"] == ["account", "currency"]
    assert third.code == "payee.withdrawn"
    kept = str(
        [one.params for one in (first, second, third)] + [one.context for one in Message.objects.all()]
    )
    for secret in (IBAN, OTHER_IBAN, "DE136695976", "370400440532013000"):
        assert secret not in kept
    assert first_break(kiel) is None


def test_a_lost_key_is_said_and_heals_when_it_is_back(kiel, anna, settings):
    version = proposed(kiel, anna)
    keys = settings.PAYEE_KEYS
    settings.PAYEE_KEYS = ["bm9ib2R5LXdpbGwtZXZlci1yZWFkLXRoaXMtYWdhaW4="]
    with pytest.raises(vault.Unreadable):
        payee.details_of(version)
    assert payee.shown_in_full(version).unreadable
    proposed(kiel, anna, ELSEWHERE)  # entering it again goes on
    settings.PAYEE_KEYS = keys
    assert payee.details_of(version) == KIEL.details


def test_a_row_cannot_be_passed_off_as_another(kiel, lyon, anna):
    MembershipFactory(user=anna, partner=lyon)
    mine, other = proposed(kiel, anna), proposed(lyon, anna, ELSEWHERE)
    PayeeVersion.objects.filter(pk=mine.pk).update(sealed=other.sealed)
    with pytest.raises(vault.Unreadable):
        payee.details_of(PayeeVersion.objects.get(pk=mine.pk))


def test_a_changed_byte_is_noticed(kiel, anna):
    version = proposed(kiel, anna)
    version.sealed = bytes(version.sealed[:-2]) + b"AA"
    with pytest.raises(vault.Unreadable):
        payee.details_of(version)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_kept_and_one_hears_of_it(kiel, anna, carla):
    outcomes, together = [], Barrier(2)

    def change(person, proposal):
        together.wait()
        try:
            actions.propose(kiel, proposal, user=person, edition="0")
            outcomes.append("kept")
        except actions.ChangedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [Thread(target=change, args=pair) for pair in ((anna, KIEL), (carla, ELSEWHERE))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", "told"]
    assert PayeeVersion.objects.count() == 1


def fields(kiel, anna, **other):
    at = clock.now()
    return {
        "partner": kiel,
        "number": 1,
        "scheme": "IBAN",
        "country": "DE",
        "last_digits": "3000",
        "currency": "EUR",
        "sealed": b"sealed",
        "key": "key",
        "created_at": at,
        "created_by": anna,
        "in_force_from": at + HOURS_72,
        **other,
    }


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("accounts_payee_scheme_known", {"scheme": "GOLD"}),
        ("accounts_payee_waits", {"in_force_from": "sooner"}),
        ("accounts_payee_withdrawn_in_time", {"withdrawn_at": "late", "withdrawn_by": "anna"}),
        ("accounts_payee_withdrawn_in_time", {"withdrawn_at": "now"}),
        ("accounts_payee_number_once", {}),
    ],
)
def test_what_cannot_be(kiel, anna, constraint, wrong):
    given = fields(kiel, anna)
    if not wrong:
        PayeeVersion.objects.create(**given)
    moments = {
        "sooner": given["in_force_from"] - timedelta(seconds=1),
        "late": given["in_force_from"],
        "now": given["created_at"],
        "anna": anna,
    }
    with pytest.raises(IntegrityError, match=constraint):
        PayeeVersion.objects.create(
            **given | {name: moments.get(value, value) for name, value in wrong.items()}
        )


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.delete(),
        lambda rows: rows.update(last_digits="9999"),
        lambda rows: rows.update(partner=PartnerFactory()),
        lambda rows: rows.filter(number=1).update(withdrawn_at=None, withdrawn_by=None),
    ],
)
def test_the_database_keeps_every_version(kiel, anna, change):
    version = proposed(kiel, anna)
    actions.withdraw(kiel, version.number, user=anna)
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        change(PayeeVersion.objects.filter(partner=kiel))
