"""A session ends after idle time, and in any case after an absolute time."""

from datetime import timedelta

import pytest

from lifecycle import clock

PAGE = "/programs/"


def is_in(client) -> bool:
    response = client.get(PAGE)
    assert response.status_code in {200, 302}
    return response.status_code == 200


def later(**time):
    return clock.shifted(timedelta(**time))


def test_who_did_nothing_for_an_hour_signs_in_again(signed_in):
    assert is_in(signed_in)
    with later(minutes=60, seconds=5):
        response = signed_in.get(PAGE)
    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={PAGE}"


def test_who_does_something_in_time_stays(signed_in):
    assert is_in(signed_in)
    for minutes in (59, 118, 177):
        with later(minutes=minutes):
            assert is_in(signed_in)


def test_after_twelve_hours_it_ends_however_busy_one_is(signed_in):
    assert is_in(signed_in)
    for minutes in range(50, 12 * 60, 50):
        with later(minutes=minutes):
            assert is_in(signed_in)
    with later(hours=12, minutes=1):
        assert not is_in(signed_in)


def test_the_next_session_begins_anew(signed_in, anna):
    assert is_in(signed_in)
    with later(hours=13):
        assert not is_in(signed_in)
        signed_in.force_login(anna)
        assert is_in(signed_in)


@pytest.mark.parametrize(("minutes", "stays"), [(4, True), (6, False)])
def test_the_idle_time_is_a_setting(signed_in, settings, minutes, stays):
    settings.SESSION_IDLE = timedelta(minutes=5)
    assert is_in(signed_in)
    with later(minutes=minutes):
        assert is_in(signed_in) is stays
