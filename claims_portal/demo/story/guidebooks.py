"""The programs' guidebooks: last fiscal year's, this year's, and a draft that is being written.

The words stand in programs/data/guidebook/: a file for each chapter and language, whose first line is the title.
What only one program says is in a file with its code; what was different last year lies in last-year/.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import Any

from accounts.models import User
from accounts.places import zone_city
from claims_portal.demo import people
from claims_portal.demo.story.telling import days_ago, today
from programs.actions import guidebooks as writing
from programs.catalogue.files import DATA
from programs.models import Guidebook, Program
from programs.money import format_money
from programs.rules import fiscal_year
from programs.words import LANGUAGES

FOLDER = DATA / "guidebook"
AMOUNTS = ("threshold", "payment_minimum", "four_eyes_limit")
NUMBERS = (
    "review_days", "dispute_days", "dispute_review_days", "answer_days", "answer_minimum_days", "payment_days"
)  # fmt: skip


def tell() -> None:
    """Each program has both years' guidebooks; the next version of one is begun."""
    paula, year = people.user("paula"), fiscal_year(today())
    for program in Program.objects.all():
        last_year = write(program, year - 1, "last_year", paula)
        write(program, year, "this_year", paula)
        if program.code == "COOP":
            begin_next(last_year.program, year, paula)


def write(program: Program, year: int, which: str, by: User) -> Guidebook:
    """One version, written two weeks before its fiscal year begins and in force from its first day."""
    content = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))[which]
    begins = date(year - 1, 7, 1)
    with days_ago((today() - begins + timedelta(days=14)).days):
        draft = writing.start(program, year, by=by)
        for gone in draft.chapters.exclude(slug__in=content["chapters"]):
            writing.remove_chapter(draft, gone.slug, by=by)
        for slug in content["chapters"]:
            writing.save_chapter(draft, slug, words_of(program, slug, which), seen={}, by=by)
        writing.save_note(draft, content["note"], seen={}, by=by)
        return writing.publish(draft, begins, by=by)


def words_of(program: Program, slug: str, which: str) -> dict[str, str]:
    """Title and text of a chapter in each language, as the act takes them."""
    words: dict[str, str] = {}
    for language in LANGUAGES:
        text = Template(_file(program, slug, which, language).read_text(encoding="utf-8"))
        title, _line, body = text.substitute(facts_of(program, language)).partition("\n")
        words |= {f"title_{language}": title.removeprefix("# "), f"body_{language}": body.strip()}
    return words


def _file(program: Program, slug: str, which: str, language: str) -> Path:
    """Last year's file where there is one, then the program's own, else everybody's."""
    names = [f"{slug}-{program.code.lower()}.{language}.md", f"{slug}.{language}.md"]
    folders = [FOLDER / "last-year", FOLDER] if which == "last_year" else [FOLDER]
    found = [folder / name for folder in folders for name in names if (folder / name).exists()]
    return found[0]


def facts_of(program: Program, language: str) -> dict[str, Any]:
    """What the chapters say of a program, as it is set."""
    amounts = {name: format_money(getattr(program, name), program.currency, language) for name in AMOUNTS}
    numbers = {name: getattr(program, name) for name in NUMBERS}
    return {"currency": program.currency, "city": zone_city(program.zone, language), **amounts, **numbers}


def begin_next(program: Program, year: int, by: User) -> None:
    """A draft three days old: one chapter is changed, and what changed is said in English only."""
    with days_ago(3):
        draft = writing.start(program, year, by=by)
        words = words_of(program, "never-paid", "this_year")
        words["body_en"] = words["body_en"].replace(
            "are of small value.",
            "are of small value. Charity donations in place of giveaways count as well.",
        )
        words["body_de"] = words["body_de"].replace(
            "sind von geringem Wert.",
            "sind von geringem Wert. Spenden anstelle von Werbegeschenken zählen ebenso.",
        )
        writing.save_chapter(draft, "never-paid", words, seen={}, by=by)
        writing.save_note(draft, {"en": "Donations in place of giveaways.", "de": ""}, seen={}, by=by)
