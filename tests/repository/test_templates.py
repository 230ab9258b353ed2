"""Every template is drawn somewhere: by a view, another template, a component's tag, or a mail's kind."""

import re
from pathlib import Path

from notifications.kinds import catalogue
from tests.repository.sources import ROOMS, ROOT, files, text_of

TEMPLATES = ROOT / "templates"
#: Folder → who asks for its templates by names of their own.
FOUND_BY_OTHERS = {
    "account": "django-allauth's views",
    "mfa": "django-allauth's views",
    "socialaccount": "django-allauth's views",
    "usersessions": "django-allauth's views",
    "allauth": "django-allauth's elements and layouts",
    "django": "Django's form renderer",
    "admin": "Django's admin",
}
#: Django's own names of pages that no view of ours draws.
NAMED_BY_DJANGO = {"403_csrf.html"}
FILES_OF_A_MAIL = {"subject.txt", "body.txt", "body.html", "link.txt"}
QUOTED = re.compile(r"""["']([\w./{}-]+\.(?:html|txt|xml|svg))["']""")
KIND_OF_MAIL = re.compile(r"""\b(?:send|send_many|tell)\(\s*["'](\w+)["']""")


def named_in_code() -> set[str]:
    """Names of templates in quotes, anywhere in our rooms and templates."""
    sources = [*files("*.py", *ROOMS), *files("*.*", "templates")]
    return {name for path in sources for name in QUOTED.findall(text_of(path))}


def patterns(names: set[str]) -> list[re.Pattern[str]]:
    """f"pages/{name}.html" names every template of that shape."""
    return [
        re.compile(
            re.sub(r"\\\{\w*\\\}|\{[^}]*\}", "[^/]+", re.escape(name).replace("\\{", "{").replace("\\}", "}"))
        )
        for name in names
        if "{" in name
    ]


def kinds_of_mails() -> set[str]:
    return {kind for path in files("*.py", *ROOMS) for kind in KIND_OF_MAIL.findall(text_of(path))}


def is_drawn(name: str, named: set[str], kinds: set[str]) -> bool:
    """name: as templates are asked for, relative to templates/."""
    folder, *rest = name.split("/")
    if folder in FOUND_BY_OTHERS or name in NAMED_BY_DJANGO or name in named:
        return True
    if folder == "emails" and len(rest) == 2:
        return rest[0] in kinds and rest[1] in FILES_OF_A_MAIL
    return folder != "emails" and any(pattern.fullmatch(name) for pattern in patterns(named))


def names() -> list[str]:
    """All of them; collecting strings puts Python copies beside them for a moment."""
    found = (path.relative_to(TEMPLATES).as_posix() for path in files("*.*", "templates"))
    return [name for name in found if not name.endswith(".py")]


def test_no_template_lies_unused():
    named, kinds = named_in_code(), kinds_of_mails()
    assert [name for name in names() if not is_drawn(name, named, kinds)] == []


def test_the_catalogue_names_what_is_sent_and_nothing_else():
    assert {kind.code for kind in catalogue()} == kinds_of_mails()


def test_every_mail_has_subject_text_and_html():
    found = {
        kind: {path.name for path in (TEMPLATES / "emails" / kind).glob("*")} for kind in kinds_of_mails()
    }
    assert kinds_of_mails()
    assert {kind: FILES_OF_A_MAIL - parts for kind, parts in found.items() if FILES_OF_A_MAIL - parts} == {}


def test_every_template_asked_for_exists():
    missing = {name for name in named_in_code() if "/" in name and "{" not in name} - set(names())
    ours = {path.name for path in TEMPLATES.iterdir() if path.is_dir()} - set(FOUND_BY_OTHERS)
    assert sorted(name for name in missing if name.split("/")[0] in ours) == []


def test_an_unused_template_is_found():
    named = {"claims/list.html", "pages/{name}.html"}
    assert is_drawn("pages/help.html", named, set())
    assert is_drawn("emails/claim_ready/body.txt", named, {"claim_ready"})
    assert not is_drawn("claims/old_list.html", named, set())
    assert not is_drawn("emails/claim_lost/body.txt", named, {"claim_ready"})
    assert not is_drawn("emails/claim_ready/body.old.html", named, {"claim_ready"})


def test_templates_lie_where_they_are_looked_for():
    """One folder for all: no room keeps templates of its own."""
    assert [path for room in ROOMS for path in Path(ROOT / room).rglob("templates")] == []
