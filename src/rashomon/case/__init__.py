"""The Case: one investigation in one SQLite file, or on a team's PostgreSQL server."""

from __future__ import annotations

from rashomon.case.adding import Added
from rashomon.case.case import Case, Imported, Status
from rashomon.case.copying import copy
from rashomon.case.searching import Hit
from rashomon.case.store import CaseError

__all__ = ["Added", "Case", "CaseError", "Hit", "Imported", "Status", "copy"]
