"""Exporting: what was found, in the forms of other tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from rashomon.records import Comparison

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A form to export to: its module here and what writes it there, a sentence about it, how its path ends ("/": folder).

    Its module is imported by who writes: a workbook's takes longer than the rest of the room.
    """

    writer: tuple[str, str]
    about: str
    ending: str

    def write(self, comparison: Comparison, path: Path) -> None:
        """Write a comparison to a path.

        Raises OSError where the path cannot be written, ValueError where the form cannot hold the comparison,
        ModuleNotFoundError where an extra is not installed.
        """
        module, function = self.writer
        getattr(import_module(f"{__name__}.{module}"), function)(comparison, path)


FORMATS: Mapping[str, Format] = {
    "brat": Format(
        ("brat", "write_brat"),
        "brat standoff: a text and its annotations for each article, to correct by hand.",
        "/",
    ),
    "csv": Format(("table", "write_csv_file"), "The statements as a table, a row each.", ".csv"),
    "followthemoney": Format(
        ("followthemoney", "write_followthemoney"),
        "FollowTheMoney entities as JSON lines, for investigation platforms.",
        ".jsonl",
    ),
    "ftm-statements": Format(
        ("followthemoney", "write_ftm_statements"), "FollowTheMoney statements as CSV, a value a row.", ".csv"
    ),
    "gold": Format(
        ("gold", "write_gold"),
        "Annotated articles, of those reviewed to the end: to measure by, and to train on.",
        ".jsonl",
    ),
    "parquet": Format(
        ("parquet", "write_parquet"), "Parquet tables, for DuckDB, Polars, pandas (extra: parquet).", "/"
    ),
    "schema-org": Format(
        ("schema_org", "write_schema_org"),
        "schema.org JSON-LD: articles, quotations, claims, reviews without a rating.",
        ".jsonld",
    ),
    "web-annotation": Format(
        ("web_annotation", "write_web_annotation"),
        "W3C Web Annotations as JSON-LD, a passage each, to correct by hand.",
        ".jsonld",
    ),
    "xlsx": Format(
        ("spreadsheet", "write_xlsx"),
        "A workbook: statements, answers, discrepancies, speakers, articles.",
        ".xlsx",
    ),
}
