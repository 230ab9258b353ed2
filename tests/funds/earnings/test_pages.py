"""The pages of imports: who sees and does what, in which words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from funds.actions import applying, importing, reversing
from funds.models import EarningClosing, EarningsImport
from funds.tasks import check_earnings, reverse_earnings
from lifecycle import clock
from tests.factories.accounts import PartnerFactory
from tests.factories.programs import EnrollmentFactory
from tests.funds.earnings.sheets import applied, csv_of, row_for, sent, work_off

pytestmark = pytest.mark.django_db


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def url(name, imported):
    return reverse(name, args=[imported.public_id])


def test_paula_sends_a_sheet_and_pia_confirms_it(here):
    paula, pia = client_of(here.people.paula), client_of(here.people.pia)
    new = reverse("earnings_new", args=[here.people.program.code])
    file = SimpleUploadedFile("half-year.csv", csv_of(row_for(here)))
    answer = paula.post(new, {"file": file, "writing": "en"})
    imported = EarningsImport.objects.get()
    assert answer.url == url("earnings_import", imported)
    waiting = text_of(paula.get(answer.url))
    assert "Being checked" in waiting
    assert 'hx-get="' in waiting
    assert "Look again" in waiting
    check_earnings.body(imported=imported.pk, at=clock.now())
    assert "a second person confirms it" in text_of(paula.get(answer.url))
    page = text_of(pia.get(answer.url))
    assert "Confirm and apply 1,000.00 EUR" in page
    assert "Comes into the fund." in page
    pia.post(url("earnings_confirm", imported))
    work_off()
    assert "Every row stands in its fund." in text_of(pia.get(answer.url))
    listed = text_of(paula.get(reverse("earnings", args=[here.people.program.code])))
    assert "half-year.csv" in listed


def test_the_bar_alone_is_asked_for_again_until_the_page_has_news(here):
    imported = importing.receive(
        here.people.program, csv_of(row_for(here)), "a.csv", "en", user=here.people.paula
    )
    paula = client_of(here.people.paula)
    bar = paula.get(url("earnings_import", imported), headers={"HX-Request": "true"})
    assert "<progress" in text_of(bar)
    assert "<html" not in text_of(bar)
    check_earnings.body(imported=imported.pk, at=clock.now())
    over = paula.get(url("earnings_import", imported), headers={"HX-Request": "true"})
    assert (over.status_code, over.headers["HX-Refresh"]) == (204, "true")


def test_work_that_was_set_aside_is_said(here):
    from outbox.models import Job

    imported = importing.receive(
        here.people.program, csv_of(row_for(here)), "a.csv", "en", user=here.people.paula
    )
    Job.objects.filter(task=importing.CHECK).update(set_aside_at=clock.now())
    assert "went wrong on our side" in text_of(
        client_of(here.people.paula).get(url("earnings_import", imported))
    )


@pytest.mark.parametrize(("language", "words"), [("en", "are in EUR"), ("de", "lauten auf EUR")])
def test_what_is_wrong_is_downloaded_in_the_readers_language(here, language, words):
    imported = sent(here, csv_of(row_for(here), row_for(here, key="=E", currency="USD")))
    here.people.paula.language = language
    here.people.paula.save()
    paula = client_of(here.people.paula)
    page = text_of(paula.get(url("earnings_import", imported)))
    assert words in page
    file = paula.get(url("earnings_wrong", imported))
    lines = file.getvalue().decode("utf-8-sig").splitlines()
    assert lines[1].startswith("3,")
    assert words in lines[1] + lines[2]


def test_every_row_and_what_becomes_of_it_as_a_file(here):
    imported = applied(
        here, row_for(here), row_for(here, key="+K", amount="-1500", reason="COMPLIANCE", note="@1")
    )
    file = client_of(here.people.axel).get(url("earnings_rows", imported)).getvalue().decode("utf-8-sig")
    second = file.splitlines()[2]
    assert "'+K" in second
    assert "'@1" in second
    assert "-1500.00" in second
    assert "1000.00,500.00,0.00" in second


def test_the_file_comes_back_byte_by_byte(here):
    content = csv_of(row_for(here))
    answer = client_of(here.people.axel).get(url("earnings_file", sent(here, content)))
    assert answer.content == content
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_totals_by_location_in_pages(here, monkeypatch):
    from funds.earnings import sums

    monkeypatch.setattr(sums, "PAGE", 2)
    partners = [PartnerFactory() for _ in range(3)]
    for partner in partners:
        EnrollmentFactory(program=here.people.program, partner=partner)
    rows = [row_for(here, location=one.number, key=one.number) for one in partners]
    imported = sent(here, csv_of(*rows))
    pia = client_of(here.people.pia)
    first = pia.get(url("earnings_import", imported))
    assert [one.partner for one in first.context["totals"]] == partners[:2]
    second = pia.get(f"{url('earnings_import', imported)}?after={first.context['following']}")
    assert [one.partner for one in second.context["totals"]] == partners[2:]


def test_a_page_of_an_import_asks_as_often_whatever_its_size(here, django_assert_max_num_queries):
    rows = [row_for(here, key=f"E-{n}") for n in range(60)]
    imported = sent(here, csv_of(*rows))
    pia = client_of(here.people.pia)
    with django_assert_max_num_queries(34):
        assert pia.get(url("earnings_import", imported)).status_code == 200


def test_one_adjustment_by_hand_is_proposed_on_a_page(here):
    paula = client_of(here.people.paula)
    page = reverse("adjustment_new", args=[here.people.program.code])
    given = {
        "location": here.people.partner.number,
        "period": "NOW",
        "amount": "-5",
        "reason": "COMPLIANCE",
        "note": "Open invoice 12",
    }
    wrong = paula.post(page, given | {"amount": "five", "location": "nobody"})
    assert "digits only" in text_of(wrong)
    assert "No location has the number nobody" in text_of(wrong)
    assert not EarningsImport.objects.exists()
    answer = paula.post(page, given)
    shown = text_of(paula.get(answer.url))
    assert "Adjustment by hand" in shown
    assert "5.00 EUR become a recovery" in shown


def test_the_templates_are_taken_as_they_are(here):
    paula = client_of(here.people.paula)
    for kind in ("csv", "xlsx"):
        address = reverse("earnings_template", args=[here.people.program.code, kind])
        answer = paula.get(address)
        assert answer.status_code == 200
        imported = sent(here, answer.content)
        assert "no row" in imported.problem["en"]
    assert paula.get(reverse("earnings_template", args=[here.people.program.code, "exe"])).status_code == 404


def test_files_that_cannot_be_sent_say_so_at_the_field(here, monkeypatch):
    from funds.forms import earnings

    monkeypatch.setattr(earnings.EarningsForm, "largest", 10)
    paula = client_of(here.people.paula)
    new = reverse("earnings_new", args=[here.people.program.code])
    for content, words in ((b"", "empty"), (b"x" * 11, "larger than 20 MB")):
        answer = paula.post(new, {"file": SimpleUploadedFile("a.csv", content), "writing": "en"})
        assert words in text_of(answer)
    sent(here, csv_of(row_for(here)))
    monkeypatch.undo()
    again = paula.post(new, {"file": SimpleUploadedFile("b.csv", csv_of(row_for(here))), "writing": "en"})
    assert again.status_code == 409
    assert "The same file was sent already, by Paula" in text_of(again)


def test_dropping_asks_why(here):
    imported = sent(here, csv_of(row_for(here)))
    pia = client_of(here.people.pia)
    assert "told why" in text_of(pia.get(url("earnings_drop", imported)))
    pia.post(url("earnings_drop", imported), {"reason": "Twice"})
    assert "Pia: Twice" in text_of(pia.get(url("earnings_import", imported)))


def test_taking_back_asks_why_and_a_second_person(here):
    imported = applied(here, row_for(here))
    paula, pia = client_of(here.people.paula), client_of(here.people.pia)
    assert pia.get(url("earnings_reversal", imported)).status_code == 403
    paula.post(url("earnings_reversal", imported), {"reason": "Wrong month"})
    assert "You asked to take it back" in text_of(paula.get(url("earnings_import", imported)))
    assert paula.post(url("earnings_reverse", imported)).status_code == 409
    assert "Paula asks to take it back: Wrong month" in text_of(pia.get(url("earnings_import", imported)))
    pia.post(url("earnings_reverse", imported))
    reverse_earnings.body(imported=imported.pk, at=clock.now())
    assert "Taken back" in text_of(pia.get(url("earnings_import", imported)))


def test_keeping_it_is_a_button_too(here):
    imported = applied(here, row_for(here))
    reversing.ask(imported.pk, "x", user=here.people.paula)
    client_of(here.people.pia).post(url("earnings_keep", imported))
    imported.refresh_from_db()
    assert imported.state == "APPLIED"


def test_closing_shows_what_becomes_of_each_fund_before(here):
    from funds.actions import closing
    from programs.models import Program

    applied(here, row_for(here))
    Program.objects.update(threshold=5000)
    page = reverse("earning_closing", args=[here.people.program.code, "NOW"])
    paula = client_of(here.people.paula)
    shown = text_of(paula.get(page))
    assert "Becomes a rebate" in shown
    assert "Close it: 1,000.00 EUR become a rebate" in shown
    assert "Only a program manager" in text_of(client_of(here.people.axel).get(page))
    assert client_of(here.people.axel).post(page).status_code == 403
    paula.post(page)
    done = EarningClosing.objects.get()
    assert "are decided so far" in text_of(paula.get(page))
    closing.decide(done.pk, clock.now())
    assert "Became a rebate" in text_of(paula.get(page))
    assert paula.post(page).status_code == 409


def test_a_wrong_role_and_a_strange_program_get_their_answers(here):
    imported = sent(here, csv_of(row_for(here)))
    for person, status in ((here.people.anna, 404), (here.people.rita, 404), (here.people.axel, 200)):
        assert client_of(person).get(url("earnings_import", imported)).status_code == status
    assert client_of(here.people.axel).post(url("earnings_confirm", imported)).status_code == 403
    assert client_of(here.people.paula).post(url("earnings_confirm", imported)).status_code == 409
    assert client_of(here.people.anna).post(url("earnings_confirm", imported)).status_code == 404
    assert (
        client_of(here.people.axel).get(reverse("earnings_new", args=[here.people.program.code])).status_code
        == 403
    )


def test_what_waits_stands_in_the_managers_hub(here):
    imported = sent(here, csv_of(row_for(here)))
    hub = text_of(client_of(here.people.paula).get(reverse("managing")))
    assert url("earnings_import", imported) in hub
    assert reverse("earnings", args=[here.people.program.code]) in hub
    applying.confirm(imported.pk, user=here.people.pia)
    work_off()
    hub = text_of(client_of(here.people.paula).get(reverse("managing")))
    assert reverse("earning_closing", args=[here.people.program.code, "NOW"]) in hub


def test_the_first_screen_says_what_waits_for_whom(here):
    imported = sent(here, csv_of(row_for(here)))
    address = url("earnings_import", imported)
    assert address in text_of(client_of(here.people.pia).get(reverse("home")))
    for person in (here.people.paula, here.people.axel, here.people.rita):
        assert address not in text_of(client_of(person).get(reverse("home")))
