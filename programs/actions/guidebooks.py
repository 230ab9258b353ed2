"""Writing a program's guidebook as a draft, and publishing it. What is published is never touched.

Every act locks the guidebook, whose history keeps it, and refuses anybody but a manager of its program.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from history.actions import record
from history.models import Event
from lifecycle import ActionRefused, clock
from programs import rules
from programs.guidebooks.drafted import day_problem, missing_to_publish
from programs.meanwhile import REMOVED, Overtaken, merge
from programs.models import Guidebook, GuidebookChapter, Program
from programs.permissions import may_manage
from programs.words import LANGUAGES

Words = dict[str, str]


def years_to_write(program: Program, at: datetime) -> list[int]:
    """The fiscal years for which a version may be written: this one, the next, and the last, still claimed for."""
    year = rules.fiscal_year(rules.local_day(at, program.zone))
    return [year, year + 1, year - 1]


@transaction.atomic
def start(program: Program, fiscal_year: int, *, by: User) -> Guidebook:
    """A draft of the next version for a fiscal year, copied from the newest published one up to that year.

    Raises ActionRefused for anybody but a manager of the program, for another year than `years_to_write`,
    and where the year has a draft already.
    """
    program = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    at = clock.now()
    if not (verdict := may_manage(by, program)):
        raise ActionRefused(verdict)
    if fiscal_year not in years_to_write(program, at):
        raise ActionRefused(_("Choose the last, this or the next fiscal year."))
    versions = Guidebook.objects.filter(program=program, fiscal_year=fiscal_year)
    if versions.drafts().exists():
        raise ActionRefused(_("This fiscal year's guidebook has a draft already."))
    revision = (versions.aggregate(last=Max("revision"))["last"] or 0) + 1
    draft = Guidebook.objects.create(program=program, fiscal_year=fiscal_year, revision=revision)
    source = Guidebook.objects.earlier_than(draft).first()
    _copy_chapters(source, draft)
    record(draft, "guidebook.started", actor=by, at=at, source=_name(source) if source else None)
    return draft


def _copy_chapters(source: Guidebook | None, draft: Guidebook) -> None:
    GuidebookChapter.objects.bulk_create(
        GuidebookChapter(
            guidebook=draft, position=one.position, slug=one.slug, title=one.title, body=one.body
        )
        for one in (source.chapters.all() if source else ())
    )


def _name(guidebook: Guidebook) -> list[int]:
    """A version as history keeps it: year and number."""
    return [guidebook.fiscal_year, guidebook.revision]


@dataclass(frozen=True)
class _Writing:
    """An act on a draft that is locked."""

    guidebook: Guidebook
    by: User
    at: datetime

    def note(self, verb: str, **params: Any) -> None:
        record(self.guidebook, f"guidebook.{verb}", actor=self.by, at=self.at, **params)


@contextmanager
def _writing(guidebook: Guidebook, by: User) -> Iterator[_Writing]:
    """One transaction around one act on a draft. Raises ActionRefused by role, and for what is published."""
    with transaction.atomic():
        locked = Guidebook.objects.select_for_update(of=("self",)).select_related("program")
        draft = locked.filter(pk=guidebook.pk).first()
        if draft is None:
            raise ActionRefused(_("Somebody discarded this draft meanwhile."))
        if not (verdict := may_manage(by, draft.program)):
            raise ActionRefused(verdict)
        if draft.is_published:
            raise ActionRefused(_("A published guidebook is never edited; publish a new version."))
        yield _Writing(draft, by, clock.now())


def save_note(guidebook: Guidebook, note: Words, *, seen: Mapping[str, str], by: User) -> None:
    """Write what changed, by language; seen: marks of what the person saw.

    Raises Overtaken where somebody else wrote another one meanwhile, and ActionRefused as every act on a draft.
    """
    with _writing(guidebook, by) as one:
        stored = {language: one.guidebook.note.get(language, "") for language in LANGUAGES}
        agreed = _agreed(one.guidebook, stored, note, seen, "note_changed")
        if agreed != stored:
            one.guidebook.note = agreed
            one.guidebook.save(update_fields=["note"])
            one.note("note_changed")


def save_chapter(
    guidebook: Guidebook, slug: str, words: Words, *, seen: Mapping[str, str], by: User
) -> GuidebookChapter:
    """Change a chapter, or add one at the end where there is none of this name.

    slug: "" for a new one, which is named by its title. words: title_en, body_en and so on; one language may
    be empty still. seen: marks of what the person saw. Raises Overtaken where somebody else changed the same
    meanwhile, ActionRefused where they removed what was seen, and as every act on a draft.
    """
    with _writing(guidebook, by) as one:
        stored = one.guidebook.chapters.filter(slug=slug).first()
        if stored is None:
            if seen:
                raise ActionRefused(REMOVED)
            return _add(one, slug, words)
        before = chapter_words(stored)
        agreed = _agreed(one.guidebook, before, words, seen, "chapter_changed", slug)
        if agreed != before:
            _write(stored, agreed)
            stored.save(update_fields=["title", "body"])
            one.note("chapter_changed", chapter=slug, title=stored.title)
    return stored


def _agreed(
    draft: Guidebook, stored: Words, typed: Words, seen: Mapping[str, str], verb: str, chapter: str = ""
) -> Words:
    try:
        return merge(stored, typed, seen)
    except Overtaken as overtaken:
        overtaken.event = newest(draft, verb, chapter)
        raise


def newest(guidebook: Guidebook, verb: str, chapter: str = "") -> Event | None:
    """The last act of a kind on a guidebook, or on one of its chapters, and by whom."""
    events = Event.objects.about(guidebook).filter(code=f"guidebook.{verb}").select_related("actor")
    return (events.filter(params__chapter=chapter) if chapter else events).last()


def _add(one: _Writing, slug: str, words: Words) -> GuidebookChapter:
    chapters = one.guidebook.chapters
    last = chapters.aggregate(last=Max("position"))["last"] or 0
    taken = set(chapters.values_list("slug", flat=True))
    chapter = GuidebookChapter(guidebook=one.guidebook, position=last + 1, slug=slug or _slug(words, taken))
    _write(chapter, words)
    chapter.save(force_insert=True)
    one.note("chapter_added", chapter=chapter.slug, title=chapter.title)
    return chapter


def _slug(words: Words, taken: set[str]) -> str:
    """A name for addresses from the title, the English one where there is one; no two alike."""
    named = next((words[f"title_{one}"] for one in LANGUAGES if words[f"title_{one}"]), "")
    name = slugify(named)[:50].strip("-") or "chapter"
    tries = (f"{name}-{number}" if number > 1 else name for number in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)


def chapter_words(chapter: GuidebookChapter) -> Words:
    """Title and text by language, as the form shows them: title_en, body_en and so on."""
    fields = {"title": chapter.title, "body": chapter.body}
    return {
        f"{name}_{language}": words.get(language, "")
        for name, words in fields.items()
        for language in LANGUAGES
    }


def _write(chapter: GuidebookChapter, words: Words) -> None:
    chapter.title = {language: words[f"title_{language}"] for language in LANGUAGES}
    chapter.body = {language: words[f"body_{language}"] for language in LANGUAGES}


def move_chapter(guidebook: Guidebook, slug: str, *, up: bool, by: User) -> None:
    """Let a chapter change places with its neighbour; at either end nothing happens. Raises ActionRefused."""
    with _writing(guidebook, by) as one:
        chapters = list(one.guidebook.chapters.all())
        place = next((number for number, chapter in enumerate(chapters) if chapter.slug == slug), None)
        if place is None:
            raise ActionRefused(_("Somebody removed this chapter meanwhile."))
        beside = place - 1 if up else place + 1
        if not 0 <= beside < len(chapters):
            return
        first, second = chapters[place], chapters[beside]
        first.position, second.position = second.position, first.position
        GuidebookChapter.objects.bulk_update([first, second], ["position"])
        one.note("chapter_moved", chapter=slug, title=first.title)


def remove_chapter(guidebook: Guidebook, slug: str, *, by: User) -> None:
    """Take a chapter out of the draft; gone already, nothing happens. Raises ActionRefused."""
    with _writing(guidebook, by) as one:
        chapter = one.guidebook.chapters.filter(slug=slug).first()
        if chapter:
            chapter.delete()
            one.note("chapter_removed", chapter=slug, title=chapter.title)


def discard(guidebook: Guidebook, *, by: User) -> None:
    """Throw a draft away; its history stays. Raises ActionRefused."""
    with _writing(guidebook, by) as one:
        one.note("discarded", program=one.guidebook.program_id, version=_name(one.guidebook))
        one.guidebook.delete()


def publish(guidebook: Guidebook, effective_from: date, *, by: User) -> Guidebook:
    """Publish a draft from a day on; from then on neither it nor its chapters can be changed.

    Raises ActionRefused for a day that cannot be (field `effective_from`), where something is missing
    (`drafted.missing_to_publish`), and as every act on a draft.
    """
    with _writing(guidebook, by) as one:
        draft = one.guidebook
        if problem := day_problem(draft, effective_from, one.at):
            raise ActionRefused(problem, fields={"effective_from": problem})
        if missing := missing_to_publish(draft):
            raise ActionRefused(missing[0].words)
        draft.effective_from, draft.published_at, draft.published_by = effective_from, one.at, by
        draft.full_clean()
        for chapter in draft.chapters.all():
            chapter.clean_fields()
        draft.save(update_fields=["effective_from", "published_at", "published_by"])
        one.note("published", effective_from=effective_from)
    return draft
