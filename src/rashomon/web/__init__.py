"""The workbench: a case on pages that people read, check and correct, served by `rashomon serve`."""

from __future__ import annotations

from rashomon.web.app import workbench
from rashomon.web.desk import Desk
from rashomon.web.guard import Door

__all__ = ["Desk", "Door", "workbench"]
