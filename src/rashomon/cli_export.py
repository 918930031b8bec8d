"""The command line of exchange: `rashomon export` and `rashomon import`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from rashomon.cli_case import is_case, opened
from rashomon.cli_codes import NOTHING_READ, SOME_ASIDE
from rashomon.exporting import FORMATS
from rashomon.reading.annotations import Signature, read_annotations
from rashomon.reading.edit_file import append_edit
from rashomon.records import Comparison, Edit, Rejected

# Of what was put aside so many are told one by one.
_MOST_TOLD = 200

_FORMATS = "\n".join(f"  {name:<15} {form.about}" for name, form in FORMATS.items())
_EXPORT = f"""\b
CASE is a case, or a comparison that `rashomon compare -f json` wrote.
\b
FORMAT is one of
{_FORMATS}
\b
brat and parquet are folders, which must be new or empty; the others are files.
\b
Exit codes:
  0    written
  1    it cannot be written
  2    the command line is wrong, and nothing was written
  130  interrupted
"""
_IMPORT = """\b
FILE is a brat folder or .ann file, or W3C Web Annotations as .json or .jsonld.
\b
A mark that says what was found accepts the statement, one that says otherwise
corrects it, one that was not found adds it. A statement without a mark is
rejected where the file says that it has all (as each file from `rashomon export`
does). So remove from an export what nobody said, and leave what was not looked at
unaccepted with --changes-only.
\b
Exit codes:
  0    all was read
  1    the corrections cannot be written
  2    the command line is wrong
  3    some annotations were put aside, with their reasons; the rest is done
  4    no annotation could be read
  130  interrupted
"""


@click.command("export", epilog=_EXPORT)
@click.argument("case", metavar="CASE")
@click.option("--to", "form", type=click.Choice(list(FORMATS)), required=True, help="The form to write.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The file or folder to write."
)
def export_command(case: str, form: str, output: Path) -> None:
    """Write what was found in the form of another tool."""
    found = _comparison(case)
    if not output.absolute().parent.is_dir():
        raise click.UsageError(f"there is no folder {output.parent} to write {output.name} into")
    try:
        FORMATS[form].write(found, output)
    except FileExistsError as error:
        raise click.UsageError(str(error)) from error
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"{form} needs a package that is not installed ({error.name}): pip install 'rashomon[{form}]'"
        ) from error
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{output} cannot be written: {error}") from error
    click.echo(f"written: {output}: {len(found.statements)} statements as {form}", err=True)


@click.command("import", epilog=_IMPORT)
@click.argument("case", metavar="CASE")
@click.argument("file", type=click.Path(path_type=Path, exists=True), metavar="FILE")
@click.option(
    "--edits",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("edits.jsonl"),
    show_default=True,
    help="The file that the corrections are added to, where CASE is a comparison; a case keeps them itself.",
)
@click.option(
    "--changes-only", is_flag=True, help="Accept nothing: take what was corrected, added or removed."
)
@click.option("--who", default="", envvar="RASHOMON_WHO", show_envvar=True, help="Who made the annotations.")
def import_command(case: str, file: Path, edits: Path, changes_only: bool, who: str) -> None:  # fmt: skip
    """Take annotations that people made in another tool as corrections of CASE."""
    found = _comparison(case)
    signed = Signature(who, datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        read = list(read_annotations(file, found, signed))
    except (OSError, ValueError) as error:
        click.echo(f"{file} cannot be read: {error}", err=True)
        sys.exit(NOTHING_READ)
    made = [one for one in read if isinstance(one, Edit)]
    wanted = [edit for edit in made if not (changes_only and edit.kind == "accept-statement")]
    try:
        _keep(case, wanted, edits)
    except OSError as error:
        raise click.ClickException(f"{edits} cannot be written: {error.strerror or error}") from error
    _tell(wanted, [one for one in read if isinstance(one, Rejected)], any_read=bool(made))


def _tell(edits: Sequence[Edit], aside: Sequence[Rejected], *, any_read: bool) -> None:
    counts = Counter(edit.kind for edit in edits)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    click.echo(f"{told or 'no corrections'}; {len(aside)} put aside", err=True)
    for one in aside[:_MOST_TOLD]:
        click.echo(f"put aside: {one.uri}: {one.reason}", err=True)
    if len(aside) > _MOST_TOLD:
        click.echo(f"and {len(aside) - _MOST_TOLD} more put aside", err=True)
    if aside:
        sys.exit(SOME_ASIDE if any_read else NOTHING_READ)


def _keep(case: str, edits: Sequence[Edit], file: Path) -> None:
    if is_case(case):
        with opened(case) as one:
            one.import_edits(edits)
    else:
        for edit in edits:
            append_edit(file, edit)


def _comparison(case: str) -> Comparison:
    """Return what a case shows, or the comparison in a file."""
    if is_case(case):
        with opened(case, readonly=True) as one:
            return one.comparison()
    try:
        return Comparison.from_dict(json.loads(Path(case).read_text("utf-8")))
    except OSError as error:
        raise click.UsageError(f"{case} cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise click.UsageError(
            f"{case} is no comparison that `rashomon compare --format json` wrote: {error}"
        ) from error
