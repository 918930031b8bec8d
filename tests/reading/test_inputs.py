from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from rashomon.reading.inputs import sources
from rashomon.reading.source import Source, printable
from rashomon.records import Rejected


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a/2.txt", "a/10.html", ".hidden", ".git/c.txt", "a/.d.txt", "z.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("No.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def uris(*inputs: str) -> list[str]:
    return [source.uri for source in sources(inputs) if isinstance(source, Source)]


@pytest.mark.usefixtures("folder")
def test_a_folder_is_read_through_in_order() -> None:
    assert uris(".") == ["b.txt", "z.csv", "a/10.html", "a/2.txt"]
    assert uris("a") == uris("a/") == ["a/10.html", "a/2.txt"]


def test_paths_stay_as_the_user_gave_them(folder: Path) -> None:
    assert uris("./a/2.txt", str(folder / "b.txt")) == ["./a/2.txt", str(folder / "b.txt")]


@pytest.mark.usefixtures("folder")
def test_globs_are_sorted() -> None:
    assert uris("a/*") == ["a/10.html", "a/2.txt"]
    assert uris("**/*.txt") == ["a/2.txt", "b.txt"]
    assert uris("**") == ["a/10.html", "a/2.txt", "b.txt", "z.csv"]


@pytest.mark.usefixtures("folder")
def test_what_is_not_there_is_put_aside() -> None:
    assert list(sources(["no.txt", "*.pdf"])) == [
        Rejected("no.txt", "no such file or folder"), Rejected("*.pdf", "no file matches"),
    ]  # fmt: skip


def test_a_file_whose_name_has_the_marks_of_a_glob_is_itself(folder: Path) -> None:
    (folder / "a[1]*.txt").write_text("No.")
    assert uris("a[1]*.txt") == ["a[1]*.txt"]


def test_a_circle_of_links_ends_and_a_pipe_is_not_waited_for(folder: Path) -> None:
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "a" / "broken.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "a" / "pipe.txt")
    found = list(sources(["a"]))
    assert [item.uri for item in found if isinstance(item, Source)] == ["a/10.html", "a/2.txt"]
    assert {item.uri for item in found if isinstance(item, Rejected)} == {"a/broken.txt", "a/pipe.txt"}


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8 exist on Linux")
def test_a_name_that_is_no_utf8_can_be_printed(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (folder / name).write_text("No.")
    (source,) = sources([name])
    assert isinstance(source, Source)
    assert source.uri == printable(name) == "caf\\xe9.txt"
    with source.open() as stream:
        assert stream.read() == b"No."
