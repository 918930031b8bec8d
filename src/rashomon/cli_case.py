"""The command line of cases: `rashomon new`, `add`, `status`, `search`, `remove`, `refresh`, `copy`, `edits`, `report`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from rashomon.case import Added, Case, CaseError, Hit, Imported, Status, copy
from rashomon.case.journal import about
from rashomon.case.packing import packed
from rashomon.cli_codes import NOTHING_READ, SOME_ASIDE
from rashomon.cli_report import Target, write
from rashomon.exporting.table import visible
from rashomon.reading.article import UnreadableError
from rashomon.reading.edit_file import read_edits
from rashomon.reading.gazetteer import read_gazetteer
from rashomon.records import Comparison, Edit, Extraction, Rejected
from rashomon.report import MOST_ON_ONE_PAGE

# Of what was put aside so many are told one by one; the case has all.
_MOST_TOLD = 200
# What an edit is about is told in so many code points.
_ABOUT = 80

_SQLITE = b"SQLite format 3\0"

Command = TypeVar("Command", bound=Callable[..., None])
Given = TypeVar("Given")
_CASE = click.argument("where", metavar="CASE")
gazetteer_option = click.option(
    "--gazetteer", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE",
    help="Join names that this file knows to be one, and link them to its entries: FollowTheMoney entities as JSON "
    "lines, or a table with columns name, aliases (parted by ; or |), wikidata, type. A case keeps them, for all who "
    "look at it, until another file is given; a table without rows takes them back.",
)  # fmt: skip
_EPILOG = """\b
CASE is a file (case.db), or a server's postgresql://USER@HOST/DATABASE?case=NAME

\b
Exit codes:
  0    done
  1    the case cannot be read or written
  2    the command line is wrong, or there is no such case
  3    some inputs were put aside, with their reasons; the rest is done
  4    no input could be read
  130  interrupted: what was done is kept, the same command goes on where it was
"""


@contextmanager
def opened(where: str, *, readonly: bool = False, new: bool = False) -> Iterator[Case]:
    """Open a case for a command, and tell in words what goes wrong: before it is open, the command line is wrong."""
    try:
        case = Case.new(where) if new else Case.open(where, readonly=readonly)
    except CaseError as error:
        raise click.UsageError(f"{error}") from error
    with case:
        try:
            yield case
        except CaseError as error:
            raise click.ClickException(f"{error}") from error


def is_case(case: str) -> bool:
    """Tell whether a path or address is a case: PostgreSQL, or a file of SQLite."""
    if case.startswith(("postgresql://", "postgres://")):
        return True
    try:
        with Path(case).open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def read_given(
    reader: Callable[[Path], Iterator[Given | Rejected]], path: Path
) -> tuple[list[Given], list[Rejected]]:
    """Return the rows of a file that the command line names, and what of it is put aside; one that is none ends the run."""
    try:
        rows = list(reader(path))
    except (OSError, UnreadableError) as error:
        raise click.UsageError(f"{path} cannot be read: {error}") from error
    aside = [row for row in rows if isinstance(row, Rejected)]
    return [row for row in rows if not isinstance(row, Rejected)], aside


def say(line: str) -> None:
    """Write a line to stderr; what a terminal would obey is shown instead."""
    click.echo(visible(line), err=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """Give what tells how far a command is: on a terminal a line that moves, else nothing."""
    console = Console(stderr=True, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(what, total=None)

        def tell(line: str) -> None:
            shown.update(task, advance=1, description=f"{what}: {escape(line[-60:])}")

        yield tell


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "document"), counted(2, "discrepancy", "discrepancies")
    ('1 document', '2 discrepancies')
    """
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


@click.command("new", epilog=_EPILOG)
@_CASE
@click.option(
    "--from-corpus", "corpus", metavar="DIR", help="Begin with what matches of a corpus (`rashomon corpus`)."
)
@click.option(
    "--query", default="", help="Of the corpus: words that all stand in an article; “in quotes” in a row."
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Of the corpus: from this day on.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Of the corpus: up to this day, with it.")
def new_command(
    where: str, corpus: str | None, query: str, since: datetime | None, until: datetime | None
) -> None:
    """Make a case, with nothing in it yet, or with what matches of a corpus."""
    if corpus is None and (query or since or until):
        raise click.UsageError("--query, --since and --until choose from a corpus: give --from-corpus DIR")
    found = from_corpus(corpus, query, since, until) if corpus else None
    with opened(where, new=True) as case:
        if found is None:
            say(f"made: {case.where}; next: rashomon add {where} INPUT...")
            return
        version, extractions = found
        added = case.add_extractions(extractions, version)
        say(
            f"made: {case.where}: {counted(len(added.new), 'document')}; next: rashomon compare --case {where}"
        )


def from_corpus(
    corpus: str, query: str, since: datetime | None, until: datetime | None
) -> tuple[str | None, Iterator[Extraction]]:
    """Return what matches of a corpus, and what found it where that was another version than this one."""
    try:
        from rashomon.cluster.manifest import NoCorpusError, read_manifest
        from rashomon.cluster.matching import QueryError, matching_extractions
        from rashomon.cluster.store import Store, StoreError
        from rashomon.cluster.version import version
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"a corpus needs {error.name}, which is not installed: pip install 'rashomon[corpus]'"
        ) from error
    days = [day.date() if day else None for day in (since, until)]
    try:
        made = str(read_manifest(Store(corpus))["version"])
        rows = matching_extractions(corpus, query, *days)
        first = next(rows, None)
    except (NoCorpusError, QueryError, StoreError) as error:
        raise click.UsageError(f"{error}") from error
    if first is None:
        raise click.UsageError(f"nothing in {corpus} matches")
    return None if made == version() else f"corpus {made}", chain([first], rows)


@click.command("add", epilog=_EPILOG)
@_CASE
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
def add_command(where: str, inputs: tuple[str, ...]) -> None:
    """Add articles to a case, and find who says what in each; what is there already changes nothing.

    INPUT is a file, a folder, a quoted glob, a zip archive, or - for standard input.
    """
    with opened(where) as case:
        with progress("documents") as tell:
            added = case.add(inputs, tell)
        _tell_added(added)
        if not case.is_current():
            say(f"not compared yet: rashomon compare --case {where}")
    if added.rejected:
        sys.exit(SOME_ASIDE if added.new or added.known else NOTHING_READ)


def _tell_added(added: Added) -> None:
    revised = f" ({counted(len(added.revised), 'changed page')})" if added.revised else ""
    known, aside = f"{len(added.known):,} known already", f"{len(added.rejected):,} put aside"
    say(f"{counted(len(added.new), 'new document')}{revised}, {known}, {aside}")
    _tell_aside(added.rejected)


def _tell_aside(aside: Sequence[Rejected]) -> None:
    for rejected in aside[:_MOST_TOLD]:
        say(f"put aside: {rejected.uri}: {rejected.reason}")
    if len(aside) > _MOST_TOLD:
        say(f"and {len(aside) - _MOST_TOLD} more put aside")


@click.command("status", epilog=_EPILOG)
@_CASE
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")
def status_command(where: str, form: str) -> None:
    """Say what a case holds, and what is to do."""
    with opened(where, readonly=True) as case:
        status = case.status()
    if form == "json":
        click.echo(json.dumps(asdict(status), ensure_ascii=False))
    else:
        click.echo("\n".join(_status_lines(status)))


def _status_lines(status: Status) -> Iterator[str]:
    languages = ", ".join(f"{name or 'unknown'} {number:,}" for name, number in status.languages)
    yield f"{status.where} ({status.size / 1e6:.1f} MB)"
    yield counted(status.documents, "document") + (f": {languages}" if languages else "")
    yield f"{counted(status.statements, 'statement')} of {counted(status.entities, 'entity', 'entities')}"
    parted = counted(status.discrepancies, "discrepancy", "discrepancies")
    yield f"{counted(status.questions, 'question')}, {parted}"
    states = ", ".join(f"{number:,} {state}" for state, number in status.states)
    yield counted(status.edits, "edit") + (f": {states}" if states else "")
    yield f"{counted(status.rejected, 'input')} put aside"
    if status.outdated:
        yield f"{counted(status.outdated, 'document')} read by another version: rashomon refresh {status.where}"
    if not status.current:
        yield f"not up to date: rashomon compare --case {status.where}"


@click.command("remove", epilog=_EPILOG)
@_CASE
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
def remove_command(where: str, documents: tuple[str, ...]) -> None:
    """Take documents out of a case, by their ids, with all that came of them; edits are kept."""
    with opened(where) as case:
        missing = [one for one in documents if not _is_there(case, one)]
        if missing:
            raise click.UsageError(f"the case has no document {', '.join(missing)}; nothing was removed")
        for document in dict.fromkeys(documents):
            case.remove(document)
        say(f"removed: {counted(len(set(documents)), 'document')}; next: rashomon compare --case {where}")


def _is_there(case: Case, document: str) -> bool:
    try:
        case.document(document)
    except KeyError:
        return False
    return True


@click.command("refresh", epilog=_EPILOG)
@_CASE
def refresh_command(where: str) -> None:
    """Find who says what anew, in documents that another version has read; edits stay."""
    with opened(where) as case, progress("documents") as tell:
        done = case.refresh(tell)
    say(f"read anew: {counted(len(done), 'document')}; next: rashomon compare --case {where}")


@click.command("search", epilog=_EPILOG)
@_CASE
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option(
    "-n", "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="The most hits."
)
@click.option("--said", is_flag=True, help="Only in what somebody says.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")
def search_command(where: str, words: tuple[str, ...], limit: int, said: bool, form: str) -> None:
    """Find words in the documents of a case, in any spelling and script; “in quotation marks” in a row."""
    with opened(where, readonly=True) as case:
        hits = case.search(" ".join(words), limit, said=said)
    for hit in hits:
        click.echo(packed(asdict(hit)) if form == "json" else _hit_line(hit))
    say(counted(len(hits), "document"))


def _hit_line(hit: Hit) -> str:
    facts = " · ".join(part for part in (hit.published, hit.outlet, hit.title, hit.document) if part)
    return f"{visible(facts)}\n    {visible(' '.join(hit.snippet.split()))}\n"


@click.command("copy", epilog=_EPILOG)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy_command(source: str, target: str) -> None:
    """Copy a case to where there is none yet: from a file to a server, or back; nothing is lost."""
    try:
        copy(source, target)
    except CaseError as error:
        raise click.UsageError(f"{error}") from error
    say(f"copied to {target.rpartition('@')[2] if '://' in target else target}")


@click.command("report", epilog=_EPILOG)
@_CASE
@click.option(
    "-o", "--output", type=click.Path(), default="report.html", show_default=True, metavar="FILE",
    help=f"Write here. A name that ends in / is a folder of pages, as for more than {MOST_ON_ONE_PAGE} articles.",
)  # fmt: skip
@gazetteer_option
def report_command(where: str, output: str, gazetteer: Path | None) -> None:
    """Write the report of a case; it is compared first where that is to do."""
    target = Target.given(output)
    if not Path(output).absolute().parent.is_dir():
        raise click.UsageError(f"there is no folder to write {output} into")
    entries, aside = read_given(read_gazetteer, gazetteer) if gazetteer else ([], [])
    with opened(where) as case:
        if gazetteer and (entries or not aside):
            case.know(entries)
        say(f"written: {write(up_to_date(case), target, say)}")
    _tell_aside(aside)
    if aside:
        sys.exit(SOME_ASIDE)


def up_to_date(case: Case) -> Comparison:
    """Return what a case shows, compared first where that is to do."""
    with progress("comparing") as tell:
        return case.comparison() if case.is_current() else case.compare(tell)


@click.group("edits", epilog=_EPILOG)
def edits_group() -> None:
    """The corrections in a case: list them, undo one, exchange them with colleagues."""


@edits_group.command("list", epilog=_EPILOG)
@_CASE
def list_command(where: str) -> None:
    """List all edits, in the order of time, with what became of each."""
    with opened(where, readonly=True) as case:
        states = {outcome.edit.id: outcome for outcome in case.shown("edits")}
        edits = case.edits()
    for edit in edits:
        outcome = states.get(edit.id)
        state = (
            f"{outcome.state}{f' ({outcome.note})' if outcome.note else ''}"
            if outcome
            else "not compared yet"
        )
        click.echo(visible(f"{edit.id}  {edit.when}  {edit.who or 'nobody'}: {_told(edit)}: {state}"))


def _told(edit: Edit) -> str:
    on = about(edit)
    name = f" as “{edit.name}”" if edit.name else ""
    return f"{edit.kind} {on if len(on) <= _ABOUT else on[: _ABOUT - 1] + '…'}{name}".strip()


@edits_group.command("undo", epilog=_EPILOG)
@_CASE
@click.argument("edit", metavar="EDIT")
@click.option("--who", default="", envvar="RASHOMON_WHO", show_envvar=True, help="Who undoes it.")
@click.option("--why", default="", help="The reason, in your words.")
def undo_command(where: str, edit: str, who: str, why: str) -> None:
    """Undo the edit of an id, or of the first letters of one; the undoing is an edit too, and can be undone."""
    with opened(where) as case:
        found = [one for one in case.edits() if one.id.startswith(edit)]
        if len(found) != 1:
            raise click.UsageError(
                f"{counted(len(found), 'edit')} of the case begin with {edit!r}; `rashomon edits list`"
            )
        stamped = case.edit(Edit("undo", edit=found[0].id, why=why), who=who)
    say(f"added {stamped.id}: undo {_told(found[0])}; next: rashomon compare --case {where}")


@edits_group.command("export", epilog=_EPILOG)
@_CASE
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True), metavar="FILE.jsonl")
def export_command(where: str, file: str) -> None:
    """Write all edits to a file that a colleague can import, in the order of time."""
    with opened(where, readonly=True) as case:
        edits = case.edits()
    try:
        with click.open_file(file, "w", encoding="utf-8") as stream:
            stream.writelines(f"{packed(edit.to_dict())}\n" for edit in edits)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror or error}") from error
    say(f"written: {counted(len(edits), 'edit')}")


@edits_group.command("import", epilog=_EPILOG)
@_CASE
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path), metavar="FILE.jsonl")
def import_command(where: str, file: Path) -> None:
    """Take in the edits of a colleague, and say which contradict another person's; none is overwritten."""
    edits, aside = read_given(read_edits, file)
    with opened(where) as case, progress("comparing") as tell:
        imported = case.import_edits(edits, tell)
    _tell_imported(imported, aside)
    if aside:
        sys.exit(SOME_ASIDE if edits else NOTHING_READ)


def _tell_imported(imported: Imported, aside: list[Rejected]) -> None:
    say(
        f"{counted(len(imported.new), 'new edit')}, {imported.known:,} known already, {len(aside):,} put aside"
    )
    _tell_aside(aside)
    for edit, by in imported.conflicts:
        say(
            f"conflict: {edit.who or 'nobody'} ({edit.id}): {_told(edit)}; "
            f"overruled by {by.who or 'nobody'} ({by.id}): {_told(by)}"
        )


COMMANDS: tuple[click.Command, ...] = (
    new_command, add_command, status_command, search_command, remove_command, refresh_command, copy_command,
    report_command, edits_group,
)  # fmt: skip
