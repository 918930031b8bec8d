from __future__ import annotations

import errno
import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from rashomon.cluster.store import Store, StoreError


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(str(tmp_path), patience=0)
    store.write("a/b.bin", b"first")

    def fails(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(StoreError, match=r"a/b\.bin cannot be written to .*: No space left on device"):
        store.write("a/b.bin", b"second")
    assert store.read("a/b.bin") == b"first"
    assert store.names("") == ["a/b.bin"]


def test_a_store_that_fails_for_a_while_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, failures = os.fsync, iter([OSError(errno.EIO, "Input/output error")] * 2)

    def fails_twice(handle: int) -> None:
        if error := next(failures, None):
            raise error
        sync(handle)

    monkeypatch.setattr(os, "fsync", fails_twice)
    Store(str(tmp_path), patience=10).write("a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_what_was_left_half_written_is_swept(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.write("a", b"x")
    (tmp_path / "_unfinished" / "half").write_bytes(b"y")
    store.sweep()
    assert store.names("") == ["a"]


def test_it_goes_to_other_processes_and_says_what_is_there(tmp_path: Path) -> None:
    store = pickle.loads(pickle.dumps(Store(str(tmp_path), 3.0)))  # noqa: S301 - our own
    assert (store.url, store.patience) == (str(tmp_path), 3.0)
    assert not store.exists("a")
    store.write("a", b"x")
    assert store.exists("a")
    assert store.names("b") == []
    store.remove("a")
    store.remove("a")
    with pytest.raises(FileNotFoundError):
        store.read("a")


def test_an_address_of_no_kind_we_know_is_said() -> None:
    with pytest.raises(StoreError, match="nowhere://a cannot be opened"):
        Store("nowhere://a").exists("b")
