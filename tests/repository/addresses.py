"""Every address of the resolver, and the world in which the rights table asks for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLResolver, get_resolver, reverse

from claims.models import Claim, Sheet, SheetRow, Together
from documents import storage
from documents.models import Document, Page, Purge
from funds.models import Fund
from lifecycle import clock
from notifications.actions.sending import send
from notifications.stopping import stop_url
from programs.actions.drafting import draft_activity
from programs.models import ExtensionRequest, Guidebook, Outage
from review.models import Request, RequestItem
from tests.factories import claims
from tests.factories.documents import received
from tests.factories.guidebooks import ChapterFactory, GuidebookFactory, in_print
from tests.factories.people import People, everybody
from tests.factories.programs import LONG_AGO, CapFactory, ExtensionFactory, ProgramFactory, ReasonFactory
from tests.repository.sources import ROOMS

OF_LOCATIONS = (
    "payee",
    "payee_change",
    "payee_withdraw",
    "payee_of",
    "location_people",
    "location_people_try",
    "managing_enroll",
    "managing_invite",
    "managing_enrollment_end",
)
SHEETS = ("sheet.public_id", "sheet_wrong.public_id", "sheet_create.public_id")
ITEMS = ("claim_answer_item.item", "claim_answer_phone.item", "claim_answer_reuse.item")
EXTENSIONS = ("extension_request.public_id", "extension_withdraw.public_id")
SENT = ("sent_message.key", "sent_again.key", "sent_try.key")
STATEMENTS = ("fund_statement.public_id", "fund_statement_file.public_id")
OF_PROGRAM = ("program.code", "fund_statement.code", "fund_statement_file.code")
PURGES = ("purge.public_id", "purge_carry_out.public_id", "purge_cancel.public_id")
#: What stands for these in any situation.
ALWAYS = {
    "number": "1",
    "claim_slot.key": "photos",
    "claim_slot_phone.key": "photos",
    "claim_slot_reuse.key": "photos",
    "demo_sign_in.key": "anna",
    "demo_mail.key": "none",
    "demo_mail_look.key": "none",
    "demo_file.key": "photo",
    "calendar_feed.token": "none",
    "report_export.report": "claims",
    "report_export.extension": "csv",
    "key": "",
}


GUIDEBOOK = (
    "guidebook.public_id",
    "guidebook_chapter.public_id",
    "guidebook_changes.public_id",
    "guidebook_pdf.public_id",
)
GUIDEBOOK_DRAFT = (
    "guidebook_draft.public_id",
    "guidebook_note.public_id",
    "guidebook_publish.public_id",
    "guidebook_discard.public_id",
    "guidebook_chapter_add.public_id",
    "guidebook_chapter_edit.public_id",
    "guidebook_chapter_move.public_id",
    "guidebook_chapter_remove.public_id",
)


@dataclass(frozen=True)
class Address:
    """One pattern: its path from the root, its name with the namespace, where its view is, what it takes."""

    path: str
    name: str
    view: str
    takes: tuple[str, ...]

    @property
    def is_ours(self) -> bool:
        return self.view.split(".")[0] in ROOMS


def addresses(
    resolver: URLResolver | None = None, path: str = "", space: str = "", taken: tuple[str, ...] = ()
) -> Iterator[Address]:
    """All of them, down through every include; taken: what the includes above take."""
    for one in (resolver or get_resolver()).url_patterns:
        here, takes = path + str(one.pattern), (*taken, *one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from addresses(one, here, f"{space}{one.namespace}:" if one.namespace else space, takes)
        else:
            yield Address(here, f"{space}{one.name or ''}", one.lookup_str, takes)


@dataclass
class World:
    """Everybody, and one claim in one situation."""

    people: People
    claim: Claim
    #: What stands for each parameter of an address; `name.parameter` where one address differs.
    values: dict[str, str] = field(default_factory=dict)

    def url(self, address: Address) -> str:
        given = {one: self.values.get(f"{address.name}.{one}") or self.values[one] for one in address.takes}
        return reverse(address.name, kwargs=given)


def world(situation: str) -> World:
    """situation: a function of tests/factories/claims.py."""
    people = everybody(program=ProgramFactory(code="COOP"))  # the demo's files lie in its period
    claim = getattr(claims, situation)(people)
    expense = claim.expenses.get()
    document = _with_bytes(claim)
    expense.document = document
    expense.save()
    fund = Fund.objects.filter(partner=claim.partner).first() or _fund(people)
    return World(
        people,
        claim,
        {
            **ALWAYS,
            "public_id": claim.public_id,
            "fund.public_id": fund.public_id,
            "fund_figure.public_id": fund.public_id,
            "figure": "held",
            **dict.fromkeys(STATEMENTS, people.partner.public_id),
            **_of_program(claim, people),
            "extension": "csv",
            **{f"{name}.public_id": people.partner.public_id for name in OF_LOCATIONS},
            **dict.fromkeys(PURGES, _purge(people).public_id),
            **dict.fromkeys(SHEETS, _sheet(people).public_id),
            "together_result.public_id": _together(people).public_id,
            "line": expense.public_id,
            "item": claims.work_for(claim).public_id,
            **dict.fromkeys(ITEMS, _asked_item(claim)),
            "ask": claims.asked_of_ben(claim, people).public_id,
            "proof": claim.proofs.first().public_id,
            "document": document.public_id,
            "code": claim.activity.activity_type.code,
            "token": stop_url(people.anna.pk, "message_written").split("/")[-2],
            **dict.fromkeys(SENT, _sent(claim, people)),
            **_next_year(claim, people),
        },
    )


def _of_program(claim: Claim, people: People) -> dict[str, str]:
    """The program, its period, what was asked and given there, its guidebooks, a reason and a role."""
    return {
        **dict.fromkeys(OF_PROGRAM, people.program.code),
        "program": people.program.code,
        "purge_new.code": people.program.code,
        "period": str(claim.period_id),
        "extension_ask.public_id": people.partner.public_id,
        **dict.fromkeys(EXTENSIONS, _extension_request(claim, people).public_id),
        "outage.public_id": _outage(claim, people).public_id,
        **dict.fromkeys(GUIDEBOOK, in_print(_guidebook(people, 2021), people.paula).public_id),
        **dict.fromkeys(GUIDEBOOK_DRAFT, _guidebook(people, 2022).public_id),
        "slug": "rules",
        "reason": ReasonFactory(program=people.program).code,
        "role": str(people.rita.program_roles.get().pk),
    }


def _sent(claim: Claim, people: People) -> str:
    """A message that a manager of the program reads about."""
    facts = {"by": "Ben", "number": "C-1", "title": "Autumn", "public_id": claim.public_id, "words": "Hello"}
    message = send(
        "message_written", to=people.anna, subject=people.program, key="sent", at=clock.now(), **facts
    )
    return str(message.pk)


def _asked_item(claim: Claim) -> str:
    """What is asked for just now, or an id that nothing has."""
    item = RequestItem.objects.filter(request__in=Request.objects.about(claim).open()).first()
    return item.public_id if item else "none"


def _sheet(people: People) -> Sheet:
    """A sheet of Anna's with one row to correct."""
    at = clock.now()
    facts = {"name": "drafts.csv", "writing": "en", "language": "en", "state": "CHECKED"}
    sheet = Sheet.objects.create(partner=people.partner, sent_by=people.anna, sent_at=at, **facts)
    SheetRow.objects.create(sheet=sheet, line=2, state="WRONG", problems=[["title", "This is missing."]])
    return sheet


def _together(people: People) -> Together:
    """What Anna confirmed."""
    facts = {"key": "k", "asked_at": clock.now(), "language": "en"}
    return Together.objects.create(partner=people.partner, asked_by=people.anna, **facts)


def _purge(people: People) -> Purge:
    """A list that waits for its second person."""
    return Purge.objects.create(
        program=people.program, reason="Spring clean", made_by=people.paula, made_at=clock.now()
    )


def _extension_request(claim: Claim, people: People) -> ExtensionRequest:
    """Anna asks for more time."""
    facts = {"wished_last_day": claim.period.deadline_day, "reason": "Ill", "asked_at": clock.now()}
    return ExtensionRequest.objects.create(
        partner=people.partner, period=claim.period, asked_by=people.anna, **facts
    )


def _outage(claim: Claim, people: People) -> Outage:
    """Paula gave everybody more time."""
    at = clock.now()
    facts = {"reason": "The portal was away", "granted_by": people.paula, "granted_at": at}
    outage = Outage.objects.create(away_from=LONG_AGO, away_until=at, **facts)
    # Not later than before: nothing else in the world depends on it.
    ExtensionFactory(
        period=claim.period, granted_by=people.paula, deadline=claim.period.deadline, outage=outage
    )
    return outage


def _next_year(claim: Claim, people: People) -> dict[str, str]:
    """The claim's activity is being rewritten for a later year."""
    draft = draft_activity(claim.activity.activity_type.code, 2099, by=people.paula)
    cap = CapFactory(version=draft)
    return {
        "program": people.program.code,
        "year": "2099",
        "cap": str(cap.pk),
        "catalogue_requirement.key": "photos",
        "catalogue_requirement_remove.key": "photos",
    }


def _guidebook(people: People, year: int) -> Guidebook:
    """A draft with one chapter."""
    guidebook = GuidebookFactory(program=people.program, fiscal_year=year)
    ChapterFactory(guidebook=guidebook, slug="rules")
    return guidebook


def _with_bytes(claim: Claim) -> Document:
    document = received(partner=claim.partner, user=claim.owner)
    Document.objects.filter(pk=document.pk).update(
        state="CLEAN", settled_at=document.received_at, engine="tests", content_type="application/pdf"
    )
    draw(document)
    return document


def draw(document: Document) -> None:
    """One page that can be looked at."""
    key = storage.new_preview_key()
    writer = storage.writer(key)
    writer.write(b"RIFF")
    writer.close()
    Page.objects.create(document=document, number=1, key=key, thumbnail_key=key, width=10, height=10)


def _fund(people: People) -> Fund:
    claims.money_for(people)
    return Fund.objects.get(partner=people.partner)
