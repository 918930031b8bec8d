from __future__ import annotations

import builtins
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rashomon.cli import main
from rashomon.cli_codes import NOTHING_READ, UNFINISHED
from tests.cluster.making import command, environment, text, write_jsonl


def run(*words: str) -> Any:
    return CliRunner().invoke(main, ["corpus", *words])


def test_the_commands_say_what_they_do() -> None:
    said = run("extract", "--help").output
    assert "WARC" in said
    assert "--scheduler" in said
    assert {"extract", "origins", "views"} <= set(run("--help").output.split())


def test_a_scheduler_goes_with_dask(tmp_path: Path) -> None:
    found = run("extract", str(tmp_path), "--to", str(tmp_path / "out"), "--scheduler", "tcp://a:1")
    assert found.exit_code == 2
    assert "--scheduler goes with --engine dask" in found.output


def test_a_missing_library_is_said_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("rashomon.cluster"):
            raise ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    found = run("views", str(tmp_path))
    assert found.exit_code == 2
    assert "pyarrow is not installed: corpora need `pip install 'rashomon[corpus]'`" in found.output


def test_views_of_no_corpus_are_a_wrong_command(tmp_path: Path) -> None:
    found = run("views", str(tmp_path))
    assert found.exit_code == 2
    assert "holds no finished corpus" in found.output


def test_nothing_to_read_has_its_own_code(tmp_path: Path) -> None:
    found = run("extract", str(tmp_path / "none"), "--to", str(tmp_path / "out"))
    assert found.exit_code == NOTHING_READ
    assert "no such file" in found.output


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", [text(0)])
    (tmp_path / "file").write_text("no folder", "utf-8")
    to = str(tmp_path / "file" / "out")
    found = run("extract", str(tmp_path / "a.jsonl"), "--to", to, "--patience", "0", "--workers", "1")
    assert found.exit_code == UNFINISHED
    assert "not finished" in found.output


def test_a_run_from_the_command_line_is_quiet_and_sums_up(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [text(n) for n in range(4)])
    words = command(
        "extract", str(source), "--to", str(tmp_path / "out"), "--shard-pages", "2", "--workers", "1"
    )
    found = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False, timeout=300)
    assert found.returncode == 0, found.stderr
    assert found.stdout == ""
    lines = found.stderr.splitlines()
    assert lines[0].startswith("4 documents of ")
    assert lines[1].startswith("4 pages, 4 documents, ")
    assert lines[2:] == [f"written: {tmp_path / 'out'}"]
    shown = run("views", str(tmp_path / "out"))
    assert "CREATE OR REPLACE VIEW said" in shown.output
