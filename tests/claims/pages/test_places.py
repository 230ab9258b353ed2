"""Files that are here already, on a telephone, and what they are called: beside each place that takes files."""

import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from claims.actions import filing, proving, submitting
from claims.models import Claim, Proof
from documents.actions import settle
from documents.enums import Problem, State
from documents.examination import Outcome
from documents.models import Document, Restriction
from history.models import Event
from lifecycle import ActionRefused, clock
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory, einvoice, stored

REUSE, PHONE = "claim_slot_reuse", "claim_slot_phone"


def at(name, claim, *more):
    return reverse(name, args=[claim.public_id, *more])


def read(answer):
    return answer.content.decode()


@pytest.fixture
def photos(bare):
    return bare.activity.requirements.get(key="photos")


@pytest.fixture
def other(team):
    """An earlier claim with an invoice and a proof."""
    return make.draft(team, title="Spring fair")


@pytest.fixture
def file(other):
    return other.proofs.exclude(document=None).get().document


def send(client, claim, data, name="photo.pdf"):
    upload = SimpleUploadedFile(name, data)
    return client.post(at("claim_slot", claim, "photos"), {"answer": "file", "file": upload})


class TestTheSameBytes:
    def test_again_in_the_same_place_is_told_kindly(self, anna, bare):
        send(anna, bare, einvoice())
        answer = send(anna, bare, einvoice(), "again.pdf")
        assert answer.status_code == 409
        assert "This file is here already, as “photo.pdf” (DOC-" in read(answer)
        assert "data-twin" not in read(answer)
        assert Document.objects.count() == Proof.objects.count() == 1

    def test_elsewhere_in_the_claim_the_one_that_is_there_is_offered(self, team, anna, bare, photos):
        line = make.expense_for(bare, 100, document=None)
        document = proving.keep_upload(bare.pk, stored(einvoice()), user=team.anna)
        line.document = document
        line.save()
        answer = send(anna, bare, einvoice())
        assert f'name="document" value="{document.public_id}"' in read(answer)
        anna.post(at(REUSE, bare, "photos"), {"document": document.public_id})
        assert Proof.objects.get(claim=bare, requirement=photos).document == document

    def test_what_was_refused_may_be_tried_again(self, anna, bare):
        send(anna, bare, einvoice())
        settle(Document.objects.get(), Outcome(State.REFUSED, refusal=Problem.DAMAGED), clock.now())
        assert send(anna, bare, einvoice()).status_code == 302

    def test_an_invoice_takes_the_file_that_is_there(self, team, anna, bare):
        send(anna, bare, einvoice())
        kept = proving.keep_upload(bare.pk, stored(einvoice()), user=team.ben)
        assert kept == Document.objects.get()


def test_too_many_files_are_told_at_the_field(anna, bare, settings):
    settings.UPLOAD_FILES_PER_CLAIM = 1
    send(anna, bare, einvoice())
    answer = read(send(anna, bare, einvoice("EN16931_Gutschrift.pdf")))
    assert "A claim may have 1 file at most." in answer
    assert 'id="id_file_error"' in answer


class TestReusing:
    def test_a_file_of_another_claim_proves_one_thing_more(self, team, anna, bare, photos, file):
        page = read(anna.get(at(REUSE, bare, "photos")))
        assert file.name in page
        assert "Spring fair: " in page
        anna.post(at(REUSE, bare, "photos"), {"document": file.public_id})
        assert Proof.objects.get(claim=bare).document == file
        assert Document.objects.filter(sha256=file.sha256).count() == 1

    def test_one_file_proves_two_things_of_a_claim(self, team, other, file):
        own = other.expenses.get().document
        proof = filing.use_file(other.pk, other.proofs.first().requirement, own, user=team.ben)
        assert proof.document == own

    def test_not_twice_in_one_place(self, team, anna, other, file):
        requirement = other.proofs.exclude(document=None).get().requirement
        with pytest.raises(ActionRefused, match="is given here already"):
            filing.use_file(other.pk, requirement, file, user=team.anna)
        assert file.name not in read(anna.get(at(REUSE, other, requirement.key)))

    def test_distinct_files_count(self, team, bare, photos, other, file, settings):
        settings.UPLOAD_FILES_PER_CLAIM = 1
        filing.use_file(bare.pk, photos, file, user=team.anna)
        with pytest.raises(ActionRefused, match="1 file at most"):
            filing.use_file(bare.pk, photos, other.expenses.get().document, user=team.anna)

    @pytest.mark.django_db(transaction=True)
    def test_a_file_that_is_being_purged_just_now_is_waited_for(self, team, bare, photos, file):
        begun = threading.Event()

        def purge():
            with transaction.atomic():
                Document.objects.select_for_update().get(pk=file.pk)
                begun.set()
                time.sleep(0.5)
                Document.objects.filter(pk=file.pk).update(bytes_deleted_at=clock.now())
            connection.close()

        purging = threading.Thread(target=purge)
        purging.start()
        begun.wait(10)
        with pytest.raises(ActionRefused, match="cannot be used here"):
            filing.use_file(bare.pk, photos, file, user=team.anna)
        purging.join()

    @pytest.mark.parametrize("why", ["refused", "gone", "restricted", "stranger"])
    def test_what_cannot_be_used_is_not_offered(self, team, as_person, anna, bare, photos, file, why):
        spoil(why, team, file)
        page = read(anna.get(at(REUSE, bare, "photos")))
        assert file.name not in page
        anna.post(at(REUSE, bare, "photos"), {"document": file.public_id})
        with pytest.raises(ActionRefused):
            filing.use_file(bare.pk, photos, file, user=team.anna)
        assert not Proof.objects.filter(claim=bare).exists()

    def test_found_by_words_of_its_name_its_note_or_its_claim(self, anna, bare, file):
        Document.objects.filter(pk=file.pk).update(label="Room from behind", note="Kiel castle")
        for words in ("behind", "castle kiel", "spring"):
            assert "Room from behind" in read(anna.get(at(REUSE, bare, "photos"), {"text": words}))
        assert "No file with these words" in read(anna.get(at(REUSE, bare, "photos"), {"text": "zebra"}))

    def test_the_list_is_bounded_and_takes_the_same_queries(
        self, team, anna, bare, other, django_assert_max_num_queries
    ):
        for _n in range(30):
            prove(other, team)
        anna.get(at(REUSE, bare, "photos"))
        with django_assert_max_num_queries(40):
            page = read(anna.get(at(REUSE, bare, "photos")))
        assert page.count("Use this file") == 25
        assert "older=" in page

    def test_submitting_keeps_it_as_long_as_the_later_claim_needs(self, team, file):
        claim = make.draft(team)
        make.money_for(team)
        requirement = claim.proofs.exclude(document=None).get().requirement
        filing.use_file(claim.pk, requirement, file, user=team.anna)
        submitting.submit(claim.pk, user=team.anna)
        file.refresh_from_db()
        assert file.retain_until is not None


def spoil(why, team, file):
    """Something that keeps a file from being used again."""
    facts = {
        "refused": {"state": State.REFUSED, "refusal": Problem.PASSWORD},
        "gone": {"bytes_deleted_at": clock.now()},
        "stranger": {"partner": team.stranger.memberships.get().partner},
    }
    if why == "restricted":
        Restriction.objects.create(
            document=file, reason="Health data", asked_by=team.rita, asked_at=clock.now(),
            agreed_by=team.paula, agreed_at=clock.now(),
        )  # fmt: skip
    else:
        Document.objects.filter(pk=file.pk).update(**facts[why])


def prove(claim, team):
    document = DocumentFactory(partner=claim.partner, uploaded_by=team.anna, clean=True)
    requirement = claim.proofs.exclude(document=None).first().requirement
    Proof.objects.create(
        claim=claim, requirement=requirement, document=document, added_by=team.anna, added_at=clock.now()
    )


class TestNaming:
    def test_the_short_title_is_shown_and_the_name_stays(self, anna, other, file):
        place = at("claim_file_about", other, file.public_id)
        anna.post(place, {"label": " The room\u202e, 2/3 ", "note": "Row 4 is ours."})
        file.refresh_from_db()
        assert (file.label, file.note) == ("The room, 2/3", "Row 4 is ours.")
        page = read(anna.get(at("claim_proof", other)))
        assert all(words in page for words in ("The room, 2/3", file.name, "Row 4 is ours.", file.number))
        assert Event.objects.about(file).filter(code="document.described").count() == 1
        assert "name or note of The room" in read(anna.get(at("claim_history", other)))

    def test_where_it_is_used(self, team, anna, bare, photos, other, file):
        filing.use_file(bare.pk, photos, file, user=team.anna)
        page = read(anna.get(at("claim_file_about", bare, file.public_id)))
        assert "Spring fair" in page
        assert at("claim", other) in page

    def test_what_was_sent_keeps_its_name(self, team, anna):
        claim = make.submitted(team)
        document = claim.proofs.exclude(document=None).get().document
        place = at("claim_file_about", claim, document.public_id)
        assert "Save name and note" not in read(anna.get(place))
        assert anna.post(place, {"label": "Better", "note": ""}).status_code == 409
        document.refresh_from_db()
        assert document.label == ""

    def test_a_file_of_a_sent_claim_keeps_its_name_in_a_draft_too(self, team, anna, bare, photos):
        document = make.submitted(team).proofs.exclude(document=None).get().document
        filing.use_file(bare.pk, photos, document, user=team.anna)
        with pytest.raises(ActionRefused, match="as the reviewer has seen them"):
            filing.describe_file(bare.pk, document, "Better", "", user=team.anna)

    def test_in_an_answer_only_what_is_new(self, team, anna):
        claim = make.asked(team)
        old = claim.proofs.exclude(document=None).get().document
        new = proving.add_file(claim.pk, make.asked_item(claim), stored(einvoice()), user=team.ben).document
        filing.describe_file(claim.pk, new, "Agenda", "", user=team.ben)
        with pytest.raises(ActionRefused):
            filing.describe_file(claim.pk, old, "Agenda", "", user=team.ben)


class TestOnThePhone:
    def test_the_page_has_the_code_and_the_address_in_words(self, anna, bare):
        page = read(anna.get(at(PHONE, bare, "photos")))
        assert "<svg" in page
        assert "http://testserver" + at("claim_slot", bare, "photos") in page

    def test_signed_out_the_place_opens_after_the_sign_in(self, client, bare):
        answer = client.get(at("claim_slot", bare, "photos"))
        assert answer.url.endswith(f"next={at('claim_slot', bare, 'photos')}")

    def test_news_only_when_something_arrived(self, team, anna, bare):
        htmx = {"headers": {"HX-Request": "true"}}
        place = at(PHONE, bare, "photos")
        assert anna.get(place + "?after=", **htmx).status_code == 204
        send(anna, bare, einvoice())
        news = read(anna.get(place + "?after=", **htmx))
        assert "1 thing has arrived from elsewhere." in news
        assert 'id="given-photos"' in news
        assert "photo.pdf" in news
        known = Claim.objects.get(pk=bare.pk).proofs.get().public_id
        assert anna.get(f"{place}?after={known}", **htmx).status_code == 204

    def test_signed_out_the_panel_stays_as_it_is(self, client, bare):
        assert client.get(at(PHONE, bare, "photos"), headers={"HX-Request": "true"}).status_code == 204

    def test_the_answer_to_a_request_has_both_too(self, team, ben):
        claim = make.asked(team)
        item = make.asked_item(claim).public_id
        assert at("claim_answer_item", claim, item) in read(ben.get(at("claim_answer_phone", claim, item)))
        own = claim.expenses.get().document
        ben.post(at("claim_answer_reuse", claim, item), {"document": own.public_id})
        assert claim.proofs.get(request__isnull=False).document == own


@pytest.mark.parametrize(("name", "expected"), [("stranger", 404), ("rita", 403)])
@pytest.mark.parametrize("page", [REUSE, PHONE, "claim_file_about"])
def test_not_for_others(team, as_person, name, expected, page):
    claim = make.submitted(team)
    document = claim.proofs.exclude(document=None).get().document
    key = document.public_id if page == "claim_file_about" else "photos"
    client = as_person(getattr(team, name))
    assert client.get(at(page, claim, key)).status_code == expected
    if page != PHONE:
        assert client.post(at(page, claim, key), {"document": document.public_id}).status_code == expected
