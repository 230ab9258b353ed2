"""Fifty drafts from a sheet, forty of them submitted together, each with its summary; as Anna does it."""

import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from claims.models import Claim, Proof, Sheet
from claims_portal.apps import celery_app
from claims_portal.demo import people
from claims_portal.demo.story import telling
from lifecycle import clock
from outbox.models import Job
from programs.enums import RequirementKind
from tests.browser.steps import activity_day
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.browser

GOOD, WRONG, READY = 50, 2, 40


@pytest.fixture
def anna(stage, open_as) -> Page:
    return open_as("anna", bypass_csp=True)


def filled_template(content: bytes) -> bytes:
    """The template as it was downloaded, with fifty good rows and two that are wrong."""
    book = load_workbook(io.BytesIO(content))
    drafts, _explanation, lists = book.worksheets
    period = telling.story_period("COOP")
    kind = telling.activity("print-advertising", period).expense_kinds.first()
    chosen = {
        1: next(cell.value for cell in lists["A"] if cell.value.startswith("COOP ·")),
        2: next(cell.value for cell in lists["B"] if cell.value.startswith(period.code)),
        3: next(cell.value for cell in lists["C"] if cell.value.startswith("print-advertising")),
        5: activity_day(),
        6: activity_day(),
        7: "Kiel",
        10: "Fördepresse Verlag",
        12: activity_day(),
        14: 100,
        15: 19,
        16: next(cell.value for cell in lists["D"] if cell.value.startswith(kind.code)),
    }
    for number in range(1, GOOD + WRONG + 1):
        row = chosen | {4: f"Anzeige {number:02d}", 9: f"MKT-{number:02d}", 11: f"RE-{number:02d}"}
        if number == GOOD + 1:
            row[14] = "=50+50"
        if number == GOOD + 2:
            row[5] = "31.02.2026"
        for column, value in row.items():
            drafts.cell(number + 1, column, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def prove(claims) -> None:
    """The files of all slots, as if they had been sent and checked."""
    anna = people.user("anna")
    for claim in claims:
        file = DocumentFactory(partner=claim.partner, uploaded_by=anna, clean=True)
        claim.expenses.update(document=file)
        for requirement in claim.activity.requirements.exclude(kind=RequirementKind.CORE):
            given = {"claim": claim, "requirement": requirement, "added_by": anna, "added_at": clock.now()}
            if requirement.kind == RequirementKind.METRIC:
                Proof.objects.create(text="120", **given)
                continue
            for _one in range(max(requirement.minimum, 1)):
                proof = DocumentFactory(partner=claim.partner, uploaded_by=anna, clean=True)
                Proof.objects.create(document=proof, **given)


def look(page: Page, pictures: Path, name: str) -> None:
    """Axe finds nothing, nothing scrolls sideways on a telephone, and there is a picture of each width."""
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.screenshot(path=pictures / f"{name}-1280.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot(path=pictures / f"{name}-390.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def send_sheet(page: Page, work_off, pictures: Path) -> None:
    """From the list to the page that says what is good and what is wrong."""
    page.goto("/claims/")
    page.get_by_role("link", name="Drafts from a sheet").click()
    look(page, pictures, "sheets")
    with page.expect_download() as download:
        page.get_by_role("link", name="Template (XLSX)").click()
    content = filled_template(Path(download.value.path()).read_bytes())
    file = {"name": "Anzeigen.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Send and check").click()
    expect(page.locator("progress")).to_be_visible()
    look(page, pictures, "checking")
    work_off()
    # htmx asks again and finds it done.
    expect(page.get_by_role("button", name="Create 50 drafts")).to_be_visible()
    expect(page.locator("#wrong-title")).to_be_visible()
    look(page, pictures, "checked")


def test_fifty_drafts_from_a_sheet_and_forty_submitted_together(anna, work_off, tmp_path):
    page = anna
    send_sheet(page, work_off, tmp_path)
    page.get_by_role("button", name="Create 50 drafts").click()
    expect(page.locator("progress")).to_be_visible()
    work_off()
    page.get_by_role("link", name="See 50 drafts").click()
    assert Claim.objects.filter(state="EDITING").count() == GOOD
    look(page, tmp_path, "list")

    prove(Claim.objects.order_by("own_reference")[:READY])
    page.get_by_role("link", name="All drafts of this list").click()
    expect(page.get_by_role("heading", name="40 drafts can be submitted")).to_be_visible()
    expect(page.locator("#others-title")).to_be_visible()
    look(page, tmp_path, "together")
    page.get_by_role("button", name="Submit the chosen claims").click()
    expect(page.locator("progress")).to_be_visible()
    look(page, tmp_path, "submitting")
    joint = Job.objects.get(task="claims.submit_together")
    celery_app.tasks[joint.task](job_id=joint.pk)
    expect(page.get_by_text("40 of 40 were submitted")).to_be_visible()
    look(page, tmp_path, "submitted")

    assert Claim.objects.filter(state="SUBMITTED").values("number").distinct().count() == READY
    assert Claim.objects.filter(state="EDITING").count() == GOOD - READY
    assert Sheet.objects.get().rows.filter(state="CREATED").count() == GOOD
    assert Job.objects.open().filter(task="claims.write_summary").count() == READY


def test_without_scripts_a_link_looks_again(stage, open_as, work_off):
    page = open_as("anna", scripts=False)
    page.goto("/claims/sheets/")
    page.set_input_files("[name=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"colour\nred\n"})
    page.get_by_role("button", name="Send and check").click()
    expect(page.locator("progress")).to_be_visible()
    work_off()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("These columns are not known: colour.")).to_be_visible()
