"""What the first screens and the calendar say of associations."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from associations.actions import customers
from associations.enums import Answer
from claims_portal.feed.dates import dates_of
from lifecycle import clock
from programs.models import Program
from tests.factories import associations as make
from tests.factories import claims


def home_of(user) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("home")).content.decode()


def test_a_request_a_draft_and_a_customer_who_could_not_be_asked_need_the_partner(people):
    asked = make.asked(people)
    make.draft(people, "intune", customer_name="Werft Nord AG")
    wrong = make.under_review(people, "sharepoint", customer_name="Reederei Fock GmbH")
    customers.answer(wrong.links.get(), Answer.NOT_ME, "", "de")
    for user in (people.anna, people.ben):
        text = home_of(user)
        assert reverse("association_answer", args=[asked.public_id]) in text
        assert "Show the signature." in text
        assert reverse("association_contact", args=[wrong.public_id]) in text
        assert "Werft Nord AG" in text
    assert "Werft Nord AG" not in home_of(people.stranger)


def test_what_was_answered_or_corrected_needs_nobody_any_more(people):
    wrong = make.under_review(people)
    customers.answer(wrong.links.get(), Answer.NOT_ME, "", "de")
    fields = {"contact_name": "Kai", "contact_title": "IT", "contact_email": "kai@petersen.example"}
    customers.correct_contact(wrong.pk, fields | {"contact_language": "de"}, user=people.anna)
    assert reverse("association_contact", args=[wrong.public_id]) not in home_of(people.anna)


def test_the_calendar_knows_until_when_the_answer_is_due(people):
    asked = make.asked(people)
    dates = [one for one in dates_of(people.anna, clock.now()) if one.key == "customer answer"]
    assert [one.page for one in dates] == [reverse("association_answer", args=[asked.public_id])]
    assert "Show the signature." in dates[0].description


def test_many_ask_no_more_queries_than_few(people):
    def some(*codes: str) -> None:
        make.asked(people, *codes)
        make.draft(people, *codes)
        wrong = make.under_review(people, *codes)
        customers.answer(wrong.links.get(), Answer.NOT_ME, "", "de")

    some("teams")
    home_of(people.anna)
    with CaptureQueriesContext(connection) as few:
        home_of(people.anna)
    for code in ("intune", "sharepoint"):
        some(code)
    with CaptureQueriesContext(connection) as many:
        home_of(people.anna)
    assert len(many) == len(few)


def test_reviewers_read_how_many_wait(people):
    make.under_review(people)
    text = home_of(people.rita)
    assert "Customers to review" in text
    assert reverse("association_queue") in text


def test_a_claim_begins_with_the_customers_name_and_keeps_it_through_all_steps(people):
    approved, anna = make.approved(people), Client()
    anna.force_login(people.anna)
    period, activity = claims.current_period(people), claims.activity_type()
    query = "title=Hafenlogistik+Petersen+KG%3A+Teams"
    status = anna.get(reverse("association", args=[approved.public_id])).content.decode()
    assert f"{reverse('claim_new')}?{query}" in status
    first = anna.get(f"{reverse('claim_new')}?{query}").content.decode()
    step = f"?period={period.pk}"
    assert f'href="{step}&amp;{query}"' in first
    second = anna.get(f"{reverse('claim_new')}{step}&{query}").content.decode()
    step += f"&activity={activity.activity_type.code}&{query}"
    assert f'href="{step.replace("&", "&amp;")}"' in second
    assert (
        'value="Hafenlogistik Petersen KG: Teams"' in anna.get(reverse("claim_new") + step).content.decode()
    )


def test_no_claim_begins_where_the_program_does_not_allow_it(people):
    approved, anna = make.approved(people), Client()
    anna.force_login(people.anna)
    Program.objects.filter(pk=people.program.pk).update(association_starts_claim=False)
    status = anna.get(reverse("association", args=[approved.public_id])).content.decode()
    assert reverse("claim_new") not in status
