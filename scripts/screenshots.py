"""The README's pictures, taken from the running demo: `make demo` in one terminal, `make screenshots` in another."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
SIZE = {"width": 1280, "height": 860}
PORT = sys.argv[1] if len(sys.argv) > 1 else "8000"
ADDRESS = f"http://localhost:{PORT}"


def sign_in(page: Page, name: str) -> None:
    """By the demo's button."""
    page.goto(ADDRESS)
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state("networkidle")


def main() -> int:
    """Take each picture. Returns the exit status."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport=SIZE, locale="en", color_scheme="light")
        try:
            page.goto(ADDRESS)
        except Error:
            print(f"The demo does not answer at {ADDRESS}. Start it with `make demo` first.", file=sys.stderr)
            return 1
        page.locator("button[name=language][value=en]").first.click()
        sign_in(page, "Anna Petersen")
        page.screenshot(path=FOLDER / "home.png")
        browser.close()
    print(f"Taken: {FOLDER.name}/home.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
