from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.cli import main
from rashomon.evaluation.names import by_symbols, count, of_half, read_gold, ways
from rashomon.evaluation.report import GoldError

ROW = {
    "id": "a",
    "type": "person",
    "lemmas": {"pl": ["Jan Roe"]},
    "surface": {"pl": ["Jana Roe"], "ru": ["Яна Роэ"]},
}
OTHER = {"id": "b", "type": "place", "lemmas": {"pl": ["Niemcy"]}, "surface": {"ru": ["Германии"]}}


def written(path: Path, *lines: object) -> Path:
    file = path / "gold.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return file


def test_the_command_prints_a_table_and_one_line_of_json(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", "names", str(written(tmp_path, ROW, OTHER))])
    assert result.exit_code == 0
    figures = json.loads(result.output.splitlines()[-1])
    assert figures["place"]["rashomon"]["r"] == 1
    assert figures["place"]["equal strings"]["r"] == 0
    assert set(figures["person"]) == set(ways()) >= {"rashomon", "equal strings"}
    assert len(figures["person"]["rashomon"]["halves"]) == 2


def test_a_string_of_two_entities_counts_for_both() -> None:
    gold = {"Roe": frozenset("ab"), "Ann Roe": frozenset("a"), "Bob Roe": frozenset("b")}
    counts = count(gold, [["Roe", "Ann Roe", "Bob Roe"]])
    assert (counts.gold, counts.found, counts.right) == (2, 3, 2)


def test_the_halves_part_the_entities() -> None:
    gold = {str(n): frozenset([str(n)]) for n in range(50)}
    halves = [set(of_half(gold, half)) for half in (0, 1)]
    assert halves[0] | halves[1] == set(gold)
    assert not halves[0] & halves[1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2"),
        ("[1]", "line 2"),
        ('{"id": 1}', "line 2"),
        (json.dumps({**ROW, "type": "ship"}), "no such type: ship"),
        (json.dumps({**ROW, "lemmas": {"pl": "Roe"}}), "no list of strings"),
        (json.dumps({**ROW, "surface": {"pl": [7]}}), "no list of strings"),
        ("[" * 100_000, "line 2"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    file = written(tmp_path, ROW, line)
    with pytest.raises(GoldError, match=said):
        read_gold(file)
    result = CliRunner().invoke(main, ["evaluate", "names", str(file)])
    assert result.exit_code == 4
    assert "line 2" in result.output


def test_a_file_without_entities_or_in_no_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no entity"):
        read_gold(written(tmp_path, ""))
    file = tmp_path / "bytes.jsonl"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(GoldError, match="not UTF-8"):
        read_gold(file)


def test_hostile_names_are_counted(tmp_path: Path) -> None:
    forms = ["x" * 10_000, "\u202eRoe", "", "Пyтин"]
    file = written(
        tmp_path,
        *({**ROW, "type": kind, "surface": {"pl": forms}} for kind in ("person", "place", "organization")),
    )
    assert CliRunner().invoke(main, ["evaluate", "names", str(file)]).exit_code == 0


def test_rigours_symbols_join_spellings_that_it_knows() -> None:
    pytest.importorskip("rigour")
    found = by_symbols(["Vladimir Ivanov", "Владимир Иванов", "Ann Roe"], "person")
    assert ["Ann Roe"] in found
