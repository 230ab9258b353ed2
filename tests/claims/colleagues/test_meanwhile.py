"""Two people on one draft: each form with two sessions. What only one changed stays; what both changed is shown."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from claims.actions import certifying, drafting, proving
from claims.meanwhile import Overtaken, marks, merge, read_marks
from claims.models import Claim
from lifecycle import clock
from tests.claims.colleagues.uploads import jpg, png
from tests.factories import claims as make

BOTH = "Two of you changed the same"


def at(name, claim, *more):
    return reverse(name, args=[claim.public_id, *more])


def typed_on(client, url, **changes):
    """What a browser would send of the page as it is drawn now, with some fields typed over."""
    html = client.get(url).content.decode()
    main = html.split("<main")[1].split("</main>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", main):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attrs.get("type") not in ("file", "submit", "checkbox") and "name" in attrs:
            found.setdefault(attrs["name"], attrs.get("value", ""))
    for name, text in re.findall(
        r'<textarea[^>]*name="(\w[\w-]*)"[^>]*>\s*(.*?)</textarea>', main, re.DOTALL
    ):
        found.setdefault(name, text)
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen.group(1) if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return found | changes


def shown(answer):
    return " ".join(answer.content.decode().split())


def again(refused, **changes):
    """The same form as the refused page holds it."""

    class Page:
        def get(self, _url):
            return refused

    return typed_on(Page(), "", **changes)


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


class TestInvoices:
    @pytest.fixture
    def line(self, draft):
        return draft.expenses.get()

    def test_the_same_field(self, anna, ben, draft, line):
        url = at("claim_invoice", draft, line.public_id)
        mine, theirs = typed_on(anna, url, vendor="Kiel Print"), typed_on(ben, url, vendor="Druck Kiel")
        ben.post(url, theirs)
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        for one in (BOTH, ">Druck Kiel<", ">Kiel Print<", 'value="Kiel Print"'):
            assert one in shown(answer)
        anna.post(url, again(answer))
        assert draft.expenses.get().vendor == "Kiel Print"

    def test_amounts_are_shown_as_money(self, anna, ben, draft, line):
        url = at("claim_invoice", draft, line.public_id)
        mine, theirs = typed_on(anna, url, net="900"), typed_on(ben, url, net="1,300")
        ben.post(url, theirs)
        words = shown(anna.post(url, mine))
        assert "1,300.00 EUR" in words
        assert "900.00 EUR" in words

    def test_different_fields_of_one_line(self, anna, ben, draft, line):
        url = at("claim_invoice", draft, line.public_id)
        mine = typed_on(anna, url, vendor="Kiel Print")
        ben.post(url, typed_on(ben, url, description="Posters"))
        assert anna.post(url, mine).status_code == 302
        now = draft.expenses.get()
        assert (now.vendor, now.description) == ("Kiel Print", "Posters")

    def test_two_lines_meet_nobody(self, anna, ben, draft, line):
        other = make.expense_for(draft, 300, position=2)
        mine = typed_on(anna, at("claim_invoice", draft, line.public_id), vendor="Kiel Print")
        url = at("claim_invoice", draft, other.public_id)
        ben.post(url, typed_on(ben, url, vendor="Druck Kiel"))
        assert anna.post(at("claim_invoice", draft, line.public_id), mine).status_code == 302

    def test_a_file_and_a_field(self, anna, ben, draft, line):
        url = at("claim_invoice", draft, line.public_id)
        mine = typed_on(anna, url, vendor="Kiel Print")
        ben.post(url, typed_on(ben, url, file=png()))
        anna.post(url, mine)
        now = draft.expenses.get()
        assert (now.vendor, now.document.name) == ("Kiel Print", "stage.png")

    def test_two_files(self, anna, ben, draft, line):
        url = at("claim_invoice", draft, line.public_id)
        mine = typed_on(anna, url, file=jpg())
        ben.post(url, typed_on(ben, url, file=png()))
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        for one in (">stage.png<", ">hall.jpg<", "Your file is kept"):
            assert one in shown(answer)
        anna.post(url, again(answer))
        assert draft.expenses.get().document.name == "hall.jpg"

    def test_removed_meanwhile_it_can_be_added_anew(self, team, anna, draft, line):
        url = at("claim_invoice", draft, line.public_id)
        mine = typed_on(anna, url, vendor="Kiel Print", file=jpg())
        drafting.remove_expense(draft.pk, draft.expenses.get(), user=team.ben)
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        assert "Ben removed this meanwhile." in shown(answer)
        assert 'value="Kiel Print"' in shown(answer)
        anna.post(at("claim_invoice_new", draft), again(answer))
        now = draft.expenses.get()
        assert (now.vendor, now.document.name) == ("Kiel Print", "hall.jpg")

    def test_its_old_address_says_who_removed_it(self, team, anna, draft, line):
        drafting.remove_expense(draft.pk, draft.expenses.get(), user=team.ben)
        answer = anna.get(at("claim_invoice", draft, line.public_id), follow=True)
        assert "Ben removed this meanwhile." in shown(answer)
        again = anna.post(at("claim_invoice_remove", draft, line.public_id), follow=True)
        assert "Ben removed this meanwhile." in shown(again)

    def test_removing_what_a_colleague_changed_asks_once_more(self, anna, ben, draft, line):
        url = at("claim_invoice_remove", draft, line.public_id)
        mine = typed_on(anna, url)
        edit = at("claim_invoice", draft, line.public_id)
        ben.post(edit, typed_on(ben, edit, vendor="Druck Kiel"))
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        assert "Druck Kiel" in shown(answer)
        anna.post(url, again(answer))
        assert not draft.expenses.exists()


class TestWork:
    @pytest.fixture
    def item(self, draft):
        return make.work_for(draft)

    def test_the_same_field(self, anna, ben, draft, item):
        url = at("claim_work_item", draft, item.public_id)
        mine, theirs = typed_on(anna, url, work="Drew two banners"), typed_on(ben, url, work="Drew posters")
        ben.post(url, theirs)
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        assert ">Drew posters<" in shown(answer)
        anna.post(url, again(answer))
        assert draft.work_items.get().work == "Drew two banners"

    def test_hours_and_rate_belong_together(self, anna, ben, draft, item):
        url = at("claim_work_item", draft, item.public_id)
        mine = typed_on(anna, url, hours="6")
        ben.post(url, typed_on(ben, url, rate="95"))
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        assert "95.00 EUR" in shown(answer)

    def test_different_fields(self, anna, ben, draft, item):
        url = at("claim_work_item", draft, item.public_id)
        mine = typed_on(anna, url, work="Drew two banners")
        ben.post(url, typed_on(ben, url, role="Trainer"))
        anna.post(url, mine)
        now = draft.work_items.get()
        assert (now.work, now.role) == ("Drew two banners", "Trainer")

    def test_removed_meanwhile(self, team, anna, draft, item):
        url = at("claim_work_item", draft, item.public_id)
        mine = typed_on(anna, url, work="Drew two banners")
        certifying.remove_item(draft.pk, draft.work_items.get(), user=team.ben)
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        assert "Ben removed this meanwhile." in shown(answer)
        anna.post(at("claim_work_new", draft), again(answer))
        assert draft.work_items.get().work == "Drew two banners"

    def test_what_is_signed_is_what_was_seen(self, team, anna, ben, draft, item):
        url = at("claim_certify", draft)
        mine = typed_on(anna, url, agreed="on", name="Anna Petersen")
        edit = at("claim_work_item", draft, item.public_id)
        ben.post(edit, typed_on(ben, edit, work="Something else"))
        make.work_for(draft, person="Lea")
        answer = anna.post(url, mine)
        words = shown(answer)
        assert answer.status_code == 409
        assert "Something else" in words
        assert "Lea" in words
        assert 'value="Anna Petersen"' in words
        assert not draft.certifications.exists()
        anna.post(url, again(answer, agreed="on"))
        assert draft.certifications.count() == 1

    def test_signed_twice_at_once_is_signed_once(self, team, anna, draft, item):
        url = at("claim_certify", draft)
        mine = typed_on(anna, url, agreed="on", name="Anna Petersen")
        certifying.certify(draft.pk, "Clara", user=team.anna)
        answer = anna.post(url, mine)
        assert answer.status_code == 409
        assert "CSR-1" in shown(answer)
        assert draft.certifications.count() == 1


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


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("claim_activity", {"place": "Kiel am Meer"}, "Kiel am Meer"),
        ("claim_invoice_new", {"vendor": "Kiel Print"}, "Kiel Print"),
        ("claim_invoice", {"vendor": "Kiel Print"}, "Kiel Print"),
        ("claim_work_new", {"person": "Lea Kiel"}, "Lea Kiel"),
        ("claim_work_item", {"work": "Banners by night"}, "Banners by night"),
        ("claim_certify", {"agreed": "on", "name": "Anna of Kiel"}, "Anna of Kiel"),
        ("claim_slot", {"answer": "text", "text": "Photos of Kiel"}, "Photos of Kiel"),
        ("claim_results", {"reach": "4711"}, "4711"),
        ("claim_ask", {"words": "The hall in Kiel"}, "The hall in Kiel"),
    ],
)
@pytest.mark.parametrize("moment", ["the deadline passes", "a colleague submits"])
def test_what_was_typed_outlives_the_moment(team, anna, as_person, name, typed, kept, moment):
    make.money_for(team)
    claim = make.draft(team)
    item = make.work_for(claim)
    last = {"claim_invoice": claim.expenses.get().public_id, "claim_work_item": item.public_id}
    last["claim_slot"] = "photos"
    url = at(name, claim, *([last[name]] if name in last else []))
    new = {"claim_invoice_new": claim.expenses.get(), "claim_work_new": item}.get(name)
    facts = {
        "invoice_number": "7", "invoice_date": str(claim.first_day), "net": "10", "day": str(claim.first_day),
        "role": "Trainer", "work": "Talk", "cost": "10", "kind": claim.activity.expense_kinds.first().pk,
    } if new else {"asked": team.ben.pk, "place": "other"} if name == "claim_ask" else {}  # fmt: skip
    sent = typed_on(anna, url, **facts, **typed)
    if moment == "a colleague submits":
        Claim.objects.filter(pk=claim.pk).update(
            state="SUBMITTED", number="COOP-1", submitted_at=clock.now(), submitted_by=team.anna
        )
        answer = anna.post(url, sent)
    else:
        with clock.shifted(timedelta(days=100)):
            answer = as_person(team.anna).post(url, sent)
    assert answer.status_code == 409
    assert kept in shown(answer)
