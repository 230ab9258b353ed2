"""What keeps a draft of the catalogue from being published (R21): words, and requirements nobody could meet."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.caps import caps_in_force
from programs.enums import CapKind, CapScope, RequirementKind
from programs.finding import Finding
from programs.models import ActivityTypeVersion, Cap, Program, Requirement
from programs.words import LANGUAGE_NAMES, in_language, missing_languages
from programs.words_field import WordsField


def missing_to_publish(version: ActivityTypeVersion, programs: Iterable[Program]) -> list[Finding]:
    """Why the draft cannot be published, in the order of its page; empty when it can.

    programs: the active ones, each of which has to find every capped amount in its currency. Reads what
    `with_rules()` fetches.
    """
    return [
        *_words(version, "", _url(version, "words")),
        *_claimable(version),
        *(one for requirement in version.requirements.all() for one in _requirement(version, requirement)),
        *_groups(version),
        *(one for cap in version.caps.all() for one in _cap(version, cap)),
        *(one for program in programs for one in cap_gaps(version, program)),
    ]


def cap_gaps(version: ActivityTypeVersion, program: Program) -> Iterator[Finding]:
    """Caps of the version whose amount is not in the program's currency: no claim there could be counted by them."""
    for cap in caps_in_force(version, program):
        if cap.currency and cap.currency != program.currency:
            words = _("Cap “%(cap)s” has no amount in %(currency)s for the program %(program)s.")
            facts = {"cap": cap, "currency": program.currency, "program": program.code}
            yield Finding("cap_currency", words % facts, _("Add what holds in this program"), _caps(version))


def _url(version: ActivityTypeVersion, part: str, *keys: object) -> str:
    return reverse(f"catalogue_{part}", args=[version.fiscal_year, version.activity_type.code, *keys])


def _caps(version: ActivityTypeVersion) -> str:
    return f"{_url(version, 'activity')}#caps"


def _words(row: ActivityTypeVersion | Requirement | Cap, where: str, url: str) -> Iterator[Finding]:
    """Words that are needed, or begun, and not there in both languages."""
    for field in row._meta.get_fields():
        if not isinstance(field, WordsField):
            continue
        words = getattr(row, field.name)
        missing = [] if field.blank and not any(words.values()) else missing_languages(words)
        for language in missing:
            said = _("%(what)s: words in %(language)s are missing.")
            what = f"{where} · {field.verbose_name}" if where else str(field.verbose_name).capitalize()
            facts = {"what": what, "language": LANGUAGE_NAMES[language]}
            yield Finding("words", said % facts, _("Write them"), url)


def _claimable(version: ActivityTypeVersion) -> Iterator[Finding]:
    if version.active and not version.expense_kinds.all():
        words = _("No kind of expense is paid, so nothing could be claimed.")
        yield Finding("no_expense_kind", words, _("Choose what is paid"), _url(version, "words"))


def _requirement(version: ActivityTypeVersion, one: Requirement) -> Iterator[Finding]:
    url, name = _url(version, "requirement", one.key), in_language(one.label) or one.key
    yield from _words(one, _("Requirement “%(name)s”") % {"name": name}, url)
    only_files = one.accepts_files and not (one.accepts_link or one.accepts_text)
    most = settings.UPLOAD_FILES_PER_CLAIM
    if only_files and one.minimum > most:
        words = _("“%(name)s” asks for %(number)s files, but a claim takes %(most)s.")
        facts = {"name": name, "number": one.minimum, "most": most}
        yield Finding("too_many_files", words % facts, _("Ask for fewer"), url)
    if one.kind == RequirementKind.METRIC and one.minimum > 1:
        words = _("“%(name)s” is one figure; it cannot be asked for %(number)s times.")
        facts = {"name": name, "number": one.minimum}
        yield Finding("figure_twice", words % facts, _("Ask for it once"), url)


def _groups(version: ActivityTypeVersion) -> Iterator[Finding]:
    """A group asks for no more than it has, and all its members say the same number."""
    groups: dict[str, list[Requirement]] = {}
    for one in version.requirements.all():
        if one.group:
            groups.setdefault(one.group, []).append(one)
    for name, members in groups.items():
        asked = {one.group_minimum for one in members}
        url, facts = _url(version, "requirement", members[0].key), {"group": name}
        if len(asked) > 1:
            words = _("The requirements of group “%(group)s” differ in how many are needed.")
            yield Finding("group_differs", words % facts, _("Give all the same number"), url)
        if max(asked) > len(members):
            words = _("Group “%(group)s” asks for %(number)s, but has only %(has)s.")
            counts = {**facts, "number": max(asked), "has": len(members)}
            yield Finding("group_too_small", words % counts, _("Ask for fewer"), url)


def _cap(version: ActivityTypeVersion, cap: Cap) -> Iterator[Finding]:
    url, name = _url(version, "cap", cap.pk), in_language(cap.words) or cap.key
    facts = {"cap": name, "key": cap.persons_key}
    yield from _words(cap, _("Cap “%(cap)s”") % facts, url)
    if cap.kind == CapKind.PER_PERSON and not _counts_persons(version, cap.persons_key):
        words = _(
            "Cap “%(cap)s” counts persons by “%(key)s”, but no result figure of that key must be given."
        )
        yield Finding("persons_unknown", words % facts, _("Choose the figure"), url)
    if cap.kind == CapKind.LIFTED and not _is_overridden(version, cap):
        words = _("“%(cap)s” lifts a cap that the catalogue does not have.")
        yield Finding("lifts_nothing", words % facts, _("Remove it"), url)
    kinds = set(cap.expense_kinds.all())
    if kinds and cap.scope != CapScope.CLAIM:
        words = _("Cap “%(cap)s” is for some expense kinds only, so it must be for each claim.")
        yield Finding("kinds_over_period", words % facts, _("Change it"), url)
    if kinds - set(version.expense_kinds.all()):
        words = _("Cap “%(cap)s” is for an expense kind that is not paid.")
        yield Finding("kind_not_paid", words % facts, _("Change it"), url)


def _counts_persons(version: ActivityTypeVersion, key: str) -> bool:
    return any(one.key == key and one.accepts_number and one.required for one in version.requirements.all())


def _is_overridden(version: ActivityTypeVersion, cap: Cap) -> bool:
    return any(one.key == cap.key and one.program_id is None for one in version.caps.all())
