from __future__ import annotations

import re

from tests.report import fixture
from tests.web.conftest import Bench, Open
from tests.web.test_corrections import text_of


def keys(page: str) -> list[str]:
    return re.findall(r'id="(p-[^"]+)"', page)


def test_proposals_stand_on_a_page_of_their_own_with_both_quotations(open_bench: Open) -> None:
    bench = open_bench(fixture.advised())
    page = bench.get("/proposals")
    assert len(keys(page)) == 2
    assert "over the fence with petrol" in page
    assert "They are no findings" in text_of(page)
    assert 'href="/proposals"' in bench.get("/")


def test_without_advice_the_page_says_how_to_have_some(bench: Bench) -> None:
    assert "--propose" in bench.get("/proposals")
    assert 'href="/proposals"' not in bench.get("/")


def test_what_is_taken_is_a_discrepancy_and_proposed_no_more(open_bench: Open) -> None:
    bench = open_bench(fixture.advised())
    before = len(bench.desk.view.discrepancies)
    taken, left = keys(bench.get("/proposals"))
    page = bench.post("/proposals", {"accept": taken, "why": "read both"}, page="/proposals").text
    assert "Taken as a discrepancy." in page
    assert keys(page) == [left]
    assert len(bench.desk.view.discrepancies) == before + 1
    edit = bench.case.kept[0]
    assert edit.parting is not None
    assert (edit.kind, edit.parting.kind, edit.parting.between, edit.why) == (
        "add-discrepancy", "modality", "speakers", "read both",
    )  # fmt: skip


def test_what_is_dropped_is_not_proposed_again_and_undo_brings_it_back(open_bench: Open) -> None:
    bench = open_bench(fixture.advised())
    first, dropped = keys(bench.get("/proposals"))
    page = bench.post("/proposals", {"reject": dropped}, page="/proposals").text
    assert "not proposed again" in page
    bench.case.compare()
    assert keys(bench.get("/proposals")) == [first]
    bench.post("/undo", {"edit": bench.case.kept[0].id}, page="/log")
    assert set(keys(bench.get("/proposals"))) == {first, dropped}


def test_a_proposal_that_is_not_there_is_told(open_bench: Open) -> None:
    bench = open_bench(fixture.advised())
    assert bench.post("/proposals", {"accept": "p-none"}, page="/proposals").status_code == 404
