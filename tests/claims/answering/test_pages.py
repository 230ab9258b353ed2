"""The partner's pages of a request, and what the reviewer sees of the answer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import answering, certifying, proving, reviewing, submitting
from claims.enums import ClaimState
from claims.models import Claim, Correction
from claims.parts import name_of_line
from history.models import Event
from lifecycle import clock
from review.models import RequestItem
from review.wanted import Wanted
from tests.claims.pages.test_drafting import upload
from tests.factories import claims as make
from tests.factories.documents import stored


@pytest.fixture
def claim(team):
    """Asked about the first of two lines, the photos, and the claim as a whole."""
    found = make.under_review(team, 1000, 200)
    line = name_of_line(found.expenses.get(position=1))
    asked = [
        Wanted(line, words="It cannot be read."),
        Wanted("slot:photos", words="Clearer ones."),
        Wanted(words="The agenda."),
    ]
    return reviewing.request_documents(found.pk, asked, "To go on.", user=team.rita)


@pytest.fixture
def items(claim):
    return list(RequestItem.objects.filter(request__subject_id=claim.pk))


def given(claim):
    return claim.proofs.exclude(request=None)


class TestWhatIsAsked:
    @pytest.mark.parametrize("page", ["claim", "claim_answer"])
    def test_each_thing_stands_there_with_its_state(self, team, as_person, at, text, claim, items, page):
        answering.save_comment(claim.pk, "Tomorrow.", user=team.ben, item=items[2])
        said = text(as_person(team.ben).get(at(page, claim)))
        for words in ("To go on.", "Line 1: Druckhaus 1", "It cannot be read.", "photos (en)", "The agenda."):
            assert words in said
        assert said.count("Not answered yet") == 2
        assert said.count("Ready to send") == 1
        assert "23:59 Berlin time" in said

    def test_the_due_instant_in_both_zones_where_they_differ(self, team, as_person, at, text, claim, items):
        page = at("claim_answer_item", claim, items[0].public_id)
        assert "Tokyo" not in text(as_person(team.ben).get(page))
        type(team.partner).objects.filter(pk=team.partner.pk).update(zone="Asia/Tokyo")
        assert "Tokyo time" in text(as_person(team.ben).get(page))

    def test_the_second_round_says_so_on_both_sides(self, team, as_person, at, text, claim):
        submitting.answer(claim.pk, "", user=team.ben)
        reviewing.take(claim.pk, user=team.rita)
        reviewing.request_documents(claim.pk, [Wanted(words="And the list.")], user=team.rita)
        assert "Second round" in text(as_person(team.anna).get(at("claim", claim)))
        assert "Second round" in text(as_person(team.rita).get(at("review_claim", claim)))

    def test_the_history_tells_what_was_given_for_each(self, team, as_person, at, text, claim, items):
        proving.add_file(claim.pk, items[1], stored(b"%PDF-1.7 clear", "clear.pdf"), user=team.ben)
        answering.save_comment(claim.pk, "Tomorrow", user=team.ben, item=items[2])
        submitting.answer(claim.pk, "Here you are", user=team.ben)
        for user, page in ((team.ben, "claim_history"), (team.rita, "review_history")):
            said = text(as_person(user).get(at(page, claim)))
            assert "Answered: Here you are" in said
            assert "photos (en): clear.pdf. The claim as a whole: Tomorrow. Not answered:" in said


class TestAnswering:
    def test_a_line_takes_a_file_a_slot_what_it_accepts_the_rest_files_and_links(
        self, team, as_person, at, claim, items
    ):
        forms = [
            set(as_person(team.ben).get(at("claim_answer_item", claim, one.public_id)).context["forms"])
            for one in items
        ]
        assert forms == [{"file"}, {"file", "link", "text"}, {"file", "link"}]

    def test_without_scripts_everything_is_given_and_sent(self, team, as_person, at, text, claim, items):
        ben, today = as_person(team.ben), clock.now().date().isoformat()
        line, photos, whole = (at("claim_answer_item", claim, one.public_id) for one in items)
        ben.post(line, {"answer": "file", "file": upload("clear.pdf")})
        ben.post(photos, {"answer": "link", "link": "https://example.com/photos", "seen_on": today})
        answer = ben.post(whole, {"say": "1", "comment": "There was none."}, follow=True)
        assert text(answer).count("Ready to send") == 3
        assert "clear.pdf" in text(answer)
        answer = ben.post(at("claim_answer", claim), {"comment": "All done.", "send": "1"}, follow=True)
        assert "It is our turn now." in text(answer)
        claim.refresh_from_db()
        assert claim.state == ClaimState.SUBMITTED
        assert claim.expenses.get(position=1).document.name == "clear.pdf"
        assert [one.outcome for one in RequestItem.objects.all()] == ["ANSWERED"] * 3

    def test_what_is_unanswered_is_said_and_confirmed(self, team, as_person, at, text, claim, items):
        answering.save_comment(claim.pk, "There was none.", user=team.ben, item=items[2])
        ben, url = as_person(team.ben), at("claim_answer", claim)
        answer = text(ben.post(url, {"comment": "All I have.", "send": "1"}))
        assert "This is still unanswered" in answer
        assert "All I have." in answer
        claim.refresh_from_db()
        assert claim.state == ClaimState.ACTION_REQUIRED
        ben.post(url, {"comment": "All I have.", "send": "1", "nevertheless": "on"})
        claim.refresh_from_db()
        assert claim.state == ClaimState.SUBMITTED

    def test_words_are_saved_with_gaps(self, team, as_person, at, claim):
        as_person(team.ben).post(at("claim_answer", claim), {"comment": "More tomorrow.", "save": "1"})
        assert make.asked_item(claim).request.comment == "More tomorrow."

    def test_a_wrong_file_is_said_at_the_field(self, team, as_person, at, text, claim, items):
        url = at("claim_answer_item", claim, items[0].public_id)
        answer = as_person(team.ben).post(url, {"answer": "file", "file": upload("mail.eml", b"x")})
        assert "Save the e-mail as PDF with its header." in text(answer)
        assert not given(claim).exists()

    def test_what_was_prepared_is_taken_out_again(self, team, as_person, at, claim, items):
        proof = proving.add_text(claim.pk, items[1], "Words", user=team.ben)
        answer = as_person(team.ben).post(at("claim_proof_remove", claim, proof.public_id))
        assert answer.url == at("claim_answer_item", claim, items[1].public_id)
        assert not given(claim).exists()


class TestCorrecting:
    @pytest.fixture
    def page(self, at, claim, items):
        return at("claim_answer_item", claim, items[0].public_id)

    def typed(self, form, **changes):
        names = [*form.fields]
        shown = {name: form[name].value() for name in names}
        return {name: "" if value is None else value for name, value in (shown | changes).items()} | {
            "correct": "1"
        }

    def test_an_admin_corrects_amounts_too(self, team, as_person, text, page, claim):
        anna = as_person(team.anna)
        form = anna.get(page).context["correction"]
        answer = anna.post(page, self.typed(form, net="900", tax="171", vendor="Nord & Co"), follow=True)
        assert "1,000.00 EUR" in text(answer)
        assert "900.00 EUR" in text(answer)
        assert {one.field for one in Correction.objects.all()} == {"net", "tax", "vendor"}

    def test_a_user_reads_that_an_admin_does(self, team, as_person, text, page):
        answer = as_person(team.ben).get(page)
        assert "net" not in answer.context["correction"].fields
        assert "Amounts are corrected by an incentives admin." in text(answer)

    def test_too_much_is_refused_at_the_field_and_everything_stays(self, team, as_person, text, page):
        anna = as_person(team.anna)
        form = anna.get(page).context["correction"]
        answer = anna.post(page, self.typed(form, net="1000.01", vendor="Nord"))
        assert answer.status_code == 409
        assert "No more than was submitted can be claimed: 1,000.00 EUR." in text(answer)
        assert answer.context["correction"]["vendor"].value() == "Nord"

    def test_a_service_that_ends_before_it_begins(self, team, as_person, text, page):
        anna = as_person(team.anna)
        form = anna.get(page).context["correction"]
        days = {"service_first_day": "2026-02-02", "service_last_day": "2026-02-01"}
        assert "The service cannot end before it begins." in text(anna.post(page, self.typed(form, **days)))

    def test_an_answer_with_amounts_is_not_a_user_s_to_send(self, team, as_person, at, text, claim, items):
        answering.correct(claim.pk, items[0], {"net": Decimal(900)}, user=team.anna)
        ben, url = as_person(team.ben), at("claim_answer", claim)
        assert "An incentives admin sends it" in text(ben.get(url))
        answer = ben.post(url, {"comment": "Mine.", "send": "1", "nevertheless": "on"})
        assert answer.status_code == 403
        assert "Mine." in text(answer)
        claim.refresh_from_db()
        assert claim.state == ClaimState.ACTION_REQUIRED

    def test_after_the_deadline_it_says_what_is_forfeited(self, team, as_person, text, page, claim):
        late = claim.period.deadline - clock.now() + timedelta(hours=1)
        with clock.shifted(late):
            answer = as_person(team.anna).get(page)
        assert "is forfeited: the deadline" in text(answer)

    def test_certified_work_is_signed_and_has_no_fields(self, team, as_person, at):
        draft = make.draft(team)
        make.work_for(draft)
        certifying.write(certifying.certify(draft.pk, "Anna", user=team.anna), clock.now())
        make.money_for(team)
        claim = reviewing.take(submitting.submit(draft.pk, user=team.anna).pk, user=team.rita)
        part = name_of_line(claim.expenses.exclude(certification=None).get())
        reviewing.request_documents(claim.pk, [Wanted(part, words="Which hours?")], user=team.rita)
        page = at("claim_answer_item", claim, make.asked_item(claim).public_id)
        answer = as_person(team.anna).get(page)
        assert answer.context["correction"] is None
        assert set(answer.context["forms"]) == {"file", "link"}


class TestOnTheBench:
    def prepare(self, team, claim, items):
        """Something for each: a file and a number, a photo, words."""
        new = proving.add_file(claim.pk, items[0], stored(b"%PDF-1.7 new", "clear.pdf"), user=team.ben)
        answering.correct(claim.pk, items[0], {"invoice_number": "RE-1-B"}, user=team.ben)
        proving.add_text(claim.pk, items[1], "Seen from the gallery", user=team.ben)
        answering.save_comment(claim.pk, "There was none.", user=team.ben, item=items[2])
        answering.save_comment(claim.pk, "That is all.", user=team.ben)
        return new

    SAID = ("clear.pdf", "RE-1-B", "Seen from the gallery", "There was none.", "That is all.")

    def test_nothing_is_seen_before_it_is_sent(self, team, as_person, at, text, claim, items):
        self.prepare(team, claim, items)
        for person in (team.rita, team.arno, team.paula):
            said = text(as_person(person).get(at("review_claim", claim)))
            assert "It cannot be read." in said
            assert not [words for words in self.SAID if words in said]

    def test_then_what_changed_stands_above_all_else_before_and_after(
        self, team, as_person, at, text, claim, items
    ):
        old = claim.expenses.get(position=1).document
        self.prepare(team, claim, items)
        submitting.answer(claim.pk, "That is all.", user=team.ben)

        answer = as_person(team.rita).get(at("review_claim", claim))
        page = text(answer)
        begin = page.index('id="changed"')
        assert begin < page.index('id="documents"')
        above = page[begin : page.index("</section>", begin)]
        for words in (*self.SAID, old.name, "First round", "RE-1", "Before", "Now"):
            assert words in above
        assert "Druckhaus 2" not in above, "The other line did not change"
        files = {file.document.name: file for file in answer.context["bench"].files}
        assert files["clear.pdf"].proves == ["Line 1: Druckhaus 1"]
        assert files[old.name].proves == ["Replaced by a newer file"]
        assert not files[old.name].is_new
        assert as_person(team.rita).get(at("claim_file_view", claim, old.public_id)).status_code == 200

    def test_once_it_is_decided_it_is_history(self, team, as_person, at, text, claim, items):
        submitting.answer(claim.pk, "", user=team.ben)
        reviewing.take(claim.pk, user=team.rita)
        claim = Claim.objects.get(pk=claim.pk)
        assert 'id="changed"' in text(as_person(team.rita).get(at("review_claim", claim)))
        make.decide(claim, make.outcomes(claim), user=team.rita)
        page = text(as_person(team.rita).get(at("review_claim", claim)))
        assert 'id="changed"' not in page
        assert "The agenda." in page

    def test_the_partner_reads_their_own_answer_item_by_item(self, team, as_person, at, text, claim, items):
        self.prepare(team, claim, items)
        submitting.answer(claim.pk, "That is all.", user=team.ben)
        page = text(as_person(team.anna).get(at("claim", claim)))
        assert not [words for words in self.SAID if words not in page]

    def test_as_many_queries_for_one_item_as_for_ten(self, team, as_person, at):
        claim = make.under_review(team)
        line = name_of_line(claim.expenses.get())
        asked = [Wanted(line, words=f"Number {n}") for n in range(10)]
        reviewing.request_documents(claim.pk, asked, user=team.rita)
        ben, counted = as_person(team.ben), set()
        for one in (make.asked(team), claim):
            ben.get(at("claim_answer", one))
            with CaptureQueriesContext(connection) as queries:
                ben.get(at("claim_answer", one))
            counted.add(len(queries))
        assert len(counted) == 1


class TestGuessed:
    @pytest.mark.parametrize("name", ["claim_answer_item", "claim_answer_phone", "claim_answer_reuse"])
    def test_an_item_of_another_claim_does_not_exist(self, team, as_person, at, claim, name):
        other = make.asked_item(make.asked(team))
        assert as_person(team.anna).get(at(name, claim, other.public_id)).status_code == 404
        assert as_person(team.anna).get(at(name, claim, "nothing")).status_code == 404

    @pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("rita", 403), ("axel", 403)])
    def test_nobody_else_answers(self, team, as_person, at, claim, items, who, status):
        client, page = as_person(getattr(team, who)), at("claim_answer_item", claim, items[2].public_id)
        assert client.get(page).status_code == status
        assert client.post(page, {"say": "1", "comment": "X"}).status_code == status
        assert not Event.objects.about(claim).filter(code="claim.save_answer").exists()
