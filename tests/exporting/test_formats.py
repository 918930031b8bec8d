"""What holds of every form: the same bytes, nothing lost on the way, nothing hostile let out."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from rashomon.exporting import FORMATS
from rashomon.records import Comparison
from tests.exporting.example import example
from tests.report.fixture import comparison
from tests.report.hostile import hostile

# Gold is written of articles that people reviewed to the end, which these are not: test_gold.py has it.
NAMES = sorted(FORMATS.keys() - {"gold"})


def export(name: str, found: Comparison, folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file that is written, by its name."""
    folder.mkdir()
    path = folder / f"out{FORMATS[name].ending.rstrip('/')}"
    FORMATS[name].write(found, path)
    assert [one.name for one in folder.iterdir()] == [path.name]
    assert path.is_dir() == (FORMATS[name].ending == "/")
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {one.name: one.read_bytes() for one in files}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which another process, at another time, with another seed of hashes, wrote every form."""
    folder = tmp_path_factory.mktemp("elsewhere")
    program = (
        "import sys, pathlib\n"
        "from tests.exporting.test_formats import NAMES, comparison, export\n"
        "for name in NAMES: export(name, comparison(), pathlib.Path(sys.argv[1]) / name)\n"
    )
    time.sleep(2.1)  # the clock of zip files has steps of two seconds
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True, cwd=root, env=environment)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_the_same_coverage_gives_the_same_bytes(name: str, elsewhere: Path, tmp_path: Path) -> None:
    here = export(name, comparison(), tmp_path / "a")
    there = next((elsewhere / name).iterdir())
    files = sorted(there.iterdir()) if there.is_dir() else [there]
    assert {one.name: one.read_bytes() for one in files} == here


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("url", [None, "https://news.example/a"])
def test_hostile_coverage_is_written_and_ends_no_script(name: str, url: str | None, tmp_path: Path) -> None:
    files = export(name, hostile(url), tmp_path / "a")
    if FORMATS[name].ending == ".jsonld":
        for written in files.values():
            assert not {b"<", b">", "\u2028".encode()} & {written[i : i + 1] for i in range(len(written))}
            assert b"</script" not in written


@pytest.mark.parametrize("name", NAMES)
def test_nothing_at_all_is_written_too(name: str, tmp_path: Path) -> None:
    assert export(name, Comparison(), tmp_path / "a")


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_that_is_not_there_is_an_error_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011
        FORMATS[name].write(example(), tmp_path / "none" / "out")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_each_form_says_in_a_sentence_what_it_is(name: str) -> None:
    assert FORMATS[name].about.endswith(".")
    assert len(FORMATS[name].about) < 100


def test_without_pyarrow_all_else_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ModuleNotFoundError(name, name=name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ModuleNotFoundError):
        FORMATS["parquet"].write(example(), tmp_path / "p")
    FORMATS["brat"].write(example(), tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
