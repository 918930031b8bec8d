from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.reading import read
from rashomon.records import Document
from rashomon.watching import FolderSink, LinesSink

ONE = Document(
    "a1", "The wall held.", url="https://paper.example/a", published="2031-03-04", outlet="The Example"
)
TWO = Document("b2", "Стена устояла.")


def ids(path: Path) -> list[str]:
    return [found.id for found in read([str(path)]) if isinstance(found, Document)]


@pytest.mark.parametrize("name", ["out.jsonl", "out"])
def test_documents_are_added_once_and_are_read_as_they_were(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for documents in ([ONE], [ONE, TWO, TWO], [TWO], []):
        sink = LinesSink(path) if path.suffix else FolderSink(path)
        sink.add(documents)
    assert ids(path) == ["a1", "b2"]
    first = next(iter(read([str(path)])))
    assert isinstance(first, Document)
    assert (first.text, first.url, first.published, first.outlet) == (
        ONE.text,
        ONE.url,
        ONE.published,
        ONE.outlet,
    )
    assert not list(tmp_path.rglob("*.part"))


def test_every_cut_of_a_file_is_made_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    LinesSink(path).add([ONE, TWO])
    whole = path.read_bytes()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        LinesSink(path).add([ONE, TWO])
        assert path.read_bytes() == whole


def test_lines_of_the_users_own_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    own = '{"text": "no id"}\n{"id": 7, "text": "a number"}\nnot json\n{"id": "a1", "text": "mine"}'
    path.write_text(own, "utf-8")
    LinesSink(path).add([ONE, TWO])
    lines = path.read_text("utf-8").split("\n")
    assert "\n".join(lines[:4]) == own
    assert json.loads(lines[4])["id"] == "b2"
    assert lines[5:] == [""]


def test_an_id_that_is_no_name_of_a_file_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="names no file"):
        FolderSink(tmp_path).add([Document("../x", "text")])
