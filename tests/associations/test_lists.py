"""Lists of associations: found by beginnings of words, and as many queries however many rows there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from associations.models import Association
from tests.factories import associations as make


@pytest.mark.parametrize(
    "text", ["hafen", "PETERSEN", "petersen.example", "kg logist", "cpor", "hafenlogistik-p"]
)
def test_a_customer_is_found_by_beginnings_of_words(client, people, text):
    sent = make.submitted(people, customer_name="Hafen-Logistik Petersen KG")
    client.force_login(people.anna)
    found = client.get(reverse("associations"), {"text": text}).content.decode()
    assert (sent.number in found) == (text != "hafenlogistik-p")
    client.force_login(people.rita)
    assert sent.number in client.get(reverse("association_queue"), {"q": "hafen nordl"}).content.decode()


@pytest.mark.parametrize(
    ("who", "page", "text"), [("anna", "associations", "text"), ("rita", "association_queue", "q")]
)
def test_more_rows_are_no_more_queries(client, people, who, page, text):
    client.force_login(getattr(people, who))

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(reverse(page), {text: "hafen"}).status_code == 200
        return len(seen)

    make.submitted(people, "teams")
    queries()
    few = queries()
    for code in ("exchange", "intune", "sharepoint"):
        make.submitted(people, code)
    assert Association.objects.count() == 4
    assert queries() == few
