from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.edit_file import append_edit, read_edits
from rashomon.records import Anchor, Edit, Moved, Rejected

texts = st.text(min_size=1, max_size=12).filter(str.strip)
anchors = st.builds(Anchor, texts, st.lists(texts, max_size=2).map(tuple))
merges = st.builds(
    Edit,
    st.just("merge"),
    st.lists(anchors, min_size=2, max_size=3).map(tuple),
    who=texts,
    when=texts,
    why=texts,
)
splits = st.builds(
    Edit, st.just("split"), anchors.map(lambda one: (one,)), st.none() | st.just("N. N."),
    st.builds(Moved, st.lists(texts, min_size=1, max_size=2).map(tuple)),
)  # fmt: skip


@given(st.lists(merges | splits, max_size=4))
def test_what_is_appended_is_read(tmp_path_factory: pytest.TempPathFactory, edits: list[Edit]) -> None:
    path = tmp_path_factory.mktemp("edits") / "edits.jsonl"
    path.touch()
    for edit in edits:
        append_edit(path, edit)
    assert list(read_edits(path)) == edits


def test_a_file_only_grows_and_a_cut_line_stays_its_own(tmp_path: Path) -> None:
    path = tmp_path / "edits.jsonl"
    path.write_bytes(b'{"kind": "merge", "targ')
    append_edit(path, Edit("rename", (Anchor("Roe"),), "Ann Roe"))
    assert path.read_bytes().startswith(b'{"kind": "merge", "targ\n')
    bad, good = read_edits(path)
    assert isinstance(bad, Rejected)
    assert bad.uri == "edits.jsonl#1"
    assert isinstance(good, Edit)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"kind": "accept", "targets": []}', "this version knows no edit of kind 'accept'"),
        ('{"kind": "merge", "targets": [{"name": "Roe"}]}', "a merge needs two names or more"),
        ('{"kind": "merge", "targets": "Roe"}', "its targets are no list"),
        ('{"kind": "rename", "targets": [{"name": "Roe"}]}', "a rename needs the new name"),
        ('{"kind": "rename", "targets": [{"name": "Roe"}], "name": "a\\nb"}', "break or turn a line"),
        ('{"kind": "rename", "targets": [{"name": " "}], "name": "Roe"}', "a target's name is empty"),
        ('{"kind": "split", "targets": [{"name": "Roe"}]}', "a split needs the names"),
        ('{"kind": "reject", "targets": [{"name": "a"}, 5]}', "a target is no JSON object"),
        ('{"schema": "other/1", "kind": "merge", "targets": []}', "its schema is 'other/1'"),
        ('{"kind": "split", "targets": [{"name": "a", "documents": [1]}]}', "its documents are no strings"),
        ('{"kind": "rename", "targets": [{"name": "a"}], "name": "b", "who": 5}', "its who is no string"),
    ],
)
def test_a_line_that_is_no_edit_says_why(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "edits.jsonl"
    path.write_text(line + "\n", "utf-8")
    (row,) = read_edits(path)
    assert isinstance(row, Rejected)
    assert reason in row.reason
