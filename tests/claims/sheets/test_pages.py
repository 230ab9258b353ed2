"""The pages of sheets: sending, progress, what is wrong, the button, and who sees which."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.enums import SheetState
from claims.models import Claim, Sheet, SheetRow
from claims.tasks import check_sheet, make_drafts
from lifecycle import clock
from tests.claims.sheets.filled import bare, xlsx
from tests.factories.accounts import MembershipFactory
from tests.factories.programs import MembershipScopeFactory


@pytest.fixture
def anna(people, client):
    client.force_login(people.anna)
    return client


def here(name, sheet):
    return reverse(name, args=[sheet.public_id])


def send(client, content, name="drafts.xlsx", writing="en"):
    return client.post(
        reverse("sheets"), {"file": SimpleUploadedFile(name, content), "writing": writing}, follow=True
    )


def test_from_the_file_to_the_list(people, anna):
    answer = send(anna, xlsx(bare(people), bare(people, own_reference="R-2", title="")))
    sheet = Sheet.objects.get()
    assert "Being checked" in answer.text
    assert "Being checked" in anna.get(here("sheet", sheet), headers={"HX-Request": "true"}).text
    check_sheet.body(sheet=sheet.pk, at=clock.now())
    assert anna.get(here("sheet", sheet), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    page = anna.get(here("sheet", sheet)).text
    assert "Create 1 draft" in page
    assert "This is missing." in page
    assert "Drafts are being made" in anna.post(here("sheet_create", sheet), follow=True).text
    make_drafts.body(sheet=sheet.pk, at=clock.now())
    page = anna.get(here("sheet", sheet)).text
    assert f"{reverse('claims')}?sheet={sheet.public_id}" in page
    Claim.objects.create(
        **{
            name: getattr(Claim.objects.get(), name)
            for name in ("partner", "program", "period", "activity", "owner", "created_at", "changed_at")
        },
        title="By hand",
    )
    listed = anna.get(reverse("claims"), {"sheet": sheet.public_id})
    assert [row.claim.title for row in listed.context["rows"]] == ["Autumn campaign"]
    assert "drafts.xlsx" in anna.get(reverse("sheets")).text


def test_the_wrong_rows_as_a_file(people, anna):
    send(anna, xlsx(bare(people), bare(people, title="", place="=cmd()")))
    sheet = Sheet.objects.get()
    check_sheet.body(sheet=sheet.pk, at=clock.now())
    answer = anna.get(here("sheet_wrong", sheet))
    head, row = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert head[-1] == "What is wrong"
    assert "Name of the activity: This is missing." in row[-1]
    assert "'=cmd()" in row


def test_none_wrong_is_no_file(people, anna):
    send(anna, xlsx(bare(people)))
    sheet = Sheet.objects.get()
    check_sheet.body(sheet=sheet.pk, at=clock.now())
    assert anna.get(here("sheet_wrong", sheet)).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "empty"), (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB")]
)
def test_empty_and_too_large_files_are_said_at_once(people, anna, content, words):
    assert words in send(anna, content).text
    assert not Sheet.objects.exists()


def test_no_file_keeps_what_was_chosen(people, anna):
    answer = anna.post(reverse("sheets"), {"writing": "de"})
    assert 'value="de"' in answer.text
    assert answer.context["form"].errors["file"]


def test_a_sheet_that_cannot_be_read_says_why(people, anna):
    send(anna, b"colour\nred\n", "a.csv")
    sheet = Sheet.objects.get()
    check_sheet.body(sheet=sheet.pk, at=clock.now())
    assert "colour" in anna.get(here("sheet", sheet)).text
    assert anna.post(here("sheet_create", sheet)).status_code == 409


def test_the_templates_download(people, anna):
    assert anna.get(reverse("sheet_template")).content.startswith(b"PK")
    assert anna.get(reverse("sheet_template_csv")).content.decode("utf-8-sig").startswith("Program*,")


def test_who_sees_a_sheet(people, anna, client):
    send(anna, xlsx(bare(people)))
    sheet = Sheet.objects.get()
    limited = MembershipFactory(partner=people.partner, role="USER")
    MembershipScopeFactory(membership=limited, program=people.program)
    seen = {people.ben: 200, limited.user: 404, people.stranger: 404, people.rita: 404, people.axel: 404}
    for user, status in seen.items():
        client.force_login(user)
        for name in ("sheet", "sheet_wrong"):
            assert client.get(here(name, sheet)).status_code in (status, 404)
        assert client.get(here("sheet", sheet)).status_code == status
        assert client.post(here("sheet_create", sheet)).status_code == (409 if status == 200 else 404)


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_thirty_rows_take_as_many_queries_as_one(people, anna):
    counts = []
    for rows in (1, 30):
        send(anna, xlsx(*(bare(people, title="", own_reference=f"R-{rows}-{n}") for n in range(rows))))
        sheet = Sheet.objects.order_by("pk").last()
        check_sheet.body(sheet=sheet.pk, at=clock.now())
        counts.append((queries(anna, here("sheet", sheet)), queries(anna, reverse("sheets"))))
    assert counts[0] == counts[1]


@pytest.fixture
def sheet(people, anna):
    send(anna, xlsx(bare(people), bare(people, own_reference="R-2")))
    found = Sheet.objects.get()
    check_sheet.body(sheet=found.pk, at=clock.now())
    return found


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("claims_sheet_state_known", {"state": "ODD"}),
        ("claims_sheet_content_until_read", {"content": b"x"}),
        ("claims_sheet_content_until_read", {"state": SheetState.READING}),
        ("claims_sheet_drafts_asked_for", {"state": SheetState.DONE}),
        ("claims_sheet_done_within_total", {"rows_done": 3}),
        ("claims_sheet_unreadable_says_why", {"state": SheetState.UNREADABLE}),
    ],
)
def test_what_the_database_refuses_of_a_sheet(sheet, name, changes):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Sheet.objects.filter(pk=sheet.pk).update(**changes)
    assert refused.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("claims_sheet_row_line_once", {"line": 2}),
        ("claims_sheet_row_state_known", {"state": "ODD"}),
        ("claims_sheet_row_wrong_says_why", {"state": "WRONG"}),
    ],
)
def test_what_the_database_refuses_of_a_row(sheet, name, changes):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        SheetRow.objects.filter(sheet=sheet, line=3).update(**changes)
    assert refused.value.__cause__.diag.constraint_name == name


def test_two_rows_are_never_one_draft(people, anna, sheet):
    anna.post(here("sheet_create", sheet))
    make_drafts.body(sheet=sheet.pk, at=clock.now())
    claim = sheet.rows.get(line=2).claim
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        sheet.rows.filter(line=3).update(claim=claim)
    assert refused.value.__cause__.diag.constraint_name == "claims_sheet_row_draft_once"
