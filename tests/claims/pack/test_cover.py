"""The pack's cover: the claim in words, readable for everybody, and nothing in it but text."""

import io
from zipfile import ZipFile

import pikepdf
import pytest
from django.db import connection
from django.utils import translation

from claims import pack as packing
from claims.models import Claim
from claims.permissions import roles_of
from documents.pdf import draw
from lifecycle import clock
from tests.claims.pack.packs import cover_text, manifest_of, opened, take

pytestmark = pytest.mark.django_db


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


def test_every_language_has_its_cover(claim, people):
    loaded = Claim.objects.for_page().get(pk=claim.pk)
    for language in ("en", "de"):
        with translation.override(language):
            pack = packing.collect(loaded, people.anna, roles_of(people.anna, claim), clock.now())
            assert sum(map(len, packing.content(pack))) > 10_000
