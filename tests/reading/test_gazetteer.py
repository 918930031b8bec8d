from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.entities import Gazetteer
from rashomon.reading.article import UnreadableError
from rashomon.reading.gazetteer import read_gazetteer
from rashomon.records import Entry, Link, Rejected


def read(tmp_path: Path, data: bytes | str, name: str = "known.csv") -> tuple[list[Entry], list[str]]:
    """Return the entries of a file, and what was put aside as “line: reason”."""
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    rows = list(read_gazetteer(path))
    aside = [f"{row.uri.rpartition('#')[2]}: {row.reason}" for row in rows if isinstance(row, Rejected)]
    return [row for row in rows if isinstance(row, Entry)], aside


def followed(key: str, schema: str, **properties: list[str]) -> str:
    return json.dumps({"id": key, "schema": schema, "properties": properties})


def test_follow_the_money_entities_are_read(tmp_path: Path) -> None:
    line = followed(
        "NK-1", "Person", name=["Ann Roe", "Анна Ро"], alias=["A. Roe"], weakAlias=["Roe"], wikidataId=["Q7"], country=["be"], topics=["role.pep"]
    )  # fmt: skip
    (entry,), aside = read(
        tmp_path, line + "\n" + followed("NK-2", "Ownership", owner=["NK-1"]) + "\n", "known.json"
    )
    link = Link("NK-1", "known.json", "Ann Roe", "Q7")
    names = ("Ann Roe", "Анна Ро", "A. Roe")
    assert entry == Entry(link, "person", names, ("Roe",), ("be",), ("role.pep",))
    assert aside == []


@pytest.mark.parametrize(
    "header",
    ["name,aliases,wikidata,type", "Label;Alias;QID;Schema", "CAPTION\tOther names\tWikidata ID\tkind"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_are_read_in_any_usual_form(tmp_path: Path, header: str, encoding: str) -> None:
    mark = next(mark for mark in ",;\t" if mark in header)
    row = mark.join(["Łukasz Źreb", '"Lukas Zreb|Лукаш Жреб"', "https://www.wikidata.org/wiki/q7", "Human"])
    (entry,), aside = read(tmp_path, f"{header}\r\n{row}\r\n".encode(encoding))
    assert (entry.names, entry.link.wikidata, entry.type) == (
        ("Łukasz Źreb", "Lukas Zreb", "Лукаш Жреб"),
        "Q7",
        "person",
    )
    assert aside == []


def test_bad_rows_are_put_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    table = f"name,aliases,wikidata\nAnn Roe,,Q1\n,,Q2\nBob\nCy Low,{'x' * 10_000};C. Low,\nDee,---,Q12x\n"
    entries, aside = read(tmp_path, table)
    assert [entry.names for entry in entries] == [("Ann Roe",), ("Cy Low", "C. Low"), ("Dee",)]
    assert aside == [
        "3: it has no name",
        "4: 1 fields under 3 columns",
        "5: a name left out: 10000 characters",
        "6: a name left out: no letter in '---'",
        "6: no Wikidata id: 'Q12x'; the row is used without it",
    ]


def test_bad_lines_are_put_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [
        "{",
        "[1]",
        '{"id": 1}',
        followed("a", "Person"),
        '{"properties": {"name": [5, "Ann Roe", "\\ud800"]}}',
    ]
    entries, aside = read(tmp_path, "\n".join(["{}", *lines]), "known.jsonl")
    assert [entry.names for entry in entries] == [("Ann Roe",)]
    assert [row.partition(":")[0] for row in aside] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"), (b"[{}]", "JSON list"), (b"a,b\n1,2\n", "no column named name; the columns are: a, b"),
        (b"\x1f\x8b\x08", "gzip"), (b"name\x00,\x01", "binary"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(tmp_path, data)


def test_hostile_names_do_no_harm(tmp_path: Path) -> None:
    names = ["‏أحمد‎", "‮eoR nnA", "Лукaшенко", "\ufeff", "İı", "́", "a\tb"]  # marks, a Latin letter in Cyrillic
    table = "name,aliases\n" + "".join(f'"{name}","{name}|"\n' for name in names)
    entries, _ = read(tmp_path, table)
    assert len(Gazetteer(entries)) == len(entries) >= 4
