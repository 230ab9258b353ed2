"""The summary of a submitted claim: what it says, that it is written once, and that nothing is fetched."""

import subprocess
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from claims.actions import submitting, summarising
from claims.models import Claim, Summary
from claims.tasks import write_summary
from documents import storage
from documents.enums import Origin, State
from documents.examination import examine
from documents.models import Document
from lifecycle import clock
from outbox.models import Job
from tests.factories.programs import ExchangeRateFactory


def written(claim):
    summary = claim.summaries.last()
    write_summary.body(summary=summary.pk, at=clock.now())
    summary.refresh_from_db()
    return summary


def bytes_of(summary):
    return b"".join(storage.read(summary.document.key, summary.document.version_id))


def text_of(summary):
    pages = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=bytes_of(summary), capture_output=True, check=True
    )
    return pages.stdout.decode()


def test_submitting_promises_it(people, submitted):
    summary = submitted.summaries.get()
    assert Job.objects.filter(task=summarising.WRITE, ids={"summary": summary.pk}).exists()
    assert (summary.version, summary.submitted_by, summary.document) == (1, people.anna, None)


def test_it_says_what_was_submitted(people, submitted):
    text = text_of(written(submitted))
    file = submitted.expenses.get().document
    for part in (
        submitted.number,
        "Autumn campaign",
        people.partner.legal_name,
        "1,200.00",
        "Druckhaus 1 RE-1",
        file.number,
        "Draft started",
        f"Submitted as {submitted.number}",
        "Keep the originals until",
    ):
        assert part in text
    assert file.sha256[:16] in text


def test_a_foreign_line_stands_with_its_rate(people, draft):
    month = clock.now().date().replace(day=1)
    ExchangeRateFactory(month=month, currency="USD", into="EUR", rate=Decimal("0.5"))
    draft.expenses.update(currency="USD", net=Decimal(1000), amount=Decimal(500), rate=Decimal("0.5"))
    text = text_of(written(submitting.submit(draft.pk, user=people.anna)))
    assert "1,000.00" in text
    assert "500.00" in text
    assert "1 USD = 0.5 EUR" in text


def test_it_is_a_tagged_document_under_retention_in_the_submitters_language(people, draft):
    with override("de"):
        claim = submitting.submit(draft.pk, user=people.anna)
    summary = written(claim)
    assert summary.document.origin == Origin.SUMMARY
    assert summary.document.retain_until == submitting.keep_until(claim)
    assert examine(summary.document).state == State.CLEAN
    with pikepdf.open(BytesIO(bytes_of(summary))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "de"
        assert claim.number in str(pdf.open_metadata()["dc:title"])
    assert "1.200,00" in text_of(summary)


def test_written_twice_is_one_document(people, submitted):
    first = written(submitted)
    again = written(submitted)
    assert first.document == again.document
    assert Document.objects.filter(origin=Origin.SUMMARY).count() == 1


def test_it_shows_the_claim_as_it_was_even_when_written_later(people, submitted):
    submitting.take_back(submitted.pk, user=people.anna)
    Claim.objects.filter(pk=submitted.pk).update(title="Something else")
    text = text_of(written(Claim.objects.get(pk=submitted.pk)))
    assert "Autumn campaign" in text
    assert "Something else" not in text
    assert "Taken back" not in text


def test_a_second_submit_is_a_second_version_and_the_first_stays_readable(people, submitted, client):
    first = written(submitted)
    submitting.take_back(submitted.pk, user=people.anna)
    Claim.objects.filter(pk=submitted.pk).update(title="Winter campaign")
    second = written(submitting.submit(submitted.pk, user=people.anna))
    assert [str(one) for one in submitted.summaries.all()] == [
        f"{submitted.number}-1",
        f"{submitted.number}-2",
    ]
    assert "Autumn campaign" in text_of(first)
    assert "Winter campaign" in text_of(second)
    client.force_login(people.anna)
    for one in (first, second):
        Document.objects.filter(pk=one.document_id).update(
            state="CLEAN", settled_at=one.document.received_at, engine="tests", content_type="application/pdf"
        )
        answer = client.get(reverse("claim_file", args=[submitted.public_id, one.document.public_id]))
        assert b"".join(answer.streaming_content) == bytes_of(one)


WILD = '<img src="http://127.0.0.1:1/x.png"><style>@import url(file:///etc/passwd)</style><b>bold</b>'


def test_html_stays_text_and_nothing_is_fetched(people, draft):
    Claim.objects.filter(pk=draft.pk).update(title=f"T {WILD}"[:150], description=WILD, place=WILD[:200])
    text = text_of(written(submitting.submit(draft.pk, user=people.anna)))
    assert '<img src="http://127.0.0.1:1/x.png">' in text
    assert "root:" not in text


def test_long_and_right_to_left_texts_fit(people, draft):
    arabic = "حملة الخريف للشركاء " * 60
    Claim.objects.filter(pk=draft.pk).update(
        title="W" * 150, description=f"{arabic}\n\nעברית\n\n{'x' * 2500}", own_reference="R" * 60
    )
    draft.expenses.update(vendor="V" * 200, invoice_number="N" * 60, description="d" * 400)
    summary = written(submitting.submit(draft.pk, user=people.anna))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=bytes_of(summary), capture_output=True, check=True
    ).stdout.decode()
    rights = [float(one.split('"')[0]) for one in boxes.split('xMax="')[1:]]
    assert max(rights) < 595 - 30
    assert "עברית"[::-1] in text_of(summary) or "עברית" in text_of(summary)


def test_the_pages_say_that_it_is_being_written_and_then_offer_it(people, submitted, client):
    client.force_login(people.anna)
    confirmation = reverse("claim_submitted", args=[submitted.public_id])
    page = reverse("claim_summary", args=[submitted.public_id])
    assert "Being written" in client.get(confirmation).text
    assert "Being written" in client.get(page, headers={"HX-Request": "true"}).text
    summary = written(submitted)
    for url in (confirmation, page):
        assert summary.document.name in client.get(url).text
    assert page in client.get(reverse("claim", args=[submitted.public_id])).text


def test_before_the_first_submit_there_is_none(people, draft, client):
    client.force_login(people.anna)
    assert client.get(reverse("claim_summary", args=[draft.public_id])).status_code == 409


@pytest.mark.parametrize(
    ("name", "version"), [("claims_summary_version_once", 1), ("claims_summary_version_from_one", 0)]
)
def test_what_the_database_refuses(people, submitted, name, version):
    one = submitted.summaries.get()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Summary.objects.create(
            claim=submitted,
            version=version,
            data={},
            language="en",
            submitted_by=people.anna,
            submitted_at=one.submitted_at,
        )
    assert refused.value.__cause__.diag.constraint_name == name
