"""The bench: what a reviewer reads."""

from django.urls import reverse

from claims.actions import answering, proving, submitting
from claims.models import Expense, Proof
from documents.enums import State
from documents.models import Document, Reading, Restriction
from lifecycle import clock
from tests.factories import claims as made
from tests.factories.documents import DocumentFactory


def read(sign_in, url_of, text, claim, user):
    answer = sign_in(user).get(url_of("review_claim", claim))
    assert answer.status_code == 200
    return text(answer)


def test_files_stand_beside_what_they_prove(people, sign_in, url_of):
    claim = made.under_review(people, 100, 200)

    bench = sign_in(people.rita).get(url_of("review_claim", claim)).context["bench"]

    assert [file.proves for file in bench.files] == [
        ["Line 1: Druckhaus 1"],
        ["Line 2: Druckhaus 2"],
        ["photos (en)"],
    ]


def test_a_file_that_is_not_ready_is_not_linked_and_says_why(people, sign_in, url_of, text):
    claim = made.under_review(people)
    waiting = DocumentFactory(partner=people.partner, uploaded_by=people.anna, name="waiting.pdf")
    infected = DocumentFactory(partner=people.partner, uploaded_by=people.anna, name="bad.pdf", infected=True)
    requirement = claim.activity.requirements.get(key="photos")
    for document in (waiting, infected):
        Proof.objects.create(
            claim=claim,
            requirement=requirement,
            document=document,
            added_by=people.anna,
            added_at=claim.created_at,
        )

    said = read(sign_in, url_of, text, claim, people.rita)

    for document in (waiting, infected):
        assert reverse("claim_file", args=[claim.public_id, document.public_id]) not in said
    assert "still being checked" in said
    assert "contains a virus" in said
    assert "Not ready: waiting.pdf, bad.pdf." in said
    assert "Not all files have passed the checks yet" in said


def test_the_rules_findings_are_marked(people, sign_in, url_of):
    claim = made.under_review(people)
    client = sign_in(people.rita)
    checks = client.get(url_of("review_claim", claim)).context["checks"]
    assert all(check.ok for check in checks)

    Expense.objects.filter(claim=claim).update(document=None)
    claim.proofs.filter(requirement__key="photos").delete()
    type(claim).objects.filter(pk=claim.pk).update(first_day=claim.period.first_day.replace(year=2020))

    failed = [one.words for one in client.get(url_of("review_claim", claim)).context["checks"] if not one.ok]
    assert failed == [
        "The days of the activity lie inside the usage period.",
        "Every line has its invoice as a file.",
        "All proof that is asked for is there.",
    ]


def test_an_answer_that_is_not_sent_yet_is_not_shown(people, sign_in, url_of, text):
    claim = made.asked(people)
    proving.add_text(claim.pk, made.asked_item(claim), "Here is the agenda", user=people.ben)
    answering.save_comment(claim.pk, "A first thought", user=people.ben)
    proof = proving.add_text(claim.pk, made.asked_item(claim), "To become a file", user=people.ben)
    file = DocumentFactory(partner=people.partner, uploaded_by=people.ben, clean=True, name="unsent.pdf")
    Proof.objects.filter(pk=proof.pk).update(text="", document=file)

    said = read(sign_in, url_of, text, claim, people.rita)

    assert "Here is the agenda" not in said
    assert "A first thought" not in said
    assert "unsent.pdf" not in said
    assert "Please send the agenda." in said

    submitting.answer(claim.pk, "There you are", user=people.ben)
    said = read(sign_in, url_of, text, claim, people.rita)
    assert "Here is the agenda" in said
    assert "There you are" in said
    assert "unsent.pdf" in said


def test_what_came_since_the_request_is_marked(people, sign_in, url_of):
    claim = made.asked(people)
    new = DocumentFactory(partner=people.partner, uploaded_by=people.ben, clean=True, name="agenda.pdf")
    proof = proving.add_text(claim.pk, made.asked_item(claim), "Here it is", user=people.ben)
    Proof.objects.filter(pk=proof.pk).update(text="", document=new)
    submitting.answer(claim.pk, "", user=people.ben)

    bench = sign_in(people.rita).get(url_of("review_claim", claim)).context["bench"]

    assert [file.document.name for file in bench.files if file.is_new] == ["agenda.pdf"]


def test_buttons_follow_the_state(people, sign_in, url_of, text):
    claim = made.submitted(people)

    said = read(sign_in, url_of, text, claim, people.rita)

    assert "Take this claim" in said
    assert "disabled>Decide line by line" in said
    assert "The claim is not in a state for this." in said


def test_the_history_is_told_without_the_partners_inner_steps(people, sign_in, url_of, text):
    claim = made.asked(people)
    proving.add_text(claim.pk, made.asked_item(claim), "Draft of an answer", user=people.ben)

    history = url_of("review_history", claim)
    assert "Answer prepared" not in text(sign_in(people.rita).get(history))
    assert "Answer prepared" in text(sign_in(people.axel).get(history))
    assert "Taken for review" in text(sign_in(people.rita).get(history))


def test_the_bench_leads_to_its_history_which_is_loaded_when_it_is_seen(people, sign_in, url_of):
    claim = made.under_review(people)
    client, history = sign_in(people.rita), url_of("review_history", claim)

    said = client.get(url_of("review_claim", claim)).content.decode()

    assert f'hx-get="{history}" hx-trigger="revealed" hx-select="#happened"' in said
    assert f'href="{history}"' in said
    assert 'id="happened"' in client.get(history, headers={"HX-Request": "true"}).content.decode()


def test_as_many_queries_for_4_files_as_for_40(people, sign_in, url_of, django_assert_max_num_queries):
    claim = made.under_review(people, 100, 200, 300)
    client = sign_in(people.rita)
    address = url_of("review_claim", claim)
    client.get(address)
    with django_assert_max_num_queries(27) as few:
        client.get(address)
    for position in range(4, 40):
        made.expense_for(claim, 10, position)
    assert len({one.document_id for one in claim.expenses.all()}) == 39
    with django_assert_max_num_queries(27) as many:
        client.get(address)

    assert len(few) == len(many)


def test_a_clean_file_is_linked(people, sign_in, url_of, text):
    claim = made.under_review(people)
    document = claim.expenses.get().document
    assert document.state == State.CLEAN

    assert reverse("claim_file", args=[claim.public_id, document.public_id]) in read(
        sign_in, url_of, text, claim, people.arno
    )


def test_it_opens_the_file_that_was_chosen(people, sign_in, url_of):
    claim = made.under_review(people, 100, 200)
    first, second = (expense.document for expense in claim.expenses.all())
    client = sign_in(people.rita)
    address = url_of("review_claim", claim)

    def opened(**asked):
        return client.get(address, asked).context["viewer"].document

    assert opened() == first
    assert opened(file=second.public_id) == second
    assert opened(file="nonsense") == first
    Document.objects.filter(pk=first.pk).update(state=State.INFECTED, refusal="virus")
    assert opened() == second
    assert opened(file=first.public_id) == first


def test_a_small_picture_stands_for_what_is_drawn_and_not_restricted(people, sign_in, url_of, text):
    claim = made.under_review(people, 100, 200, 300)
    drawn, hidden, bare = (expense.document for expense in claim.expenses.all())
    at = clock.now()
    Document.objects.filter(pk__in=[drawn.pk, hidden.pk]).update(previewed_at=at, page_count=2)
    people_of_it = {"asked_by": people.rita, "agreed_by": people.arno, "asked_at": at, "agreed_at": at}
    Restriction.objects.create(document=hidden, reason="Names of guests", **people_of_it)

    said = read(sign_in, url_of, text, claim, people.rita)

    shown = [
        one
        for one in (drawn, hidden, bare)
        if reverse("claim_file_thumbnail", args=[claim.public_id, one.public_id]) in said
    ]
    assert shown == [drawn]


def test_the_partners_page_reads_4_files_as_40(people, sign_in, url_of, django_assert_max_num_queries):
    claim = made.under_review(people, 100, 200, 300)
    client = sign_in(people.anna)
    address = url_of("claim", claim)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for position in range(4, 40):
        made.expense_for(claim, 10, position)
    with django_assert_max_num_queries(40) as many:
        client.get(address)

    assert len(few) == len(many)


def test_what_the_invoice_says_otherwise_stands_at_its_line(people, sign_in, url_of, text):
    claim = made.under_review(people, 473)
    document = claim.expenses.get().document
    assert "The e-invoice says" not in read(sign_in, url_of, text, claim, people.rita)
    Reading.objects.create(
        document=document,
        read_at=clock.now(),
        source="xml",
        syntax="cii",
        kind="invoice",
        values={"number": "RE-2", "currency": "EUR", "net": "473"},
        lines=[],
    )

    said = read(sign_in, url_of, text, claim, people.rita)

    assert "<strong>Invoice number:</strong> The e-invoice says: RE-2." in said
    assert said.count("The e-invoice says") == 2  # at the line, and where the rule does not hold
