"""Take the README's screenshots: the shipped example's report in Chromium, as a page, as a folder, on a telephone.

Run by ``just screenshot``; needs Chromium and the development tools. Writes each of `SHOTS` into docs/screenshots.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from rashomon.pipeline import compare
from rashomon.report import write_folder, write_report

DOCS = Path(__file__).resolve().parent
FOLDER = DOCS / "screenshots"
EXAMPLE = DOCS.parent / "examples" / "night-at-the-dam"
ARGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--no-first-run",
]


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, which page, the element at the top, the colours, the size."""

    name: str
    page: str = "report.html"
    top: str = "body"
    scheme: Literal["light", "dark"] = "light"
    width: int = 1280
    height: int = 860


SHOTS = (
    Shot("report-light"),
    Shot("report-dark", top="#matrix", scheme="dark"),
    Shot("report-quotations", top=".group"),
    Shot("report-narrow", width=320, height=860),
    Shot("folder-question", page="folder/questions.html"),
)


def take(browser: Browser, folder: Path, shot: Shot) -> None:
    """Write one picture, scrolled to the element at its top."""
    context = browser.new_context(
        color_scheme=shot.scheme,
        viewport={"width": shot.width, "height": shot.height},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto((folder / shot.page).as_uri())
    if shot.name == "folder-question":
        page.locator(".listing a").first.click()
    page.evaluate("selector => document.querySelector(selector)?.scrollIntoView()", shot.top)
    page.wait_for_timeout(300)  # let the compositor finish drawing
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    context.close()


def main() -> None:
    """Compare the example, or the inputs given, and photograph its report."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed: on Debian, apt-get install chromium")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        found = compare(sys.argv[1:] or [str(EXAMPLE)])
        write_report(found, Path(folder) / "report.html")
        write_folder(found, Path(folder) / "folder")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        for shot in SHOTS:
            take(browser, Path(folder), shot)
        browser.close()


if __name__ == "__main__":
    main()
