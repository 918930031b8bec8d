from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rashomon.cluster import outcome
from rashomon.cluster.planning import Input, inputs, plan
from rashomon.cluster.process import process_shard, record_name
from rashomon.cluster.shard import Shard
from rashomon.cluster.store import Store, StoreError
from tests.cluster.making import column, environment, prints, text, write_jsonl


@pytest.fixture
def shard(tmp_path: Path) -> Shard:
    texts = [text(0), text(1), "", text(2), text(3)]
    (found,) = inputs([str(write_jsonl(tmp_path / "a.jsonl", texts, published="2031-03-04"))], 10)
    assert isinstance(found, Input)
    return plan(found, 10).shards[0]


def test_a_shard_becomes_tables_and_a_record(shard: Shard, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    done = process_shard(shard, Store(str(folder)))
    assert (done.counts["pages"], done.counts["documents"], done.counts["rejected"]) == (5, 4, 1)
    assert sorted(column(folder, "documents", "id")) == ["a-0", "a-1", "a-3", "a-4"]
    assert column(folder, "rejected", "reason") == ["the text is empty"]
    assert len(column(folder, "statements", "id")) == done.counts["statements"] > 4
    assert len(column(folder, "signatures", "document")) == 4
    assert (folder / "documents" / "date=2031-03-04" / "language=de").is_dir()
    record = json.loads((folder / record_name(done.name)).read_text("utf-8"))
    assert {file["name"] for file in record["files"]} | {record_name(done.name)} == set(prints(folder))
    assert {file["name"]: file["sha256"] for file in record["files"]}.items() <= prints(folder).items()


def test_twice_is_once(shard: Shard, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    first = process_shard(shard, Store(str(folder)))
    before = prints(folder)
    again = process_shard(shard, Store(str(folder)))
    assert again.before
    assert again.counts == first.counts
    assert prints(folder) == before


def test_cut_short_at_any_write_it_is_completed_to_the_same_bytes(
    shard: Shard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process_shard(shard, Store(str(tmp_path / "whole")))
    write, count = Store.write, len(prints(tmp_path / "whole"))
    for fatal in range(count):
        folder = tmp_path / f"cut-{fatal}"
        writes = iter(range(count))

        def fails(store: Store, name: str, data: bytes, fatal: int = fatal, writes: Any = writes) -> None:
            if next(writes) == fatal:
                raise StoreError("no more")
            write(store, name, data)

        monkeypatch.setattr(Store, "write", fails)
        with pytest.raises(StoreError):
            process_shard(shard, Store(str(folder)))
        monkeypatch.setattr(Store, "write", write)
        shown = set(column(folder, "documents", "id"))
        assert not shown or set(column(folder, "statements", "document")) <= shown
        process_shard(shard, Store(str(folder)))
        assert prints(folder) == prints(tmp_path / "whole")


def test_a_document_that_raises_is_put_aside_with_its_reason(
    shard: Shard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = outcome.extract_document

    def raises(document: Any) -> Any:
        if document.id == "a-1":
            raise RuntimeError("list index out of range")
        return extract(document)

    monkeypatch.setattr(outcome, "extract_document", raises)
    process_shard(shard, Store(str(tmp_path / "corpus")))
    assert sorted(column(tmp_path / "corpus", "documents", "id")) == ["a-0", "a-3", "a-4"]
    assert "its statements cannot be found: RuntimeError: list index out of range" in column(
        tmp_path / "corpus", "rejected", "reason"
    )


def test_a_page_archived_twice_is_read_once(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [text(0), text(1)])
    path.write_bytes(path.read_bytes() * 2)
    (found,) = inputs([str(path)], 10)
    assert isinstance(found, Input)
    process_shard(plan(found, 10).shards[0], Store(str(tmp_path / "corpus")))
    assert sorted(column(tmp_path / "corpus", "documents", "id")) == ["a-0", "a-1"]
    assert column(tmp_path / "corpus", "rejected", "reason") == [
        f"same content as {path}#{n}" for n in (1, 2)
    ]


def test_what_kills_or_hangs_is_put_aside_and_nothing_else(tmp_path: Path) -> None:
    texts = [text(0), f"{text(1)} SEGFAULT", text(2), f"{text(3)} HANG", text(4)]
    path = write_jsonl(tmp_path / "a.jsonl", texts)
    code = (
        "import sys; from rashomon.cluster.planning import inputs, plan; from rashomon.cluster.process import process_shard\n"
        "from rashomon.cluster.store import Store\n"
        "shard = plan(next(inputs([sys.argv[1]], 10)), 10).shards[0]\n"
        "process_shard(shard, Store(sys.argv[2]), careful=sys.argv[3] == 'True', limit=4, guarded=True)"
    )
    command = [sys.executable, "-c", code, str(path), str(tmp_path / "corpus")]
    died = subprocess.run([*command, "False"], env=environment(poisoned=True), check=False)
    assert died.returncode == -signal.SIGSEGV
    subprocess.run([*command, "True"], env=environment(poisoned=True), check=True)
    assert sorted(column(tmp_path / "corpus", "documents", "id")) == ["a-0", "a-2", "a-4"]
    assert column(tmp_path / "corpus", "rejected", "reason") == [
        "put aside, since it kills the process that reads it (SIGSEGV)",
        "put aside, since it took longer than 4 seconds",
    ]


def test_a_guarded_worker_does_not_hang_for_ever(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [f"{text(0)} HANG"])
    code = (
        "import sys; from rashomon.cluster.planning import inputs, plan; from rashomon.cluster.process import process_shard\n"
        "from rashomon.cluster.store import Store\n"
        "process_shard(plan(next(inputs([sys.argv[1]], 10)), 10).shards[0], Store(sys.argv[2]), limit=1, guarded=True)"
    )
    command = [sys.executable, "-c", code, str(path), str(tmp_path / "corpus")]
    died = subprocess.run(command, env=environment(poisoned=True), check=False, timeout=120)
    assert died.returncode == -signal.SIGALRM
