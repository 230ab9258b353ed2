"""The claim list: its filters, its pages, its file, and how many queries it takes."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from claims.models import Claim
from tests.factories import claims as make


@pytest.fixture
def many(team):
    return [make.SubmittedRow(people=team) for _n in range(30)]


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def table(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_thirty_rows_take_as_many_queries_as_one(team, anna):
    make.SubmittedRow(people=team)
    make.draft(team)
    one = queries(anna, reverse("claims"))
    for _n in range(15):
        make.SubmittedRow(people=team)
        make.draft(team)
    assert queries(anna, reverse("claims")) == one


def test_pages_of_twenty_five_there_and_back(anna, many):
    first = anna.get(reverse("claims"))
    assert len(first.context["rows"]) == 25
    older = anna.get(reverse("claims") + first.context["page"].older)
    assert len(older.context["rows"]) == 5
    assert not older.context["page"].older
    back = anna.get(reverse("claims") + older.context["page"].newer)
    numbers = [[row.claim.number for row in page.context["rows"]] for page in (first, back)]
    assert numbers[0] == numbers[1]
    assert not back.context["page"].newer


@pytest.mark.parametrize("place", ["x", "2026-01-01~x", "~", "2026-01-01T00:00~5", "9999-99-99~1"])
def test_a_spoilt_place_is_the_first_page(anna, many, place):
    assert len(anna.get(reverse("claims"), {"older": place}).context["rows"]) == 25


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"text": "road"}, {"Roadshow"}),
        ({"text": "mkt-7"}, {"Roadshow"}),
        ({"state": "SUBMITTED"}, {"Mailing"}),
        ({"state": "nonsense"}, {"Roadshow", "Mailing"}),
        ({"text": "\x00"}, {"Roadshow", "Mailing"}),
        ({"owner": "999999"}, {"Roadshow", "Mailing"}),
        ({"text": "nothing like it"}, set()),
    ],
)
def test_filters(team, anna, filters, titles):
    make.draft(team, title="Roadshow", own_reference="MKT-7")
    make.submitted(team, title="Mailing")
    answer = anna.get(reverse("claims"), filters)
    assert {row.claim.title for row in answer.context["rows"]} == titles


def test_only_the_current_locations_claims(team, as_person):
    make.submitted(team, title="Roadshow")
    assert not as_person(team.stranger).get(reverse("claims")).context["rows"]


def test_the_file_holds_the_filtered_list(team, anna):
    make.draft(team, 700, title="Roadshow")
    make.submitted(team, title="Mailing")
    answer = anna.get(reverse("claim_export"), {"text": "road"})
    head, *rows = table(answer)
    assert head[0] == "Number"
    assert [row[1] for row in rows] == ["Roadshow"]
    assert "700.00" in rows[0]


def test_the_file_speaks_the_readers_language(team, anna):
    make.draft(team)
    team.anna.language = "de"
    team.anna.save()
    with override("de"):
        words = str(Claim.objects.get().partner_label)
    _head, row = table(anna.get(reverse("claim_export")))
    assert words in row


@pytest.mark.parametrize("formula", ["=1+1", "+49 431", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_cells_are_never_formulas(team, anna, formula):
    make.draft(team, own_reference=formula)
    _head, row = table(anna.get(reverse("claim_export")))
    assert row[2] == f"'{formula}"


@pytest.mark.parametrize("name", ["claim", "claim_check", "claim_invoices", "claim_proof"])
def test_a_long_claim_takes_no_more_queries(team, anna, name):
    short, long = make.draft(team, 10), make.draft(team, *[10] * 12)
    urls = [reverse(name, args=[one.public_id]) for one in (short, long)]
    assert queries(anna, urls[0]) == queries(anna, urls[1])
