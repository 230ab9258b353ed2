"""The German file: collect strings into it, compile it, check that it is complete.

collect: makemessages. compile SOURCE TARGET: with Babel, so that running needs no gettext.
check: nothing untranslated or fuzzy, and collecting anew finds no other strings.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "claims_portal" / "locale"
GERMAN = Path("de") / "LC_MESSAGES" / "django.po"
IGNORED = [
    "*/locale/*",
    ".venv",
    "node_modules",
    "staticfiles",
    "var",
    "tests",
    "benchmarks",
    "faults",
    "scripts",
    "docs",
]


def compile_file(source: str, target: str) -> None:
    """Write the compiled messages; fuzzy ones stay out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with open(source, "rb") as words:
        catalogue = read_po(words)
    with open(target, "wb") as compiled:
        write_mo(compiled, catalogue, use_fuzzy=False)


def collect(folder: Path) -> None:
    """Bring the German file under the folder in step with code and templates."""
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.settings.test")
    import django
    from django.core.management import call_command
    from django.test import override_settings

    django.setup()
    with override_settings(LOCALE_PATHS=[str(folder)]):
        call_command(
            "makemessages",
            locale=["de"],
            ignore_patterns=IGNORED,
            add_location="file",
            no_obsolete=True,
            no_wrap=True,
            verbosity=0,
        )


def check() -> list[str]:
    """What is wrong with the German file, a line each."""
    import polib

    current = polib.pofile(str(LOCALE / GERMAN))
    wrong = [f"not translated: {entry.msgid!r}" for entry in current.untranslated_entries()]
    wrong += [f"fuzzy: {entry.msgid!r}" for entry in current.fuzzy_entries()]
    with tempfile.TemporaryDirectory() as folder:
        fresh_file = Path(folder) / GERMAN
        fresh_file.parent.mkdir(parents=True)
        current.save(str(fresh_file))
        collect(Path(folder))
        fresh = polib.pofile(str(fresh_file))
    return wrong + differences(identities(current), identities(fresh))


def identities(catalogue) -> set[tuple[str | None, str]]:
    """What tells the strings apart."""
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}


def differences(kept: set, found: set) -> list[str]:
    """Strings of the code the file lacks, and strings of the file nobody uses."""
    missing = [
        f"not collected, run make translations: {words[1]!r}" for words in sorted(found - kept, key=str)
    ]
    unused = [
        f"not used any more, run make translations: {words[1]!r}" for words in sorted(kept - found, key=str)
    ]
    return missing + unused


def main(arguments: list[str]) -> int:
    """One of the three verbs."""
    match arguments:
        case ["compile", source, target]:
            compile_file(source, target)
        case ["collect"]:
            collect(LOCALE)
        case ["check"]:
            wrong = check()
            print("\n".join(wrong))
            return 1 if wrong else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
