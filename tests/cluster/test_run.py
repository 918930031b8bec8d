from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from rashomon.cluster import run as driver
from rashomon.cluster.origins import find_origins
from rashomon.cluster.store import Store, StoreError
from tests.cluster.making import (
    Inline,
    Quiet,
    column,
    command,
    environment,
    extracted,
    html,
    packed,
    prints,
    response,
    text,
    write_jsonl,
)  # fmt: skip


def crawl(folder: Path, pages: int, mark: str = "") -> Path:
    """Write a crawl of two files: articles, some archived twice, and a broken record in each."""
    folder.mkdir()
    half = pages // 2
    for name, numbers in (("a.warc.gz", range(half)), ("b.warc.gz", range(half, pages))):
        records = [packed([response(n, html(f"{text(n)} {mark}"))], "gzip") for n in numbers]
        records[1] = records[1][: len(records[1]) // 2]
        (folder / name).write_bytes(b"".join(records))
    return folder


def test_a_corpus_is_the_same_whatever_was_there_before(tmp_path: Path) -> None:
    source = crawl(tmp_path / "in", 12)
    extracted(source, tmp_path / "whole")
    extracted(source / "a.warc.gz", tmp_path / "grown")
    run = extracted(source, tmp_path / "grown")
    assert run.sum.before == 2
    assert prints(tmp_path / "grown") == prints(tmp_path / "whole")
    assert sorted(column(tmp_path / "whole", "documents", "url")) == sorted(
        f"https://bote.example/{n}" for n in range(12) if n not in (1, 7)
    )
    assert len(column(tmp_path / "whole", "rejected", "uri")) == 2


def test_the_manifest_tells_what_there_is(tmp_path: Path) -> None:
    run = extracted(crawl(tmp_path / "in", 8), tmp_path / "corpus")
    assert run.manifest is not None
    assert run.manifest["counts"]["documents"] == 6
    assert run.manifest["documents by date"] == {"2031-03-04": 6}
    assert run.manifest["documents by language"] == {"de": 6}
    files = pq.read_table(tmp_path / "corpus" / "files.parquet").to_pylist()
    assert {row["path"]: row["sha256"] for row in files}.items() <= prints(tmp_path / "corpus").items()
    assert {row["table"] for row in files} == {
        "documents",
        "statements",
        "mentions",
        "signatures",
        "rejected",
    }


def test_what_an_older_version_wrote_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = crawl(tmp_path / "in", 8)
    for module in ("process", "manifest", "run"):
        monkeypatch.setattr(f"rashomon.cluster.{module}.version", lambda: "0.0.1-older")
    extracted(source, tmp_path / "corpus")
    assert any("0.0.1-older" in name for name in prints(tmp_path / "corpus"))
    monkeypatch.undo()
    extracted(source, tmp_path / "corpus")
    extracted(source, tmp_path / "fresh")
    assert prints(tmp_path / "corpus") == prints(tmp_path / "fresh")


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as a full disk would not."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_stops_cleanly_and_the_rest_follows(tmp_path: Path) -> None:
    source = crawl(tmp_path / "in", 12)
    extracted(source, tmp_path / "whole")
    start = time.monotonic()
    with largest_file(7_000):
        run = extracted(source, tmp_path / "corpus", patience=60)
    assert time.monotonic() - start < 30  # nobody waits for a full disk to empty itself
    assert run.manifest is None
    assert "cannot be written" in run.failed[0][1]
    assert "File too large" in run.failed[0][1]
    assert not list((tmp_path / "corpus" / "_unfinished").iterdir())
    extracted(source, tmp_path / "corpus")
    assert prints(tmp_path / "corpus") == prints(tmp_path / "whole")


@pytest.mark.long
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        source = crawl(tmp_path / "in", 40)
        run = extracted(source, disk / "corpus", patience=60)
        assert run.manifest is None
        assert "No space left on device" in run.failed[0][1]
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        extracted(source, disk / "corpus")
        extracted(source, tmp_path / "whole")
        assert prints(disk / "corpus") == prints(tmp_path / "whole")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_failing_store_stops_the_run_and_later_ones_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, write = crawl(tmp_path / "in", 12), Store.write

    def refuses(store: Store, name: str, data: bytes) -> None:
        if name.startswith("statements/"):
            raise StoreError(f"{name} cannot be written to {store.url}: Slow Down")
        write(store, name, data)

    monkeypatch.setattr(Store, "write", refuses)
    run = extracted(source, tmp_path / "corpus")
    assert len(run.failed) == 1  # the others would have failed too
    assert "Slow Down" in run.failed[0][1]
    monkeypatch.undo()
    extracted(source, tmp_path / "corpus")
    extracted(source, tmp_path / "whole")
    assert prints(tmp_path / "corpus") == prints(tmp_path / "whole")


def test_workers_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = crawl(tmp_path / "in", 4)
    monkeypatch.setattr("rashomon.cluster.process.version", lambda: "9.9.9-newer")
    monkeypatch.setattr("rashomon.cluster.run.shard_name", lambda shard: f"{shard.key}-0.1.0-ours")
    with pytest.raises(driver.OtherVersionError, match="install one version on all"):
        driver.extract_corpus([str(source)], Store(str(tmp_path / "corpus")), Inline(), Quiet())


def test_near_duplicates_have_the_first_published_as_their_origin(tmp_path: Path) -> None:
    words = [f"wort{n * 7919 % 1000}" for n in range(300)]
    later = ["anders" if n % 15 == 0 else word for n, word in enumerate(words)]
    other = [f"{word}lein" for word in words]
    texts = [" ".join(each) for each in (later, other, words)]
    source = write_jsonl(tmp_path / "a.jsonl", texts[:2], published="2031-03-05")
    first = write_jsonl(tmp_path / "b.jsonl", texts[2:], published="2031-03-04")
    store = Store(str(tmp_path / "corpus"))
    driver.extract_corpus([str(source), str(first)], store, Inline(), Quiet(), per_shard=1)
    found = find_origins(store, Inline())
    assert (found.documents, found.origins, found.copies) == (3, 2, 1)
    pairs = zip(
        column(tmp_path / "corpus", "origins", "document"),
        column(tmp_path / "corpus", "origins", "origin"),
        strict=True,
    )
    assert dict(pairs) == {"a-0": "b-0", "a-1": "a-1", "b-0": "b-0"}


def wait_for(found: object, seconds: float = 240) -> None:
    """Wait until a call says yes."""
    end = time.monotonic() + seconds
    while not found():  # type: ignore[operator]
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.05)


def below(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return the processes that a driver has started which have a task or wait for one."""
    try:
        found = psutil.Process(process.pid).children(recursive=True)
        return [one for one in found if "resource_tracker" not in " ".join(one.cmdline())]
    except psutil.NoSuchProcess:
        return []


def started(source: Path, target: Path, *more: str) -> subprocess.Popen[str]:
    words = command(
        "extract", str(source), "--to", str(target), "--shard-pages", "3", "--page-seconds", "60", *more
    )
    return subprocess.Popen(words, env=environment(poisoned=True), stderr=subprocess.PIPE, text=True)


def shards_done(target: Path) -> int:
    return len(list((target / "_shards").glob("*.json"))) if (target / "_shards").exists() else 0


def killed_at_random(source: Path, target: Path, *more: str) -> None:
    """Run a corpus to its end through an interrupt, a driver killed, and workers killed."""
    first = started(source, target, *more)
    wait_for(lambda: shards_done(target) >= 1 or first.poll() is not None)
    first.send_signal(signal.SIGINT)
    said = first.communicate(timeout=120)[1]
    assert first.returncode == 130, said
    assert "the same command goes on where it was" in said
    second, had = started(source, target, *more), shards_done(target)
    wait_for(lambda: shards_done(target) > had or second.poll() is not None)
    orphans = below(second)
    second.kill()
    second.communicate()
    psutil.wait_procs(orphans, timeout=90)
    assert not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in orphans)
    third, had = started(source, target, *more), shards_done(target)
    wait_for(lambda: shards_done(target) > had or third.poll() is not None)
    for one in below(third)[-1:]:
        os.kill(one.pid, signal.SIGKILL)
    said = third.communicate(timeout=400)[1]
    assert third.returncode == 3, said


def test_killed_workers_and_drivers_cost_nothing_but_time(tmp_path: Path) -> None:
    source = crawl(tmp_path / "in", 30, "SLOW")
    extracted(source, tmp_path / "whole")
    killed_at_random(source, tmp_path / "corpus")
    assert prints(tmp_path / "corpus") == prints(tmp_path / "whole")


@pytest.mark.long
def test_the_same_with_dask(tmp_path: Path) -> None:
    source = crawl(tmp_path / "in", 30, "SLOW")
    extracted(source, tmp_path / "whole")
    killed_at_random(source, tmp_path / "corpus", "--engine", "dask", "--workers", "2")
    assert prints(tmp_path / "corpus") == prints(tmp_path / "whole")


@pytest.mark.long
@pytest.mark.parametrize("engine", ["pool", "dask"])
def test_a_document_that_kills_its_workers_is_found_and_put_aside(engine: str, tmp_path: Path) -> None:
    texts = [text(n) + " SEGFAULT" * (n == 4) for n in range(9)]
    source = write_jsonl(tmp_path / "a.jsonl", texts)
    process = started(source, tmp_path / "corpus", "--engine", engine, "--workers", "2")
    said = process.communicate(timeout=600)[1]
    assert process.returncode == 3, said
    assert sorted(column(tmp_path / "corpus", "documents", "id")) == sorted(
        f"a-{n}" for n in range(9) if n != 4
    )
    assert column(tmp_path / "corpus", "rejected", "reason") == [
        "put aside, since it kills the process that reads it (SIGSEGV)"
    ]


@pytest.mark.long
def test_dask_workers_and_scheduler_as_processes_of_their_own(tmp_path: Path) -> None:
    """A scheduler and two workers, each a process with an address of its own, one of them killed in the middle."""
    source = crawl(tmp_path / "in", 30, "SLOW")
    extracted(source, tmp_path / "whole")
    env = environment(poisoned=True)
    address = "tcp://127.0.0.1:18786"
    dask = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "18786",
        "--no-dashboard",
    ]
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-dashboard",
    ]
    places = [["--host", "127.0.0.2"], ["--host", "127.0.0.3"]]
    quiet = {"env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    processes = [subprocess.Popen(words, **quiet) for words in (dask, *(worker + place for place in places))]  # type: ignore[call-overload]
    try:
        run = started(source, tmp_path / "corpus", "--engine", "dask", "--scheduler", address)
        wait_for(lambda: shards_done(tmp_path / "corpus") >= 2 or run.poll() is not None)
        for one in [
            *psutil.Process(processes[1].pid).children(recursive=True),
            psutil.Process(processes[1].pid),
        ]:
            one.kill()
        said = run.communicate(timeout=400)[1]
        assert run.returncode == 3, said
    finally:
        for process in processes:
            for one in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []:
                one.kill()
            process.kill()
            process.wait()
    assert prints(tmp_path / "corpus") == prints(tmp_path / "whole")
