"""The views of a corpus for DuckDB: tables under speaking names, and who said what about what."""

from __future__ import annotations

from importlib.resources import files

from rashomon.cluster.manifest import read_manifest
from rashomon.cluster.origins import ORIGINS
from rashomon.cluster.store import Store
from rashomon.cluster.tables import PARTED

_NO_ORIGINS = "SELECT id AS document, id AS origin, 1 AS printed FROM documents"


def views(store: Store) -> str:
    """Return the SQL that makes the views of a corpus; raise NoCorpusError where there is none."""
    manifest = read_manifest(store)
    state = manifest.get(ORIGINS, {}).get("state")
    parts = [
        f"CREATE OR REPLACE VIEW {table} AS {_parquet(store, f'{table}/*/*/*.parquet')};" for table in PARTED
    ]
    parts.append(f"CREATE OR REPLACE VIEW rejected AS {_rejected(store, manifest['counts'])};")
    origins = _parquet(store, f"{ORIGINS}/{state}/*.parquet") if state else _NO_ORIGINS
    parts.append(f"CREATE OR REPLACE VIEW origins AS {origins};")
    return "\n".join(parts) + "\n" + (files("rashomon.cluster") / "views.sql").read_text("utf-8")


def _rejected(store: Store, counts: dict[str, int]) -> str:
    if counts.get("rejected"):
        return _parquet(store, "rejected/*.parquet")
    return "SELECT NULL::VARCHAR AS uri, NULL::VARCHAR AS reason WHERE false"


def _parquet(store: Store, pattern: str) -> str:
    """Return what reads the files of a pattern; a quotation mark in the address stays a part of it."""
    place = f"{store.url.rstrip('/')}/{pattern}".replace("'", "''")
    parted = ", hive_partitioning = true, hive_types = {'date': DATE, 'language': VARCHAR}"
    return f"FROM read_parquet('{place}'{parted if '*/' in pattern else ''})"
