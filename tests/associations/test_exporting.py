"""The list as a file: the same rows as the page, and never a formula."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import associations as make

EVIL = "=HYPERLINK(1)"


@pytest.fixture
def anna(people) -> Client:
    client = Client()
    client.force_login(people.anna)
    make.approved(people)
    make.draft(people, "intune", customer_name=EVIL, domain="werft.example")
    return client


def export(client: Client, extension: str, **query: str) -> bytes:
    response = client.get(reverse("association_export", args=[extension]), query)
    assert response.status_code == 200
    return b"".join(response)


def test_csv(anna):
    rows = list(csv.reader(StringIO(export(anna, "csv").decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == [f"'{EVIL}", "Hafenlogistik Petersen KG"]
    assert rows[2][8] == "Teams"


def test_workbook(anna):
    sheet = load_workbook(BytesIO(export(anna, "xlsx"))).active
    cells = [sheet.cell(row, 2) for row in (2, 3)]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        (EVIL, "s"),
        ("Hafenlogistik Petersen KG", "s"),
    ]


def test_it_is_filtered_like_the_page(anna):
    assert b"Hafenlogistik" not in export(anna, "csv", text="werft")


def test_another_extension_is_no_file(anna):
    assert anna.get(reverse("association_export", args=["exe"])).status_code == 404
