from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from rashomon.report.index import Index
from rashomon.terminal import Sheet, article_view, draw, overview, plain_lines, question_view, speaker_view
from rashomon.terminal.sheets import Column
from tests.report.fixture import comparison
from tests.report.hostile import hostile

WIDTHS = (40, 57, 80, 120, 200)
_OURS = re.compile(r"\x1b\[[0-9;]*m")  # rich's own colours


def drawn(sheets: list[Sheet], width: int, *, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=width, color_system="standard" if colour else None, force_terminal=True
    )
    draw(sheets, console)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def views() -> Iterator[list[Sheet]]:
    for found in (comparison(), hostile()):
        index = Index(found)
        yield list(overview(index))
        yield list(question_view(index, "1"))
        yield list(speaker_view(index, found.entities[3].id))
        yield from (list(article_view(index, str(number))) for number in (1, 5))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for sheets in views():
        assert max(cell_len(line) for line in drawn(sheets, width).splitlines()) <= width


def test_no_control_character_of_an_article_reaches_the_terminal() -> None:
    for sheets in views():
        shown = _OURS.sub("", drawn(sheets, 100, colour=True))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", shown)
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]",
            "\n".join(plain_lines(sheets)),
        )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.sampled_from("aé漢字かحريקד👩\u0301 "), max_size=40), min_size=3, max_size=3
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(WIDTHS),
)
def test_the_rules_of_a_table_stand_one_below_the_other(rows: list[list[str]], width: int) -> None:
    sheet = Sheet("t", [Column("a", 8), Column("b", 8), Column("c", 8)], rows)
    lines = [line.replace("\u200e", "") for line in drawn([sheet], width).splitlines()]
    rules = {
        tuple(cell_len(line[: match.start()]) for match in re.finditer("│", line))
        for line in lines
        if "│" in line
    }
    assert len(rules) == 1


def test_cells_of_right_to_left_text_stay_in_their_columns() -> None:
    (line,) = (
        line
        for line in drawn([Sheet("t", [Column("a"), Column("b")], [["حريق", "ميناء"]])], 60).splitlines()
        if "حريق" in line
    )
    assert line.startswith("\u200e")
    assert "\u200e│\u200e" in line


def test_a_narrow_terminal_gets_blocks_and_fewer_speakers() -> None:
    narrow = drawn(list(overview(Index(comparison()))), 40)
    assert "  one says intruders (Oleg Marun)" in narrow
    assert re.search(r"\d more: a wider window", narrow)
    assert "more: a wider" not in drawn(list(overview(Index(comparison()))), 200)


def test_a_pipe_gets_a_row_a_line_with_all_speakers() -> None:
    lines = list(plain_lines(overview(Index(comparison()))))
    (head,) = (line for line in lines if line.startswith("№\t"))
    assert head.split("\t")[2:] == [
        "Dara Kovrig", "Interior Ministry of Tarsia", "Oleg Marun", "Wanda Leitner", "Ilya Radov", "not named",
    ]  # fmt: skip
    assert all(
        len(line.split("\t")) == 8 for line in lines if re.match(r"\d\t.*\?\t.*≠|№", line) and "\t\t" in line
    )
