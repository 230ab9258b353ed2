"""The customer's link is nobody else's, not even of who reads what was sent; no purge takes an association's file."""

from datetime import timedelta

from django.urls import reverse

from associations.links import secret_of
from claims.retention import past_retention
from documents.models import Document
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from programs.enums import VendorRole
from tests.factories import associations as make
from tests.factories.people import staff
from tests.factories.programs import ProgramFactory


def test_managers_and_auditors_see_that_the_customer_was_asked_and_not_the_link(client, people):
    sent = make.submitted(people)
    message = Message.objects.get(kind="customer_asked")
    deliver(message.pk, clock.now())
    for reader in (people.paula, people.axel):
        client.force_login(reader)
        assert (
            "karin@petersen.example"
            in client.get(reverse("sent_message", args=[message.pk])).content.decode()
        )
        text = client.get(reverse("sent_message", args=[message.pk])).content.decode()
        assert secret_of(sent.links.get().public_id) not in text
        assert "/customer/" not in text
    client.force_login(people.paula)
    assert client.post(reverse("sent_again", args=[message.pk])).status_code == 409


def test_a_manager_of_another_program_sees_nothing_of_it(client, people):
    make.submitted(people)
    message = Message.objects.get(kind="customer_asked")
    elsewhere = staff("Paul", ProgramFactory(), VendorRole.MANAGER)
    client.force_login(elsewhere)
    assert client.get(reverse("sent_message", args=[message.pk])).status_code == 404


def test_no_purge_lists_a_file_of_an_association(people):
    approved = make.approved(people)
    with clock.shifted(timedelta(days=1200)):
        assert not past_retention(people.program, people.paula, clock.now()).exists()
    used = Document.objects.get(association_proofs__association=approved)
    assert used.retain_until


def test_a_manager_finds_what_was_sent_about_an_association_by_its_number(client, people):
    sent, other = make.submitted(people), make.submitted(people, "intune")
    client.force_login(people.paula)
    page = client.get(reverse("sent"), {"search": sent.number.lower()}).content.decode()
    assert f'href="{reverse("association", args=[sent.public_id])}">{sent.number}</a>' in page
    assert other.number not in page
