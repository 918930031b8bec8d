"""The command line: its commands by name. What a command needs is imported when it is called."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from importlib import import_module

import click

from rashomon.cli_codes import EPILOG, INTERRUPTED

# Each command: the module and the name that it has there, and what `rashomon --help` says of it, its help's first sentence.
COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "add": (
        "cli_case",
        "add_command",
        "Add articles to a case, and find who says what in each; what is there already changes nothing.",
    ),
    "compare": ("cli_compare", "compare_command", "Compare the accounts of all INPUTs and write a report."),
    "copy": (
        "cli_case",
        "copy_command",
        "Copy a case to where there is none yet: from a file to a server, or back; nothing is lost.",
    ),
    "corpus": (
        "cli_corpus",
        "corpus_group",
        "Whole archives: WARC in, statements out as Parquet, on one machine or many.",
    ),
    "edit": (
        "cli_edit",
        "edit_group",
        "Correct who is who: join entities, part one, name one, say that two are not one.",
    ),
    "edits": (
        "cli_case",
        "edits_group",
        "The corrections in a case: list them, undo one, exchange them with colleagues.",
    ),
    "evaluate": (
        "cli_evaluate",
        "evaluate_group",
        "How good this version is on articles that people have annotated.",
    ),
    "export": ("cli_export", "export_command", "Write what was found in the form of another tool."),
    "extract": ("cli_compare", "extract_command", "Write every attributed statement of each INPUT."),
    "fetch": ("cli_watch", "fetch_command", "Fetch the article at each URL, as a document in JSON a line."),
    "import": (
        "cli_export",
        "import_command",
        "Take annotations that people made in another tool as corrections of CASE.",
    ),
    "new": (
        "cli_case",
        "new_command",
        "Make a case, with nothing in it yet, or with what matches of a corpus.",
    ),
    "password": (
        "cli_serve",
        "password_command",
        "Let NAME in: add or change the hashed password in FILE, for `rashomon serve --passwords FILE`.",
    ),
    "refresh": (
        "cli_case",
        "refresh_command",
        "Find who says what anew, in documents that another version has read; edits stay.",
    ),
    "remove": (
        "cli_case",
        "remove_command",
        "Take documents out of a case, by their ids, with all that came of them; edits are kept.",
    ),
    "report": (
        "cli_case",
        "report_command",
        "Write the report of a case; it is compared first where that is to do.",
    ),
    "search": (
        "cli_case",
        "search_command",
        "Find words in the documents of a case, in any spelling and script; “in quotation marks” in a row.",
    ),
    "serve": (
        "cli_serve",
        "serve_command",
        "Work on CASE in the browser: read, check, correct, add articles.",
    ),
    "show": ("cli_show", "show_command", "Show in the terminal what was found."),
    "status": ("cli_case", "status_command", "Say what a case holds, and what is to do."),
    "watch": (
        "cli_watch",
        "watch_command",
        "Look at each SOURCE again and again, add what is new to TARGET, and tell what was changed since the last look.",
    ),
}


# How seldom Python looks for what refers to itself alone: of what a command makes almost all stays, and to look at it as
# often as Python does unasked takes a sixth of the time of a large case, and frees nothing.
_COLLECTED = (50_000, 20, 100)


class _Commands(click.Group):
    """The commands, leaving with exit code 130 when the user interrupts one."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        gc.set_threshold(*_COLLECTED)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(
                "interrupted: the same command, with a case or -o FILE.jsonl, goes on where it was", err=True
            )
            return ctx.exit(INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, None where there is none of the name."""
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        found: click.Command = getattr(import_module(f"rashomon.{module}"), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what each command is for, without importing it."""
        room = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, click.Command(name, help=about).get_short_help_str(room))
                    for name, (_, _, about) in COMMANDS.items()
                ]
            )


@click.group(cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rashomon", prog_name="rashomon")
def main() -> None:
    """Who said what in the news, and exactly where the accounts part. Only `fetch`, `watch` and --adviser use the network."""
