from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.cluster.pages import pages
from rashomon.cluster.planning import Input, inputs, plan
from rashomon.cluster.shard import Shard
from rashomon.records import Document, Rejected
from tests.cluster.making import html, packed, response, text, write_jsonl, write_parquet


def shards(*names: Path, per_shard: int = 3) -> list[Shard]:
    found = [one for one in inputs(map(str, names), per_shard) if isinstance(one, Input)]
    return [shard for one in found for shard in plan(one, per_shard).shards]


def read(found: list[Shard]) -> list[str]:
    documents = (one for shard in found for page in pages(shard) for one in page.documents())
    return [one.text if isinstance(one, Document) else one.reason for one in documents]


def written(folder: Path, kind: str, count: int) -> Path:
    texts = [text(n) for n in range(count)]
    if kind == "jsonl":
        return write_jsonl(folder / "a.jsonl", texts)
    if kind == "jsonl.gz":
        path = write_jsonl(folder / "b.jsonl", texts)
        packed_path = folder / "a.jsonl.gz"
        packed_path.write_bytes(gzip.compress(path.read_bytes()))
        return packed_path
    if kind == "parquet":
        return write_parquet(folder / "a.parquet", texts, row_group_size=4)
    records = [response(n, html(one)) for n, one in enumerate(texts)]
    data = gzip.compress(b"".join(records)) if kind == "one piece" else packed(records, kind)
    path = folder / "a.warc.gz"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "parquet", "gzip", "zstd", "plain", "one piece"])
def test_shards_hold_each_page_once_in_order(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, kind, 10)
    found = shards(path)
    assert [shard.pages for shard in found] == [3, 3, 3, 1]
    assert [shard.first for shard in found] == [0, 3, 6, 9]
    texts = read(found)
    assert len(texts) == 10
    assert all(text(n) in one for n, one in enumerate(texts))
    assert texts == read(shards(path, per_shard=1000))


def test_a_shard_is_named_by_what_it_holds_not_by_where_it_lies(tmp_path: Path) -> None:
    first = write_jsonl(tmp_path / "a.jsonl", [text(0), text(1)])
    second = tmp_path / "elsewhere" / "b.jsonl"
    second.parent.mkdir()
    second.write_bytes(first.read_bytes())
    assert [shard.key for shard in shards(first)] == [shard.key for shard in shards(second)]
    changed = second.write_bytes(first.read_bytes() + b'{"id": "c", "text": "Neu."}\n')
    assert changed
    assert shards(first)[0].key != shards(second)[0].key


def test_folders_and_globs_come_sorted_without_hidden_files_and_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text(ord(name[0])), "utf-8")
    write_jsonl(tmp_path / "d.jsonl", [text(1)])
    found = list(inputs([str(tmp_path), f"{tmp_path}/*.jsonl", f"{tmp_path}/b.txt"], 100))
    assert [one.kind for one in found if isinstance(one, Input)] == ["jsonl", "files"]
    names = [Path(url).name for one in found if isinstance(one, Input) for url in one.urls]
    assert names == ["d.jsonl", "a.html", "b.txt", "c.txt"]


def test_what_is_not_there_or_no_table_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 nothing of the sort")
    other = write_parquet(tmp_path / "other.parquet", ["a"])
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"body": ["x"]}), other)
    found = list(inputs([f"{tmp_path}/no-such", "nowhere://a/b", str(tmp_path)], 10))
    reasons = [one.reason for one in found if isinstance(one, Rejected)]
    assert len(reasons) == 2
    assert reasons[0].startswith("no such file")
    plans = [plan(one, 10) for one in found if isinstance(one, Input)]
    assert [len(one.rejected) for one in plans] == [1, 1]
    assert "no column named text; the columns are: body" in plans[1].rejected[0].reason


def test_a_line_of_no_article_is_put_aside_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "Ja."}\n\n[1]\n{"id": "b", "text": "Nein."}', "utf-8")
    found = [one for shard in shards(path, per_shard=2) for page in pages(shard) for one in page.documents()]
    assert [one.uri.rpartition("#")[2] for one in found] == ["1", "3", "4"]
    assert isinstance(found[1], Rejected)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 9), min_size=1, max_size=5), per_shard=st.integers(1, 12))
def test_rows_are_cut_anywhere_in_row_groups(tmp_path: Path, sizes: list[int], per_shard: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "rows.parquet"
    count = sum(sizes)
    table = pa.table({"text": [f"Satz {n}." for n in range(count)]})
    with pq.ParquetWriter(path, table.schema) as writer:
        done = 0
        for size in sizes:
            writer.write_table(table.slice(done, size))
            done += size
    assert read(shards(path, per_shard=per_shard)) == [f"Satz {n}." for n in range(count)]
