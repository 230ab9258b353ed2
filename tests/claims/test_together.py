"""Several drafts submitted by one confirmation: each its own act, none twice, the fund shared in order."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions import drafting, together
from claims.enums import ItemState
from claims.models import Claim, Together, TogetherItem
from claims.tasks import submit_together
from funds.models import Fund
from lifecycle import ActionRefused, clock
from notifications.models import Message
from outbox.models import Job
from tests.factories import claims as make


def drafts(people, *amounts):
    """One complete draft for each amount, all of one activity."""
    activity = make.activity_type()
    return [
        make.draft(people, amount, activity=activity, title=f"Activity {n}")
        for n, amount in enumerate(amounts, start=1)
    ]


def ids(claims):
    return [one.public_id for one in claims]


def submitted(people, claims, key="k"):
    asked = together.ask(people.partner, ids(claims), key, user=people.anna)
    together.carry_out(asked)
    return asked


def results(asked):
    return list(asked.items.values_list("state", flat=True))


def test_each_gets_its_own_number_and_mail(people):
    make.money_for(people)
    claims = drafts(people, 100, 200, 300)
    asked = submitted(people, claims)
    assert results(asked) == [ItemState.SUBMITTED] * 3
    numbers = set(Claim.objects.values_list("number", flat=True))
    assert {one.result for one in asked.items.all()} == numbers
    assert len(numbers) == 3
    assert Fund.objects.get().held == 600
    assert Message.objects.filter(kind="claim_submitted").count() == 3


def test_a_fund_too_small_for_all_gives_to_the_first_and_says_by_how_much(people):
    make.money_for(people, 500)
    asked = submitted(people, drafts(people, 200, 200, 200, 50))
    assert results(asked) == [
        ItemState.SUBMITTED,
        ItemState.SUBMITTED,
        ItemState.REFUSED,
        ItemState.SUBMITTED,
    ]
    assert "100.00" in asked.items.get(position=3).result
    assert Fund.objects.get().left == 50


def test_what_is_not_ready_stays_a_draft_with_the_reason(people):
    make.money_for(people)
    ready, bare = drafts(people, 100, 100)
    bare.expenses.all().delete()
    asked = submitted(people, [ready, bare])
    assert results(asked) == [ItemState.SUBMITTED, ItemState.REFUSED]
    assert "invoice" in asked.items.get(claim=bare).result
    assert Claim.objects.get(pk=bare.pk).state == "EDITING"


def test_confirming_twice_submits_once(people):
    make.money_for(people)
    claims = drafts(people, 100, 200)
    first, second = submitted(people, claims), submitted(people, claims)
    assert first == second
    assert TogetherItem.objects.count() == 2
    assert results(first) == [ItemState.SUBMITTED] * 2
    assert Job.objects.filter(task=together.CARRY_OUT).count() == 1


def test_two_pages_of_the_same_drafts_submit_each_once(people):
    make.money_for(people)
    claims = drafts(people, 100)
    submitted(people, claims, "one")
    other = submitted(people, claims, "two")
    assert results(other) == [ItemState.REFUSED]
    assert Fund.objects.get().held == 100


def test_a_worker_killed_midway_goes_on(people, monkeypatch):
    make.money_for(people)
    claims = drafts(people, 100, 200, 300)
    asked = together.ask(people.partner, ids(claims), "k", user=people.anna)
    real, calls = together.submit, []

    def dies(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise SystemExit
        return real(*args, **kwargs)

    monkeypatch.setattr(together, "submit", dies)
    with pytest.raises(SystemExit):
        submit_together.body(together=asked.pk, at=clock.now())
    assert results(asked) == [ItemState.SUBMITTED, ItemState.WAITING, ItemState.WAITING]
    submit_together.body(together=asked.pk, at=clock.now())
    assert results(asked) == [ItemState.SUBMITTED] * 3
    assert Fund.objects.get().held == 600


def test_one_claims_defect_keeps_nobody_else_from_being_submitted(people, monkeypatch):
    make.money_for(people)
    claims = drafts(people, 100, 200)
    real = together.submit

    def breaks(claim_id, **kwargs):
        if claim_id == claims[0].pk:
            raise RuntimeError
        return real(claim_id, **kwargs)

    monkeypatch.setattr(together, "submit", breaks)
    assert results(submitted(people, claims)) == [ItemState.REFUSED, ItemState.SUBMITTED]


def test_a_draft_deleted_meanwhile_is_said(people):
    make.money_for(people)
    (claim,) = drafts(people, 100)
    asked = together.ask(people.partner, ids([claim]), "k", user=people.anna)
    drafting.delete(claim.pk, user=people.anna)
    together.carry_out(asked)
    item = asked.items.get()
    assert (item.state, item.title) == (ItemState.REFUSED, "Activity 1")


def test_only_admins_of_the_location(people):
    claims = drafts(people, 100)
    for user in (people.ben, people.stranger, people.rita, people.axel):
        with pytest.raises(ActionRefused) as refused:
            together.ask(people.partner, ids(claims), "k", user=user)
        assert refused.value.verdict.forbidden
    with pytest.raises(ActionRefused):
        together.ask(people.partner, ["x"], "k", user=people.anna)
    with pytest.raises(ActionRefused, match="200"):
        together.ask(people.partner, [str(n) for n in range(201)], "k", user=people.anna)


def test_the_page_shows_the_ready_ones_the_others_and_the_fund(people, client):
    make.money_for(people, 250)
    first, second, bare = drafts(people, 200, 100, 100)
    bare.expenses.all().delete()
    client.force_login(people.anna)
    answer = client.get(reverse("together"), {"all": "1", "text": "Activity"})
    assert [one.claim for one in answer.context["ready"]] == [first, second]
    assert [one.claim for one in answer.context["others"]] == [bare]
    (take,) = answer.context["takes"]
    assert (take.total, take.left, take.short) == (300, 250, Decimal(50))
    assert "50.00" in answer.text
    chosen = client.get(reverse("together"), {"claim": [second.public_id]})
    assert [one.claim for one in chosen.context["ready"]] == [second]


def test_a_few_are_submitted_at_once_and_the_result_names_them(people, client):
    make.money_for(people)
    claims = drafts(people, 100, 200)
    client.force_login(people.anna)
    answer = client.post(reverse("together"), {"claim": ids(claims), "key": "k"}, follow=True)
    assert "2 of 2 were submitted" in answer.text
    for number in Claim.objects.values_list("number", flat=True):
        assert number in answer.text


def test_more_are_left_to_a_worker_and_the_page_shows_how_far_it_is(people, client, monkeypatch):
    monkeypatch.setattr(together, "AT_ONCE", 1)
    make.money_for(people)
    claims = drafts(people, 100, 200)
    client.force_login(people.anna)
    answer = client.post(reverse("together"), {"claim": ids(claims), "key": "k"}, follow=True)
    assert "0 of 2" in answer.text
    asked = Together.objects.get()
    here = reverse("together_result", args=[asked.public_id])
    assert "0 of 2" in client.get(here, headers={"HX-Request": "true"}).text
    submit_together.body(together=asked.pk, at=clock.now())
    assert client.get(here, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_results_are_their_own(people, client):
    make.money_for(people)
    asked = submitted(people, drafts(people, 100))
    for user, status in ((people.anna, 200), (people.ben, 404), (people.stranger, 404), (people.rita, 404)):
        client.force_login(user)
        assert client.get(reverse("together_result", args=[asked.public_id])).status_code == status


def test_users_choose_nothing_and_are_told_who_submits(people, client):
    drafts(people, 100)
    client.force_login(people.ben)
    assert "Check the chosen drafts" not in client.get(reverse("claims")).text
    assert client.get(reverse("together"), {"all": "1"}).status_code == 403
    client.force_login(people.anna)
    assert "Check the chosen drafts" in client.get(reverse("claims")).text


def queries(client, url, **query):
    client.get(url, query)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url, query).status_code == 200
    return len(found)


def test_thirty_drafts_take_as_many_queries_as_one(people, client):
    make.money_for(people)
    client.force_login(people.anna)
    activity = make.activity_type()
    make.draft(people, 10, activity=activity)
    one = queries(client, reverse("together"), all="1")
    for _n in range(29):
        make.draft(people, 10, activity=activity)
    assert queries(client, reverse("together"), all="1") == one


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("claims_together_claim_once", {"position": 2}),
        ("claims_together_item_has_result", {"state": "SUBMITTED"}),
    ],
)
def test_what_the_database_refuses_of_an_item(people, name, change):
    first, second = drafts(people, 100, 200)
    asked = together.ask(people.partner, ids([first, second]), "k", user=people.anna)
    if name == "claims_together_claim_once":
        change = {"claim": first}
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        TogetherItem.objects.filter(together=asked, claim=second).update(**change)
    assert refused.value.__cause__.diag.constraint_name == name


def test_a_key_is_confirmed_once_in_the_database_too(people):
    asked = together.ask(people.partner, ids(drafts(people, 100)), "k", user=people.anna)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Together.objects.create(
            partner=people.partner, key="k", asked_by=people.anna, asked_at=asked.asked_at, language="en"
        )
    assert refused.value.__cause__.diag.constraint_name == "claims_together_confirmed_once"
