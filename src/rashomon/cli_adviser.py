"""The command line's adviser: which language model is asked, and what to tell of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from rashomon.advising import Adviser, advise
from rashomon.records import Advice, Comparison

Command = TypeVar("Command", bound=Callable[..., None])

KEY = "RASHOMON_ADVISER_KEY"


def adviser_options(command: Command) -> Command:
    """Give a command the options that name an adviser."""
    for option in (
        click.option(
            "--adviser-timeout", type=click.FloatRange(0, 3600, min_open=True), default=60.0, show_default=True,
            metavar="SECONDS", help="The most that one answer of the adviser may take.",
        ),
        click.option("--adviser-model", metavar="NAME", help="What the adviser's server calls the model."),
        click.option(
            "--adviser", metavar="URL",
            help="Send the statements to this OpenAI-compatible server (http://localhost:11434/v1), whose model explains "
            f"and proposes, marked as the model's. A key is read from the environment: {KEY}.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def given_adviser(url: str | None, model: str | None, timeout: float, key: str | None) -> Adviser | None:
    """Return the adviser that the options name, None where they name none; raise UsageError where it cannot be asked."""
    if url is None and model is None:
        return None
    if url is None or model is None:
        raise click.UsageError("an adviser is named by both --adviser URL and --adviser-model NAME")
    try:
        return Adviser(url, model, key or None, timeout)
    except ValueError as error:
        raise click.UsageError(f"{error}") from error


def advised(found: Comparison, adviser: Adviser, say: Callable[[str], None]) -> Comparison:
    """Return the comparison with the adviser's words, and say what is sent where and what came back."""
    say(
        f"asking {adviser.model} at {adviser.host} about {len(found.discrepancies)} discrepancies "
        f"and {len(found.statements)} statements, whose words are sent there"
    )
    found = advise(found, adviser)
    if found.advice:
        _tell(found.advice, say)
    return found


def proposed(found: Comparison, say: Callable[[str], None]) -> Comparison:
    """Return the comparison with what the pair model proposes, and say how much that is."""
    from rashomon.advising.pairing import propose  # brings in the model

    say(
        "the pair model reads English statements two by two: about ten milliseconds a pair, a dozen pairs a statement"
    )
    found = propose(found)
    if found.advice:
        say(
            f"pair model: {found.advice.asked} pairs of statements read, {len(found.advice.proposals)} proposed"
        )
    return found


def _tell(advice: Advice, say: Callable[[str], None]) -> None:
    doubts = sum(remark.doubts for remark in advice.remarks)
    say(
        f"adviser: {len(advice.remarks)} remarks ({doubts} of them doubts), {len(advice.proposals)} proposals; "
        f"{advice.dropped} dropped as unfounded; {advice.left_out} statements or discrepancies not shown to it"
    )
    for trouble in advice.troubles:
        say(f"adviser: {trouble}")
