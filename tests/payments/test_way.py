"""The way of a claim's money, as its partner and staff read it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.money_way import money_way
from lifecycle import clock
from payments.actions import settling
from payments.statements.booking import Booking
from tests.factories import claims as make
from tests.factories import payments as made

D = Decimal


def steps(claim, user):
    found = money_way(
        Claim.objects.select_related("partner", "program", "period").get(pk=claim.pk), user, clock.now()
    )
    return [(one["label"], one["state"]) for one in found.steps]


def booked(payment, **other):
    usual = {"incoming": False, "amount": payment.amount, "currency": "EUR", "booked_on": date(2026, 11, 26)}
    return Booking(**{**usual, "bank_reference": "NTRF77", **other})


def test_nothing_is_told_of_what_is_not_approved(people):
    assert money_way(make.submitted(people), people.anna, clock.now()) is None


def test_from_approved_to_paid(people):
    claim = make.decided(people, 1200)
    assert steps(claim, people.anna) == [
        ("Approved", "done"),
        ("Payment on hold", "current"),
        ("Sent", "next"),
        ("Paid", "next"),
    ]
    payment = made.sent(people, 300)
    (first,) = [one for one in Claim.objects.all() if one.pk == claim.pk]
    assert steps(first, people.anna) == [
        ("Approved", "done"),
        ("Sent to the bank", "done"),
        ("Paid", "current"),
    ]
    settling.by_bank(payment.pk, booked(payment))
    assert steps(first, people.anna) == [("Approved", "done"), ("Sent to the bank", "done"), ("Paid", "done")]


def test_what_came_back_and_was_paid_again(client, people):
    payment = made.sent(people, 1200)
    claim = payment.items.get().claim
    settling.by_bank(payment.pk, booked(payment))
    settling.by_bank(payment.pk, booked(payment, incoming=True, fault_code="AC04"))
    assert [label for label, _state in steps(claim, people.anna)] == [
        "Approved",
        "Sent to the bank",
        "Paid",
        "Came back",
        "Payment on hold",
        "Sent",
        "Paid",
    ]
    client.force_login(people.anna)
    page = client.get(reverse("claim", args=[claim.public_id])).content.decode()
    for words in (
        "The way to the money",
        "the account is closed",
        "NTRF77",
        payment.reference,
        "Why it is not paid now",
    ):
        assert words in page
    client.force_login(people.rita)
    assert (
        "The way to the money" in client.get(reverse("review_claim", args=[claim.public_id])).content.decode()
    )


@pytest.mark.parametrize("amount", [100])
def test_what_only_gathers_says_how_much_is_missing(people, amount):
    claim = made.payable(people, amount)
    way = money_way(claim, people.anna, clock.now())
    assert way.steps[1]["label"] == "Gathering"
    assert "100.00" in way.steps[1]["note"].replace("\u00a0", " ")
