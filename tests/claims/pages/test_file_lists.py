"""The lists of a claim's files: at their limit, with what is restricted, beside advice on photos."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.actions import drafting
from claims.actions.proving import grows_by
from claims.models import Claim
from documents.models import Document, Restriction
from lifecycle import clock
from tests.claims.pages.test_places import at, read
from tests.factories import claims as make
from tests.factories.documents import einvoice, stored


class TestAtTheLimit:
    """One invoice, one proof, two files: no room for a third."""

    @pytest.fixture
    def full(self, team, settings):
        claim = make.draft(team)
        settings.UPLOAD_FILES_PER_CLAIM = 2
        return claim

    def test_an_invoice_s_file_can_be_exchanged(self, team, full):
        line, upload = full.expenses.get(), stored(einvoice())
        drafting.save_expense(full.pk, line, upload=upload, user=team.anna)
        assert Claim.objects.get(pk=full.pk).expenses.get().document.sha256 == upload.sha256

    def test_also_when_it_goes_before_its_form(self, anna, full):
        line = full.expenses.get()
        sent = {"read": "1", "file": SimpleUploadedFile("again.pdf", einvoice())}
        page = read(anna.post(at("claim_invoice", full, line.public_id), sent))
        assert "files at most" not in page
        assert Document.objects.filter(name="again.pdf").exists()

    def test_one_that_proves_something_else_too_stays(self, team, full):
        line = full.expenses.get()
        full.proofs.filter(document__isnull=False).update(document=line.document)
        alone = make.draft(team)
        assert grows_by(full, line.document) == 1
        assert grows_by(alone, alone.expenses.get().document) == 0


def test_a_restricted_file_says_so_in_the_list(team, anna):
    other = make.draft(team)
    own = other.proofs.exclude(document=None).get().document
    assert "Restricted" not in read(anna.get(at("claim_proof", other)))
    by_two = {
        "asked_by": team.rita,
        "asked_at": clock.now(),
        "agreed_by": team.paula,
        "agreed_at": clock.now(),
    }
    Restriction.objects.create(document=own, reason="Health data", **by_two)
    assert read(anna.get(at("claim_proof", other))).count("Restricted") == 1


def test_only_slots_of_photos_say_which_photos_help(anna, bare):
    page = read(anna.get(at("claim_proof", bare)))
    slots = page.split('<section class="card-box slot" id="slot-')[1:]
    assert ["Which photos help" in one for one in slots] == [one.startswith("photos") for one in slots]
    assert "Which photos help" in page
