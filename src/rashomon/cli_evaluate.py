"""The command line of measuring: `rashomon evaluate`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from rashomon.cli_codes import EPILOG, NOTHING_READ
from rashomon.evaluation.attribution import Tally
from rashomon.evaluation.names import evaluate_names, ways
from rashomon.evaluation.names import table as names_table
from rashomon.evaluation.report import GoldError, evaluate, table, total


@click.group("evaluate", epilog=EPILOG)
def evaluate_group() -> None:
    """How good this version is on articles that people have annotated."""


@evaluate_group.command("attribution", epilog=EPILOG)
@click.argument("gold", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="GOLD.jsonl")
def evaluate_attribution(gold: Path) -> None:
    """Find the statements of annotated articles and compare them with the annotation.

    GOLD.jsonl holds an article a line: id, text, language, attributions. Prints precision, recall and F1, for each
    language too where there are several, and, last, all figures as one line of JSON.
    """
    by_language: dict[str, list[Tally]] = {}
    try:
        for language, tally in evaluate(gold):
            by_language.setdefault(language, []).append(tally)
    except GoldError as error:
        click.echo(f"{error}", err=True)
        sys.exit(NOTHING_READ)
    sums = {language: total(tallies) for language, tallies in sorted(by_language.items())}
    whole = total(sums.values())
    for language, tally in sums.items() if len(sums) > 1 else ():
        click.echo("\n".join([language, *table(tally), ""]))
    click.echo("\n".join(table(whole)))
    languages = {language: tally.figures() for language, tally in sums.items()} if len(sums) > 1 else {}
    click.echo(json.dumps({**whole.figures(), **({"languages": languages} if languages else {})}))


@evaluate_group.command("names", epilog=EPILOG)
@click.argument("gold", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="GOLD.jsonl")
def evaluate_names_command(gold: Path) -> None:
    """Cluster the names of known entities blind, and compare the clusters with the entities.

    GOLD.jsonl holds an entity a line: id, type (person, organization, place), lemmas and surface (lists of forms by
    language). All forms of a type go into one bag, without language and id. Prints the precision, recall and F1 of
    pairs for rashomon, for the symbols of rigour and for equal strings, of the whole and of each half of the file
    by a hash of the ids, and, last, all figures as one line of JSON.
    """
    found: dict[str, dict[str, dict[str, object]]] = {}
    try:
        for kind, way, figures in evaluate_names(gold):
            found.setdefault(kind, {})[way] = figures
            click.echo("\n".join(names_table(kind, way, figures)))
    except GoldError as error:
        click.echo(f"{error}", err=True)
        sys.exit(NOTHING_READ)
    if "rigour symbols" not in ways():
        click.echo("rigour symbols: not measured, since rigour is not installed", err=True)
    click.echo(json.dumps(found))
