"""The form to fill and sign: the draft's data in four parts, in both languages and formats."""

from io import BytesIO

import pytest
from django.utils.translation import override
from docx import Document
from pypdfium2 import PdfDocument

from associations.form_sheet import as_docx, as_pdf
from associations.models import Association
from tests.factories import associations as make

WORDS = {
    "en": ("Partner and customer", "The customer's acknowledgement", "Work and documents", "Products"),
    "de": ("Partner und Kunde", "Die Bestätigung des Kunden", "Arbeit und Dokumente", "Produkte"),
}


def text_of_docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def text_of_pdf(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(content))


@pytest.mark.parametrize(("write", "read"), [(as_docx, text_of_docx), (as_pdf, text_of_pdf)])
@pytest.mark.parametrize("language", WORDS)
def test_it_holds_what_is_typed(people, language, write, read):
    draft = Association.objects.for_page().get(pk=make.draft(people, "teams", "intune").pk)
    with override(language):
        text = read(write(draft))
    facts = ("Nordlicht Systemhaus GmbH", "Hafenlogistik Petersen KG", str(make.TENANT), "Teams", "Intune")
    for words in (*WORDS[language], *facts, "We introduce Teams"):
        assert words in text


def test_public_customers_get_the_disclosure(people):
    draft = Association.objects.for_page().get(pk=make.draft(people, country="US").pk)
    assert "has been told so in writing" in text_of_docx(as_docx(draft))
