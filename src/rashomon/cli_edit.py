"""The command line of corrections: `rashomon edit merge`, `split`, `rename`, `reject`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from rashomon import cli_review
from rashomon.case import Case, CaseError
from rashomon.reading.edit_file import append_edit
from rashomon.records import Anchor, Comparison, Edit, Entity, Moved, Suggestion

Command = TypeVar("Command", bound=Callable[..., None])

_TARGET = """\b
NAME is a name as an article writes it. Say which articles are meant, since others
may have somebody of the same name:
  --from FOUND.json   NAME is an entity of a comparison (`rashomon compare -f json`),
                      by its name or its id; its articles are written into the edit
  --in DOCUMENT       the id of an article; may be given more than once
  --case CASE         as --from, with what the case shows; the edit goes into the case
Without either, the edit holds as long as all who bear the name are one entity.
"""
_EPILOG = """\b
The edit is added to the end of FILE, which is never rewritten. Then
  rashomon compare INPUT... --edits FILE
replays all edits over what is found, in their order; of two that contradict each
other the later one holds, and one that no longer fits is shown, not guessed at.

\b
Exit codes:
  0    the edit was added
  1    the file cannot be written
  2    the command line is wrong, and nothing was added
  130  interrupted
"""


@click.group("edit", epilog=_EPILOG)
def edit_group() -> None:
    """Correct who is who: join entities, part one, name one, say that two are not one."""


for command in cli_review.COMMANDS:
    edit_group.add_command(command)


def _shared(command: Command) -> Command:
    """Give a command the options that all edits have."""
    path = click.Path(path_type=Path, dir_okay=False)
    found = click.Path(path_type=Path, dir_okay=False, exists=True)
    for option in (
        click.option("--why", default="", help="The reason, in your words."),
        click.option("--who", default="", envvar="RASHOMON_WHO", show_envvar=True, help="Who makes the edit."),
        click.option("--in", "documents", multiple=True, metavar="DOCUMENT", help="An article that is meant."),
        click.option("--from", "found", type=found, metavar="FOUND.json", help="Look names and ids up here."),
        click.option(
            "--edits", "file", type=path, default=Path("edits.jsonl"), show_default=True, metavar="FILE",
            help="The file that the edit is added to.",
        ),
        click.option("--case", "where", metavar="CASE", help="The case that the edit is added to, in place of a file."),
    ):  # fmt: skip
        command = option(command)
    return command


@edit_group.command("merge", epilog=_TARGET)
@click.argument("names", nargs=-1, required=True, metavar="NAME NAME...")
@_shared
def merge_command(names: tuple[str, ...], **given: object) -> None:
    """Take the entities called NAME for one.

    With --from, the id of a suggestion may stand in place of two names.
    """
    _append(given, lambda cast: Edit("merge", cast.pair(names)))


@edit_group.command("split", epilog=_TARGET)
@click.argument("name", metavar="NAME")
@click.option(
    "--move-name", "moved_names", multiple=True, metavar="NAME", help="A name that goes to the new entity."
)
@click.option(
    "--move-document",
    "moved_documents",
    multiple=True,
    metavar="DOCUMENT",
    help="An article in which it is the new entity; with --move-name, the only ones.",
)
@click.option(
    "--move-statement",
    "moved_statements",
    multiple=True,
    metavar="STATEMENT",
    help="A statement that the new entity makes.",
)
@click.option("--as", "new", metavar="NAME", help="What to call the new entity.")
@_shared
def split_command(
    name: str,
    moved_names: tuple[str, ...],
    moved_documents: tuple[str, ...],
    moved_statements: tuple[str, ...],
    new: str | None,
    **given: object,
) -> None:
    """Part the entity called NAME: what is moved is somebody else."""
    moved = Moved(moved_names, moved_documents, moved_statements)
    _append(given, lambda cast: Edit("split", (cast.anchor(name),), new, moved))


@edit_group.command("rename", epilog=_TARGET)
@click.argument("name", metavar="NAME")
@click.argument("new", metavar="NEW_NAME")
@_shared
def rename_command(name: str, new: str, **given: object) -> None:
    """Show the entity called NAME as NEW_NAME."""
    _append(given, lambda cast: Edit("rename", (cast.anchor(name),), new))


@edit_group.command("reject", epilog=_TARGET)
@click.argument("names", nargs=-1, required=True, metavar="NAME NAME")
@_shared
def reject_command(names: tuple[str, ...], **given: object) -> None:
    """Say that the entities called NAME are not one.

    They are kept apart, and not suggested again. With --from, the id of a suggestion may stand in place
    of two names.
    """
    _append(given, lambda cast: Edit("reject", cast.pair(names)))


class _Cast:
    """Whom the names on the command line mean."""

    def __init__(self, comparison: Comparison | None, documents: Sequence[str]) -> None:
        self.documents = tuple(documents)
        self.comparison = comparison

    def anchor(self, name: str) -> Anchor:
        """Return the anchor of a name, or of an entity of the comparison that was given."""
        if self.comparison is None:
            return Anchor(name, self.documents)
        entity = self._entity(name, self.comparison.entities)
        within = tuple(one for one in entity.documents if not self.documents or one in self.documents)
        return Anchor(entity.name, within or entity.documents)

    def pair(self, names: Sequence[str]) -> tuple[Anchor, ...]:
        """Return the anchors of two names, or those of a suggestion."""
        rows = self.comparison.suggestions if self.comparison and len(names) == 1 else ()
        suggestion: Suggestion | None = next((row for row in rows if row.id == names[0]), None)
        if suggestion and suggestion.b is None:
            raise click.UsageError(
                "this suggestion is about entries of a gazetteer: correct them in its file"
            )
        ids = (suggestion.a, suggestion.b or "") if suggestion else names
        return tuple(map(self.anchor, ids))

    def _entity(self, name: str, entities: Sequence[Entity]) -> Entity:
        wanted = name.casefold().strip()
        rows = (
            [entity for entity in entities if entity.id == name]
            or [entity for entity in entities if entity.name.casefold() == wanted]
            or [entity for entity in entities if wanted in map(str.casefold, entity.aliases)]
        )
        if self.documents and len(rows) > 1:
            rows = [entity for entity in rows if set(entity.documents) & set(self.documents)]
        if not rows:
            raise click.UsageError(f"the comparison has no entity called “{name}”")
        if len(rows) > 1:
            told = "; ".join(f"{row.id} ({row.name}, {row.type})" for row in rows[:10])
            raise click.UsageError(f"“{name}” is {len(rows)} entities; name one by its id: {told}")
        return rows[0]


def _comparison(path: Path) -> Comparison:
    try:
        return Comparison.from_dict(json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise click.UsageError(
            f"{path} is no comparison that `rashomon compare --format json` wrote: {error}"
        ) from error


def _append(given: dict[str, object], make: Callable[[_Cast], Edit]) -> None:
    """Add an edit to the case or the file that is given."""
    found, documents = given["found"], given["documents"]
    ids = tuple(map(str, documents)) if isinstance(documents, tuple) else ()
    if given["where"] is not None:
        if found is not None:
            raise click.UsageError("names are looked up in the case itself: leave out --from")
        _append_to_case(str(given["where"]), given, ids, make)
        return
    cast = _Cast(_comparison(found) if isinstance(found, Path) else None, ids)
    _append_to_file(Path(str(given["file"])), given, lambda: make(cast))


def _append_to_case(
    where: str, given: dict[str, object], documents: Sequence[str], make: Callable[[_Cast], Edit]
) -> None:
    try:
        case = Case.open(where)
    except CaseError as error:
        raise click.UsageError(f"{error}") from error
    with case:
        try:
            shown = case.comparison()
            bare = make(_Cast(shown if shown.entities else None, documents)).to_dict()
            edit = case.edit(Edit.from_dict({**bare, "why": given["why"]}), who=str(given["who"]))
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        except CaseError as error:
            raise click.ClickException(str(error)) from error
    _tell(where, edit)


def _append_to_file(file: Path, given: dict[str, object], make: Callable[[], Edit]) -> None:
    if not file.absolute().parent.is_dir():
        raise click.UsageError(f"there is no folder {file.parent} to write {file.name} into")
    try:
        bare = make().to_dict()
        when = datetime.now(UTC).isoformat(timespec="seconds")
        edit = Edit.from_dict({**bare, "who": given["who"], "why": given["why"], "when": when})
        append_edit(file, edit)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror or error}") from error
    _tell(str(file), edit)


def _tell(where: str, edit: Edit) -> None:
    names = " and ".join(f"“{target.name}”" for target in edit.targets)
    click.echo(f"added to {where}: {edit.kind} {names}{f' as “{edit.name}”' if edit.name else ''}", err=True)
