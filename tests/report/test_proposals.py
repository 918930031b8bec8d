from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from rashomon.records import Advice, Comparison, Excerpt, Proposal, Span
from rashomon.report import render
from rashomon.report.index import Index
from rashomon.report.proposals import FIRST, MOST, advised
from rashomon.report.versus import groups
from tests.report import fixture
from tests.report.conftest import Open
from tests.report.fixture import ADVICE, comparison
from tests.report.hostile import PAYLOAD, hostile


def test_a_remark_stands_with_its_discrepancy_and_a_doubt_says_so() -> None:
    rows = [row for group in groups(Index(fixture.advised())) for row in group.discrepancies]
    assert [(row.number, row.comment.doubts) for row in rows if row.comment] == [(1, False), (3, True)]
    html = render(fixture.advised(), version="1")
    assert html.count("The adviser doubts this.") == 1


def test_a_remark_changes_no_confidence_and_no_order() -> None:
    def without(found: Comparison) -> list[object]:
        return [replace(row, comment=None) for group in groups(Index(found)) for row in group.discrepancies]

    assert without(fixture.advised()) == without(comparison())


def test_a_proposal_marks_the_quoted_words_alone_and_quotes_them_verbatim() -> None:
    found = advised(Index(fixture.advised()))
    assert found is not None
    assert [row.kind for row in found.first] == ["how sure it is said to be", "how many"]
    marked = [
        segment.text
        for side in found.first[0].sides.values()
        for passage in side.passages
        for segment in passage.segments
        if "c1" in segment.classes
    ]
    assert marked == ["people who came over the fence with petrol", 'it was "too early" to speak of arson']


def test_a_proposal_is_no_discrepancy_anywhere_else() -> None:
    plain, asked = (render(found, version="1") for found in (comparison(), fixture.advised()))
    for part in ("summary", "matrix", "timeline"):
        section = re.compile(rf'<section[^>]*aria-labelledby="{part}".*?</section>', re.DOTALL)
        (one,), (other,) = section.findall(plain), section.findall(asked)
        assert one == other


def test_without_an_adviser_the_report_has_no_trace_of_one() -> None:
    html = render(comparison(), version="1")
    assert not re.search("advis|propos", html, re.IGNORECASE)


def test_a_proposal_whose_statement_is_not_there_is_left_out() -> None:
    gone = Proposal("number", Excerpt("nobody", Span(0, 1)), ADVICE.proposals[0].b, "why")
    found = advised(Index(replace(comparison(), advice=Advice("m", proposals=(gone,)))))
    assert found is not None
    assert (found.first, found.rest) == ([], 0)
    assert "It proposes nothing that holds." in render(replace(comparison(), advice=Advice("m")), version="1")


def test_many_proposals_stand_folded() -> None:
    many = replace(ADVICE, proposals=ADVICE.proposals * 150)
    html = render(replace(comparison(), advice=many), version="1")
    assert html.count('<article class="proposal"') == MOST
    assert f"<summary>{MOST - FIRST} more</summary>" in html
    assert "The JSON has 100 more." in html


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(open_report: Open, scheme: str, width: int) -> None:
    page = open_report(fixture.advised(), color_scheme=scheme, viewport={"width": width, "height": 900})
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_never_scrolls_sideways(open_report: Open, width: int) -> None:
    for found in (fixture.advised(), hostile(found=fixture.advised())):
        page = open_report(found, viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_proposal_leads_to_its_articles(open_report: Open) -> None:
    page = open_report(fixture.advised())
    page.get_by_role("navigation").get_by_role("link", name="Proposed").click()
    expect(page.get_by_role("heading", name="Proposed by a language model")).to_be_in_viewport()
    proposal = page.locator(".proposal").first
    expect(proposal).to_contain_text("proposed by tiny-model, nobody has checked it")
    proposal.get_by_role("link", name="In the article").last.click()
    expect(page.locator("#s-lantern-3")).to_be_in_viewport()


@pytest.mark.browser
def test_hostile_advice_is_harmless(open_report: Open) -> None:
    page = open_report(hostile(found=fixture.advised()))
    assert page.locator(".proposal").count() == 2
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, object, embed, [onerror], [onload]").count() == 0
    expect(page.locator(".proposal .advised").first).to_contain_text(PAYLOAD[:40])


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_models_words_look_unlike_a_finding(
    open_report: Open, scheme: str, width: int, tmp_path: Path
) -> None:
    page = open_report(fixture.advised(), color_scheme=scheme, viewport={"width": width, "height": 900})
    style = "part => { const s = getComputedStyle(part); return [s.borderTopStyle, s.fontFamily]; }"
    finding, model = (
        page.locator(place).first.evaluate(style) for place in (".versus .why", ".versus .advised")
    )
    assert finding[0] == "solid"
    assert model[0] == "dashed"
    assert finding[1] != model[1]
    assert page.screenshot(path=tmp_path / "shot.png")
