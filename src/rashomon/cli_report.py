"""Where the command line puts a report: one page, or a folder of pages where one would not hold it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

import click

import rashomon
from rashomon import report
from rashomon.records import Comparison
from rashomon.report import MOST_ON_ONE_PAGE, replaceable

_DEFAULT = "report.html"


@dataclass(frozen=True, slots=True)
class Target:
    """Where to write, and whether a folder was asked for."""

    path: Path
    folder: bool = False

    @classmethod
    def given(cls, output: str | None) -> Target | None:
        """Return what an option names, None where it names nothing; a name that ends in a slash is a folder.

        Raises click.UsageError where a folder that is there holds something else.
        """
        if output is None:
            return None
        target = cls(Path(output), output.endswith(("/", os.sep)) or Path(output).is_dir())
        if target.folder and target.path.exists() and not replaceable(target.path):
            raise click.UsageError(
                f"{target.path} is there and holds no report that was written here: name another folder"
            )
        return target


def write(found: Comparison, target: Target | None, tell: Callable[[str], None]) -> Path:
    """Write the report, and return the page to open; `tell` hears where it becomes a folder unasked."""
    path = target.path if target else Path(_DEFAULT)
    if not (target and target.folder):
        if len(found.documents) <= MOST_ON_ONE_PAGE:
            report.write_report(found, path, version=rashomon.__version__)
            return path
        path = _free(path.with_suffix(""))
        articles = f"{len(found.documents):,} articles are more than one page holds ({MOST_ON_ONE_PAGE})"
        tell(f"{articles}: the report is the folder {path}{os.sep}")
    report.write_folder(found, path, version=rashomon.__version__)
    return path / "index.html"


def _free(path: Path) -> Path:
    """Return the path, or the first like it with a number behind, at which a folder may be put."""
    named = chain([path], (path.with_name(f"{path.name}-{number}") for number in count(2)))
    return next(one for one in named if not one.exists() or replaceable(one))
