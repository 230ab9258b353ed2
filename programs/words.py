"""Words that live in data, in every language of the portal."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import get_language, gettext, gettext_lazy

from programs.rules import deadline_parts

#: Every text of the catalogue exists in these languages; the first is the one to fall back to.
LANGUAGES = ("en", "de")
LANGUAGE_NAMES = {"en": gettext_lazy("English"), "de": gettext_lazy("German")}

Words = Mapping[str, str]


def in_language(words: Words | None, language: str | None = None) -> str:
    """The text in `language` (default: the active one), else in English, else "".

    A regional language ("de-at") counts as its main one. Nothing is raised for
    missing words: an empty text is drawn, and the catalogue's check finds it.
    """
    if not words:
        return ""
    main = (language or get_language() or LANGUAGES[0]).split("-")[0]
    return words.get(main) or words.get(LANGUAGES[0], "")


def missing_languages(words: Words | None) -> list[str]:
    """The languages in which the text is absent or blank; empty when it is complete (R21)."""
    return [language for language in LANGUAGES if not (words or {}).get(language, "").strip()]


def date_locale(language: str) -> str:
    """Babel's locale for dates in `language`: English ones are written day first."""
    return "en_GB" if language == "en" else language.replace("-", "_")


def period_name(first: date, last: date) -> str:
    """A period in the reader's language: "July to December 2026" for whole months, else both days in full."""
    locale = date_locale(get_language() or LANGUAGES[0])
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    end = format_date(last, "LLLL y" if whole_months else "long", locale=locale)
    if not whole_months:
        start = format_date(first, "long", locale=locale)
    elif (first.year, first.month) == (last.year, last.month):
        return end
    else:
        start = format_date(first, "LLLL" if first.year == last.year else "LLLL y", locale=locale)
    return gettext("%(first)s to %(last)s") % {"first": start, "last": end}


def day_in_words(day: date) -> str:
    """ "30 November 2028" in the reader's language."""
    return format_date(day, "long", locale=date_locale(get_language() or LANGUAGES[0]))


def month_name(first_day: date) -> str:
    """ "October 2026" in the reader's language."""
    return format_date(first_day, "LLLL y", locale=date_locale(get_language() or LANGUAGES[0]))


def deadline_in_words(deadline: datetime, zone: str, language: str) -> str:
    """ "14 February 2027, 23:59 Berlin time": the last minute in which one is in time, never "midnight"."""
    parts = deadline_parts(deadline, zone, language)
    day = format_date(parts.day, "long", locale=date_locale(language))
    with translation.override(language):
        return gettext("%(day)s, %(time)s %(city)s time") % {
            "day": day,
            "time": parts.time,
            "city": parts.city,
        }


def instant_in_words(instant: datetime, zone: str, language: str) -> str:
    """ "27 November 2026, 09:12 Berlin time": when something begins, as deadlines are written."""
    return deadline_in_words(instant + timedelta(minutes=1), zone, language)
