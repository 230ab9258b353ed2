"""The evidence pack holds everything a claim stands on, proves itself, and says what it leaves out."""

import io
import json
import subprocess
from zipfile import ZIP_STORED, ZipFile

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from claims import pack as packing
from claims.models import Claim, Proof
from claims.pdf import draw
from claims.permissions import roles_of
from claims.zipping import LONGEST_NAME, Entry, of_bytes, safe_name, zipped
from documents import restricting, storage
from documents.models import Document
from documents.storage import StorageAway
from history.models import AccessRecord, Event
from lifecycle import clock
from review.actions import open_request
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory, received

pytestmark = pytest.mark.django_db
DATA = bytes(range(256)) * 700


def with_bytes(claim, data=DATA, name="invoice.pdf", content_type="application/pdf"):
    """A clean file whose bytes lie in storage."""
    document = received(data, name, partner=claim.partner, user=claim.owner)
    Document.objects.filter(pk=document.pk).update(
        state="CLEAN", settled_at=document.received_at, engine="tests", content_type=content_type
    )
    return Document.objects.get(pk=document.pk)


def proven(claim, people, document, request=None):
    requirement = None if request else claim.activity.requirements.get(key="photos")
    return Proof.objects.create(
        claim=claim, requirement=requirement, request=request, document=document,
        added_by=people.anna, added_at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def claim(people):
    """Decided by Rita, with a real invoice and a real photo."""
    claim = make.decided(people, 900, claimed=(1200,))
    claim.expenses.update(document=with_bytes(claim))
    claim.proofs.filter(document__isnull=False).update(
        document=with_bytes(claim, b"photo" * 999, "Täglich.jpg")
    )
    return claim


def take(claim, user):
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("claim_pack", args=[claim.public_id]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def opened(claim, user):
    return ZipFile(io.BytesIO(take(claim, user)))


def manifest_of(archive):
    (path,) = [one for one in archive.namelist() if one.endswith("manifest.json")]
    return json.loads(archive.read(path))


def cover_text(data, tmp_path):
    archive = ZipFile(io.BytesIO(data))
    (path,) = [one for one in archive.namelist() if one.endswith("cover.pdf")]
    (tmp_path / "cover.pdf").write_bytes(archive.read(path))
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "cover.pdf", "-"], capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


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


def test_the_cover_tells_the_claim_in_the_readers_language(claim, people, tmp_path):
    text = cover_text(take(claim, people.anna), tmp_path)
    assert claim.number in text
    assert "Nordlicht Systemhaus GmbH" in text
    assert "Druckhaus 1 RE-1" in text
    assert "Alcohol is never reimbursed." in text
    assert "Decision: 900.00" in text
    assert "is whole" in text
    assert claim.expenses.get().document.sha256[:20] in text
    assert "Page 1 of" in text


def test_staff_read_who_decided_and_the_partner_does_not(claim, people, tmp_path):
    pack = {user: packing.collect(Claim.objects.for_page().get(pk=claim.pk), user, roles_of(user, claim), clock.now())
            for user in (people.anna, people.rita)}  # fmt: skip
    assert pack[people.anna].for_partner
    assert not pack[people.rita].for_partner
    assert "Rita" in cover_text(take(claim, people.rita), tmp_path)


def test_the_cover_is_tagged_titled_and_has_a_language(claim, people):
    people.anna.language = "de"
    people.anna.save()
    archive = opened(claim, people.anna)
    with pikepdf.open(io.BytesIO(archive.read(f"{claim.number}-evidence/cover.pdf"))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "de"
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert claim.number in str(pdf.docinfo.Title)
        with pdf.open_metadata() as facts:
            assert facts["pdfuaid:part"] == "1"
        assert fonts_without_file(pdf) == []


def fonts_without_file(pdf):
    """Fonts of which the reader would need a copy."""
    found = []
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            for one in font.get("/DescendantFonts", [font]):
                descriptor = one.FontDescriptor
                if not any(f"/FontFile{n}" in descriptor for n in ("", "2", "3")):
                    found.append(str(descriptor.FontName))
    return found


def test_a_broken_history_is_said(claim, people, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE history_event DISABLE TRIGGER history_event_append_only")
        cursor.execute(
            "UPDATE history_event SET params = '{\"forged\": true}' "
            "WHERE subject_kind = 'claim' AND subject_id = %s AND code = 'claim.take'",
            [claim.pk],
        )
        cursor.execute("ALTER TABLE history_event ENABLE TRIGGER history_event_append_only")
    data = take(claim, people.axel)
    assert manifest_of(ZipFile(io.BytesIO(data)))["history"]["whole"] is False
    assert "it is not whole" in cover_text(data, tmp_path)


def test_html_in_a_text_field_is_text_and_nothing_is_fetched(claim, people, tmp_path, monkeypatch):
    evil = '<img src="file:///etc/passwd"><style>@import "http://127.0.0.1:1/x";</style><b>bold</b>'
    Claim.objects.filter(pk=claim.pk).update(title=evil[:150], description=evil)
    asked = []
    monkeypatch.setattr("weasyprint.urls.URLFetcher.fetch", lambda self, url, **more: asked.append(url))
    text = cover_text(take(claim, people.anna), tmp_path)
    assert '<img src="file:///etc/passwd">' in text
    assert asked == []


def test_an_address_in_a_template_would_be_refused(tmp_path, settings, caplog):
    (tmp_path / "pdf").mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    page = f'<html lang="en"><title>t</title><body><img alt="x" src="file://{tmp_path}/secret.png"><img alt="y" src="http://127.0.0.1:1/"></body>'
    (tmp_path / "pdf" / "bad.html").write_text(page)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    assert draw("bad", {}).startswith(b"%PDF")
    assert "/secret.png" in caplog.text
    assert "protocol" in caplog.text


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


def test_the_archive_never_holds_more_than_a_piece():
    def chunks():
        for _ in range(400):
            yield b"x" * 100_000

    held = [len(piece) for piece in zipped([Entry("big.bin", 40_000_000, clock.now(), chunks)])]
    assert sum(held) > 40_000_000
    assert max(held) < 110_000


def test_what_is_packed_already_is_stored():
    data = b"".join(
        zipped(
            [of_bytes("a.txt", b"a" * 1000, clock.now()), Entry("b", 4, clock.now(), lambda: iter([b"abcd"]))]
        )
    )
    archive = ZipFile(io.BytesIO(data))
    assert archive.getinfo("b").compress_type == ZIP_STORED
    assert archive.getinfo("a.txt").compress_size < 100
    assert archive.read("a.txt") == b"a" * 1000


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\evil.exe", "evil.exe"),
        ("C:\\x.pdf", "x.pdf"),
        ('a<b>c:"d|e?f*.pdf', "a_b_c__d_e_f_.pdf"),
        ("line\nbreak.pdf", "linebreak.pdf"),
        ("\u202egnp.exe", "gnp.exe"),
        ("Rechnung März.pdf", "Rechnung März.pdf"),
        ("x.", "x"),
    ],
)
def test_names_every_system_can_unpack(raw, safe):
    assert safe_name(raw) == safe


@pytest.mark.parametrize("raw", ["ü" * 150, "文" * 146 + ".pdf", "🎉" * 150 + ".jpg"])
def test_a_long_name_stays_within_what_file_systems_take(raw):
    name = safe_name(raw)
    assert len(name.encode()) <= LONGEST_NAME
    assert name.endswith(raw[-4:] if "." in raw else "ü")


def test_every_language_has_its_cover(claim, people):
    loaded = Claim.objects.for_page().get(pk=claim.pk)
    for language in ("en", "de"):
        with translation.override(language):
            pack = packing.collect(loaded, people.anna, roles_of(people.anna, claim), clock.now())
            assert sum(map(len, packing.content(pack))) > 10_000
