"""What comes as a mail too: of the optional kinds each person chooses, the others always do."""

import pytest
from lxml import html

from lifecycle import clock
from notifications.kinds import catalogue
from notifications.models import Preference, Unreachable

pytestmark = pytest.mark.django_db


def page_of(client) -> html.HtmlElement:
    return html.fromstring(client.get("/notices/preferences/").content)


def ticked(client) -> dict[str, bool]:
    return {one.get("value"): one.checked for one in page_of(client).xpath("//main//input[@type='checkbox']")}


def saved(client, **groups: list[str]):
    return client.post("/notices/preferences/", groups)


def test_a_kind_without_its_tick_is_a_notice_only_until_it_is_ticked_again(people, signed_in):
    client = signed_in(people.anna)
    everything = ticked(client)
    assert everything["claim_ready"]
    assert all(everything.values())
    wanted = [code for code in everything if code != "claim_ready"]
    groups = {one.group for one in catalogue() if one.code in wanted}
    form = {
        group.lower(): [one.code for one in catalogue() if one.group == group and one.code in wanted]
        for group in groups
    }
    assert saved(client, **form).url == "/notices/preferences/"
    assert [one.kind for one in Preference.objects.filter(user=people.anna)] == ["claim_ready"]
    assert ticked(client) == everything | {"claim_ready": False}
    assert ticked(signed_in(people.ben))["claim_ready"], "each for themselves"
    saved(signed_in(people.anna), **form | {"colleagues": [*form.get("colleagues", []), "claim_ready"]})
    assert not Preference.objects.filter(kind="claim_ready").exists()


def test_what_money_hangs_on_is_listed_and_cannot_be_turned_off(people, signed_in):
    client = signed_in(people.anna)
    optional = {one.code for one in catalogue() if one.optional}
    assert set(ticked(client)) <= optional
    assert "A claim is decided" in page_of(client).text_content()
    assert saved(client, claims=["claim_decided"]).status_code == 200, "no such choice"
    assert not Preference.objects.exists()


def test_everybody_sees_the_kinds_that_are_written_to_such_people(people, signed_in):
    partner, staff = (page_of(signed_in(one)).text_content() for one in (people.anna, people.rita))
    assert "A list of documents to delete waits" in staff
    assert "A list of documents to delete waits" not in partner
    assert "A colleague handed a draft over" in partner
    assert "A colleague handed a draft over" not in staff
    assert "message_written" in ticked(signed_in(people.rita))


def test_an_address_that_cannot_be_reached_is_told(people, signed_in):
    assert "cannot be reached" not in page_of(signed_in(people.anna)).text_content()
    Unreachable.objects.create(address=people.anna.email, since=clock.now(), answer="550 No such person")
    assert "550 No such person" in page_of(signed_in(people.anna)).text_content()
    assert "550" not in page_of(signed_in(people.ben)).text_content()
