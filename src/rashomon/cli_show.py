"""The command line of looking: `rashomon show`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import click
from rich.console import Console

from rashomon.cli_case import opened, say
from rashomon.records import Comparison
from rashomon.report.index import Index
from rashomon.report.place import DATA
from rashomon.taming import tame
from rashomon.terminal import (
    NotFoundError,
    article_view,
    draw,
    overview,
    plain_lines,
    question_view,
    speaker_view,
)

_CODES = """\b
Exit codes:
  0    it was shown
  2    the command line is wrong, or nothing is called as you asked
  4    FOUND cannot be read
  130  interrupted
"""
_SQLITE = b"SQLite format 3\0"
_VIEWS = {"question": question_view, "speaker": speaker_view, "article": article_view}


class UnreadError(click.ClickException):
    """What was to be shown cannot be read."""

    exit_code = 4


@click.command("show", epilog=_CODES)
@click.argument("found", metavar="FOUND")
@click.option(
    "--question", metavar="NUMBER|TEXT", help="Only this question: all answers, and where they part."
)
@click.option("--speaker", metavar="NAME", help="Only this speaker: roles, answers, and all that is said.")
@click.option("--article", metavar="NUMBER|TITLE", help="Only this article: its statements and its text.")
@click.option(
    "--width", type=click.IntRange(40, 200), help="Columns of the tables; by default those of the terminal."
)
def show_command(found: str, width: int | None, **wanted: str | None) -> None:
    """Show in the terminal what was found.

    FOUND is a case, what `rashomon compare -f json` wrote, or the folder of a report. In a pipe, and without --width, there
    are no colours and no frames: a heading begins with #, cells are parted by tabs, a row is a line.
    """
    asked = [(name, value) for name, value in wanted.items() if value is not None]
    if len(asked) > 1:
        raise click.UsageError("one of --question, --speaker and --article at a time")
    index = Index(load(found))
    try:
        sheets = list(_VIEWS[asked[0][0]](index, asked[0][1]) if asked else overview(index))
    except NotFoundError as error:
        raise click.UsageError(tame(str(error))) from error
    if sys.stdout.isatty() or width:
        draw(sheets, Console(width=width or shutil.get_terminal_size().columns, highlight=False))
    else:
        click.echo("\n".join(plain_lines(sheets)), nl=False)


def load(where: str) -> Comparison:
    """Return what a case shows, or what a file or the folder of a report holds; raise UnreadError where there is none."""
    if "://" in where or _is_case(Path(where)):
        with opened(where, readonly=True) as case:
            if case.fingerprint() is None and case.status().documents:
                raise UnreadError(
                    f"nothing in {where} is compared yet: `rashomon compare --case {where}` does it"
                )
            if not case.is_current():
                say("what is new in the case is not shown: `rashomon compare --case` takes it in")
            return case.comparison()
    path = Path(where)
    file = path / DATA if path.is_dir() else path
    try:
        data = json.loads(file.read_text("utf-8"))
        if not isinstance(data, dict) or "documents" not in data:
            raise UnreadError(
                f"{path} holds no comparison: `rashomon compare INPUT... -o {path.stem}.json` writes one"
            )
        return Comparison.from_dict(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = tame(f"{type(error).__name__}: {error}")
        raise UnreadError(f"{path} cannot be read as a comparison: {reason}") from error


def _is_case(path: Path) -> bool:
    """Tell whether a file is one of SQLite."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
