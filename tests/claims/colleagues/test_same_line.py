"""Two people on one invoice, one day of work, one signature: each with two sessions."""

import pytest

from claims.actions import certifying, drafting
from tests.claims.colleagues.typed import again, at, shown, typed_on
from tests.claims.colleagues.uploads import jpg, png
from tests.factories import claims as make

BOTH = "Two of you changed the same"


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
