from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims_portal.docs import out_of_step
from claims_portal.env import ROOT


class Command(BaseCommand):
    help = "Draw state table, rights and settings into docs/ and .env.example."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail where something is out of step"
        )

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        found = out_of_step()
        names = ", ".join(path.relative_to(ROOT).as_posix() for path in found)
        if check and found:
            raise CommandError(f"Out of step: {names}. Run manage.py generate_docs.")
        for path, text in found.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.stdout.write(f"Written: {names}" if found else "All in step")
