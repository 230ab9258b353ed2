"""The files of a proof: read beside what was typed, sent with and without scripts, hidden until they are sent."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from associations.actions import drafting
from associations.models import Association
from documents import looking
from documents.actions import settle
from documents.models import Document, Restriction
from history.models import AccessRecord
from lifecycle import clock
from tests.factories import associations as make
from tests.factories.documents import CLEAN, received
from tests.repository.addresses import draw


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def with_page(association: Association) -> Document:
    """Its proof is a clean file of one page."""
    proof = association.proofs.get()
    proof.document = settle(received(partner=association.partner, user=association.owner), CLEAN, clock.now())
    proof.save()
    draw(proof.document)
    return proof.document


def place(name: str, association: Association, document: Document, *more: object) -> str:
    return reverse(name, args=[association.public_id, document.public_id, *more])


def restrict(people, document: Document) -> None:
    both = {
        "asked_by": people.rita,
        "agreed_by": people.arno,
        "asked_at": clock.now(),
        "agreed_at": clock.now(),
    }
    Restriction.objects.create(document=document, reason="Names of guests", **both)


def pdf(name: str = "proof.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 " + name.encode(), "application/pdf")


def test_the_bench_shows_the_proof_beside_what_was_typed_and_notes_the_look(people):
    taken = make.under_review(people)
    document = with_page(taken)
    text = signed_in(people.rita).get(reverse("association_review", args=[taken.public_id])).content.decode()
    assert place("association_file_page", taken, document, 1) in text
    assert "We introduce Teams" in text
    seen = AccessRecord.objects.filter(subject_id=document.pk, what=looking.VIEWED, actor=people.rita)
    assert seen.count() == 1


def test_whoever_sees_the_association_reads_its_files(people):
    taken = make.under_review(people)
    document = with_page(taken)
    for user in (people.anna, people.ben, people.rita, people.axel):
        client = signed_in(user)
        assert client.get(place("association_file_page", taken, document, 1)).status_code == 200
        assert (
            "Text of this page"
            in client.get(place("association_file_view", taken, document)).content.decode()
        )
    assert signed_in(people.anna).get(place("association_file_page", taken, document, 9)).status_code == 404


def test_a_restricted_file_asks_for_a_reason_first(people):
    taken = make.under_review(people)
    document, rita = with_page(taken), signed_in(people.rita)
    restrict(people, document)
    look = place("association_file_look", taken, document)
    bench = rita.get(reverse("association_review", args=[taken.public_id])).content.decode()
    assert look in bench
    assert place("association_file_page", taken, document, 1) not in bench
    assert rita.get(place("association_file_page", taken, document, 1)).status_code == 409
    assert rita.get(place("association_file", taken, document)).url == look
    assert "Say why you need to look" in rita.post(look, {"reason": ""}).content.decode()
    assert rita.post(look, {"reason": "The signature"}).url == look
    assert rita.get(place("association_file_page", taken, document, 1)).status_code == 200
    assert signed_in(people.anna).get(place("association_file_page", taken, document, 1)).status_code == 409


def test_what_is_prepared_for_an_answer_is_the_partners_alone(people):
    asked, anna = make.asked(people), signed_in(people.anna)
    page = reverse("association_answer", args=[asked.public_id])
    anna.post(page, {"answer_with": "file", "file": pdf("newer.pdf")})
    document = asked.proofs.get(sent_at=None).document
    assert "newer.pdf" in anna.get(page).content.decode()
    assert "newer.pdf" in signed_in(people.ben).get(page).content.decode()
    rita = signed_in(people.rita)
    assert "newer.pdf" not in rita.get(reverse("association_review", args=[asked.public_id])).content.decode()
    assert rita.get(place("association_file", asked, document)).status_code == 404
    anna.post(page, {"answer_with": "send", "answer": "Here."})
    assert "newer.pdf" in rita.get(reverse("association_review", args=[asked.public_id])).content.decode()


def test_a_file_without_scripts_and_the_row_that_asks_again(people):
    draft, anna = make.draft(people), signed_in(people.anna)
    page = reverse("association_proof", args=[draft.public_id])
    assert anna.post(page, {"answer_with": "file", "file": pdf()}).url == page
    document = draft.proofs.latest("pk").document
    text = anna.get(page).content.decode()
    state = place("association_file_state", draft, document)
    assert f'hx-get="{state}?removable"' in text
    assert 'data-renews="given-proof found-proof"' in text
    assert "data-upload-words" in text
    assert "Remove" in anna.get(f"{state}?removable").content.decode()
    settle(document, CLEAN, clock.now())
    row = anna.get(f"{state}?removable").content.decode()
    assert "hx-get" not in row
    assert place("association_file_view", draft, document) in row
    assert Client().get(state).status_code == 204


def test_the_same_file_twice_and_a_wrong_type_are_told_at_the_field(people):
    draft, anna = make.draft(people), signed_in(people.anna)
    page = reverse("association_proof", args=[draft.public_id])
    anna.post(page, {"answer_with": "file", "file": pdf()})
    again = anna.post(page, {"answer_with": "file", "file": pdf()})
    assert "This file is here already, as “proof.pdf”." in again.content.decode()
    wrong = anna.post(page, {"answer_with": "file", "file": pdf("proof.exe")}).content.decode()
    assert "Error:" in wrong
    assert draft.proofs.count() == 2


def test_staff_cannot_take_a_file_out_of_a_row(people):
    sent = make.submitted(people)
    document = with_page(sent)
    row = signed_in(people.rita).get(place("association_file_state", sent, document) + "?removable")
    assert "Remove" not in row.content.decode()
    assert drafting.verb_for_proof(sent.pk) == "edit"
