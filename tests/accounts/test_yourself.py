"""Language and time zone: chosen by the person, recorded, and only what exists."""

import pytest
from lxml import html

from history.models import Event


def chosen(client, **values: str):
    return client.post("/people/yourself/", {"language": "en", "zone": "UTC"} | values)


def events(user) -> list[dict]:
    return [one.params for one in Event.objects.about(user)]


def test_both_are_kept_and_recorded_once(signed_in, anna):
    for _time in range(2):
        assert chosen(signed_in, language="de", zone="America/Los_Angeles").url == "/people/yourself/"
    anna.refresh_from_db()
    assert (anna.language, anna.zone) == ("de", "America/Los_Angeles")
    assert events(anna) == [
        {
            "before": {"language": "en", "zone": "UTC"},
            "after": {"language": "de", "zone": "America/Los_Angeles"},
        }
    ]
    assert 'lang="de"' in signed_in.get("/people/yourself/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"zone": "Berlin"}, {"zone": "../etc/passwd"}, {"zone": ""}, {"language": "xx"}]
)
def test_what_does_not_exist_is_refused(signed_in, anna, wrong):
    answer = chosen(signed_in, **wrong)
    assert answer.status_code == 200
    assert "Error:" in answer.content.decode()
    anna.refresh_from_db()
    assert (anna.language, anna.zone, events(anna)) == ("en", "UTC", [])


def choices(client) -> dict[str, str]:
    page = html.fromstring(client.get("/people/yourself/").content)
    return {one.get("value"): one.text_content() for one in page.xpath("//select[@name='zone']//option")}


def test_zones_are_cities_in_the_readers_language(signed_in, anna):
    assert choices(signed_in)["Europe/Berlin"] == "Berlin (Germany)"
    anna.language = "de"
    anna.save()
    assert choices(signed_in)["Africa/Cairo"] == "Kairo (Ägypten)"


def test_a_zone_under_an_older_or_newer_name_stays_chosen(signed_in, anna):
    anna.zone = "Asia/Kolkata"
    anna.save()
    assert choices(signed_in)["Asia/Kolkata"]
    chosen(signed_in, zone="Asia/Kolkata", language="de")
    anna.refresh_from_db()
    assert anna.zone == "Asia/Kolkata"
