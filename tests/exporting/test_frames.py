from __future__ import annotations

import builtins
from typing import Any

import pytest

import rashomon
from rashomon.exporting.frames import COLUMNS, MissingExtraError, frames
from rashomon.records import Comparison, Extraction
from tests.report.fixture import ENTITIES, STATEMENTS, comparison
from tests.report.hostile import hostile


def extraction() -> Extraction:
    said = tuple(row for row in STATEMENTS if row.document == "wire")
    return Extraction(comparison().documents[0], said, ENTITIES[:2])


@pytest.mark.parametrize("found", [Comparison(), comparison(), hostile(), extraction()])
def test_all_columns_of_a_table_are_of_one_length_and_sort(found: Comparison | Extraction) -> None:
    sorts: dict[str, Any] = {"text": str, "number": float, "count": int, "texts": list}
    for name, table in frames(found).tables.items():
        assert list(table) == list(COLUMNS[name])
        assert len({len(values) for values in table.values()}) == 1
        for column, values in table.items():
            assert all(value is None or isinstance(value, sorts[COLUMNS[name][column]]) for value in values)


def test_names_and_words_stand_beside_the_ids() -> None:
    tables = rashomon.frames(comparison()).tables
    row = {column: values[4] for column, values in tables["statements"].items()}
    assert row["speaker"] == "Oleg Marun"
    assert row["content"] == "“people who came over the fence with petrol”"
    assert (row["outlet"], row["language"], row["review"]) == ("Velm Wire", "en", "corrected")
    text = comparison().documents[0].text
    assert text[row["start"] : row["end"]] == row["content"]
    parted = {column: values[0] for column, values in tables["discrepancies"].items()}
    assert (parted["speaker_a"], parted["value_a"], parted["speaker_b"], parted["value_b"]) == (
        "Oleg Marun", "intruders", "Interior Ministry of Tarsia", "nobody",
    )  # fmt: skip
    assert parted["review"] == "accepted"


def test_polars_has_the_same_rows_and_types_that_do_not_hang_on_them() -> None:
    polars = pytest.importorskip("polars")
    full, empty = frames(comparison()).to_polars(), frames(Comparison()).to_polars()
    assert full["statements"].height == len(STATEMENTS)
    assert frames(hostile()).to_polars()["statements"].height == len(STATEMENTS)
    assert full["statements"].filter(polars.col("speaker") == "Dara Kovrig").height == 8
    assert {name: table.schema for name, table in full.items()} == {
        name: table.schema for name, table in empty.items()
    }


def test_pandas_has_the_same_rows_and_types_that_do_not_hang_on_them() -> None:
    pytest.importorskip("pandas")
    full, empty = frames(comparison()).to_pandas(), frames(Comparison()).to_pandas()
    assert (full["statements"]["speaker"] == "Dara Kovrig").sum() == 8
    assert full["statements"]["confidence"].min() == 0.45
    assert {name: dict(table.dtypes) for name, table in full.items()} == {
        name: dict(table.dtypes) for name, table in empty.items()
    }


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_named_with_its_extra(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = builtins.__import__

    def importing(name: str, *rest: Any) -> Any:
        if name == library:
            raise ImportError(name)
        return really(name, *rest)

    monkeypatch.setattr(builtins, "__import__", importing)
    with pytest.raises(MissingExtraError, match=rf"pip install 'rashomon\[{library}\]'"):
        getattr(frames(comparison()), f"to_{library}")()
