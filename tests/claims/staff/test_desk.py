"""What people arrange on the queue: filters they keep, and whom a lead gives claims to."""

import pytest
from django.urls import reverse

from accounts.enums import PartnerRole
from claims.models import Claim
from history.models import Event
from lifecycle import clock
from programs.enums import VendorRole
from review import assigning, holding
from review.models import SavedFilter
from tests.factories import claims as made
from tests.factories.accounts import MembershipFactory
from tests.factories.people import staff

QUEUE, KEEP, DELETE, GIVE = map(reverse, ("queue", "queue_filter_save", "queue_filter_delete", "queue_give"))


@pytest.fixture
def rows(people):
    return [made.SubmittedRow(people=people) for _one in range(3)]


def given(claim):
    found = assigning.assigned(claim)
    return found and found.to


def sentences(claim):
    return [(one.code, one.params) for one in Event.objects.about(claim)]


def test_a_filter_is_kept_and_offered_to_its_owner(people, sign_in, rows, text):
    client = sign_in(people.rita)
    address = {"name": "Nordic duplicates", "query": "flag=duplicate&country=DE&after=1~1&evil=%3Cb%3E"}

    back = client.post(KEEP, address)

    assert back["Location"] == f"{QUEUE}?country=DE&flag=duplicate"
    kept = SavedFilter.objects.get(user=people.rita)
    assert kept.query == "country=DE&flag=duplicate"
    assert "Nordic duplicates" in text(client.get(QUEUE))
    assert "Nordic duplicates" not in text(sign_in(people.arno).get(QUEUE))


@pytest.mark.parametrize(("name", "said"), [("", "Give the filter a name"), ("Mine", "of this name already")])
def test_a_name_is_asked_for_and_used_once(people, sign_in, rows, text, name, said):
    client = sign_in(people.rita)
    client.post(KEEP, {"name": "Mine", "query": "mine=on"})

    assert said in text(client.post(KEEP, {"name": name, "query": "mine=on"}, follow=True))
    assert SavedFilter.objects.count() == 1


def test_one_deletes_one_s_own_filters_alone(people, sign_in):
    kept = SavedFilter.objects.create(user=people.rita, name="Mine", query="mine=on")

    assert sign_in(people.arno).post(DELETE, {"filter": kept.pk}).status_code == 404
    assert sign_in(people.arno).post(DELETE, {"filter": "x"}).status_code == 404
    assert sign_in(people.rita).post(DELETE, {"filter": kept.pk, "query": "mine=on"}).status_code == 302
    assert not SavedFilter.objects.exists()


def test_a_partner_keeps_no_filter_of_a_queue(people, sign_in):
    assert sign_in(people.anna).post(KEEP, {"name": "Mine", "query": ""}).status_code == 404
    assert sign_in(people.anna).post(GIVE, {"release": "1"}).status_code == 404


def test_a_lead_gives_ticked_claims_to_a_reviewer(people, sign_in, rows, text):
    client = sign_in(people.paula)
    ticked = [one.public_id for one in rows[:2]]

    said = text(
        client.post(GIVE, {"claim": ticked, "to": people.rita.pk, "query": "country=DE"}, follow=True)
    )

    assert "2 claims given to Rita." in said
    assert "Given to Rita" in said
    assert [given(one) for one in rows] == [people.rita, people.rita, None]
    assert sentences(rows[0]) == [("claim.assign", {"to": "Rita"})]
    client.force_login(people.rita)
    assert {row.claim for row in client.get(QUEUE, {"assigned": "on"}).context["rows"]} == set(rows[:2])


def test_and_frees_them_whoever_has_them(people, sign_in, rows, text):
    client = sign_in(people.paula)
    assigning.assign(rows[0], people.rita, by=people.paula, at=clock.now())
    holding.hold(rows[1], people.rita, clock.now())
    ticked = [one.public_id for one in rows]

    said = text(client.post(GIVE, {"claim": ticked, "release": "1"}, follow=True))

    assert "2 claims are free." in said
    assert [given(one) for one in rows] == [None, None, None]
    assert holding.holder(rows[1], clock.now()) is None
    assert [sentences(one) for one in rows] == [[("claim.release", {"names": "Rita"})]] * 2 + [[]]


def test_nobody_gets_claims_of_their_own_company(people, sign_in, rows, text):
    rolf = staff("Rolf", people.program, VendorRole.REVIEWER)
    MembershipFactory(user=rolf, partner=people.partner, role=PartnerRole.USER)
    client = sign_in(people.paula)

    said = text(client.post(GIVE, {"claim": [rows[0].public_id], "to": rolf.pk}, follow=True))

    assert "Rolf reviews no claims of this program, or works for the partner" in said
    assert given(rows[0]) is None


@pytest.mark.parametrize("sent", [{}, {"to": "0"}, {"to": "x"}])
def test_nothing_chosen_is_said(people, sign_in, rows, text, sent):
    client = sign_in(people.paula)

    said = text(client.post(GIVE, {"claim": [rows[0].public_id], **sent}, follow=True))

    assert "Tick claims, and choose to whom they are given." in said


@pytest.mark.parametrize("reader", ["rita", "arno", "axel"])
def test_only_leads_give(people, sign_in, rows, text, reader):
    client = sign_in(getattr(people, reader))

    assert client.post(GIVE, {"claim": [rows[0].public_id], "to": people.rita.pk}).status_code == 403
    assert "Give ticked claims" not in text(client.get(QUEUE))


def test_a_lead_of_another_program_gives_none_of_these(people, sign_in, rows):
    other = staff("Otto", made.UsagePeriodFactory().program, VendorRole.MANAGER)

    sign_in(other).post(GIVE, {"claim": [rows[0].public_id], "to": people.rita.pk})

    assert given(rows[0]) is None
    assert Claim.objects.get(pk=rows[0].pk).edition == 1
