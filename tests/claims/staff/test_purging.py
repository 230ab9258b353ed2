"""Files past their retention: who makes the list, who carries it out, and what is kept after all."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.enums import PartnerRole
from claims.models import Claim
from claims.retention import MAKING, needed, past_retention
from documents.enums import Kept
from documents.models import Document, Purge, PurgeItem
from history.models import Event
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from programs.enums import VendorRole
from tests.factories import claims as made
from tests.factories.accounts import MembershipFactory
from tests.factories.documents import DocumentFactory
from tests.factories.people import everybody, staff
from tests.factories.programs import ProgramFactory, ProgramRoleFactory

LONG_AGO = date(2022, 1, 31)
#: A claim has an invoice and a photo.
FILES = 2


def files_of(claim):
    return Document.objects.filter(expenses__claim=claim) | Document.objects.filter(proofs__claim=claim)


def lapsed(people, **facts):
    """A decided claim whose files are past their retention: the clock is not waited for."""
    claim = made.decided(people, **facts)
    for document in files_of(claim).distinct():
        fresh = DocumentFactory(
            clean=True, partner=people.partner, uploaded_by=people.anna, retain_until=LONG_AGO
        )
        claim.expenses.filter(document=document).update(document=fresh)
        claim.proofs.filter(document=document).update(document=fresh)
    return claim


@pytest.fixture
def old(people):
    return lapsed(people)


def due(people, user=None):
    return list(past_retention(people.program, user or people.paula, clock.now()))


def new_url(people):
    return reverse("purge_new", args=[people.program.code])


def made_by(people, client, reason="Spring clean"):
    ids = [one.public_id for one in due(people)]
    answer = client.post(new_url(people), {"documents": ids, "reason": reason})
    assert answer.status_code == 302
    return Purge.objects.latest("pk")


def test_the_whole_way(people, sign_in, text, old):
    client = sign_in(people.paula)
    assert "2 files" in text(client.get(reverse("purges")))
    page = text(client.get(new_url(people)))
    assert all(one.number in page for one in due(people))

    purge = made_by(people, client)
    assert Document.objects.filter(bytes_deleted_at=None).count() == Document.objects.count()
    assert "Somebody else must carry it out" in text(client.get(reverse("purge", args=[purge.public_id])))

    arno = sign_in(people.arno)
    page = text(arno.get(reverse("purge", args=[purge.public_id])))
    assert "Delete 2 files" in page
    assert "Spring clean" in page
    arno.post(reverse("purge_carry_out", args=[purge.public_id]))

    assert due(people) == []
    gone = Document.objects.exclude(bytes_deleted_at=None)
    assert gone.count() == FILES
    page = text(arno.get(reverse("review_file", args=[old.public_id, gone.first().public_id])))
    for words in ("Deleted after its retention", "Paula", "Arno", "Spring clean", gone.first().sha256):
        assert words in page


def test_what_is_not_past_its_retention_is_not_listed(people):
    made.decided(people)
    assert due(people) == []


@pytest.mark.parametrize("state", [made.draft, made.submitted, made.under_review, made.asked])
def test_a_file_an_unfinished_claim_uses_is_not_listed(people, old, state):
    file = old.expenses.get().document
    other = state(people)
    other.proofs.filter(document__isnull=False).update(document=file)
    assert file not in due(people)
    why = Kept.REQUEST if state is made.asked else Kept.IN_USE
    assert needed(people.paula, *MAKING)([file]) == {file.pk: why}


def test_an_open_request_outlasts_the_retention(people, old):
    """Asked after the decision: originals, say."""
    from datetime import timedelta

    from review.actions import ask, close
    from review.wanted import Wanted

    at = clock.now()
    wanted = [Wanted(words="The originals, please.")]
    asked = ask(old, wanted, due_at=at + timedelta(days=9), actor=people.rita, at=at)
    assert due(people) == []
    close(asked, at=at)
    assert len(due(people)) == FILES


def test_a_file_another_program_uses_is_not_listed(people, old):
    other = everybody_else(people)
    file = old.expenses.get().document
    other.proofs.filter(document__isnull=False).update(document=file)
    assert file not in due(people)
    ProgramRoleFactory(user=people.paula, program=other.program, role=VendorRole.MANAGER)
    assert file in due(people)


def everybody_else(people):
    """A decided claim of the same location in another program."""
    claim = made.decided(people)
    program = ProgramFactory()
    Claim.objects.filter(pk=claim.pk).update(program=program)
    return Claim.objects.get(pk=claim.pk)


def test_nobody_purges_their_own_company(people, old):
    MembershipFactory(user=people.paula, partner=people.partner, role=PartnerRole.USER)
    assert due(people) == []


@pytest.mark.parametrize(("name", "status"), [("stranger", 404), ("anna", 404), ("rita", 404), ("pia", 404)])
def test_who_has_no_part_in_it_finds_nothing(people, sign_in, old, name, status):
    purge = made_by(people, sign_in(people.paula))
    client = sign_in(getattr(people, name))
    for url in (reverse("purges"), new_url(people), reverse("purge", args=[purge.public_id])):
        assert client.get(url).status_code == status
    for act in ("purge_carry_out", "purge_cancel"):
        assert client.post(reverse(act, args=[purge.public_id])).status_code == status
    purge.refresh_from_db()
    assert (purge.agreed_at, purge.cancelled_at) == (None, None)


def test_an_auditor_reads_and_writes_nothing(people, sign_in, text, old):
    purge = made_by(people, sign_in(people.paula))
    client = sign_in(people.axel)
    assert "Spring clean" in text(client.get(reverse("purges")))
    assert client.get(reverse("purge", args=[purge.public_id])).status_code == 200
    assert client.get(new_url(people)).status_code == 403
    for act in ("purge_carry_out", "purge_cancel"):
        assert client.post(reverse(act, args=[purge.public_id])).status_code == 403


def test_an_approver_makes_no_list(people, sign_in, old):
    client = sign_in(people.arno)
    ids = [one.public_id for one in due(people)]
    assert client.post(new_url(people), {"documents": ids, "reason": "x"}).status_code == 403
    assert not Purge.objects.exists()


def test_the_manager_of_another_program_finds_nothing(people, sign_in, old):
    purge = made_by(people, sign_in(people.paula))
    other = staff("Paul", ProgramFactory(), VendorRole.MANAGER)
    client = sign_in(other)
    assert client.get(reverse("purge", args=[purge.public_id])).status_code == 404
    assert client.get(new_url(people)).status_code == 404
    assert client.post(reverse("purge_carry_out", args=[purge.public_id])).status_code == 404


def test_the_same_person_does_not_agree(people, sign_in, old):
    client = sign_in(people.paula)
    purge = made_by(people, client)
    assert client.post(reverse("purge_carry_out", args=[purge.public_id])).status_code == 403
    assert not Document.objects.exclude(bytes_deleted_at=None).exists()


def test_a_second_manager_agrees(people, sign_in, old):
    purge = made_by(people, sign_in(people.paula))
    second = staff("Petra", people.program, VendorRole.MANAGER)
    sign_in(second).post(reverse("purge_carry_out", args=[purge.public_id]))
    assert Document.objects.exclude(bytes_deleted_at=None).count() == FILES


def test_what_is_used_again_meanwhile_is_kept_and_the_page_says_why(people, sign_in, text, old):
    purge = made_by(people, sign_in(people.paula))
    draft = made.draft(people)
    draft.proofs.filter(document__isnull=False).update(document=old.expenses.get().document)
    answer = sign_in(people.arno).post(reverse("purge_carry_out", args=[purge.public_id]), follow=True)
    assert "A claim that is not finished uses it." in text(answer)
    assert PurgeItem.objects.filter(kept_because=Kept.IN_USE).count() == 1
    assert Document.objects.exclude(bytes_deleted_at=None).count() == 1


def test_a_second_person_who_does_not_answer_for_all_of_it_keeps_the_rest(people, sign_in, old):
    other = everybody_else(people)
    other.proofs.filter(document__isnull=False).update(document=old.expenses.get().document)
    ProgramRoleFactory(user=people.paula, program=other.program, role=VendorRole.MANAGER)
    purge = made_by(people, sign_in(people.paula))
    sign_in(people.arno).post(reverse("purge_carry_out", args=[purge.public_id]))
    assert PurgeItem.objects.filter(kept_because=Kept.ELSEWHERE).count() == 1


def test_a_list_is_cancelled(people, sign_in, text, old):
    client = sign_in(people.paula)
    purge = made_by(people, client)
    answer = client.post(reverse("purge_cancel", args=[purge.public_id]), follow=True)
    assert "No file was deleted" in text(answer)
    assert client.post(reverse("purge_cancel", args=[purge.public_id])).status_code == 409
    assert sign_in(people.arno).post(reverse("purge_carry_out", args=[purge.public_id])).status_code == 409
    assert len(due(people)) == FILES


@pytest.mark.parametrize(
    ("given", "said"),
    [({"reason": ""}, "Say why these files are deleted."), ({"documents": []}, "Choose at least one file.")],
)
def test_a_list_needs_files_and_a_reason(people, sign_in, text, old, given, said):
    data = {"documents": [one.public_id for one in due(people)], "reason": "Spring clean"} | given
    assert said in text(sign_in(people.paula).post(new_url(people), data))
    assert not Purge.objects.exists()


def test_a_file_that_must_be_kept_cannot_be_slipped_in(people, sign_in, text, old):
    kept = made.decided(people).expenses.get().document
    data = {"documents": [kept.public_id], "reason": "x"}
    assert "must be kept by now" in text(sign_in(people.paula).post(new_url(people), data))
    assert not Purge.objects.exists()


@pytest.mark.parametrize("act", ["purge_carry_out", "purge_cancel"])
def test_nothing_is_done_by_looking(people, sign_in, old, act):
    purge = made_by(people, sign_in(people.paula))
    assert sign_in(people.arno).get(reverse(act, args=[purge.public_id])).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_delete_once(sign_in):
    people = everybody()
    lapsed(people)
    purge = made_by(people, sign_in(people.paula))
    petra = staff("Petra", people.program, VendorRole.MANAGER)
    start, statuses = Barrier(2), []

    def press(user):
        client = Client()
        client.force_login(user)
        start.wait()
        statuses.append(client.post(reverse("purge_carry_out", args=[purge.public_id])).status_code)
        connection.close()

    threads = [Thread(target=press, args=(user,)) for user in (people.arno, petra)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [302, 409]
    assert Event.objects.filter(code="document.purged").count() == FILES


def test_the_page_asks_as_often_for_many_files_as_for_few(
    people, sign_in, old, django_assert_max_num_queries
):
    for number in range(5):
        lapsed(people, title=f"Other {number}")
    client = sign_in(people.paula)
    with django_assert_max_num_queries(30):
        client.get(new_url(people))
    purge = made_by(people, client)
    with django_assert_max_num_queries(30):
        client.get(reverse("purge", args=[purge.public_id]))


def test_who_may_agree_gets_a_mail(people, sign_in, old, mailoutbox):
    purge = made_by(people, sign_in(people.paula))
    for message in Message.objects.filter(kind="purge_waits"):
        deliver(message.pk, clock.now())
    (mail,) = mailoutbox
    assert mail.to == [people.arno.email]
    assert "Spring clean" in mail.body
    assert reverse("purge", args=[purge.public_id]) in mail.body
