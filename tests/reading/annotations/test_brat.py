from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.annotations.brat import read_brat
from rashomon.reading.annotations.marks import Sheet
from rashomon.records import Document, Rejected, Span

TEXT = "Ann said\nit held, and fell."
DOCUMENT = Document("d", TEXT)
GOOD = ["T1\tContent 9 16;22 26\tit held fell", "T2\tSource 0 3\tAnn", "R1\tSaidBy Arg1:T1 Arg2:T2"]


def read(
    folder: Path, lines: list[str], text: str = TEXT, documents: tuple[Document, ...] = (DOCUMENT,)
) -> tuple[list[Sheet], list[str]]:
    (folder / "a.ann").write_bytes("".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass"))
    (folder / "a.txt").write_bytes(text.encode())
    rows = list(read_brat(folder, documents))
    return [row for row in rows if isinstance(row, Sheet)], [
        row.reason for row in rows if isinstance(row, Rejected)
    ]


def test_marks_ties_and_remarks(tmp_path: Path) -> None:
    more = [
        "A1\tAct T1 deny",
        "A2\tKind T1 direct",
        "#1\tAnnotatorNotes T1\tspeaker: Ann Roe",
        "#2\tAnnotatorNotes T1\tsure",
    ]
    (sheet,), aside = read(tmp_path, [*GOOD, *more])
    (mark,) = sheet.marks
    assert (mark.content, mark.source, mark.cue) == ((Span(9, 16), Span(22, 26)), (Span(0, 3),), None)
    assert (mark.speaker, mark.act, mark.why, mark.nobody, sheet.complete) == (
        "Ann Roe",
        "deny",
        "sure",
        False,
        False,
    )
    assert mark.place == "a.ann, T1"
    assert aside == []


def test_a_tie_may_stand_before_what_it_ties_and_lines_of_windows_are_lines(tmp_path: Path) -> None:
    (sheet,), aside = read(tmp_path, [line + "\r" for line in reversed(GOOD)])
    assert sheet.marks[0].source == (Span(0, 3),)
    assert aside == []


def test_spans_parted_by_a_line_end_alone_are_one(tmp_path: Path) -> None:
    (sheet,), _ = read(tmp_path, ["T1\tContent 4 8;9 16\tsaid it held", "T2\tComplete 0 3\tAnn"])
    assert sheet.marks[0].content == (Span(4, 16),)
    assert sheet.complete


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T9\tContent 0 3\tBen", "at its offsets the text has “Ann”"),
        ("T9\tContent 0 999\tAnn", "its offsets are not inside the text"),
        ("T9\tContent 3 3\t", "its offsets are not inside the text"),
        ("T9\tContent 99999999999999999999 3\tAnn", "this is no annotation that is read here"),
        ("T9\tProtein 0 3\tAnn", "“Protein” marks nothing that is read here"),
        ("T1\tContent 0 3\tAnn", "T1 is used twice"),
        ("T9\tCue 4 8\tsaid", "no Content is tied to this Cue"),
        ("R9\tSaidBy Arg1:T1 Arg2:T7", "it is about T7, which marks nothing"),
        ("R9\tSaidBy Arg1:T2 Arg2:T1", "T2 is no Content"),
        ("R9\tLikes Arg1:T1 Arg2:T2", "“Likes” is no relation that is read here"),
        ("A9\tAct T1 shout", "an act is one of assert, deny, hedge, opine, direct, commit, ask"),
        ("A9\tMood T1 sad", "“Mood” is no attribute that is read here"),
        ("A9\tAct T2 deny", "T2 is no Content"),
        ("E1\tSay:T1 By:T2", "this is no annotation that is read here"),
        ("nonsense", "this is no annotation that is read here"),
    ],
)  # fmt: skip
def test_a_bad_line_is_put_aside_and_the_rest_is_read(line: str, reason: str, tmp_path: Path) -> None:
    (sheet,), aside = read(tmp_path, [*GOOD, line])
    assert aside == [reason]
    assert [mark.content for mark in sheet.marks] == [(Span(9, 16), Span(22, 26))]


def test_a_file_about_another_text_is_put_aside(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD, text=TEXT + "!") == ([], ["the text in a.txt is that of no article here"])
    twin = Document("e", TEXT)
    assert read(tmp_path, GOOD, documents=(DOCUMENT, twin)) == (
        [],
        ["the text in a.txt is that of 2 articles"],
    )
    (tmp_path / "a.txt").unlink()
    assert list(read_brat(tmp_path, [DOCUMENT])) == [Rejected("a.ann", "there is no a.txt beside it")]


def test_bytes_that_are_not_utf_8_are_put_aside(tmp_path: Path) -> None:
    assert read(tmp_path, ["T1\tContent 0 3\tA\udc80n"]) == ([], ["it is not UTF-8"])


@given(
    st.lists(
        st.one_of(st.sampled_from(GOOD), st.text("TRA#E*019 \tContentSource:;Arg12", max_size=30)), max_size=8
    )
)
def test_no_line_stops_the_reader(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    sheets, aside = read(tmp_path_factory.mktemp("any"), lines)
    assert len(sheets) == 1
    assert all(aside)
