"""The evidence pack holds everything a claim stands on, proves itself, and says what it leaves out."""

import io
import json
import subprocess
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import pack as packing
from claims.actions import deciding, leaving
from claims.models import Claim
from claims.permissions import roles_of
from documents import restricting, storage
from documents.models import Document
from documents.storage import StorageAway
from history.models import AccessRecord, Event
from lifecycle import clock
from review.actions import open_request
from tests.claims.pack.packs import DATA, manifest_of, opened, proven, take, with_bytes
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undrawn")]


def test_the_bytes_in_it_are_those_that_were_sent(claim, people):
    archive = opened(claim, people.anna)
    assert archive.testzip() is None
    root = f"{claim.number}-evidence"
    invoice, photo = claim.expenses.get().document, claim.proofs.get(document__isnull=False).document
    assert archive.read(f"{root}/invoices/{invoice.number} invoice.pdf") == DATA
    assert archive.read(f"{root}/proof/{photo.number} Täglich.jpg") == b"photo" * 999
    assert len(archive.namelist()) == 5


def test_the_sums_are_true_for_sha256sum_after_a_real_unzip(claim, people, tmp_path):
    (tmp_path / "pack.zip").write_bytes(take(claim, people.axel))
    language = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run(["unzip", "-q", "pack.zip"], cwd=tmp_path, env=language, check=True)
    folder = tmp_path / f"{claim.number}-evidence"
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, env=language, capture_output=True, check=True
    )
    assert done.stdout.decode().count(": OK") == 4
    invoice = next((folder / "invoices").iterdir())
    invoice.write_bytes(invoice.read_bytes()[:-1] + b"x")
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, check=False).returncode == 1


def test_the_manifest_says_who_when_and_what(claim, people):
    facts = manifest_of(opened(claim, people.anna))
    assert (facts["claim"], facts["approved"], facts["currency"]) == (
        claim.number,
        "900.0000",
        claim.currency,
    )
    assert facts["made_by"] == "Anna"
    assert facts["history"]["whole"] is True
    assert facts["history"]["steps"] == Event.objects.about(claim).count()
    invoice = claim.expenses.get().document
    (row,) = [one for one in facts["files"] if one["number"] == invoice.number]
    assert row["sha256"] == invoice.sha256
    assert (row["size"], row["state"], row["sent_by"]) == (len(DATA), "CLEAN", "Anna")
    assert row["proves"] == ["Line 1: Druckhaus 1"]
    assert facts["not_included"] == []


def test_what_cannot_be_given_is_named_with_its_reason(claim, people):
    wrong = {
        "refused": "protected by a password",
        "infected": "contains a virus",
        "failed": "could not be checked yet",
        "pending": "still being checked",
    }
    for trait in wrong:
        fields = {} if trait == "pending" else {trait: True}
        proven(claim, people, DocumentFactory(partner=claim.partner, name=f"{trait}.pdf", **fields))
    gone = with_bytes(claim, name="gone.pdf")
    Document.objects.filter(pk=gone.pk).update(bytes_deleted_at=clock.now())
    lost = with_bytes(claim, name="lost.pdf")
    storage.delete(lost.key)
    for document in (gone, lost):
        proven(claim, people, document)
    archive = opened(claim, people.anna)
    left = {one["name"]: one["reason"] for one in manifest_of(archive)["not_included"]}
    assert set(left) == {*(f"{trait}.pdf" for trait in wrong), "gone.pdf", "lost.pdf"}
    assert "deleted after its retention on" in left["gone.pdf"]
    assert "could not be found in storage" in left["lost.pdf"]
    assert "virus" in left["infected.pdf"]
    assert "refused" in left["refused.pdf"]
    assert "checked" in left["pending.pdf"]
    assert not [name for name in archive.namelist() if any(bad in name for bad in left)]


def test_a_restricted_file_is_left_out_until_this_person_says_why(claim, people):
    invoice = claim.expenses.get().document
    restricting.ask(invoice, user=people.rita, at=clock.now(), reason="Guests' names")
    restricting.agree(invoice, user=people.paula, at=clock.now())
    (left,) = manifest_of(opened(claim, people.axel))["not_included"]
    assert (left["number"], "restricted" in left["reason"]) == (invoice.number, True)
    restricting.give_reason(invoice, user=people.axel, at=clock.now(), reason="Audit 2026")
    assert manifest_of(opened(claim, people.axel))["not_included"] == []
    assert len(manifest_of(opened(claim, people.anna))["not_included"]) == 1


def test_each_file_that_is_taken_is_noted(claim, people):
    take(claim, people.axel)
    noted = {
        (one.what, one.subject_kind, one.subject_id) for one in AccessRecord.objects.filter(actor=people.axel)
    }
    files = {one.document_id for one in (*claim.expenses.all(), *claim.proofs.filter(document__isnull=False))}
    assert noted == {("claim.pack", "claim", claim.pk), *(("document.pack", "document", pk) for pk in files)}


def test_a_file_used_twice_lies_in_it_once(claim, people):
    invoice = claim.expenses.get().document
    proven(claim, people, invoice)
    rows = [
        one for one in manifest_of(opened(claim, people.anna))["files"] if one["number"] == invoice.number
    ]
    assert len(rows) == 1
    assert len(rows[0]["proves"]) == 2
    assert rows[0]["path"].startswith("invoices/")


def test_an_answer_that_is_not_sent_yet_is_the_partners_own(people):
    claim = make.asked(people)
    proven(claim, people, with_bytes(claim, name="agenda.pdf"), request=open_request(claim))
    names = [one["name"] for one in manifest_of(opened(claim, people.anna))["files"]]
    assert "agenda.pdf" in names
    archive = opened(claim, people.rita)
    assert "agenda.pdf" not in json.dumps(manifest_of(archive))


def test_of_a_decision_that_has_not_left_the_partner_reads_nothing(people):
    """Neither while it can be undone, nor after it was; staff read how it stands."""
    claim = make.under_review(people, 1200)
    deciding.decide(claim.pk, make.outcomes(claim, 700), "", user=people.rita)
    assert decided_in(claim, people.anna) == []
    assert decided_in(claim, people.rita) == ["Has not left yet"]

    leaving.undo(claim.pk, user=people.rita)
    assert decided_in(claim, people.anna) == []
    assert decided_in(claim, people.rita) == ["Undone before it left"]

    make.decide(claim, make.outcomes(claim), user=people.rita)
    assert decided_in(claim, people.anna) == [""]


def decided_in(claim, user):
    """How each decision on the cover stands."""
    found = Claim.objects.for_page().get(pk=claim.pk)
    pack = packing.collect(found, user, roles_of(user, found), clock.now())
    return [str(one.decision.standing) for one in pack.decisions]


def test_forty_files_with_names_that_collide_or_deceive(claim, people):
    names = [
        "a.pdf",
        "A.PDF",
        "con",
        'b<>:"|?*.pdf',
        "ü" * 150,
        "文" * 146 + ".pdf",
        "-rf",
        "=cmd()",
        "x. . .",
    ]
    for turn in range(38):
        proven(claim, people, with_bytes(claim, b"%d" % turn, names[turn % len(names)]))
    archive = opened(claim, people.anna)
    paths = [one.partition("/")[2] for one in archive.namelist()]
    assert len({path.casefold() for path in paths}) == len(paths) == 43
    for path in paths:
        assert not set('<>:"|?*\\') & set(path)
        assert all(len(part.encode()) <= 255 for part in path.split("/"))
        assert ".." not in path.split("/")
        assert not path.startswith(("/", "-"))


def test_as_many_queries_for_forty_files_as_for_four(claim, people):
    def queries():
        loaded = Claim.objects.for_page().get(pk=claim.pk)
        roles = roles_of(people.anna, loaded)
        with CaptureQueriesContext(connection) as seen:
            packing.collect(loaded, people.anna, roles, clock.now())
        return len(seen)

    before = queries()
    for turn in range(36):
        proven(claim, people, with_bytes(claim, b"%d" % turn))
    assert queries() == before


def test_storage_that_goes_away_in_the_middle_breaks_the_archive_off(claim, people, monkeypatch):
    loaded = Claim.objects.for_page().get(pk=claim.pk)
    pack = packing.collect(loaded, people.anna, roles_of(people.anna, claim), clock.now())
    pieces = packing.content(pack)

    def away(*args, **kwargs):
        raise StorageAway("gone")

    monkeypatch.setattr(storage, "read", away)
    got = []
    with pytest.raises(StorageAway):
        got.extend(pieces)
    with pytest.raises(Exception, match="not a zip file"):
        ZipFile(io.BytesIO(b"".join(got)))


def test_storage_that_is_away_before_the_first_byte_is_a_page_with_words(claim, people, monkeypatch):
    def away(*args, **kwargs):
        raise StorageAway("gone")

    monkeypatch.setattr(storage, "exists", away)
    client = Client(raise_request_exception=False)
    client.force_login(people.anna)
    answer = client.get(reverse("claim_pack", args=[claim.public_id]))
    assert answer.status_code == 503
    assert "Try again" in answer.content.decode()
    assert not AccessRecord.objects.exists()


def test_who_gets_one(people):
    draft = make.draft(people)
    sent = make.submitted(people)
    for claim, names in (
        (draft, ("anna", "ben")),
        (sent, ("anna", "ben", "rita", "arno", "pia", "paula", "axel")),
    ):
        for name in ("anna", "ben", "stranger", "rita", "arno", "pia", "paula", "axel"):
            client = Client()
            client.force_login(getattr(people, name))
            status = client.head(reverse("claim_pack", args=[claim.public_id])).status_code
            assert status == (200 if name in names else 404), name
    assert not AccessRecord.objects.exists()
