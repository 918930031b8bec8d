"""From articles to the page: what the engine finds in the examples, opened in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from rashomon import Comparison, compare
from tests.report.conftest import Open

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def dam() -> Comparison:
    return compare(["examples/night-at-the-dam"])


@pytest.fixture(scope="module")
def trap() -> Comparison:
    return compare(["examples/hostile"])


def test_a_click_in_the_matrix_lands_on_the_words_of_its_answer(open_report: Open, dam: Comparison) -> None:
    page = open_report(dam)
    statements = {statement.id: statement for statement in dam.statements}
    texts = {document.id: document.text for document in dam.documents}
    for link in page.locator("td .weight a").all()[:6]:
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
        statement = statements[target.removeprefix("s-")]
        said = "".join(span.of(texts[statement.document]) for span in statement.content)
        lit = "".join(page.locator(".text .on:not(.pin)").all_text_contents())
        assert all(word in lit for word in said.split())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_the_example(open_report: Open, dam: Comparison, scheme: str) -> None:
    page = open_report(dam, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_articles_that_attack_change_nothing(open_report: Open, trap: Comparison) -> None:
    page = open_report(trap)
    assert len(trap.documents) == 2
    assert page.locator("script").count() == 2  # the page's own: its keys, and its data
    assert page.locator("img, iframe, object, embed, [onerror], [onload], a[href^='javascript']").count() == 0
    shown = page.locator("main").text_content() or ""
    assert "alert(1)" in shown
    assert "{{7*7}}" in shown
