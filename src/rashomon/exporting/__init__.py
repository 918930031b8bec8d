"""Exporting: what was found, in the forms of other tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rashomon.exporting.brat import write_brat
from rashomon.exporting.followthemoney import write_followthemoney, write_ftm_statements
from rashomon.exporting.gold import write_gold
from rashomon.exporting.parquet import write_parquet
from rashomon.exporting.schema_org import write_schema_org
from rashomon.exporting.spreadsheet import write_xlsx
from rashomon.exporting.table import write_csv_file
from rashomon.exporting.web_annotation import write_web_annotation
from rashomon.records import Comparison

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A form to export to: what writes it to a path, what it is in a sentence, how its path ends ("/" for a folder).

    A writer raises OSError where the path cannot be written, ValueError where the form cannot hold the comparison.
    """

    write: Callable[[Comparison, Path], None]
    about: str
    ending: str


FORMATS: Mapping[str, Format] = {
    "brat": Format(
        write_brat, "brat standoff: a text and its annotations for each article, to correct by hand.", "/"
    ),
    "csv": Format(write_csv_file, "The statements as a table, a row each.", ".csv"),
    "followthemoney": Format(
        write_followthemoney, "FollowTheMoney entities as JSON lines, for investigation platforms.", ".jsonl"
    ),
    "ftm-statements": Format(
        write_ftm_statements, "FollowTheMoney statements as CSV, a value a row.", ".csv"
    ),
    "gold": Format(
        write_gold,
        "Annotated articles, of those reviewed to the end: to measure by, and to train on.",
        ".jsonl",
    ),
    "parquet": Format(write_parquet, "Parquet tables, for DuckDB, Polars, pandas (extra: parquet).", "/"),
    "schema-org": Format(
        write_schema_org,
        "schema.org JSON-LD: articles, quotations, claims, reviews without a rating.",
        ".jsonld",
    ),
    "web-annotation": Format(
        write_web_annotation, "W3C Web Annotations as JSON-LD, a passage each, to correct by hand.", ".jsonld"
    ),
    "xlsx": Format(
        write_xlsx, "A workbook: statements, answers, discrepancies, speakers, articles.", ".xlsx"
    ),
}
