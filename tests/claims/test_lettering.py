"""The letter of a decision: taken down when it leaves, read as a page, in a PDF and in the mail."""

import subprocess
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from claims.actions import deciding, lettering
from claims.lettered import letters_of
from claims.models import Claim, Letter
from claims.outcomes import LineOutcome
from claims.retention import keep_until, past_retention
from claims.tasks import write_letter
from documents import storage
from documents.actions import settle
from documents.enums import Origin, State
from documents.examination import examine
from documents.models import Document
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from outbox.models import Job
from programs.models import Program, Reason
from tests.factories import claims as make

WORDS = {"en": "Alcohol is never reimbursed.", "de": "Alkohol wird nie erstattet."}
MEND = {"en": "Ask for a bill of its own.", "de": "Lassen Sie getrennt abrechnen."}


@pytest.fixture
def decided(people) -> Claim:
    """Two lines: 1,000 cut to 600 for a reason of the list and in Rita's words, 200 as claimed."""
    code = Reason.objects.create(code="alcohol", kind="DECISION", words=WORDS, mend=MEND)
    claim = make.under_review(people, 1000, 200)
    first, second = claim.expenses.all()
    lines = {first: LineOutcome(Decimal(600), "The wine of page 2.", code), second: LineOutcome(Decimal(200))}
    return make.decide(claim, lines, "Thank you for the photos.", user=people.rita)


def written(claim: Claim) -> Letter:
    letter = letters_of(claim)[-1]
    write_letter.body(letter=letter.pk, at=clock.now())
    letter.refresh_from_db()
    return letter


def bytes_of(letter: Letter) -> bytes:
    return b"".join(storage.read(letter.document.key, letter.document.version_id))


def pdf_text(letter: Letter) -> str:
    pages = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=bytes_of(letter), capture_output=True, check=True
    )
    return " ".join(pages.stdout.decode().replace("\u00a0", " ").split())


def page(claim: Claim, user, number: int = 1):
    browser = Client()
    browser.force_login(user)
    return browser.get(reverse("claim_letter", args=[claim.public_id, number]))


def text(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_it_is_promised_when_the_decision_leaves(people):
    claim = make.under_review(people, 1000)
    deciding.decide(claim.pk, make.outcomes(claim, 600), "", user=people.rita)
    assert not Letter.objects.exists()
    make.left(claim)
    letter = Letter.objects.get()
    assert Job.objects.filter(task=lettering.WRITE, ids={"letter": letter.pk}).exists()
    assert (letter.document, letter.language) == (None, people.anna.language)


def test_page_and_pdf_say_the_same(people, decided):
    said = (
        f"Decision on claim {decided.number}",
        "800.00 EUR of 1,200.00 EUR are approved.",
        "Thank you for the photos.",
        "Alcohol is never reimbursed.",
        "The wine of page 2.",
        "What would have mended it: Ask for a bill of its own.",
        "400.00 EUR stay held until",
        "in case you dispute the decision. After that they are free again",
        "23:59 Berlin time",
        "The approved amount is paid by",
        "can dispute the decision, as a whole or line by line, until",
        "Nordlicht Systemhaus GmbH",
    )
    on_paper, on_page = pdf_text(written(decided)), text(page(decided, people.anna))
    for part in said:
        assert part.replace("23:59 ", "") in on_paper or part in on_paper, part
        assert part.replace("23:59 ", "") in on_page or part in on_page, part


def test_it_is_a_tagged_document_under_retention_in_the_partners_language(people):
    type(people.anna).objects.filter(pk=people.anna.pk).update(language="de")
    people.anna.refresh_from_db()
    claim = make.decided(people, 800)
    letter = written(claim)
    assert letter.document.origin == Origin.LETTER
    assert letter.document.retain_until == keep_until(claim)
    assert examine(letter.document).state == State.CLEAN
    with pikepdf.open(BytesIO(bytes_of(letter))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "de"
        assert claim.number in str(pdf.open_metadata()["dc:title"])
    assert "800,00 EUR" in pdf_text(letter)


def test_the_page_follows_the_reader_and_not_the_letter(people, decided):
    type(people.ben).objects.filter(pk=people.ben.pk).update(language="de")
    people.ben.refresh_from_db()
    said = text(page(decided, people.ben))
    assert "Alkohol wird nie erstattet." in said
    assert "Alcohol" not in said


def test_what_was_said_stays_when_the_catalogue_changes(people, decided):
    Reason.objects.update(words={"en": "Something else.", "de": "Etwas anderes."})
    said = text(page(decided, people.anna))
    assert "Alcohol is never reimbursed." in said
    assert "Something else." not in said


def test_written_twice_is_one_document(people, decided):
    assert written(decided).document == written(decided).document
    assert Document.objects.filter(origin=Origin.LETTER).count() == 1


def test_what_is_free_too_late_is_forfeited_and_the_letter_says_so(people):
    claim = make.under_review(people, 1000)
    Program.objects.update(dispute_days=120)
    make.decide(claim, make.outcomes(claim, 600), user=people.rita)
    assert "After that they are forfeited, because the deadline of the usage period" in text(
        page(claim, people.anna)
    )


def test_a_small_sum_waits_for_others(people):
    Program.objects.update(payment_minimum=1000)
    claim = make.decided(people, 800)
    said = text(page(claim, people.anna))
    assert (
        "Approved amounts are paid once they come to 1,000.00 EUR together, within 45 business days" in said
    )
    assert "is paid by" not in said


def test_nothing_approved_is_nothing_paid(people):
    said = text(page(make.decided(people, 0), people.anna))
    assert "Nothing of 1,200.00 EUR is approved." in said
    assert "is paid by" not in said
    assert "Approved amounts are paid once" not in said


def test_what_has_gathered_counts_for_the_day_of_payment(people):
    Program.objects.update(payment_minimum=1000)
    make.decided(people, 800)
    assert "is paid by" in text(page(make.decided(people, 300), people.anna))


def test_the_mail_says_it_too_and_leads_to_the_letter(people, decided, mailoutbox, settings):
    for message in Message.objects.filter(kind="claim_decided", to=people.anna):
        deliver(message.pk, clock.now())
    (mail,) = mailoutbox
    assert f"{settings.ORIGIN}{reverse('claim_letter', args=[decided.public_id, 1])}" in mail.body
    body = mail.body.replace("\u00a0", " ")
    for part in (
        "800.00 EUR of 1,200.00 EUR were approved",
        "On the decision as a whole:\nThank you for the photos.",
        "Line 1, Druckhaus 1: 600.00 EUR of 1,000.00 EUR. Alcohol is never reimbursed. The wine of page 2.",
        "Ask for a bill of its own.",
        "stay held until",
        "is paid by",
    ):
        assert part in body
    assert "Line 2" not in body
    assert mail.alternatives[0].content.count("<a ") == 1


def test_the_claims_page_leads_to_letter_and_file(people, decided):
    browser = Client()
    browser.force_login(people.anna)
    letter = written(decided)
    settle(letter.document, examine(letter.document), clock.now())
    said = text(browser.get(reverse("claim", args=[decided.public_id])))
    assert reverse("claim_letter", args=[decided.public_id, 1]) in said
    file = reverse("claim_file", args=[decided.public_id, letter.document.public_id])
    assert file in said
    assert browser.get(file).status_code == 200


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_letter_that_is_not_there(people, decided, number):
    assert page(decided, people.anna, number).status_code == 404


def test_it_is_purged_with_the_claims_other_files(people, decided):
    """R15: nothing of a claim is kept longer by being forgotten."""
    letter = written(decided)
    settle(letter.document, examine(letter.document), clock.now())
    Claim.objects.filter(pk=decided.pk).update(state="APPROVED")
    later = clock.now() + timedelta(days=3 * 366)
    with override("en"):
        assert letter.document in past_retention(people.program, people.paula, later)
