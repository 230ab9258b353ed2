"""A colleague is asked for a document: whom, by when, and what ends the question."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import PartnerRole
from claims.actions import asking, drafting, proving, submitting, ticking
from claims.models import Ask, Claim
from claims.models.ask import AskState
from documents.models import Document
from lifecycle import ActionRefused, clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from programs.rules import deadline_for, local_day
from tests.claims.colleagues.uploads import jpg, png
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory
from tests.factories.people import person
from tests.factories.programs import MembershipScopeFactory, ProgramFactory


def at(name, claim, *more):
    return reverse(name, args=[claim.public_id, *more])


def state(ask):
    ask.refresh_from_db()
    return ask.state


def photos(claim):
    return claim.activity.requirements.get(key="photos")


def ask_for(claim, team, **more):
    usual = {"asked": team.ben, "words": "The photos of the hall.", "place": photos(claim)}
    return asking.ask(claim.pk, user=team.anna, **(usual | more))


class TestAsking:
    def test_the_page_asks_and_the_task_list_says_so(self, team, anna, draft):
        page = anna.get(at("claim_ask", draft) + "?for=slot-photos").content.decode()
        assert '<option value="slot-photos" selected>' in page
        day = local_day(clock.now(), team.program.zone) + timedelta(days=3)
        typed = {"place": "slot-photos", "asked": team.ben.pk, "words": "The hall", "wished_for": day}
        answer = anna.post(at("claim_ask", draft), typed, follow=True)
        words = answer.content.decode()
        assert f"Asked of Ben, wished for by {day.day} {day:%B %Y}" in words
        assert "Ben was asked, and gets a mail." in words

    def test_the_mail_says_what_by_whom_until_when_and_where(self, team, asked, mailoutbox, settings):
        deliver(Message.objects.get(kind="document_asked").pk, clock.now())
        (mail,) = mailoutbox
        assert mail.to == [team.ben.email]
        assert mail.subject == "Anna asks you for a file for “Autumn campaign”"
        for one in (str(asked.requirement), "The hall with our <banner>, please.", "23:59 Berlin time"):
            assert one in mail.body
        assert settings.ORIGIN + at("claim_asked", asked.claim, asked.public_id) in mail.body
        assert "<banner>" not in mail.alternatives[0].content
        assert mail.alternatives[0].content.count("<a ") == 1

    def test_a_slot_an_invoice_and_something_in_words(self, team, draft):
        line = draft.expenses.get()
        ask_for(draft, team)
        ask_for(draft, team, place=line)
        ask_for(draft, team, place=None, words="The list of shops")
        assert Ask.objects.filter(state=AskState.OPEN).count() == 3

    @pytest.mark.parametrize("place", ["photos", "line", None])
    def test_asking_the_same_twice_is_refused_kindly(self, team, anna, draft, place):
        here = {"photos": photos(draft), "line": draft.expenses.get(), None: None}[place]
        ask_for(draft, team, place=here)
        with pytest.raises(ActionRefused, match=r"Ben is asked for this already\. You need not ask twice\."):
            ask_for(draft, team, place=here)

    def test_the_refusal_stands_on_the_form_with_what_was_typed(self, team, anna, asked):
        typed = {"place": "slot-photos", "asked": team.ben.pk, "words": "Once more, with feeling"}
        answer = anna.post(at("claim_ask", asked.claim), typed)
        assert answer.status_code == 409
        assert "Once more, with feeling" in answer.content.decode()
        assert Ask.objects.count() == 1

    def test_after_the_end_the_same_may_be_asked_again(self, team, asked):
        asking.decline(asked, "Not mine", user=team.ben)
        assert ask_for(asked.claim, team).is_open

    def test_only_colleagues_with_rights_there(self, team, anna, draft):
        limited = MembershipFactory(user=person("Lea"), partner=team.partner, role=PartnerRole.USER)
        MembershipScopeFactory(membership=limited, program=ProgramFactory())
        page = anna.get(at("claim_ask", draft)).content.decode()
        assert "Ben" in page
        assert "Lea" not in page
        for nobody in (team.stranger, limited.user, team.anna, team.rita):
            with pytest.raises(ActionRefused, match="does not work on this program"):
                ask_for(draft, team, asked=nobody)

    @pytest.mark.parametrize(("days", "fine"), [(0, True), (1, False)])
    def test_not_after_the_deadline(self, team, draft, days, fine):
        last = local_day(deadline_for(draft.period, draft.partner) - timedelta(seconds=1), team.program.zone)
        day = last + timedelta(days=days)
        if fine:
            assert ask_for(draft, team, wished_for=day).wished_for == day
        else:
            with pytest.raises(ActionRefused, match="from today to the deadline"):
                ask_for(draft, team, wished_for=day)

    def test_not_a_day_that_is_over(self, team, draft):
        with pytest.raises(ActionRefused, match="from today to the deadline"):
            ask_for(draft, team, wished_for=clock.now().date() - timedelta(days=2))

    def test_alone_there_is_nobody_to_ask(self, team, anna, draft):
        team.partner.memberships.filter(user=team.ben).delete()
        assert "Nobody else works on this program" in anna.get(at("claim_ask", draft)).content.decode()


class TestGiving:
    def test_the_colleague_sends_it_from_the_first_page(self, team, ben, asked, mails):
        home = ben.get("/").content.decode()
        url = at("claim_asked", asked.claim, asked.public_id)
        assert "Files asked of me" in home
        assert f'action="{url}"' in home
        answer = ben.post(url, {"file": jpg()}, follow=True)
        assert "The file has arrived, and Anna gets to know." in answer.content.decode()
        assert state(asked) == AskState.GIVEN
        proof = asked.claim.proofs.get(requirement=asked.requirement)
        assert (proof.document, proof.added_by) == (asked.document, team.ben)
        assert mails("ask_answered") == ["Anna"]
        assert "No colleague waits for a file of yours." in ben.get("/").content.decode()

    def test_more_photos_may_follow(self, team, ben, asked, mails):
        url = at("claim_asked", asked.claim, asked.public_id)
        ben.post(url, {"file": jpg()})
        ben.post(url, {"file": png()})
        assert asked.claim.proofs.filter(requirement=asked.requirement).count() == 2
        assert mails("ask_answered") == ["Anna"]

    def test_the_file_of_an_invoice(self, team, ben, draft):
        draft.expenses.update(document=None)
        asked = ask_for(draft, team, place=draft.expenses.get())
        ben.post(at("claim_asked", draft, asked.public_id), {"file": png()})
        assert state(asked) == AskState.GIVEN
        assert draft.expenses.get().document == asked.document

    def test_something_in_words_can_be_used_afterwards(self, team, ben, anna, draft):
        asked = ask_for(draft, team, place=None, words="Any photo you have")
        ben.post(at("claim_asked", draft, asked.public_id), {"file": png()})
        assert state(asked) == AskState.GIVEN
        Document.objects.filter(pk=asked.document_id).update(
            state="CLEAN", settled_at=clock.now(), engine="t", content_type="image/png"
        )
        assert anna.get(at("claim_file", draft, asked.document.public_id)).status_code == 200
        page = anna.get(at("claim_slot_reuse", draft, "photos")).content.decode()
        assert asked.document.name in page

    def test_a_wrong_file_says_so_and_the_question_stays(self, ben, asked):
        answer = ben.post(at("claim_asked", asked.claim, asked.public_id), {"file": ""})
        assert "<title>Error:" in answer.content.decode()
        assert state(asked) == AskState.OPEN

    def test_nobody_else_gives_or_declines_it(self, team, anna, as_person, asked):
        url = at("claim_asked", asked.claim, asked.public_id)
        decline = at("claim_ask_decline", asked.claim, asked.public_id)
        assert anna.post(url, {"file": jpg()}).status_code == 403
        assert anna.post(decline, {"words": "No"}).status_code == 403
        assert as_person(team.stranger).post(decline, {"words": "No"}).status_code == 404
        assert state(asked) == AskState.OPEN

    def test_given_in_the_slot_itself_it_counts_too(self, team, asked, mails):
        proving.add_text(asked.claim.pk, asked.requirement, "There are none", user=team.ben)
        assert state(asked) == AskState.GIVEN
        assert mails("ask_answered") == ["Anna"]

    def test_somebody_else_fills_the_slot(self, team, ben, asked, mails):
        proving.add_text(asked.claim.pk, asked.requirement, "I found them", user=team.anna)
        assert state(asked) == AskState.FILLED
        assert mails("ask_answered") == []
        page = ben.get(at("claim_asked", asked.claim, asked.public_id)).content.decode()
        assert "No longer asked of Ben; Anna gave it" in page
        assert "No longer asked of Ben" not in ben.get("/").content.decode()

    def test_two_are_asked_and_one_gives(self, team, asked):
        lea = MembershipFactory(user=person("Lea"), partner=team.partner, role=PartnerRole.USER).user
        other = ask_for(asked.claim, team, asked=lea)
        proving.add_text(asked.claim.pk, asked.requirement, "Here", user=team.ben)
        assert (state(asked), state(other)) == (AskState.GIVEN, AskState.FILLED)


class TestEnding:
    def test_declined_with_a_word(self, team, ben, asked, mails):
        url = at("claim_ask_decline", asked.claim, asked.public_id)
        assert "<title>Error:" in ben.post(url, {"words": ""}).content.decode()
        assert state(asked) == AskState.OPEN
        ben.post(url, {"words": "Lea took them"})
        assert (state(asked), asked.answer) == (AskState.DECLINED, "Lea took them")
        assert mails("ask_answered") == ["Anna"]

    def test_the_task_list_shows_the_word(self, team, anna, asked):
        asking.decline(asked, "Lea took them", user=team.ben)
        words = anna.get(at("claim", asked.claim)).content.decode()
        assert "Ben cannot give it" in words
        assert "Lea took them" in words

    def test_withdrawn_by_who_asked(self, team, anna, ben, asked, mails):
        url = at("claim_ask_call_off", asked.claim, asked.public_id)
        assert ben.post(url).status_code == 403
        anna.post(url)
        assert state(asked) == AskState.WITHDRAWN
        assert anna.post(url).status_code == 409
        with pytest.raises(ActionRefused, match="not asked for any more"):
            asking.decline(asked, "Too late", user=team.ben)

    def test_an_admin_withdraws_what_a_user_asked(self, team, anna, draft):
        asked = asking.ask(draft.pk, user=team.ben, asked=team.anna, words="The contract")
        anna.post(at("claim_ask_call_off", draft, asked.public_id))
        assert state(asked) == AskState.WITHDRAWN

    def test_submitting_ends_it(self, team):
        make.money_for(team)
        claim = make.draft(team)
        asked = make.asked_of_ben(claim, team)
        submitting.submit(claim.pk, user=team.anna)
        assert state(asked) == AskState.OVER

    def test_the_deadline_ends_it(self, asked):
        late = timedelta(days=100)
        with clock.shifted(late):
            ticking.expire_drafts(clock.now())
        assert (state(asked), asked.ended_by) == (AskState.OVER, None)

    def test_it_ends_with_its_invoice(self, team, draft):
        asked = ask_for(draft, team, place=draft.expenses.get())
        drafting.remove_expense(draft.pk, draft.expenses.get(), user=team.anna)
        assert (state(asked), asked.expense) == (AskState.WITHDRAWN, None)

    def test_it_goes_with_a_deleted_draft(self, team, asked):
        drafting.delete(asked.claim_id, user=team.anna)
        assert not Ask.objects.exists()

    def test_after_the_deadline_nothing_is_given(self, team, ben, asked):
        with clock.shifted(timedelta(days=100)):
            answer = ben.post(at("claim_asked", asked.claim, asked.public_id), {"file": jpg()})
            assert "Files asked of me" in ben.get("/").content.decode()
            assert "The photos" not in ben.get("/").content.decode()
        assert answer.status_code == 409
        assert "The deadline of this usage period has passed." in answer.content.decode()


def test_the_history_tells_it_in_the_house_and_not_outside(team, anna, as_person):
    make.money_for(team)
    claim = make.draft(team)
    asked = ask_for(claim, team, place=None, words="Something confidential")
    asking.decline(asked, "Really secret", user=team.ben)
    submitting.submit(claim.pk, user=team.anna)
    inside = anna.get(at("claim_history", claim)).content.decode()
    assert "Ben was asked for “A document”: Something confidential" in inside
    assert "Cannot give “A document”: Really secret" in inside
    outside = as_person(team.rita).get(reverse("review_claim", args=[claim.public_id])).content.decode()
    assert "confidential" not in outside
    assert "Really secret" not in outside


def test_the_pages_ask_the_same_number_of_questions(team, anna, draft):
    def count(url):
        anna.get(url)
        with CaptureQueriesContext(connection) as found:
            anna.get(url)
        return len(found)

    ask_for(draft, team, place=None, words="0")
    urls = [at("claim", draft), at("claim_proof", draft)]
    before = [count(url) for url in urls]
    for number in range(1, 6):
        ask_for(draft, team, place=None, words=str(number))
    ask_for(draft, team)
    assert [count(url) for url in urls] == before
    assert Claim.objects.count() == 1
