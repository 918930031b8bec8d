"""The workbench in Chromium: reviewed by keyboard, on any width, light and dark, with and without script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rashomon.case import Case
from rashomon.cli import main
from rashomon.originals import Original
from rashomon.records import Comparison
from rashomon.web import Desk, Door
from tests.report.conftest import ARGS, _chromium
from tests.report.fixture import comparison
from tests.report.hostile import hostile
from tests.web.browsing import served
from tests.web.memory import MemoryCase
from tests.web.test_original import HOSTILE
from tests.web.test_views import VIEWS

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "examples" / "night-at-the-dam").iterdir())
SECRET = "a-token-of-sixteen-letters"  # noqa: S105 (opens nothing)
PATIENT = 60_000  # ms: a comparison may take a while on a machine that others use
KINDS = [
    "/", "/matrix", "/discrepancies", "/discrepancy/d-d1", "/questions", "/question/q-q1", "/timeline", "/articles",
    "/article/doc-wire", "/article/doc-wire?original=1", "/statement/s-wire-5?edit=1", "/people", "/entity/e-e2", "/search?q=petrol", "/review",
    "/review?what=discrepancies", "/review?what=names", "/hypotheses", "/log", "/add", "/work",
]  # fmt: skip

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = _chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a page of a workbench; whatever it asks of another host or logs as an error fails the test."""
    troubles: list[str] = []
    with ExitStack() as stack:

        def opened(desk: Desk, path: str = "/", door: Door | None = None, **options: Any) -> Page:
            base = stack.enter_context(served(desk, door or Door(who="Ada")))
            context = browser.new_context(
                **{
                    "viewport": {"width": 1280, "height": 900},
                    "reduced_motion": "reduce",
                    "base_url": base,
                    **options,
                }
            )
            stack.callback(context.close)
            context.on(
                "request", lambda request: request.url.startswith(base) or troubles.append(request.url)
            )
            context.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
            context.on("console", lambda message: message.type == "error" and troubles.append(message.text))
            context.on("weberror", lambda error: troubles.append(str(error.error)))
            page = context.new_page()
            page.goto(path)
            return page

        yield opened
    assert troubles == []


@pytest.fixture
def desk() -> Iterator[Desk]:
    with memory() as found:
        yield found


def memory(found: Comparison | None = None) -> Desk:
    case = MemoryCase(found or comparison(), pages={"wire": Original.of(HOSTILE.format("x").encode())})
    return Desk(lambda: case)


def test_the_whole_way_from_an_empty_case_to_the_report(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    Case.new(path).close()
    with Desk(lambda: Case.open(path)) as desk:
        page = visit(desk)
        page.set_default_timeout(PATIENT)
        page.get_by_role("main").get_by_role("link", name="Add articles").click()
        page.get_by_label("Text, HTML, JSON lines").set_input_files(ARTICLES)
        page.get_by_role("button", name="Add them").click()
        expect(page.get_by_text("Working:")).to_have_count(0, timeout=5 * PATIENT)
        page.goto("/articles")
        expect(page.locator(".rows > li")).to_have_count(len(ARTICLES))

        # Ten statements by keyboard.
        page.keyboard.press("q")
        page.wait_for_url("**/review")
        total = len(desk.view.statements)
        expect(page.get_by_text(f"0 of {total} reviewed")).to_be_visible()
        for _ in range(10):
            first = page.locator(".check").first.get_attribute("id")
            page.keyboard.press("a")
            expect(page.locator(f"#{first}")).to_have_count(0)
        expect(page.get_by_text(f"10 of {total} reviewed")).to_be_visible(timeout=PATIENT)
        assert [edit.kind for edit in desk.edits()] == ["accept-statement"] * 10

        # Two names are one.
        names = [entity.name for entity in desk.view.heard if entity.type == "person"]
        page.goto(f"/people?q={names[0]}")
        page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url("**/entity/**")
        page.keyboard.press("e")
        page.keyboard.type(names[1])
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_contain_text("are one")
        expect(page.get_by_text("Working:")).to_have_count(0)
        assert len({one.id for name in names[:2] for one in desk.view.by_name[name.casefold()]}) == 1

        # A discrepancy is corrected, and it is taken back.
        page.goto("/discrepancies")
        page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url("**/discrepancy/**")
        page.keyboard.press("e")
        page.get_by_label("Kind").select_option("wording")
        page.get_by_label("Why they differ, in your words").fill("Two reporters heard it differently.")
        page.locator("#edit").get_by_role("button", name="Correct").click()
        expect(page.locator(".told")).to_contain_text("It is now how it was worded")
        wait_until_shown(page, desk)
        assert "wording" in {one.kind for one in desk.view.comparison.discrepancies}
        page.goto("/log")
        page.locator("#main .log li", has_text="discrepancy corrected:").get_by_role(
            "button", name="Undo"
        ).click()
        expect(page.locator(".told")).to_contain_text("Undone.")
        wait_until_shown(page, desk)
        assert "wording" not in {one.kind for one in desk.view.comparison.discrepancies}
        page.locator(".told").get_by_role("button", name="Undo").click()
        expect(page.locator(".told")).to_contain_text("Undone.")
        wait_until_shown(page, desk)

        # The report has those corrections.
        page.goto("/")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the report").click()
        report = Path(download.value.path()).read_text("utf-8")
        found = re.search(r'id="comparison">(.*?)</script>', report, flags=re.DOTALL)
        assert found
        data = json.loads(found[1])
        assert sum(row["state"] == "accepted" for row in data["reviews"]) >= 10
        assert "Two reporters heard it differently." in {row["note"] for row in data["discrepancies"]}
        assert "Ada" in report

        # The case is edited from the command line, and the page shows it.
        statement = desk.view.to_check[0]
        done = CliRunner().invoke(
            main, ["edit", "accept-statement", statement.id, "--case", str(path), "--who", "Bo"]
        )
        assert done.exit_code == 0, done.output
        page.wait_for_timeout(1100)
        page.goto("/log")
        expect(page.locator(".log li").first).to_contain_text("Bo", timeout=PATIENT)
        wait_until_shown(page, desk)
        assert desk.view.verdict(statement.id)


def wait_until_shown(page: Page, desk: Desk) -> None:
    for _ in range(600):
        if not desk.work().busy and not desk.work().kept:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"still at work: {desk.work()}")


def test_statements_are_reviewed_by_keyboard_alone(visit: Visit, desk: Desk) -> None:
    page = visit(desk, "/review")
    ids = [f"s-{row.id}" for row in desk.view.to_check]
    page.keyboard.press("j")
    expect(page.locator(f"#{ids[0]}")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(f"#{ids[1]}")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(f"#{ids[1]}")).to_have_count(0)
    expect(page.locator(f"#{ids[2]}")).to_be_focused()  # the one that took its place
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator(f"#{ids[0]}")).to_have_count(0)
    expect(page.locator(".told")).to_contain_text("Accepted.")
    page.keyboard.press("u")
    expect(page.locator(f"#{ids[0]}")).to_have_count(1)
    page.keyboard.press("e")
    page.wait_for_url("**/statement/**")
    expect(page.get_by_label("What is said")).to_be_visible()


def test_in_an_article_keys_go_from_statement_to_statement(visit: Visit, desk: Desk) -> None:
    page = visit(desk, "/article/doc-wire")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#s-wire-2")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("li.accepted")).to_contain_text("Dara Kovrig")
    expect(page.locator("#s-wire-2")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("#s-wire-2")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator("#s-wire-2")).to_have_count(1)


def test_words_are_marked_with_the_mouse(visit: Visit, desk: Desk) -> None:
    page = visit(desk, "/statement/s-wire-5?edit=1")
    words = page.locator("blockquote .c1").first
    words.scroll_into_view_if_needed()
    left, top = words.evaluate(
        "e => { const r = e.getClientRects()[0]; return [r.left + 30, r.top + r.height / 2]; }"
    )
    page.mouse.dblclick(left, top)
    expect(page.get_by_role("toolbar")).to_be_visible()
    chosen = page.evaluate("String(getSelection()).trim()")
    page.get_by_role("toolbar").get_by_role("button", name="what is said").click()
    expect(page.get_by_label("What is said")).to_have_value(chosen)
    page.locator("#edit").get_by_role("button", name="Correct").click()
    expect(page.locator(".told")).to_contain_text("Corrected.")
    assert page.locator("blockquote .c1").all_text_contents() == [chosen]


def test_a_form_that_was_not_understood_says_so_in_place(visit: Visit, desk: Desk) -> None:
    page = visit(desk, "/statement/s-wire-5?edit=1")
    page.get_by_label("What is said").fill("words that stand nowhere")
    page.locator("#edit").get_by_role("button", name="Correct").click()
    expect(page.get_by_role("alert")).to_contain_text("do not stand in the article")
    expect(page.get_by_label("What is said")).to_have_value("words that stand nowhere")


def test_hypotheses_are_marked_in_one_click(visit: Visit, desk: Desk) -> None:
    page = visit(desk, "/hypotheses")
    page.get_by_label("A hypothesis", exact=True).fill("The wiring failed.")
    page.keyboard.press("Enter")
    expect(page.locator(".ranking")).to_contain_text("The wiring failed.")
    page.locator("#a-a1").get_by_role("button", name="inconsistent: The wiring failed.").click()
    expect(
        page.locator("#a-a1").get_by_role("button", name="inconsistent: The wiring failed.")
    ).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", ["/review", "/discrepancy/d-d1"])
def test_everything_works_without_script(visit: Visit, desk: Desk, path: str) -> None:
    page = visit(desk, path, java_script_enabled=False)
    page.get_by_role("button", name="Accept").first.click()
    expect(page.locator(".told").first).to_be_visible()
    page.locator(".told").get_by_role("button", name="Undo").click()
    expect(page.locator(".told")).to_contain_text("Undone.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation_on_any_view(visit: Visit, desk: Desk, scheme: str, width: int) -> None:
    page = visit(desk, "/", color_scheme=scheme, viewport={"width": width, "height": 900})
    for path in KINDS:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}: {results.generate_report()}"


def test_axe_finds_no_violation_in_an_empty_case_or_at_the_login(visit: Visit) -> None:
    with memory(Comparison()) as empty:
        page = visit(empty)
        for path in ("/", "/matrix", "/review", "/hypotheses", "/log", "/search"):
            page.goto(path)
            assert Axe().run(page).violations_count == 0, path
        page = visit(empty, "/login", Door(token=SECRET))
        assert Axe().run(page).violations_count == 0


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2560])
def test_no_view_scrolls_sideways(visit: Visit, desk: Desk, width: int) -> None:
    page = visit(desk, "/", viewport={"width": width, "height": 800})
    for path in KINDS:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize(
    "url", [None, "https://evil.example/\"onmouseover=alert(6)//'><script>alert(7)</script>"]
)
def test_hostile_coverage_is_harmless(visit: Visit, url: str | None) -> None:
    with memory(hostile(url)) as poisoned:
        page = visit(poisoned, viewport={"width": 320, "height": 800})
        view = poisoned.view
        paths = [path for path in KINDS if path.count("/") == 1]
        for name, rows in (("article", view.documents), ("statement", view.statements), ("entity", view.entities),
                           ("question", view.questions), ("discrepancy", view.discrepancies)):  # fmt: skip
            paths.append(f"/{name}/{next(iter(rows))}")
        for path in paths:
            page.goto(path)
            assert page.locator("script").count() == 2, path
            assert (
                page.locator(
                    "img, iframe, object, embed, [onerror], [onload], [onmouseover], [style]"
                ).count()
                == 0
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            if path.count("/") == 1:  # on one record the key leads to the next page
                page.keyboard.press("j")
        page.goto("/review")
        page.keyboard.press("a")
        expect(page.locator(".told")).to_be_visible()


def test_the_original_beside_the_text_does_nothing(visit: Visit, desk: Desk) -> None:
    page = visit(desk, "/article/doc-wire", java_script_enabled=False)
    page.get_by_role("link", name="Original page beside it").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="The dam held")).to_be_visible()
    frame.get_by_text("away").click()
    frame.get_by_text("run", exact=True).click()
    page.wait_for_timeout(300)
    expect(frame.get_by_role("heading", name="The dam held")).to_be_visible()
    assert page.url.endswith("/article/doc-wire?original=1")
    page.get_by_role("link", name="Without the original page").click()
    expect(page.locator("iframe")).to_have_count(0)


def test_the_first_tab_skips_to_the_page_and_help_opens(visit: Visit, desk: Desk) -> None:
    page = visit(desk, "/matrix")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.get_by_label("Single-key shortcuts on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(page.locator("#find")).not_to_be_focused()


def test_a_page_asks_at_most_six_times(visit: Visit, desk: Desk) -> None:
    context = visit(desk, "/add").context
    asked: dict[str, list[str]] = {path: [] for path in VIEWS}
    # Side by side: each must be quiet for half a second to count as idle.
    for start in range(0, len(VIEWS), 12):
        tabs = [(context.new_page(), path) for path in VIEWS[start : start + 12]]
        for tab, path in tabs:
            tab.on("request", lambda request, path=path: asked[path].append(request.url))
            tab.goto(path)
        for tab, _ in tabs:
            tab.wait_for_load_state("networkidle")
            tab.close()
    assert all(urls and len(urls) <= 6 for urls in asked.values()), asked


def test_who_is_let_in_by_a_token_sees_the_case(visit: Visit, desk: Desk) -> None:
    page = visit(desk, "/matrix", Door(token=SECRET))
    page.get_by_label("Your name").fill("Cleo")
    page.get_by_label("The token").fill(SECRET)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/matrix")
    expect(page.get_by_text("You are Cleo")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login")
