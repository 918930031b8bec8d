"""Take the workbench's pictures: each view of the shipped example in Chromium, light, dark and narrow.

Run by ``just screenshot-workbench``; needs Chromium and the development tools. Writes workbench-VIEW.png (dark for every other
view, narrow for two) into docs/screenshots.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from rashomon.case import Case
from rashomon.records import Edit
from rashomon.web import Desk, Door
from rashomon.web.deeds import Deeds
from tests.web.browsing import served

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
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def shots(desk: Desk) -> list[tuple[str, str, str, dict[str, int]]]:
    """Return the name, the address, the colours and the size of each picture."""
    view = desk.view
    discrepancy, question, article = (
        next(iter(view.discrepancies)),
        next(iter(view.questions)),
        next(iter(view.documents)),
    )
    return [
        ("overview", "/", "light", WIDE), ("matrix", "/matrix", "dark", WIDE),
        ("discrepancies", "/discrepancies", "light", WIDE), ("discrepancy", f"/discrepancy/{discrepancy}", "light", WIDE),
        ("question", f"/question/{question}", "dark", WIDE), ("timeline", "/timeline", "light", WIDE),
        ("articles", "/articles", "dark", WIDE), ("article", f"/article/{article}", "light", WIDE),
        ("statement", f"/statement/{view.key(view.to_check[0])}?edit=1#edit", "dark", WIDE), ("names", "/people", "light", WIDE),
        ("name", f"/entity/{view.key(view.heard[0])}", "light", WIDE), ("search", "/search?q=Sadyrbekova", "dark", WIDE),
        ("review", "/review", "light", WIDE), ("review-names", "/review?what=names", "dark", WIDE),
        ("hypotheses", "/hypotheses?marked=1", "light", WIDE), ("log", "/log", "dark", WIDE), ("add", "/add", "light", WIDE),
        ("article-narrow", f"/article/{article}", "dark", NARROW), ("matrix-narrow", "/matrix", "light", NARROW),
    ]  # fmt: skip


def work(desk: Desk) -> None:
    """Correct a little, so that the pictures show something of it."""
    deeds = Deeds(desk.view)
    desk.edit([deeds.accept(row) for row in desk.view.to_check[:6]], "Ada")
    desk.edit(
        [
            Edit("hypothesis", name=text)
            for text in ("The gates were opened on an order.", "The control system failed.")
        ],
        "Ada",
        120,
    )
    first, second = desk.view.comparison.hypotheses
    disputes = desk.view.index.disputes.by_question
    answers = desk.view.answers_to[max(disputes, key=lambda name: len(disputes[name]))][:4]
    marks = (
        ("inconsistent", "consistent"),
        ("inconsistent", "neutral"),
        ("consistent", "inconsistent"),
        ("neutral", "neutral"),
    )
    edits = [
        Deeds(desk.view).mark(hypothesis, row, marks[place][column])
        for place, row in enumerate(answers)
        for column, hypothesis in enumerate((first, second))
    ]
    desk.edit(edits, "Bo", 120)


def take(browser: Browser, base: str, name: str, address: str, scheme: str, size: dict[str, int]) -> None:
    """Write one picture."""
    context = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.goto(base + address)
    page.wait_for_timeout(300)  # let the compositor finish drawing
    page.screenshot(path=FOLDER / f"workbench-{name}.png")
    context.close()


def main() -> None:
    """Make a case of the example, or of the inputs given, correct a little, and photograph each view."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed: on Debian, apt-get install chromium")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "case.db"
        with Case.new(path) as case:
            case.add(sys.argv[1:] or [str(EXAMPLE)])
            case.compare()
        with Desk(lambda: Case.open(path)) as desk:
            work(desk)
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
            with served(desk, Door(who="Ada")) as base:
                for shot in shots(desk):
                    take(browser, base, *shot)
            browser.close()


if __name__ == "__main__":
    main()
