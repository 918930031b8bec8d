from __future__ import annotations

import json
from pathlib import Path

import duckdb
import polars
import pyarrow.dataset as ds
import pytest

from rashomon.cluster.manifest import NoCorpusError
from rashomon.cluster.store import Store
from rashomon.cluster.views import views
from tests.cluster.making import extracted

BRIDGE = (
    "BRIDGETOWN — “The bridge is safe,” Mayor Ann Łowicz said on Monday after two cars had fallen from it into the river. "
    "“We inspected the whole bridge in May and found no fault in its northern arch,” she added.\n\n"
    "Bob Low, an engineer, denied it on Tuesday: “Nobody has looked at the old arch for nine years, and they know it.”"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("views")
    rows = [
        {"id": "first", "text": BRIDGE, "outlet": "Courier", "published": "2031-03-04", "language": "en"},
        {
            "id": "copy",
            "text": f"{BRIDGE} More soon.",
            "outlet": "Herald",
            "published": "2031-03-05",
            "language": "en",
        },
        {
            "id": "own",
            "text": "“The bridge will stay open,” Ann Łowicz said.",
            "published": "2031-04-01",
            "language": "en",
        },
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    extracted(folder / "a.jsonl", folder / "it's a corpus", per_shard=2)
    return folder / "it's a corpus"


@pytest.fixture(scope="module")
def connection(corpus: Path) -> duckdb.DuckDBPyConnection:
    found = duckdb.connect()
    found.execute(views(Store(str(corpus))))
    return found


def test_everything_x_said_about_y(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.execute(
        "SELECT statement, first_published, outlet, articles FROM said_about('lowicz', 'bridge')"
    )
    rows = found.fetchall()
    first = next(row for row in rows if "is safe" in row[0])
    assert first[1:] == ("2031-03-04", "Courier", 2)  # the reprint is counted, not shown again
    assert any("stay open" in row[0] for row in rows)
    assert not any("Nobody" in row[0] for row in rows)


def test_speakers_are_counted_by_origins(connection: duckdb.DuckDBPyConnection) -> None:
    row = connection.execute(
        "SELECT articles, origins FROM speakers WHERE name LIKE '%Low' OR name LIKE 'Bob%'"
    ).fetchone()
    assert row == (2, 1)


def test_tables_are_parted_by_date_and_language(connection: duckdb.DuckDBPyConnection, corpus: Path) -> None:
    sql = "SELECT date::VARCHAR, language, count(*) FROM documents GROUP BY ALL ORDER BY ALL"
    assert connection.execute(sql).fetchall() == [
        ("2031-03-04", "en", 1),
        ("2031-03-05", "en", 1),
        ("2031-04-01", "en", 1),
    ]
    assert connection.execute("SELECT count(*) FROM rejected").fetchone() == (0,)
    frame = polars.read_parquet(f"{corpus}/statements/**/*.parquet", hive_partitioning=True)
    table = ds.dataset(corpus / "statements", partitioning="hive").to_table()
    assert frame.height == table.num_rows > 4
    assert frame["language"].unique().to_list() == ["en"]
    assert sorted(frame["id"].to_list()) == sorted(table["id"].to_pylist())


def test_without_a_corpus_there_are_no_views(tmp_path: Path) -> None:
    with pytest.raises(NoCorpusError, match=r"holds no finished corpus: there is no manifest\.json"):
        views(Store(str(tmp_path)))
