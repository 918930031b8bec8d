from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from rashomon.records import Answer, Comparison, Document
from rashomon.report.fragment import live_link
from tests.report.conftest import Open
from tests.report.fixture import STATEMENTS, TEXTS, comparison
from tests.report.hostile import PAYLOAD, hostile

pytestmark = pytest.mark.browser

SHOWN = "document => [...document.querySelectorAll('.paper')].map(paper => [...paper.querySelectorAll('[data-text]')].map(part => part.textContent).join(''))"


def shown_texts(page: Page) -> list[str]:
    texts: list[str] = page.evaluate(f"() => ({SHOWN})(document)")
    return texts


def test_a_matrix_cell_leads_to_the_sentence_in_its_article(open_report: Open) -> None:
    page = open_report()
    cell = (
        page.get_by_role("row", name="When did the fire begin?").get_by_role("cell").filter(has_text="03:50")
    )
    cell.get_by_role("link", name="Statement 17", exact=False).click()
    pin = page.locator("#s-lantern-2")
    expect(pin).to_be_focused()
    expect(pin).to_be_in_viewport()
    lit = page.locator("#doc-lantern .text .on:not(.pin)").all_text_contents()
    assert lit == ["“The first alarm came at 03:50. I misread the log,”", "she", "told"]
    expect(page.locator("#card")).to_have_text("Statement 17: Dara Kovrig says, quoted directly")


def test_a_matrix_cell_leads_to_its_article_without_script(open_report: Open) -> None:
    page = open_report(java_script_enabled=False)
    page.locator("td .weight a[href='#s-vestnik-2']").click()
    expect(page.locator("#s-vestnik-2")).to_be_in_viewport()
    expect(page.get_by_text("пострадали 14 человек", exact=True).last).to_be_visible()


def test_of_nested_statements_the_inner_one_is_lit_and_both_are_named(open_report: Open) -> None:
    page = open_report(fragment="#s-wire-7")
    page.get_by_text("“Two men ran when I shouted”").last.hover()
    assert page.locator(".text .on:not(.pin)").all_text_contents() == [
        "a guard",
        "had told",
        "“Two men ran when I shouted”",
    ]
    expect(page.locator("#card")).to_have_text(
        "Statement 7: a guard says, quoted directly, inside Statement 6: Oleg Marun says, reported indirectly"
    )


@pytest.mark.parametrize("fragment", ["#d-d_23_4", "#s-sahil-1", "#doc-vestnik", "#e-e3", "#q-q2"])
def test_deep_links_arrive(open_report: Open, fragment: str) -> None:
    page = open_report(fragment=fragment)
    expect(page.locator(fragment)).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(open_report: Open, scheme: str, width: int) -> None:
    page = open_report(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_axe_finds_no_violation_without_findings(open_report: Open) -> None:
    results = Axe().run(open_report(Comparison()))
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2560])
def test_the_page_never_scrolls_sideways(open_report: Open, width: int) -> None:
    page = open_report(viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_unbroken_words_do_not_widen_the_page(open_report: Open) -> None:
    page = open_report(hostile(), viewport={"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_keys_step_through_discrepancies_and_statements(open_report: Open) -> None:
    page = open_report()
    for key, place in (
        ("j", "d-d1"),
        ("j", "d-d2"),
        ("k", "d-d1"),
        ("n", "s-wire-1"),
        ("n", "s-wire-2"),
        ("p", "s-wire-1"),
    ):
        page.keyboard.press(key)
        expect(page.locator(f"#{place}")).to_be_focused()
        expect(page.locator(f"#{place}")).to_be_in_viewport()


def test_help_opens_closes_and_turns_the_keys_off(open_report: Open) -> None:
    page = open_report()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.get_by_label("Single-key shortcuts on").uncheck()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("#d-d1")).not_to_be_focused()


def test_the_first_tab_skips_to_the_report(open_report: Open) -> None:
    page = open_report()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the report")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_theme_changes_and_is_kept(open_report: Open) -> None:
    page = open_report(color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    for name in ("light", "dark"):
        page.keyboard.press("t")
        expect(page.get_by_role("button", name=f"Theme: {name}")).to_be_visible()
    assert page.evaluate(paper) != light
    page.reload()
    expect(page.get_by_role("button", name="Theme: dark")).to_be_visible()


def test_the_matrix_can_show_the_contested_speakers_alone(open_report: Open) -> None:
    found = comparison()
    answer = Answer("calm", "q1", "e6", "two men", "", ("wire-7",))
    page = open_report(replace(found, answers=(*found.answers, answer)))
    column = page.get_by_role("columnheader", name="a guard")
    expect(column).to_be_visible()
    page.get_by_label("Only speakers in a discrepancy").check()
    expect(column).to_be_hidden()


def test_articles_show_their_very_text(open_report: Open) -> None:
    odd = Document("odd", "One\r\ntwo\r three\x0bfour  five\n \n\u2028six\x85<b>&amp;\n\n\nseven\ufeff\n")
    found = replace(comparison(), documents=(*comparison().documents, odd))
    page = open_report(found)
    assert shown_texts(page) == [document.text for document in found.documents]


@pytest.mark.parametrize(
    "url", [None, "https://evil.example/\"onmouseover=alert(6)//'><script>alert(7)</script>"]
)
def test_hostile_coverage_is_harmless(open_report: Open, url: str | None) -> None:
    page = open_report(hostile(url))
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, object, embed, [onerror], [onload], [onmouseover]").count() == 0
    schemes = page.evaluate(
        "[...new Set([...document.querySelectorAll('a')].map(a => a.protocol || 'svg'))].sort()"
    )
    assert set(schemes) <= {"file:", "svg", *(["https:"] if url else [])}
    assert all(PAYLOAD[:60] in text for text in shown_texts(page))
    for selector in (".pin", ".versus a", "td a"):
        page.locator(selector).first.hover()
        page.locator(selector).first.focus()
    page.keyboard.press("n")
    page.keyboard.press("j")
    page.wait_for_timeout(100)


def test_hostile_deep_links_arrive(open_report: Open) -> None:
    page = open_report(hostile())
    link = page.locator("td .weight a").first
    link.click()
    target = re.sub("^#", "", link.get_attribute("href") or "")
    assert re.fullmatch(r"[A-Za-z0-9_-]+", target)
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()


def test_live_links_land_on_the_words(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    for statement in STATEMENTS:
        text = TEXTS[statement.document]
        parts = "".join(f"<p>{escape(part)}</p><div></div>" for part in text.split("\n\n"))
        live = tmp_path / "live.html"
        live.write_text(
            f"<!doctype html><meta charset=utf-8><style>div {{ height: 4000px }}</style>{parts}", "utf-8"
        )
        fragment = (live_link("https://x.example/", text, statement.content[0]) or "").partition("#")[2]
        page.goto("about:blank")
        page.goto(f"{live.as_uri()}#{fragment}")
        place = text[: statement.content[0].start].count("\n\n")
        expect(page.locator("p").nth(place), fragment).to_be_in_viewport()
    page.close()


def test_links_out_keep_the_reader_private(open_report: Open) -> None:
    page = open_report()
    away = page.locator("a[href^='http']")
    assert away.count() > 10
    for link in away.all():
        assert link.get_attribute("rel") == "noreferrer noopener"


def test_print_shows_the_matrix_whole(open_report: Open) -> None:
    page = open_report()
    page.emulate_media(media="print")
    expect(page.locator("nav.bar")).to_be_hidden()
    box = page.locator("table").first
    assert page.evaluate(
        "table => table.scrollWidth <= document.documentElement.clientWidth", box.element_handle()
    )
