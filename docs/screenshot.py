"""Take the README's screenshots: the shipped example's report in Chromium, light and dark.

Run by ``just screenshot``; needs Chromium and the development tools. Writes report-light.png,
report-dark.png and report-quotations.png into docs/screenshots.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from rashomon.pipeline import compare
from rashomon.report import write_report

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
SHOTS = (  # name, colours, the element that stands at the top
    ("report-light", "light", "body"),
    ("report-dark", "dark", "#matrix"),
    ("report-quotations", "light", ".group"),
)


def take(browser: Browser, report: Path, name: str, scheme: str, top: str) -> None:
    """Write one screenshot of the report, scrolled to the element `top`."""
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 1280, "height": 860}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(report.as_uri())
    page.evaluate("selector => document.querySelector(selector)?.scrollIntoView()", top)
    page.wait_for_timeout(300)  # let the compositor finish drawing
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()


def main() -> None:
    """Compare the example, or the inputs given, and photograph the report."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed: on Debian, apt-get install chromium")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder) / "report.html"
        write_report(compare(sys.argv[1:] or [str(EXAMPLE)]), report)
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        for shot in SHOTS:
            take(browser, report, *shot)
        browser.close()


if __name__ == "__main__":
    main()
