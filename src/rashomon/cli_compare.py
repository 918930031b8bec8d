"""The command line of reading: `rashomon extract` and `rashomon compare`."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from rashomon import cli_case
from rashomon.cli_adviser import KEY, advised, adviser_options, given_adviser, proposed
from rashomon.cli_codes import EPILOG, NOTHING_READ, SOME_ASIDE, UNADVISED
from rashomon.cli_report import Target
from rashomon.cli_report import write as write_to
from rashomon.edits import State
from rashomon.entities import Gazetteer
from rashomon.exporting.lines import LineFile, as_json, dumps
from rashomon.exporting.table import terminal, write_csv
from rashomon.pipeline import compare_extractions, extract
from rashomon.reading.edit_file import read_edits
from rashomon.reading.gazetteer import read_gazetteer
from rashomon.records import Comparison, Extraction, Rejected
from rashomon.report import MOST_ON_ONE_PAGE

Result = Extraction | Rejected
Given = TypeVar("Given")

_STATES: tuple[State, ...] = ("applied", "overruled", "orphaned")
# Of what was put aside so many are told one by one; the report and the JSON have all.
_MOST_TOLD = 200

_INPUT = (
    "INPUT is a file, a folder, a quoted glob, a zip archive, or - for standard input: plain text, HTML, "
    "JSON lines, CSV or TSV."
)


@click.command("extract", help=f"Write every attributed statement of each INPUT.\n\n{_INPUT}", epilog=EPILOG)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "table"]),
    help="Default: jsonl, or table on a terminal.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write here instead of standard output; an interrupted JSONL run goes on where it was.",
)
def extract_command(inputs: tuple[str, ...], form: str | None, output: Path | None) -> None:
    """Write every attributed statement of each input."""
    form = form or _default_form(output)
    _writable(output)
    tally = _Tally()
    if form == "jsonl" and output is not None and _replaceable(output):
        file = LineFile(output)
        _drain(tally.watch(file.write(_new(extract(inputs), file.done()))))
    elif form == "jsonl":
        with click.open_file(str(output or "-"), "w", encoding="utf-8") as stream:
            for result in tally.watch(extract(inputs)):
                click.echo(dumps(as_json(result)), file=stream)
    elif form == "csv":
        _csv(tally.watch(extract(inputs)), output)
    else:
        _table(tally.watch(extract(inputs)), output)
    tally.close()


@click.command(
    "compare", help=f"Compare the accounts of all INPUTs and write a report.\n\n{_INPUT}", epilog=EPILOG
)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "--case", "where", metavar="CASE", help="Compare what is in this case, and keep the result there."
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["html", "json"]),
    help="Default: by the output's ending, else html.",
)
@click.option(
    "-o",
    "--output",
    "given",
    type=click.Path(),
    help="Write here; HTML goes to report.html and JSON to standard output unless given. A name that ends in / is a "
    f"folder of pages, which the report of more than {MOST_ON_ONE_PAGE} articles always is.",
)
@click.option(
    "--edits",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Replay the corrections of this file, which `rashomon edit` wrote.",
)
@click.option(
    "--propose",
    is_flag=True,
    help="Show apart which English statements the pair model, which comes with rashomon and runs here, holds for "
    "contradictory beyond what was found; where accounts are contested about half are worth reading.",
)
@cli_case.gazetteer_option
@adviser_options
def compare_command(
    inputs: tuple[str, ...], where: str | None, form: str | None, given: str | None, edits: Path | None,
    propose: bool, gazetteer: Path | None, adviser: str | None, adviser_model: str | None, adviser_timeout: float,
) -> None:  # fmt: skip
    """Compare the accounts of all inputs."""
    kept = where is not None and form is None and given is None
    target = Target.given(given)
    output = target.path if target else None
    form = form or ("html" if target and target.folder else _report_form(output))
    if form == "json" and target and target.folder:
        raise click.UsageError(f"JSON is one file, and {given} is a folder")
    _writable(output)
    asked = given_adviser(adviser, adviser_model, adviser_timeout, os.environ.get(KEY))
    if asked and propose:
        raise click.UsageError("one adviser at a time: --propose or --adviser")
    tally = _Tally()

    def advise(found: Comparison) -> Comparison:
        if propose:
            return proposed(found, tally.say)
        return advised(found, asked, tally.say) if asked and found.documents else found

    found = _compared_in(tally, where, inputs, edits, gazetteer, advise)
    written = None if kept else _write_comparison(found, form, target, tally.say)
    questions, parted = _counted(len(found.questions), "question"), _discrepancies(len(found.discrepancies))
    tally.say(f"{questions}, {parted}, {_counted(len(found.copies), 'group')} of reprints")
    _tell_identities(tally, found)
    if written is not None:
        tally.say(f"written: {written}")
    tally.close()
    if found.advice and found.advice.troubles:
        sys.exit(UNADVISED)


def _compared_in(
    tally: _Tally, where: str | None, inputs: tuple[str, ...], edits: Path | None, gazetteer: Path | None,
    advise: Callable[[Comparison], Comparison],
) -> Comparison:  # fmt: skip
    """Return the comparison of the inputs, or of a case, in which it is kept, with what an adviser says of it."""
    if where is None:
        if not inputs:
            raise click.UsageError("name INPUTs to compare, or a case by --case")
        return advise(_compared(tally, inputs, edits, gazetteer))
    if inputs or edits:
        raise click.UsageError(
            "a case is compared as it is: `rashomon add` takes inputs into it, `rashomon edits import` edits"
        )
    known = _given(tally, read_gazetteer, gazetteer)
    with cli_case.opened(where) as case:
        if gazetteer and (known or not tally.rejected):
            case.know(known)
        with cli_case.progress("comparing") as tell:
            found = case.compare(tell)
        found = advise(found)
        if found.advice:
            case.advise(found.advice)
    speakers = [statement.speaker for statement in found.statements]
    tally.counts.update(
        {
            "documents": len(found.documents),
            "statements": len(speakers),
            "without a named speaker": speakers.count(None),
        }
    )
    return found


def _compared(
    tally: _Tally, inputs: tuple[str, ...], edits: Path | None, gazetteer: Path | None
) -> Comparison:
    known = _given(tally, read_gazetteer, gazetteer)
    corrections = _given(tally, read_edits, edits)
    results = list(tally.watch(extract(inputs)))
    return compare_extractions(
        [result for result in results if isinstance(result, Extraction)],
        tally.rejected,
        gazetteer=Gazetteer(known) if gazetteer else None,
        edits=corrections,
    )


def _write_comparison(
    found: Comparison, form: str, target: Target | None, tell: Callable[[str], None]
) -> Path | None:
    """Write a comparison, and return where to; None where it went to standard output."""
    output = target.path if target else None
    if form == "json":
        text = json.dumps(found.to_dict(), ensure_ascii=False, indent=1)
        click.echo(text) if output is None else output.write_text(text + "\n", "utf-8")
    else:
        output = write_to(found, target, tell)
    return output


def _given(
    tally: _Tally, reader: Callable[[Path], Iterator[Given | Rejected]], path: Path | None
) -> list[Given]:
    """Return the rows of a file given by option; bad rows are put aside, a file that is none ends the run."""
    rows, aside = cli_case.read_given(reader, path) if path else ([], [])
    tally.rejected += aside
    return rows


def _tell_identities(tally: _Tally, found: Comparison) -> None:
    """Say what stays open, and which corrections no longer hold."""
    if found.suggestions:
        tally.say(f"{_counted(len(found.suggestions), 'pair')} of names may be one: see suggestions")
    if found.edits:
        states = Counter(outcome.state for outcome in found.edits)
        tally.say(
            f"{_counted(len(found.edits), 'edit')}: "
            + ", ".join(f"{states[s]} {s}" for s in _STATES if states[s])
        )
    for outcome in found.edits:
        if outcome.state != "applied":
            names = " and ".join(f"“{target.name[:80]}”" for target in outcome.edit.targets)
            tally.say(f"{outcome.state} edit: {outcome.edit.kind} {names}: {outcome.note}")


class _Tally:
    """Counts results as they pass, shows progress on a terminal's stderr, and sums up at the end."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, soft_wrap=True, highlight=False)
        self.counts: Counter[str] = Counter()
        self.rejected: list[Rejected] = []

    def say(self, line: str) -> None:
        """Write a line to stderr."""
        self.console.print(line, markup=False)

    def watch(self, results: Iterable[Result]) -> Iterator[Result]:
        """Pass results on, counted."""
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(
            *columns, console=self.console, transient=True, disable=not self.console.is_terminal
        ) as progress:
            task = progress.add_task("documents", total=None)
            for result in results:
                progress.advance(task)
                self._count(result)
                yield result

    def _count(self, result: Result) -> None:
        if isinstance(result, Rejected):
            self.rejected.append(result)
        else:
            self.counts["documents"] += 1
            self.counts["statements"] += len(result.statements)
            self.counts["without a named speaker"] += sum(s.speaker is None for s in result.statements)

    def close(self) -> None:
        """Write the summary and leave with the exit code that fits."""
        counted = (
            _counted(self.counts["documents"], "document"),
            _counted(self.counts["statements"], "statement"),
        )
        nameless = f"{self.counts['without a named speaker']} without a named speaker"
        self.say(", ".join([*counted, nameless, f"{len(self.rejected)} put aside"]))
        for rejected in self.rejected[:_MOST_TOLD]:
            self.say(f"put aside: {rejected.uri}: {rejected.reason}")
        if len(self.rejected) > _MOST_TOLD:
            self.say(f"and {len(self.rejected) - _MOST_TOLD} more put aside")
        if self.rejected:
            sys.exit(SOME_ASIDE if self.counts["documents"] else NOTHING_READ)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _discrepancies(number: int) -> str:
    return f"{number} {'discrepancy' if number == 1 else 'discrepancies'}"


def _default_form(output: Path | None) -> str:
    if output is not None:
        return {".csv": "csv", ".txt": "table"}.get(output.suffix, "jsonl")
    return "table" if sys.stdout.isatty() else "jsonl"


def _report_form(output: Path | None) -> str:
    suffix = output.suffix.lower() if output is not None else ".html"
    forms = {".json": "json", ".html": "html", ".htm": "html", "": "html"}
    if suffix not in forms:
        raise click.UsageError(
            f"no report is written as {suffix}; name a file that ends in .html or .json, or give --format"
        )
    return forms[suffix]


def _writable(output: Path | None) -> None:
    if output is not None and not output.absolute().parent.is_dir():
        raise click.UsageError(f"there is no folder {output.parent} to write {output.name} into")


def _replaceable(output: Path) -> bool:
    """Tell whether an output may be put in place by a new file: a device or a pipe is written into as it is."""
    return output.is_file() or not output.exists()


def _new(results: Iterable[Result], done: frozenset[str]) -> Iterator[Result]:
    return (result for result in results if as_json(result)["document"]["id"] not in done)


def _extractions(results: Iterable[Result]) -> Iterator[Extraction]:
    return (result for result in results if isinstance(result, Extraction))


def _drain(results: Iterable[object]) -> None:
    for _ in results:
        pass


def _csv(results: Iterator[Result], output: Path | None) -> None:
    if output is None:
        _drain(write_csv(_extractions(results), sys.stdout))
        return
    with output.open("w", encoding="utf-8-sig", newline="") as file:  # spreadsheets know UTF-8 by its mark
        _drain(write_csv(_extractions(results), file))


def _table(results: Iterator[Result], output: Path | None) -> None:
    if output is None:
        _print_tables(results, Console())
        return
    with output.open("w", encoding="utf-8") as file:
        _print_tables(results, Console(file=file, width=120))


def _print_tables(results: Iterator[Result], console: Console) -> None:
    for extraction in _extractions(results):
        console.print(terminal(extraction))
