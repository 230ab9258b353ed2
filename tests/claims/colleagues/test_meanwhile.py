"""Two people on one draft: each form with two sessions. What only one changed stays; what both changed is shown."""

from datetime import timedelta
from decimal import Decimal

import pytest

from claims.actions import proving
from claims.meanwhile import merge
from claims.models import Claim
from lifecycle import clock
from programs.meanwhile import Overtaken, marks, read_marks
from tests.claims.colleagues.typed import again, at, shown, typed_on
from tests.claims.colleagues.uploads import jpg

BOTH = "Two of you changed the same"


class TestMerging:
    STORED = {"title": "Seminar", "place": "Kiel", "net": Decimal("10.0000"), "tax": Decimal(0)}

    def seen(self, **before):
        return read_marks(marks(self.STORED | before))

    def test_what_nobody_else_changed_is_written(self):
        typed = self.STORED | {"place": "Hamburg"}
        assert merge(self.STORED, typed, self.seen()) == typed

    def test_what_only_the_other_changed_stays(self):
        typed = self.STORED | {"title": "Old", "place": "Hamburg"}
        merged = merge(self.STORED, typed, self.seen(title="Old"))
        assert merged == self.STORED | {"place": "Hamburg"}

    def test_what_both_changed_is_a_conflict(self):
        with pytest.raises(Overtaken) as error:
            merge(self.STORED, self.STORED | {"place": "Hamburg"}, self.seen(place="Lübeck"))
        assert error.value.both == ("place",)

    def test_the_same_change_twice_is_none(self):
        assert merge(self.STORED, self.STORED, self.seen(place="Lübeck")) == self.STORED

    def test_fields_that_belong_together_count_as_one(self):
        with pytest.raises(Overtaken) as error:
            merge(
                self.STORED, self.STORED | {"net": Decimal(20), "tax": Decimal(4)}, self.seen(tax=Decimal(4))
            )
        assert error.value.both == ("net", "tax")

    def test_the_way_of_writing_is_no_change(self):
        typed = self.STORED | {"net": Decimal(10), "title": " Seminar\r\n"}
        assert self.seen() == read_marks(marks(typed))

    def test_marks_that_make_no_sense_were_not_seen(self):
        assert read_marks(":x  nothing a:b:c") == {"a:b": "c"}


class TestActivity:
    def test_the_same_field_is_shown_to_the_later_one(self, team, anna, ben, draft):
        url = at("claim_activity", draft)
        mine, theirs = typed_on(anna, url, place="Kiel"), typed_on(ben, url, place="Hamburg")
        ben.post(url, theirs)
        answer = anna.post(url, mine)
        words = shown(answer)
        assert answer.status_code == 409
        assert BOTH in words
        assert "Ben changed this while you were typing." in words
        assert 'value="Kiel"' in words
        assert ">Hamburg<" in words
        assert Claim.objects.get(pk=draft.pk).place == "Hamburg"
        assert anna.post(url, again(answer)).status_code == 302
        assert Claim.objects.get(pk=draft.pk).place == "Kiel"

    def test_different_fields_meet_nobody(self, team, anna, ben, draft):
        url = at("claim_activity", draft)
        mine, theirs = typed_on(anna, url, place="Kiel"), typed_on(ben, url, description="A day")
        ben.post(url, theirs)
        assert anna.post(url, mine).status_code == 302
        now = Claim.objects.get(pk=draft.pk)
        assert (now.place, now.description) == ("Kiel", "A day")

    def test_in_a_conflict_the_others_field_is_taken_over(self, anna, ben, draft):
        url = at("claim_activity", draft)
        mine = typed_on(anna, url, place="Kiel")
        ben.post(url, typed_on(ben, url, place="Hamburg", own_reference="B-1"))
        answer = anna.post(url, mine)
        assert 'value="B-1"' in shown(answer)
        anna.post(url, again(answer))
        now = Claim.objects.get(pk=draft.pk)
        assert (now.place, now.own_reference) == ("Kiel", "B-1")

    def test_days_belong_together(self, anna, ben, draft):
        url = at("claim_activity", draft)
        day = draft.first_day - timedelta(days=5)
        mine = typed_on(anna, url, last_day=(draft.last_day + timedelta(days=1)).isoformat())
        ben.post(url, typed_on(ben, url, first_day=day.isoformat()))
        assert anna.post(url, mine).status_code == 409

    def test_the_owner_too(self, team, anna, ben, draft):
        url = at("claim_activity", draft)
        mine = typed_on(anna, url, place="Kiel")
        ben.post(url, typed_on(ben, url, owner=team.ben.pk))
        anna.post(url, mine)
        now = Claim.objects.get(pk=draft.pk)
        assert (now.owner, now.place) == (team.ben, "Kiel")

    def test_a_colleague_may_change_another_part_altogether(self, team, anna, draft):
        url = at("claim_activity", draft)
        mine = typed_on(anna, url, place="Kiel")
        proving.add_text(draft.pk, draft.activity.requirements.get(key="photos"), "Here", user=team.ben)
        assert anna.post(url, mine).status_code == 302


class TestSlots:
    def url(self, draft):
        return at("claim_slot", draft, "photos")

    def test_words_of_a_colleague_come_first(self, team, anna, draft):
        photos = draft.activity.requirements.get(key="photos")
        mine = typed_on(anna, self.url(draft), answer="text", text="They are lost")
        proving.add_text(draft.pk, photos, "They are at Lea's", user=team.ben)
        answer = anna.post(self.url(draft), mine)
        words = shown(answer)
        assert answer.status_code == 409
        assert "They are at Lea" in words
        assert "They are lost" in words
        anna.post(self.url(draft), again(answer, answer="text", text="They are lost"))
        assert draft.proofs.filter(requirement=photos).count() == 2

    def test_ones_own_words_do_not_stand_in_the_way(self, team, anna, draft):
        mine = typed_on(anna, self.url(draft), answer="text", text="First")
        anna.post(self.url(draft), mine)
        assert anna.post(self.url(draft), mine | {"text": "Second"}).status_code == 302

    def test_the_same_link_twice_is_one(self, team, anna, draft):
        photos = draft.activity.requirements.get(key="photos")
        day = clock.now().date() - timedelta(days=2)
        proving.add_link(draft.pk, photos, "https://example.com/a", day, user=team.anna)
        mine = typed_on(
            anna, self.url(draft), answer="link", link="https://example.com/a", seen_on=day.isoformat()
        )
        answer = anna.post(self.url(draft), mine)
        assert answer.status_code == 409
        assert "is given here already" in shown(answer)

    def test_files_simply_come_together(self, team, anna, draft):
        photos = draft.activity.requirements.get(key="photos")
        mine = typed_on(anna, self.url(draft), answer="file", file=jpg())
        proving.add_text(draft.pk, photos, "They are at Lea's", user=team.ben)
        assert anna.post(self.url(draft), mine).status_code == 302

    def test_removing_what_is_gone_says_so(self, team, anna, draft):
        photos = draft.activity.requirements.get(key="photos")
        proof = proving.add_text(draft.pk, photos, "Here", user=team.ben)
        proving.remove(draft.pk, proof, user=team.ben)
        answer = anna.post(at("claim_proof_remove", draft, proof.public_id), follow=True)
        assert "was removed already" in shown(answer)

    def test_the_name_of_a_file(self, team, anna, ben, draft):
        url = at("claim_file_about", draft, draft.expenses.get().document.public_id)
        mine, theirs = typed_on(anna, url, label="Invoice"), typed_on(ben, url, label="Bill")
        ben.post(url, theirs)
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        assert ">Bill<" in shown(answer)
        assert anna.post(url, again(answer)).status_code == 302


class TestResults:
    def test_the_same_figure(self, anna, ben, draft):
        url = at("claim_results", draft)
        mine, theirs = typed_on(anna, url, reach="300"), typed_on(ben, url, reach="400")
        ben.post(url, theirs)
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        assert ">400<" in shown(answer)
        anna.post(url, again(answer))
        assert draft.proofs.get(requirement__key="reach").text == "300"
