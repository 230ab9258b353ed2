"""In-house work as the partner's people meet it: typed, corrected, signed."""

import pytest
from django.urls import reverse

from claims.actions import certifying
from claims.models import Claim
from lifecycle import clock
from tests.factories import claims as make


def at(name, claim, *more):
    return reverse(name, args=[claim.public_id, *more])


def typed(claim, **facts):
    usual = {
        "day": claim.first_day.isoformat(),
        "person": "Jürgen Weiß",
        "role": "Designer",
        "work": "Drew the banner",
        "kind": claim.activity.expense_kinds.first().pk,
        "hours": "7.5",
        "rate": "80",
        "cost": "",
    }
    return usual | facts


@pytest.fixture
def claim(team):
    make.money_for(team)
    return make.draft(team)


def test_ben_writes_it_down_and_anna_signs(team, claim, as_person):
    ben, anna = as_person(team.ben), as_person(team.anna)
    ben.post(at("claim_work_new", claim), typed(claim))
    page = ben.get(at("claim_work", claim)).content.decode()
    assert "600.00" in page
    assert "An incentives admin of your company reads this and signs it." in page
    assert "Read and sign" not in page

    assert "Read and sign" in anna.get(at("claim_work", claim)).content.decode()
    answer = anna.post(at("claim_certify", claim), {"agreed": "on", "name": "Anna Nordmann"}, follow=True)

    assert "CSR-1 is signed" in answer.content.decode()
    signed = claim.certifications.get()
    assert (signed.signed_by, signed.signed_name) == (team.anna, "Anna Nordmann")
    assert "Being written" in answer.content.decode()


def test_signing_wants_the_tick_and_the_name(team, claim, as_person):
    make.work_for(claim)
    page = as_person(team.anna).post(at("claim_certify", claim), {"name": "Anna"}).content.decode()

    assert "Tick the box if you certify what is written here." in page
    assert 'value="Anna"' in page
    assert not claim.certifications.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"hours": "0"}, "Enter more than 0 hours."),
        ({"hours": "-2"}, "Enter more than 0 hours."),
        ({"hours": "25"}, "A day has at most 24 hours."),
        ({"hours": "seven"}, "Write the hours as a number"),
        ({"hours": "NaN"}, "Write the hours as a number"),
        ({"hours": ""}, "Give the hours and a rate"),
        ({"rate": ""}, "Give the rate for an hour"),
        ({"rate": "0"}, "The amount must be more than zero."),
        ({"cost": "5"}, "not both"),
        ({"day": "1999-01-01"}, "Choose a day inside the usage period"),
        ({"day": "2099-01-01"}, "Choose a day inside the usage period"),
        ({"person": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_said_at_the_field(team, claim, as_person, facts, words):
    page = as_person(team.ben).post(at("claim_work_new", claim), typed(claim, **facts))

    assert words in page.content.decode()
    assert "Drew the banner" in page.content.decode()
    assert not claim.work_items.exists()


def test_25_hours_of_one_person_are_said_at_the_field(team, claim, as_person):
    make.work_for(claim, hours=20)
    page = as_person(team.ben).post(at("claim_work_new", claim), typed(claim, hours="5"))

    assert page.status_code == 409
    assert "25 hours on this day" in page.content.decode()


def test_hours_are_read_by_the_rules_of_the_language(team, claim, as_person):
    team.ben.language = "de"
    team.ben.save()
    as_person(team.ben).post(at("claim_work_new", claim), typed(claim, hours="7,5", rate="80,50"))

    assert claim.work_items.get().amount == 603.75


def test_an_item_is_changed_and_removed(team, claim, as_person):
    item, ben = make.work_for(claim), as_person(team.ben)
    ben.post(at("claim_work_item", claim, item.public_id), typed(claim, hours="2"))
    assert claim.work_items.get().hours == 2

    assert "Remove this work?" in ben.get(at("claim_work_remove", claim, item.public_id)).content.decode()
    ben.post(at("claim_work_remove", claim, item.public_id))
    assert not claim.work_items.exists()


def test_somebody_elses_item_does_not_exist(team, claim, as_person):
    item = make.work_for(make.draft(team, title="Another"))
    for page in ("claim_work_item", "claim_work_remove"):
        assert as_person(team.anna).post(at(page, claim, item.public_id)).status_code == 404


def test_a_certified_line_is_no_invoice(team, claim, as_person):
    make.work_for(claim)
    certifying.certify(claim.pk, "Anna", user=team.anna)
    line = claim.expenses.get(certification__isnull=False)
    anna = as_person(team.anna)

    assert anna.get(at("claim_invoice", claim, line.public_id)).status_code == 404
    assert "CSR-1" not in anna.get(at("claim_invoices", claim)).content.decode()
    assert "CSR-1" in anna.get(at("claim_check", claim)).content.decode()


def test_the_task_list_says_how_it_stands(team, claim, as_person):
    anna = as_person(team.anna)
    assert "In-house work" in anna.get(at("claim", claim)).content.decode()
    make.work_for(claim)
    assert "not certified as it is now" in anna.get(at("claim", claim)).content.decode()
    signed = certifying.certify(claim.pk, "Anna", user=team.anna)
    certifying.write(signed, clock.now())

    page = anna.get(at("claim", claim)).content.decode()
    assert "Certified: 600.00" in page
    assert Claim.objects.get(pk=claim.pk).is_draft
