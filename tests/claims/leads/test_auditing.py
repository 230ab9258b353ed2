"""What auditors do: read all, verify one history or all, draw a sample that can be drawn again, take its evidence."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from claims.actions import originals
from claims.sampling import population, sample
from history.models import AccessRecord, Verification
from history.tasks import verify
from lifecycle import clock
from programs.rules import local_day
from review.models import Note
from tests.factories import claims as make
from tests.factories.claims import SubmittedRow

pytestmark = pytest.mark.django_db
AUDIT = reverse("audit")


def said(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def spoil(claim):
    """As somebody with the database's own rights would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE history_event DISABLE TRIGGER history_event_append_only")
        cursor.execute(
            "UPDATE history_event SET at = at - interval '1 day' "
            "WHERE subject_kind = 'claim' AND subject_id = %s AND number = 2",
            [claim.pk],
        )
        cursor.execute("ALTER TABLE history_event ENABLE TRIGGER history_event_append_only")


def wanted(people, **changes):
    today = local_day(clock.now(), people.program.zone)
    usual = {"program": people.program.code, "first": today.isoformat(), "last": today.isoformat()}
    return usual | {"size": "2", "seed": "42"} | changes


@pytest.fixture
def many(people):
    return [SubmittedRow(people=people) for _n in range(12)]


def test_a_claims_history_is_verified_at_once(people, as_person):
    claim = make.decided(people)
    axel, url = as_person(people.axel), reverse("review_verify", args=[claim.public_id])
    assert url in said(axel.get(reverse("review_claim", args=[claim.public_id])))
    assert "The history is whole" in said(axel.get(url))
    spoil(claim)
    page = said(axel.get(url))
    assert "The history does not fit" in page
    assert "Does not fit from entry 2 on" in page


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("paula", 403), ("anna", 302), ("stranger", 404)])
def test_only_auditors_verify(people, as_person, who, status):
    claim = make.decided(people)
    url = reverse("review_verify", args=[claim.public_id])
    assert as_person(getattr(people, who)).get(url).status_code == status


def test_all_of_it_by_a_worker_and_the_result_stays(people, as_person):
    claim = make.decided(people)
    spoil(claim)
    axel = as_person(people.axel)
    axel.post(reverse("audit_verify"))
    assert "Being verified" in said(axel.get(AUDIT))
    verify.body(Verification.objects.get().pk, at=clock.now())
    page = said(axel.get(AUDIT))
    assert "1 chain did not fit" in page
    assert claim.number in page
    assert "Does not fit" in said(axel.get(reverse("home")))


@pytest.mark.parametrize("who", ["rita", "arno", "pia", "paula", "anna"])
@pytest.mark.parametrize("name", ["audit", "audit_sample", "audit_sample_list", "audit_sample_packs"])
def test_it_is_the_auditors_alone(people, as_person, who, name):
    assert as_person(getattr(people, who)).get(reverse(name), wanted(people)).status_code == 404


def test_the_same_seed_and_days_draw_the_same_claims(people, many):
    span = clock.now() - timedelta(days=1), clock.now() + timedelta(days=1)
    every = population(people.axel, people.program, *span)

    def drawn(seed, size=4):
        return [one.pk for one in sample(every, size, seed)]

    assert drawn("42") == drawn("42")
    assert drawn("42", 6)[:4] == drawn("42")
    assert drawn("42") != drawn("43")
    assert sorted(drawn("42", 99)) == sorted(one.pk for one in many)


def test_the_page_shows_the_seed_and_every_claim_once(people, many, as_person):
    page = said(as_person(people.axel).get(reverse("audit_sample"), wanted(people, seed="spring", size="5")))
    assert "5 of 12 claims" in page
    assert "spring" in page
    assert sum(one.number in page for one in many) == 5


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"size": "0"}, "greater than or equal to 1"),
        ({"size": "101"}, "less than or equal to 100"),
        ({"seed": ""}, "This field is required"),
        ({"first": "2099-01-01"}, "The last day comes before the first one."),
    ],
)
def test_what_cannot_be_drawn_is_said(people, as_person, changes, words):
    page = as_person(people.axel).get(reverse("audit_sample"), wanted(people, **changes))
    assert words in said(page)
    assert (
        as_person(people.axel).get(reverse("audit_sample_list"), wanted(people, **changes)).status_code == 302
    )


def test_drafts_and_other_days_are_not_drawn(people, as_person):
    make.draft(people)
    page = as_person(people.axel).get(reverse("audit_sample"), wanted(people))
    assert "No claim was submitted in this time" in said(page)


def test_the_list_as_csv(people, many, as_person):
    answer = as_person(people.axel).get(reverse("audit_sample_list"), wanted(people))
    lines = answer.content.decode().splitlines()
    assert len(lines) == 3
    assert "COOP-2026-9" in lines[1]


@pytest.mark.usefixtures("undrawn")
def test_the_packs_of_all_of_them_in_one_zip(people, as_person):
    found = {make.submitted(people).number, make.submitted(people).number}
    answer = as_person(people.axel).get(reverse("audit_sample_packs"), wanted(people))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert set(names) == {"sample.csv", *(f"{number}-evidence.zip" for number in found)}
        inside = zipfile.ZipFile(io.BytesIO(archive.read(names[1])))
        assert any(name.endswith("manifest.json") for name in inside.namelist())
    assert AccessRecord.objects.filter(what="claim.pack", actor=people.axel).count() == 2


def test_auditors_read_notes_and_what_partners_prepared(people, as_person):
    claim = make.decided(people)
    facts = {"subject_kind": "claim", "subject_id": claim.pk, "by": people.rita, "at": clock.now()}
    Note.objects.create(**facts, words="The printer is known to us.")
    originals.call(claim.pk, "All.", user=people.rita)
    axel = as_person(people.axel)
    page, history = (
        said(axel.get(reverse(name, args=[claim.public_id]))) for name in ("review_claim", "review_history")
    )
    assert "The printer is known to us." in page
    assert "Originals called for" in history


def test_an_auditor_cannot_write(people, as_person):
    claim = make.decided(people)
    axel = as_person(people.axel)
    for name in ("review_call", "review_decide"):
        assert axel.post(reverse(name, args=[claim.public_id]), {"words": "x"}).status_code == 403
