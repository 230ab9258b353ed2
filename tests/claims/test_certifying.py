"""In-house work: what is signed, what becomes of it, and what the database refuses."""

import json
import subprocess
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from claims.actions import certifying, submitting
from claims.certified import EDITION, in_force
from claims.models import Certification, Claim, WorkItem
from claims.readiness import Section, findings_in
from claims.summarised import data_of
from documents import storage
from documents.enums import Origin, State
from documents.examination import examine
from documents.models import Document
from lifecycle import ActionRefused, clock
from outbox.models import Job
from tests.factories import claims as made


def written(claim, user, name="Anna Nordmann"):
    """Signed, and the worker has written the document."""
    signed = certifying.certify(claim.pk, name, user=user)
    certifying.write(signed, clock.now())
    signed.refresh_from_db()
    return signed


def pdf_of(certification):
    document = certification.document
    return b"".join(storage.read(document.key, document.version_id))


def text_of(certification):
    pages = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf_of(certification), capture_output=True, check=True
    )
    return pages.stdout.decode()


@pytest.fixture
def work(draft):
    """A complete draft with one invoice, and a day and a half of in-house work."""
    made.work_for(draft)
    made.work_for(draft, person="Ağça Çelik", hours=None, rate=None, cost=Decimal("250.00"))
    return Claim.objects.get(pk=draft.pk)


def test_work_that_nobody_certified_keeps_a_claim_from_being_submitted(people, work):
    missing = findings_in(work, Section.WORK, clock.now())
    assert [one.code for one in missing] == ["not_certified"]
    with pytest.raises(ActionRefused, match="in-house work"):
        submitting.submit(work.pk, user=people.anna)


def test_totals_become_lines_of_the_claim(people, work):
    signed = certifying.certify(work.pk, "Anna Nordmann", user=people.anna)

    line = work.expenses.get(certification=signed)
    assert (line.net, line.amount, line.currency) == (Decimal(850), Decimal(850), "EUR")
    assert (line.vendor, line.invoice_number) == (work.partner.legal_name, "CSR-1")
    assert line.position == 2


def test_a_claim_of_in_house_work_alone_can_be_submitted(people, work):
    work.expenses.all().delete()
    signed = written(work, people.anna)

    claim = submitting.submit(work.pk, user=people.anna)

    assert claim.claimed == Decimal(850)
    # Signed in English, read in German.
    with override("de"):
        assert data_of(claim, submitting.keep_until(claim))["lines"][0]["description"] == "Eigenleistung"
    signed.document.refresh_from_db()
    assert signed.document.retain_until is not None


def test_not_before_its_document_is_written(people, work):
    signed = certifying.certify(work.pk, "Anna Nordmann", user=people.anna)
    assert Job.objects.filter(task=certifying.WRITE, ids={"certification": signed.pk}).exists()

    fresh = Claim.objects.get(pk=work.pk)
    assert [one.code for one in findings_in(fresh, Section.WORK, clock.now())] == ["not_written"]
    with pytest.raises(ActionRefused, match="being written"):
        submitting.submit(work.pk, user=people.anna)


def test_changed_work_wants_a_new_version_and_the_old_one_stays(people, work):
    first = written(work, people.anna)
    item = work.work_items.get(person="Jürgen Weiß")
    item.claim, item.hours = work, Decimal(6)
    certifying.save_item(work.pk, item, user=people.ben)

    changed = Claim.objects.get(pk=work.pk)
    assert in_force(changed) is None
    second = written(changed, people.anna)

    assert [str(one) for one in work.certifications.all()] == ["CSR-1", "CSR-2"]
    assert work.expenses.get(certification__isnull=False).net == Decimal(730)
    assert "850.00" in text_of(first)
    assert "730.00" in text_of(second)
    assert in_force(Claim.objects.get(pk=work.pk)) == second


def test_the_last_item_takes_its_line_along(people, work):
    written(work, people.anna)
    for item in work.work_items.all():
        certifying.remove_item(work.pk, item, user=people.anna)

    assert not work.expenses.filter(certification__isnull=False).exists()
    assert work.certifications.count() == 1


def test_an_admin_signs_nobody_else(people, work):
    with pytest.raises(ActionRefused) as refused:
        certifying.certify(work.pk, "Ben", user=people.ben)
    assert refused.value.verdict.forbidden


def test_frozen_once_submitted(people, work):
    written(work, people.anna)
    submitting.submit(work.pk, user=people.anna)
    item = work.work_items.first()
    for act in (
        lambda: certifying.certify(work.pk, "Anna", user=people.anna),
        lambda: certifying.save_item(work.pk, item, user=people.anna),
        lambda: certifying.remove_item(work.pk, item, user=people.anna),
    ):
        with pytest.raises(ActionRefused):
            act()


def test_nobody_works_25_hours_a_day(people, work):
    more = WorkItem(
        claim=work,
        kind=work.activity.expense_kinds.first(),
        day=work.first_day,
        person="jürgen weiß",
        role="Designer",
        work="Printed it",
        hours=Decimal("17.5"),
        rate=Decimal(80),
    )
    with pytest.raises(ActionRefused, match="25 hours") as refused:
        certifying.save_item(work.pk, more, user=people.anna)
    assert "hours" in refused.value.fields


def test_the_document_says_all_of_it_in_the_signers_language(people, work):
    with override("de"):
        signed = written(work, people.anna, name="Anna Nördlich")
    text = text_of(signed)

    for words in ("Jürgen Weiß", "Ağça Çelik", "850,00", "Anna Nördlich", EDITION, signed.sha256[:20], "1"):
        assert words in text
    # What the sum is made of, and what it becomes: a line for each kind.
    for words in ("zu je", "Tatsächliche Kosten", "Kosten nach Art"):
        assert words in text
    with pikepdf.open(BytesIO(pdf_of(signed))) as pdf:
        assert str(pdf.Root.Lang) == "de"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.open_metadata()["pdfaid:part"] == "3"
        attached = json.loads(bytes(pdf.attachments["certification.json"].get_file().read_bytes()))
    assert attached == signed.data
    assert [item["person"] for item in attached["items"]] == ["Jürgen Weiß", "Ağça Çelik"]


def test_markup_in_a_field_is_text_and_nothing_is_fetched(people, work):
    work.work_items.update(
        work='<img src="http://127.0.0.1:9/x.png"><script>x</script> عمل', role="<b>Boss</b>"
    )
    text = text_of(written(Claim.objects.get(pk=work.pk), people.anna))
    assert "<img" in text
    assert "<b>Boss</b>" in text


def test_writing_twice_keeps_one_document(people, work):
    signed = written(work, people.anna)
    certifying.write(Certification.objects.get(pk=signed.pk), clock.now())
    certifying.write(signed, clock.now())

    assert Document.objects.filter(origin=Origin.CERTIFICATION).count() == 1


def test_what_we_wrote_passes_our_own_checks(people, work, settings):
    settings.SCANNER = "off"
    outcome = examine(written(work, people.anna).document)
    assert (outcome.state, outcome.content_type) == (State.CLEAN, "application/pdf")


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"hours": None, "rate": Decimal(80)}, "claims_work_by_hour_or_cost"),
        ({"cost": Decimal(5)}, "claims_work_by_hour_or_cost"),
        ({"hours": Decimal(0)}, "claims_work_hours_of_a_day"),
        ({"hours": Decimal("24.01")}, "claims_work_hours_of_a_day"),
        ({"rate": Decimal(-1)}, "claims_work_costs_something"),
    ],
)
def test_impossible_work(draft, facts, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        made.work_for(draft, **facts)


def test_impossible_certifications(people, work):
    signed = certifying.certify(work.pk, "Anna", user=people.anna)
    for facts, name in (
        ({"version": signed.version}, "claims_certification_version_once"),
        ({"version": 2, "signed_name": ""}, "claims_certification_signed"),
    ):
        again = {"claim": work, "data": {}, "sha256": "", "language": "en", "signed_by": people.anna}
        again |= {"signed_at": clock.now(), "signed_name": "Anna"} | facts
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Certification.objects.create(**again)


def test_a_service_cannot_end_before_it_begins(draft):
    line = draft.expenses.get()
    line.service_first_day, line.service_last_day = draft.last_day, draft.first_day
    with pytest.raises(IntegrityError, match="claims_expense_service_in_order"), transaction.atomic():
        line.save()
