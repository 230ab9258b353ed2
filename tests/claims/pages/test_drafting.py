"""From the choice of a fund to a finished draft."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.forms.activity import ActivityForm
from claims.models import Claim
from documents.models import Document
from history.models import Event
from lifecycle import clock
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory, einvoice

ODD_AMOUNTS = [
    "1e5", "NaN", "-1", "−1", "Infinity", "0", "0.00", "１２", "١٢", "1,23,456", "1.234,56", "1 234 5",
    "12.345", "12,", ".5", "abc", "1 000 EUR", "€5", "0x10", "1_000", "++1", "1-2", "10^3", "99999999999", " ",
]  # fmt: skip


def at(name, claim, *more):
    return reverse(name, args=[claim.public_id, *more])


def upload(name="invoice.pdf", data=None):
    return SimpleUploadedFile(name, data or einvoice())


def invoice(claim, **typed):
    day = (clock.now() - timedelta(days=15)).date()
    facts = {
        "vendor": "Druckhaus Förde",
        "invoice_number": "RE-77",
        "invoice_date": day.isoformat(),
        "kind": claim.activity.expense_kinds.first().pk,
        "net": "1,234.56",
        "tax": "",
        "description": "Room",
    }
    return facts | typed


class TestStarting:
    def test_three_steps_lead_to_a_draft(self, team, anna):
        period, activity = make.current_period(team), make.activity_type()
        make.money_for(team, 5000)
        first = anna.get(reverse("claim_new")).content.decode()
        assert "5,000.00\u00a0EUR left" in first
        second = anna.get(reverse("claim_new"), {"period": period.pk}).content.decode()
        assert str(activity) in second
        step = f"{reverse('claim_new')}?period={period.pk}&activity={activity.activity_type.code}"
        assert "brand" in anna.get(step).content.decode()
        answer = anna.post(step, {"title": "Seminar Kiel"})
        claim = Claim.objects.get()
        assert answer.url == at("claim", claim)
        assert (claim.title, claim.owner, claim.partner) == ("Seminar Kiel", team.anna, team.partner)

    def test_a_period_that_is_over_or_has_not_begun_is_not_offered(self, team, anna):
        today = clock.now().date()
        make.current_period(team, first_day=today - timedelta(days=90), last_day=today - timedelta(days=50))
        assert "No usage period is open for you" in anna.get(reverse("claim_new")).content.decode()

    def test_a_copy_takes_the_words_along(self, team, anna):
        source = make.draft(team, title="Roadshow", place="Kiel")
        answer = anna.post(at("claim_copy", source), {"period": source.period_id})
        copied = Claim.objects.exclude(pk=source.pk).get()
        assert answer.url == at("claim", copied)
        assert (copied.title, copied.place, copied.expenses.count()) == ("Roadshow", "Kiel", 0)

    def test_a_copy_says_what_it_left_out(self, team, anna):
        source = make.draft(team, 100, 200, own_reference="MKT-1")
        page = anna.get(at("claim_copy", source)).text
        answer = anna.post(at("claim_copy", source), {"period": source.period_id}, follow=True)
        for said in (page, answer.text):
            assert "your own reference, 2 invoices, the proof, the result figures" in said
            assert "in-house work," not in said
        copied = Claim.objects.exclude(pk=source.pk).get()
        assert (copied.first_day, copied.own_reference, copied.proofs.count()) == (None, "", 0)
        assert at("claim_copy", source) in anna.get(reverse("claims")).text


class TestActivity:
    def typed(self, claim, **facts):
        return {
            "title": claim.title,
            "owner": claim.owner_id,
            "first_day": "",
            "last_day": "",
        } | facts

    def test_saves_and_hands_over_to_a_colleague(self, team, anna, bare):
        answer = anna.post(at("claim_activity", bare), self.typed(bare, place="Kiel", owner=team.ben.pk))
        assert answer.status_code == 302
        bare.refresh_from_db()
        assert (bare.place, bare.owner) == ("Kiel", team.ben)

    def test_days_outside_the_period_are_refused_at_the_field(self, anna, bare):
        early = bare.period.first_day - timedelta(days=1)
        answer = anna.post(at("claim_activity", bare), self.typed(bare, first_day=early.isoformat()))
        assert "Choose a day inside the usage period" in answer.content.decode()
        assert "<title>Error:" in answer.content.decode()

    def test_two_people_do_not_overwrite_each_other(self, team, anna, ben, bare):
        seen = ActivityForm(claim=bare, people=[])["seen"].value()
        mine = self.typed(bare, place="Kiel", seen=seen)
        ben.post(at("claim_activity", bare), self.typed(bare, place="Hamburg", seen=seen))
        answer = anna.post(at("claim_activity", bare), mine)
        words = answer.content.decode()
        assert answer.status_code == 409
        assert "Somebody else changed the same thing while you were typing" in words
        assert 'value="Kiel"' in words
        assert "Hamburg" in words
        bare.refresh_from_db()
        assert bare.place == "Hamburg"
        now = ActivityForm(claim=bare, people=[])["seen"].value()
        again = anna.post(at("claim_activity", bare), mine | {"seen": now})
        assert again.status_code == 302

    def test_a_strangers_owner_is_refused(self, team, anna, bare):
        anna.post(at("claim_activity", bare), self.typed(bare, owner=team.stranger.pk))
        bare.refresh_from_db()
        assert bare.owner == team.anna

    def test_after_the_deadline_what_was_typed_stays(self, anna, bare):
        with clock.shifted(timedelta(days=100)):
            answer = anna.post(at("claim_activity", bare), self.typed(bare, place="Kiel am Meer"))
        assert answer.status_code == 409
        assert "The deadline of this usage period has passed." in answer.content.decode()
        assert "Kiel am Meer" in answer.content.decode()


class TestInvoices:
    def test_a_line_with_its_file(self, anna, bare):
        answer = anna.post(at("claim_invoice_new", bare), invoice(bare, file=upload()))
        assert answer.url == at("claim_invoices", bare)
        line = bare.expenses.get()
        assert (str(line.amount), line.tax, line.document.name) == ("1234.5600", 0, "invoice.pdf")
        assert "1,234.56\u00a0EUR" in anna.get(answer.url).content.decode()

    @pytest.mark.parametrize("odd", ODD_AMOUNTS)
    def test_odd_amounts_are_refused_at_the_field(self, anna, bare, odd):
        answer = anna.post(at("claim_invoice_new", bare), invoice(bare, net=odd))
        form = answer.context["form"]
        assert answer.status_code == 200
        assert form.errors["net"]
        assert form["net"].value() == odd
        assert bare.expenses.count() == 0

    def test_a_german_reads_amounts_as_germans_write_them(self, team, anna, bare):
        team.anna.language = "de"
        team.anna.save()
        anna.post(at("claim_invoice_new", bare), invoice(bare, net="1.234,56"))
        assert str(bare.expenses.get().net) == "1234.5600"

    def test_a_file_outlives_a_failing_form(self, anna, bare):
        failed = anna.post(at("claim_invoice_new", bare), invoice(bare, net="oops", file=upload("kept.pdf")))
        kept = Document.objects.get()
        assert f'value="{kept.public_id}"' in failed.content.decode()
        assert "kept.pdf" in failed.content.decode()
        anna.post(at("claim_invoice_new", bare), invoice(bare, kept=kept.public_id))
        assert bare.expenses.get().document == kept

    def test_somebody_elses_file_cannot_be_kept(self, team, anna, bare):
        others = DocumentFactory(partner=team.partner, uploaded_by=team.ben, clean=True)
        foreign = DocumentFactory(uploaded_by=team.anna, clean=True)
        for document in (others, foreign):
            anna.post(at("claim_invoice_new", bare), invoice(bare, kept=document.public_id))
        assert [line.document for line in bare.expenses.all()] == [None, None]

    def test_a_wrong_type_is_said_at_the_field_and_nothing_is_stored(self, anna, bare):
        answer = anna.post(at("claim_invoice_new", bare), invoice(bare, file=upload("film.mp4", b"x")))
        assert "Give the link to the video instead." in answer.content.decode()
        assert not Document.objects.exists()

    def test_a_line_is_changed_and_removed(self, team, anna):
        claim = make.draft(team)
        line = claim.expenses.get()
        anna.post(at("claim_invoice", claim, line.public_id), invoice(claim, net="900"))
        line.refresh_from_db()
        assert (line.amount, bool(line.document_id)) == (900, True)
        assert anna.get(at("claim_invoice_remove", claim, line.public_id)).status_code == 200
        anna.post(at("claim_invoice_remove", claim, line.public_id))
        assert not claim.expenses.exists()

    def test_an_invoice_of_tomorrow(self, anna, bare):
        later = (clock.now() + timedelta(days=3)).date().isoformat()
        answer = anna.post(at("claim_invoice_new", bare), invoice(bare, invoice_date=later))
        assert answer.context["form"].errors["invoice_date"] == ["This day lies in the future."]


class TestProofAndResults:
    def test_a_file_a_link_and_words_for_one_slot(self, anna, bare):
        url = at("claim_slot", bare, "photos")
        today = clock.now().date().isoformat()
        for typed in (
            {"answer": "file", "file": upload("photo.pdf")},
            {"answer": "link", "link": "www.example.com/page", "seen_on": today},
            {"answer": "text", "text": "There were no photos allowed."},
        ):
            assert anna.post(url, typed).url == at("claim_proof", bare)
        file, link, text = bare.proofs.all()
        assert file.document.name == "photo.pdf"
        assert link.link == "https://www.example.com/page"
        assert text.text == "There were no photos allowed."

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"answer": "file"}, "Choose a file first."),
            ({"answer": "link", "link": "no link"}, "Enter a valid URL."),
            ({"answer": "text", "text": ""}, "This field is required."),
        ],
    )
    def test_what_is_wrong_stands_on_the_slots_own_page(self, anna, bare, typed, words):
        answer = anna.post(at("claim_slot", bare, "photos"), typed)
        assert words in answer.content.decode()
        assert not bare.proofs.exists()

    def test_a_slot_of_another_activity_does_not_exist(self, anna, bare):
        assert anna.post(at("claim_slot", bare, "nonsense"), {"answer": "text"}).status_code == 404

    def test_proof_can_be_taken_out(self, team, anna):
        claim = make.draft(team)
        proof = claim.proofs.filter(document__isnull=False).get()
        anna.post(at("claim_proof_remove", claim, proof.public_id))
        assert not claim.proofs.filter(pk=proof.pk).exists()
        assert Document.objects.filter(pk=proof.document_id).exists()

    @pytest.mark.parametrize(
        ("typed", "kept"), [("250", "250"), ("12.000", "12000"), ("1 200", "1200"), ("", "")]
    )
    def test_result_figures(self, anna, bare, typed, kept):
        page = anna.get(at("claim_results", bare)).content.decode()
        assert "(needed to submit)" in page
        assert "(optional)" not in page
        anna.post(at("claim_results", bare), {"reach": typed})
        assert "".join(bare.proofs.values_list("text", flat=True)) == kept

    @pytest.mark.parametrize("odd", ["1e5", "-3", "about 40", "１２", "12.5"])
    def test_odd_figures(self, anna, bare, odd):
        answer = anna.post(at("claim_results", bare), {"reach": odd})
        assert "Write a whole number" in answer.content.decode()
        assert not bare.proofs.exists()


def test_a_draft_is_deleted_after_asking(anna, bare):
    assert anna.get(at("claim_delete", bare)).status_code == 200
    assert Claim.objects.exists()
    assert anna.post(at("claim_delete", bare)).url == reverse("claims")
    assert not Claim.objects.exists()


class TestNothingNew:
    """What is saved as it stands leaves no trace in the history."""

    @pytest.mark.parametrize("page", ["claim_activity", "claim_results"])
    def test_saved_as_it_stands(self, team, anna, page):
        claim = make.draft(team)
        form = anna.get(at(page, claim)).context["form"]
        as_it_stands = {field.html_name: field.value() if field.value() is not None else "" for field in form}
        events = Event.objects.about(claim).count()
        edition = Claim.objects.get().edition
        assert anna.post(at(page, claim), as_it_stands).status_code == 302
        assert (Event.objects.about(claim).count(), Claim.objects.get().edition) == (events, edition)
