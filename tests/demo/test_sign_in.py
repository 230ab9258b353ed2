"""One press signs in, in the demo only."""

import importlib

import pytest
from django.conf import settings as django_settings
from django.urls import clear_url_caches

from claims_portal import urls
from claims_portal.demo import people


@pytest.fixture
def production_like(settings):
    """The addresses as they are with DEMO off."""
    settings.DEMO = False
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DEMO = True
    importlib.reload(urls)
    clear_url_caches()


def signed_in_as(client):
    return client.get("/help/").context["user"]


@pytest.mark.parametrize("key", people.BY_KEY)
def test_each_person_of_the_welcome_page_signs_in_by_one_press(client, story, key):
    assert f'formaction="/demo/sign-in/{key}/"' in client.get("/").content.decode()
    assert client.post(f"/demo/sign-in/{key}/").url == "/"
    assert signed_in_as(client).name == people.BY_KEY[key].name


def test_the_page_one_wanted_is_kept(client, story):
    login = client.get("/programs/", follow=True).content.decode()
    assert '<input type="hidden" name="next" value="/programs/">' in login
    assert client.post("/demo/sign-in/anna/", {"next": "/programs/"}).url == "/programs/"
    assert client.post("/demo/sign-in/anna/", {"next": "https://evil.example/"}).url == "/"


def test_a_person_brings_their_language_unless_another_was_chosen(client, story):
    client.post("/demo/sign-in/anna/")
    assert client.get("/help/").headers["Content-Language"] == "de"
    client.logout()
    client.post("/people/language/", {"language": "en"})
    client.post("/demo/sign-in/anna/")
    assert client.get("/help/").headers["Content-Language"] == "en"


def test_changing_persons_takes_nothing_along(client, story):
    client.post("/demo/sign-in/olga/")
    lyon = next(one for one in client.get("/help/").context["locations"] if "Lyon" in one["label"])
    client.post("/people/location/", {"location": lyon["value"]})
    client.post("/demo/sign-in/anna/")
    assert client.get("/help/").context["current_location"] == "Nordlicht Systemhaus GmbH, Kiel"


def test_a_link_signs_nobody_in(client, story):
    assert client.get("/demo/sign-in/anna/").status_code == 405
    assert client.post("/demo/sign-in/nobody/").status_code == 404


def test_with_the_demo_off_there_is_no_such_way_in(client, story, production_like):
    assert not django_settings.DEMO
    assert client.post("/demo/sign-in/anna/").status_code == 404
    for page in ("/demo/mail/", "/demo/files/", "/demo/files/photo/", "/gallery/"):
        assert client.get(page).status_code == 404
    for page in ("/", "/accounts/login/"):
        words = client.get(page).content.decode()
        assert "Anna" not in words
        assert "/demo/" not in words
