"""What the demo keeps and offers: its mails, and files to try."""

from io import BytesIO

import pikepdf
import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from PIL import Image

from claims_portal.demo import mails, samples


@pytest.fixture
def post(settings):
    """Keep mails as the demo does, each on its own."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    def send(*subjects, html="<p>Grüße</p>"):
        messages = [
            EmailMultiAlternatives(one, f"Grüße: {one}", to=["anna@demo.example"]) for one in subjects
        ]
        for message in messages:
            message.attach_alternative(html, "text/html")
        get_connection().send_messages(messages)

    return send


def file_of(client, key):
    response = client.get(f"/demo/files/{key}/")
    assert "attachment" in response.headers["Content-Disposition"]
    return response.content


def test_without_mails_the_page_says_how_one_comes_by_them(client, db):
    assert "No mail yet" in client.get("/demo/mail/").content.decode()


def test_mails_are_listed_newest_first_and_open(client, db, post):
    post("First", "Second")
    page = client.get("/demo/mail/").content.decode()
    assert page.index("Second") < page.index("First")
    key = mails.newest()[1].key
    one = client.get(f"/demo/mail/{key}/").content.decode()
    assert "anna@demo.example" in one
    assert "Grüße: First" in one


def test_only_the_newest_are_read(post, monkeypatch):
    post(*(f"Mail {number}" for number in range(60)))
    assert len(mails.newest()) == mails.SHOWN
    assert mails.newest()[0].subject == "Mail 59"


def test_the_look_of_a_mail_can_do_nothing(client, db, post):
    post("Look", html="<script>alert(1)</script><p>Hallo</p>")
    look = client.get(f"/demo/mail/{mails.newest()[0].key}/look/")
    policy = look.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert look.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("key", ["nothing.0", "..%2F..%2Fpyproject.0", "a.b.c"])
def test_no_other_file_is_read(client, db, key):
    assert client.get(f"/demo/mail/{key}/").status_code == 404


def test_the_e_invoice_is_a_pdf_with_its_data_inside(client, story):
    invoice = samples.e_invoice(samples.event_day())
    with pikepdf.open(BytesIO(file_of(client, "e-invoice"))) as pdf:
        data = pdf.attachments["factur-x.xml"].get_file().read_bytes().decode()
    assert f"<ram:ID>{invoice.number}</ram:ID>" in data
    assert f"{invoice.day:%Y%m%d}" in data
    assert "<ram:TaxBasisTotalAmount>1480.00</ram:TaxBasisTotalAmount>" in data


def test_its_day_lies_in_the_period_one_can_claim_for(story):
    day = samples.event_day()
    assert story.first_day <= day <= story.last_day


def test_the_figures_to_type_stand_on_the_page(client, story):
    page = client.get("/demo/files/").content.decode().replace("\xa0", " ")
    for figure in ("1,480.00 EUR", "281.20 EUR", "365.50 EUR", "EK-", "FD-"):
        assert figure in page


def test_the_protected_pdf_opens_only_with_its_password(client, story):
    content = file_of(client, "protected")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(content))
    with pikepdf.open(BytesIO(content), password="demo") as pdf:
        assert pdf.is_encrypted


@pytest.mark.parametrize("key", ["invoice", "agenda"])
def test_the_other_papers_are_pdfs(client, story, key):
    with pikepdf.open(BytesIO(file_of(client, key))) as pdf:
        assert len(pdf.pages) == 1


def test_the_photo_is_a_photo(client, story):
    with Image.open(BytesIO(file_of(client, "photo"))) as image:
        assert image.format == "JPEG"


def test_there_are_no_other_files(client, story):
    assert client.get("/demo/files/passwords/").status_code == 404
