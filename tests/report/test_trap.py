"""Hostile articles in a real browser: in the report, on every page of the folder, in the notebook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from rashomon.records import Comparison
from rashomon.report import write_folder, write_report
from tests.report.fixture import advised, comparison
from tests.report.hostile import hostile

pytestmark = pytest.mark.browser

HUGE, ZALGO = "Łongestwordofthenight" * 400, "".join(f"{letter}{'̴̗͎̠̀̍́͛' * 30}" for letter in "unreadable")
TRAP = (
    f" {HUGE} {ZALGO} \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 ‮eurt si siht‬ ‏‎ </title></textarea></style><style>*{{"
    "display:none!important}body{background:url(https://evil.example/p)}@import 'https://evil.example/c';</style>"
    "<link rel=stylesheet href=https://evil.example/s><meta http-equiv=refresh content='0;url=https://evil.example/'>"
    "<base href=https://evil.example/><iframe srcdoc='<script>parent.owned=1</script>'></iframe><object data=data:text/html,x>"
    "<a href='data:text/html,<script>alert(1)</script>'>x</a><a href=' javascript:alert(2)'>y</a><form action=https://evil.example>"
    '" style="position:fixed;inset:0" autofocus onfocus="alert(3)" x="<!--<script>'
)
Watched = Callable[[Path], Page]


def everything() -> Comparison:
    """Return coverage whose every word, name, note, hypothesis and reason is a trap."""
    found = hostile('javascript:alert("url")', advised())
    data = json.loads(json.dumps(found.to_dict()))
    for part in ("entities", "questions", "reviews", "hypotheses", "events", "answers"):
        for row in data[part]:
            for field in ("name", "text", "why", "who", "title", "summary", "value"):
                if isinstance(row.get(field), str):
                    row[field] += TRAP
    for document in data["documents"]:
        document["text"] += f"\n\n{TRAP}"
        document["title"] = document["outlet"] = TRAP
    return Comparison.from_dict(data)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write the trap as report, as folder and as notebook, and return their pages."""
    folder = tmp_path_factory.mktemp("trap")
    found = everything()
    write_report(found, folder / "report.html", version="1")
    write_folder(found, folder / "pages", version="1")
    cell = f"<!doctype html><html lang=en><meta charset=utf-8><title>cell</title><body>{found._repr_html_()}"
    (folder / "notebook.html").write_text(cell, "utf-8")
    return [folder / "report.html", folder / "notebook.html", *sorted((folder / "pages").rglob("*.html"))]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """Open a page at 320 pixels; a request that leaves the disk, a dialog, a window, an error fails the test."""
    context = browser.new_context(viewport={"width": 320, "height": 800})
    troubles: list[str] = []
    context.on("request", lambda request: request.url.startswith("file:") or troubles.append(request.url))
    context.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
    context.on("page", lambda page: page.on("popup", lambda _: troubles.append("a window")))
    context.on("console", lambda message: message.type == "error" and troubles.append(message.text))
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    page = context.new_page()

    def opened(path: Path) -> Page:
        page.goto(path.as_uri())
        return page

    yield opened
    context.close()
    assert troubles == []


def test_hostile_coverage_runs_fetches_and_widens_nothing(pages: list[Path], watched: Watched) -> None:
    assert len(pages) > 30
    for path in pages:
        page = watched(path)
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert page.evaluate("typeof owned") == "undefined"
        ours = {"report.html": 2, "notebook.html": 0}.get(path.name, 1)
        assert page.locator("script").count() == ours, path
        strange = "iframe, object, embed, img, base, form:not([method=dialog]), meta[http-equiv=refresh], [style]:not(th, td), [onfocus], [onload]"
        assert page.locator(strange).count() == 0, path
        schemes = page.evaluate(
            "[...new Set([...document.querySelectorAll('a')].map(a => a.protocol || 'file:'))]"
        )
        assert set(schemes) <= {"file:"}, path
        assert page.url == path.as_uri()


def test_hostile_keys_and_clicks_do_nothing_else(pages: list[Path], watched: Watched) -> None:
    for path in pages[:1] + pages[2:4]:
        page = watched(path)
        for key in ("Tab", "j", "n", "m", "t", "Enter"):
            page.keyboard.press(key)
        page.wait_for_timeout(50)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_page_of_a_folder(
    browser: Browser, tmp_path: Path, scheme: str
) -> None:
    write_folder(advised(), tmp_path / "pages", version="1")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    for path in sorted((tmp_path / "pages").rglob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path.name}: {found.generate_report()}"
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.set_viewport_size({"width": 1280, "height": 900})
    context.close()


def test_a_folder_is_read_from_the_disk_by_clicking(browser: Browser, tmp_path: Path) -> None:
    write_folder(comparison(), tmp_path / "pages", version="1")
    page = browser.new_page()
    page.goto((tmp_path / "pages" / "index.html").as_uri())
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.kicker b')).textTransform") == "uppercase"
    )  # our style
    page.get_by_role("link", name="Discrepancy 4").first.click()
    assert page.locator("#d-d_23_4").is_visible()
    page.get_by_role("link", name="In the article").first.click()
    assert page.url.endswith("articles/doc-wire.html#s-wire-3")
    assert page.locator("#s-wire-3").evaluate("pin => pin === document.activeElement")  # our script
    page.get_by_role("link", name="Fire at the Osterquay grain terminal").first.click()
    assert page.url.endswith("index.html")
    page.close()


def test_a_printed_report_has_margins_with_title_and_numbers_and_cuts_nothing_off(
    browser: Browser, tmp_path: Path
) -> None:
    write_report(replace(comparison(), suggestions=()), tmp_path / "report.html", version="1")
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".sources li").count() == 5
    assert page.locator(".sources").is_visible()
    printed = page.pdf(prefer_css_page_size=True, format="A4")
    assert printed.count(b"/Type /Page\n") >= 4
    page.close()
