"""Pages of extensions by persona: a partner asks and reads the answer, managers answer, one act gives to all."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from claims import tasks
from claims.models import Claim
from lifecycle import clock
from programs.actions import asking
from programs.models import Extension, ExtensionRequest, Outage
from programs.rules import deadline_for
from tests.factories.people import staff

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


def as_(client, person):
    client.force_login(person)
    return client


def text(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def ask_url(draft):
    return reverse("extension_ask", args=[draft.partner.public_id, draft.period_id])


@pytest.fixture
def wished(draft):
    return draft.period.deadline_day + 7 * A_DAY


@pytest.fixture
def asked(draft, people, wished):
    return asking.ask_for_extension(
        draft.period, draft.partner, wished=wished, reason="The photographer was ill.", by=people.anna
    )


@pytest.fixture
def answer_url(asked):
    return reverse("extension_request", args=[asked.public_id])


def test_anna_asks_and_takes_it_back(client, people, ask_url, wished):
    as_(client, people.anna)
    answer = client.post(ask_url, {"wished_last_day": wished.isoformat(), "reason": "Ill."}, follow=True)
    assert "the program manager has not answered yet" in text(answer)
    assert 'name="reason"' not in text(answer), "one at a time"
    request = ExtensionRequest.objects.get()
    answer = client.post(reverse("extension_withdraw", args=[request.public_id]), follow=True)
    assert "Withdrawn" in text(answer)
    assert 'name="reason"' in text(answer)
    assert client.post(reverse("extension_withdraw", args=[request.public_id])).status_code == 409


def test_a_day_too_early_is_said_at_its_field_and_the_reason_stays(client, people, draft, ask_url):
    early = draft.period.deadline_day.isoformat()
    answer = as_(client, people.anna).post(
        ask_url, {"wished_last_day": early, "reason": "Because I was ill."}
    )
    assert answer.status_code == 409
    assert answer.context["form"].errors["wished_last_day"] == [
        "Choose a later day than the deadline in force."
    ]
    assert "Because I was ill." in text(answer)


def test_ben_is_told_who_may_ask(client, people, ask_url, asked):
    answer = as_(client, people.ben).get(ask_url)
    assert answer.status_code == 403
    assert "Only incentives admins of this location ask for an extension" in text(answer)
    assert client.post(reverse("extension_withdraw", args=[asked.public_id])).status_code == 403


def test_for_strangers_there_is_nothing(client, people, ask_url, asked, answer_url):
    as_(client, people.stranger)
    withdraw = reverse("extension_withdraw", args=[asked.public_id])
    assert [client.get(ask_url).status_code, client.post(withdraw).status_code] == [404, 404]
    assert client.post(answer_url, {"answer": "REFUSED", "words": "No"}).status_code == 404


def test_an_expired_draft_leads_to_the_page_that_says_what_comes_back(client, people, draft, ask_url):
    with clock.shifted(deadline_for(draft.period, draft.partner) + A_DAY - clock.now()):
        tasks.tick()
        page = text(as_(client, people.anna).get(reverse("claim", args=[draft.public_id])))
        assert ask_url in page
        page = text(client.get(ask_url))
    assert "1 expired draft would come back." in page
    assert "Forfeited, and would be restored: 100,000.00 EUR." in page
    with clock.shifted(deadline_for(draft.period, draft.partner) + 31 * A_DAY - clock.now()):
        anna = as_(Client(), people.anna)
        assert "That time is over." in text(anna.get(ask_url))
        assert ask_url not in text(anna.get(reverse("claim", args=[draft.public_id])))


def test_paula_meets_it_on_her_first_screen_and_grants_another_day(client, people, asked, answer_url, wished):
    as_(client, people.paula)
    assert answer_url in text(client.get(reverse("home")))
    page = text(client.get(answer_url))
    assert "The photographer was ill." in page
    assert "1 draft" in page
    other = wished + A_DAY
    client.post(answer_url, {"answer": "GRANTED", "last_day": other.isoformat(), "words": "Gladly."})
    assert Extension.objects.get().deadline == deadline_for(asked.period, asked.partner)
    assert answer_url not in text(client.get(reverse("home")))
    page = text(
        as_(client, people.anna).get(
            reverse("extension_ask", args=[asked.partner.public_id, asked.period_id])
        )
    )
    assert "Gladly." in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"answer": "GRANTED", "last_day": ""}, "last_day"),
        ({"answer": "GRANTED", "last_day": "2020-01-01"}, "last_day"),
        ({"answer": "REFUSED", "words": " "}, "words"),
        ({"words": "Gladly."}, "answer"),
    ],
)
def test_what_is_missing_of_an_answer_is_said_at_its_field(client, people, answer_url, typed, field):
    answer = as_(client, people.paula).post(answer_url, typed)
    assert field in answer.context["form"].errors
    assert ExtensionRequest.objects.get().is_open


def test_the_second_manager_sees_who_was_faster_and_keeps_the_words(
    client, people, asked, answer_url, wished
):
    mona = staff("Mona", people.program, "MANAGER")
    asking.grant_request(asked, last_day=wished, words="", by=people.paula)
    answer = as_(client, mona).post(answer_url, {"answer": "REFUSED", "words": "Sorry, too late for that."})
    assert answer.status_code == 409
    assert "Paula was faster: Granted." in text(answer)
    assert "Sorry, too late for that." in text(answer)


def test_an_auditor_reads_and_changes_nothing(client, people, asked, answer_url):
    as_(client, people.axel)
    assert "Send the answer" not in text(client.get(answer_url))
    assert client.post(answer_url, {"answer": "REFUSED", "words": "No"}).status_code == 403
    assert ExtensionRequest.objects.get().is_open


def test_the_list_has_as_many_queries_for_many_requests(client, people, asked, django_assert_max_num_queries):
    as_(client, people.paula).get(reverse("extensions"))
    with django_assert_max_num_queries(22):
        client.get(reverse("extensions"))


def away_url(hours=5):
    local = clock.now() - timedelta(hours=1)
    query = f"away_from={local - timedelta(hours=hours):%Y-%m-%dT%H:%M}&away_until={local:%Y-%m-%dT%H:%M}"
    return f"{reverse('extensions_for_all')}?program=&{query}"


def test_paula_gives_all_the_same_after_looking_at_what_comes_back(client, people, draft):
    people.paula.zone = "UTC"
    people.paula.save()
    as_(client, people.paula)
    with clock.shifted(deadline_for(draft.period, draft.partner) + timedelta(hours=2) - clock.now()):
        tasks.tick()
        url = away_url()
        page = client.get(url)
        assert "1 expired draft comes back." in text(page)
        assert "100,000.00 EUR that was forfeited is restored." in text(page)
        form = page.context["form"]
        name = f"last_day_{draft.period_id}"
        typed = {"key": form["key"].value(), "reason": form["reason"].value(), name: form[name].value()}
        done = client.post(url, typed, follow=True)
        again = client.post(url, typed, follow=True)
        assert done.redirect_chain == again.redirect_chain, "pressed twice it is one act"
        tasks.ticking.extension_granted(Extension.objects.get(), clock.now())
    outage = Outage.objects.get()
    assert outage.public_id in text(done)
    assert "The portal was away from" in outage.reason
    assert Claim.objects.get(pk=draft.pk).is_draft


def test_a_day_that_moves_nothing_is_said_at_its_period(client, people, draft):
    people.paula.zone = "UTC"
    people.paula.save()
    name = f"last_day_{draft.period_id}"
    typed = {"key": "k", "reason": "My own words.", name: draft.period.deadline_day.isoformat()}
    answer = as_(client, people.paula).post(away_url(), typed)
    assert answer.status_code == 409
    assert name in answer.context["form"].errors
    assert "My own words." in text(answer)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("away_from=2026-01-02T10:00&away_until=2026-01-02T09:00", "away_until"),
        ("away_from=2026-01-02T10:00&away_until=2999-01-01T00:00", "away_until"),
        ("away_from=yesterday&away_until=2026-01-02T09:00", "away_from"),
    ],
)
def test_an_outage_that_cannot_be_is_said_at_its_field(client, people, query, field):
    answer = as_(client, people.paula).get(f"{reverse('extensions_for_all')}?program=&{query}")
    assert field in answer.context["away"].errors
    assert "form" not in answer.context
