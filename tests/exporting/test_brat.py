from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pybrat.parser import BratParser

from rashomon.exporting.brat import write_brat
from rashomon.reading.annotations.terms import encodable, file_stem, lines_of
from rashomon.records import Comparison, Document
from tests.exporting.example import POST, example
from tests.exporting.strategies import comparisons


def read(folder: Path) -> dict[str, Any]:
    """Return what a reader of brat's files makes of a folder, by the names of the files.

    It refuses two marks on the same words, which brat allows and overlapping statements need: no error for those.
    """
    return {row.id: row for row in BratParser(error="ignore").parse(folder)}


def test_the_files_of_the_example(tmp_path: Path) -> None:
    write_brat(example(), tmp_path / "out")
    stem = file_stem("post")
    assert (tmp_path / "out" / f"{stem}.txt").read_bytes().decode() == POST
    assert (tmp_path / "out" / f"{stem}.ann").read_text("utf-8").split("\n")[:-1] == [
        "T1\tComplete 0 13\tFerry aground",
        "T2\tContent 15 28;62 78\tTwelve people left the ferry 🛟",
        "T3\tSource 35 60\tharbour master Ida Brandt",
        "R1\tSaidBy Arg1:T2 Arg2:T3",
        "T4\tCue 30 34\tsaid",
        "R2\tCuedBy Arg1:T2 Arg2:T4",
        "A1\tKind T2 indirect",
        "A2\tAct T2 assert",
        "#1\tAnnotatorNotes T2\tspeaker: Ida Brandt",
        "T5\tContent 80 89;101 112\t“Nobody,” “was hurt.”",
        "T6\tSource 90 93\tshe",
        "R3\tSaidBy Arg1:T5 Arg2:T6",
        "T7\tCue 94 99\tadded",
        "R4\tCuedBy Arg1:T5 Arg2:T7",
        "A3\tKind T5 direct",
        "A4\tAct T5 deny",
        "#2\tAnnotatorNotes T5\tspeaker: Ida Brandt",
        "R5\tFollows Arg1:T5 Arg2:T2",
    ]


def test_a_reader_of_the_format_finds_the_statements(tmp_path: Path) -> None:
    write_brat(example(), tmp_path / "out")
    row = read(tmp_path / "out")[file_stem("post")]
    ties = {(tie.type, tie.arg1.mention, tie.arg2.mention) for tie in row.relations}
    assert ("SaidBy", "“Nobody,” “was hurt.”", "she") in ties
    assert ("Follows", "“Nobody,” “was hurt.”", "Twelve people left the ferry 🛟") in ties


def test_a_speaker_without_a_visible_name_is_not_nobody(tmp_path: Path) -> None:
    found = example()
    blank = replace(found, entities=(replace(found.entities[0], name=" \n"), *found.entities[1:]))
    write_brat(blank, tmp_path / "out")
    written = (tmp_path / "out" / f"{file_stem('post')}.ann").read_text("utf-8")
    assert "AnnotatorNotes" not in written


def test_the_configuration_names_all_that_is_written(tmp_path: Path) -> None:
    write_brat(example(), tmp_path / "out")
    told = (tmp_path / "out/annotation.conf").read_text("utf-8")
    for section in ("entities", "relations", "events", "attributes"):
        assert f"[{section}]" in told
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "out").glob("*.ann"))
    for kind in re.findall(r"^[TRA]\d+\t(\w+)", written, re.MULTILINE):
        assert re.search(rf"^{kind}\b", told, re.MULTILINE)


def test_no_name_of_a_file_comes_from_an_article(tmp_path: Path) -> None:
    names = ("../../x", "/etc/passwd", "a\nb", "\ud800", "CON", "x" * 5000)
    write_brat(
        Comparison(tuple(Document(name, "Words.") for name in names)), tmp_path / "deep/er".replace("/", "-")
    )
    written = sorted(tmp_path.rglob("*"))
    assert len(written) == 1 + 2 + 2 * len(names)
    for path in written[1:]:
        assert re.fullmatch(r"[0-9a-f]{16}\.(txt|ann)|annotation\.conf|documents\.csv", path.name)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError, match="name a new folder"):
        write_brat(example(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    write_brat(example(), tmp_path / "empty")
    assert (tmp_path / "empty/annotation.conf").exists()


@settings(max_examples=40)
@given(comparisons())
def test_every_mark_is_where_its_words_are(tmp_path_factory: Any, found: Comparison) -> None:
    folder = tmp_path_factory.mktemp("brat") / "out"
    write_brat(found, folder)
    for document in found.documents:
        stem = file_stem(document.id)
        text = (folder / f"{stem}.txt").read_bytes().decode()
        assert text == encodable(document.text)
        lines = (folder / f"{stem}.ann").read_bytes().decode().split("\n")[:-1]
        marks = []
        for line in lines:
            assert re.match(r"(T|R|A|#)\d+\t", line)
            assert len(line.splitlines()) == 1
            if line.startswith("T"):
                _, kind, words = line.split("\t")
                name, _, offsets = kind.partition(" ")
                spans = [tuple(map(int, pair.split(" "))) for pair in offsets.split(";")]
                assert " ".join(text[start:end] for start, end in spans) == words
                marks += [spans] if name == "Content" else []
        said = [lines_of(text, row.content) for row in found.statements if row.document == document.id]
        assert marks == [[tuple(span) for span in spans] for spans in said if spans]
