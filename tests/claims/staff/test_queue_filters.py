"""The queue's filter: by words, flags and facts; what is counted, and that nothing of it costs many queries."""

import pytest
from django.urls import reverse

from claims.actions.looking_over import look_over
from lifecycle import clock
from review import flags
from review.enums import FlagCode
from tests.factories import claims as made
from tests.factories.accounts import PartnerFactory
from tests.factories.people import person

QUEUE = reverse("queue")


def numbers(response):
    return [row.claim.number for row in response.context["rows"]]


@pytest.mark.parametrize("field", ["number", "title", "partner"])
def test_search(people, sign_in, rows, field):
    wanted = made.SubmittedRow(
        people=people,
        title="Harbour fair",
        partner=PartnerFactory(legal_name="Zander Werke"),
        number="COOP-2026-777777",
    )
    for claim in (wanted, *rows(2)):
        look_over(claim.pk, clock.now())
    words = {"number": "777777", "title": "fair harb", "partner": "ZANDER"}[field]

    assert numbers(sign_in(people.rita).get(QUEUE, {"q": words})) == [wanted.number]


def test_filters_can_be_linked(people, sign_in, rows):
    rows(1)
    other = made.SubmittedRow(people=people, partner=PartnerFactory(country="FR"))
    mine = made.under_review(people)
    client = sign_in(people.rita)

    assert numbers(client.get(QUEUE, {"country": "FR"})) == [other.number]
    assert numbers(client.get(QUEUE, {"mine": "on"})) == [mine.number]
    assert numbers(client.get(QUEUE, {"state": "UNDER_REVIEW"})) == [mine.number]
    assert numbers(client.get(QUEUE, {"program": people.program.code, "country": "FR"})) == [other.number]


def test_flags_and_languages_filter(people, sign_in, rows, text):
    one, two, three = rows(3)
    flags.set(one, FlagCode.DUPLICATE)
    flags.set(one, FlagCode.DISPUTE)
    flags.set(two, FlagCode.MESSAGE)
    french = made.SubmittedRow(people=people, owner=person("Didier", language="de"))
    client = sign_in(people.rita)

    answer = client.get(QUEUE, {"flag": "duplicate"})
    assert numbers(answer) == [one.number]
    assert "Possible duplicate" in text(answer)
    assert "In dispute" in text(answer)
    assert numbers(client.get(QUEUE, {"flag": "message"})) == [two.number]
    assert numbers(client.get(QUEUE, {"language": "de"})) == [french.number]
    assert numbers(client.get(QUEUE, {"flag": "nonsense"})) == [
        one.number,
        two.number,
        three.number,
        french.number,
    ]


def test_where_words_are_searched_no_more_than_a_thousand_are_counted(people, sign_in, rows, monkeypatch):
    monkeypatch.setattr("claims.queue.COUNTED", 2)
    monkeypatch.setattr("claims.searching.FEW", 2)
    for claim in rows(3):
        look_over(claim.pk, clock.now())
    client = sign_in(people.rita)

    tabs = {tab["label"]: tab["count"] for tab in client.get(QUEUE, {"q": "coop"}).context["tabs"]}

    assert (tabs["All open"], tabs["Waiting to be taken"], tabs["In review"]) == ("2+", "2+", "0")
    assert client.get(QUEUE).context["tabs"][0]["count"] == "3"


def test_an_unanswered_message_stands_above_the_queue_whatever_became_of_the_claim(
    people, sign_in, rows, text
):
    waiting, quiet = rows(2)
    decided = made.decided(people, 1000)
    for claim in (waiting, decided):
        flags.set(claim, FlagCode.MESSAGE)

    client = sign_in(people.rita)
    assert client.get(QUEUE).context["risen"] == [waiting, decided]
    assert "Partners wait for an answer to a message" in text(client.get(QUEUE))
    assert client.get(QUEUE, {"flag": "message"}).context["risen"] == []
    flags.clear(waiting, FlagCode.MESSAGE)
    assert client.get(QUEUE).context["risen"] == [decided]
    assert quiet not in client.get(QUEUE).context["risen"]


def test_an_empty_queue_says_what_to_do(people, sign_in, text):
    client = sign_in(people.rita)

    assert "Show claims of every state" in text(client.get(QUEUE))
    assert "Clear the filter" in text(client.get(QUEUE, {"q": "nothing like this"}))


@pytest.mark.parametrize("few", [0, 100])
@pytest.mark.parametrize("filtered", ["", "q=coop", "flag=dispute&sort=amount", "state=ALL&q=coop", "deep"])
def test_a_lead_s_page_costs_few_queries_whatever_is_asked_for(
    people, sign_in, rows, monkeypatch, django_assert_max_num_queries, filtered, few
):
    monkeypatch.setattr("claims.searching.FEW", few)
    for claim in rows(30):
        look_over(claim.pk, clock.now())
        flags.set(claim, FlagCode.DISPUTE)
    client = sign_in(people.paula)
    first = client.get(QUEUE)
    address = first.context["next_url"] if filtered == "deep" else f"{QUEUE}?{filtered}"

    with django_assert_max_num_queries(15):
        assert client.get(address).context["rows"]
