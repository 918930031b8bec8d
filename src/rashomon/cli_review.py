"""The command line of corrections in a case: `rashomon edit accept-statement`, `reject-discrepancy` and the like."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, get_args

import click

from rashomon.alignment.typed import Typing
from rashomon.case import Case, CaseError
from rashomon.case.pointing import Pointing
from rashomon.records import Act, Anchor, Between, DiscrepancyKind, Edit, Fix, Parting, Quote, Span, Topic

Command = TypeVar("Command", bound=Callable[..., None])
_EPILOG = """\b
IDs are those that the case shows: `rashomon search`, `rashomon compare --case CASE -f json`, or the views
who_said_what, answers_by_speaker and where_accounts_part in any SQLite tool. An edit holds on to words, not to ids:
it finds them again when articles are added, or the case is read by a newer version.
"""


def _shared(command: Command) -> Command:
    """Give a command the options that all have."""
    for option in (
        click.option("--why", default="", help="The reason, in your words."),
        click.option(
            "--who", default="", envvar="RASHOMON_WHO", show_envvar=True, help="Who makes the edit."
        ),
        click.option(
            "--case", "where", required=True, metavar="CASE", help="The case that the edit is added to."
        ),
    ):
        command = option(command)
    return command


def add_to_case(where: str, who: str, why: str, make: Callable[[Pointing], Edit]) -> Edit:
    """Add the edit that `make` makes of what a case shows, and say so; what is none is a wrong command line."""
    try:
        case = Case.open(where)
    except CaseError as error:
        raise click.UsageError(f"{error}") from error
    with case:
        try:
            bare = make(Pointing(case.comparison())).to_dict()
            edit = case.edit(Edit.from_dict({**bare, "why": why}), who=who)
        except KeyError as error:
            raise click.UsageError(
                f"the case shows nothing of the id {error}; see `rashomon status {where}`"
            ) from error
        except ValueError as error:
            raise click.UsageError(f"{error}") from error
        except CaseError as error:
            raise click.ClickException(f"{error}") from error
    click.echo(f"added {edit.id} to {where}: {edit.kind}; next: rashomon compare --case {where}", err=True)
    return edit


@click.command("accept-statement", epilog=_EPILOG)
@click.argument("statement", metavar="STATEMENT")
@_shared
def accept_statement(statement: str, where: str, who: str, why: str) -> None:
    """Say that a statement is right as it is."""
    add_to_case(where, who, why, lambda shown: Edit("accept-statement", quotes=(shown.quote(statement),)))


@click.command("reject-statement", epilog=_EPILOG)
@click.argument("statement", metavar="STATEMENT")
@_shared
def reject_statement(statement: str, where: str, who: str, why: str) -> None:
    """Say that a statement is none: nobody says this."""
    add_to_case(where, who, why, lambda shown: Edit("reject-statement", quotes=(shown.quote(statement),)))


@click.command("correct-statement", epilog=_EPILOG)
@click.argument("statement", metavar="STATEMENT")
@click.option(
    "--speaker", metavar="NAME", help="Who says it: an entity's id, or a name as the article writes it."
)
@click.option("--nobody", is_flag=True, help="The article does not name who says it.")
@click.option("--act", type=click.Choice(get_args(Act)), help="What the speaker does.")
@click.option("--content", metavar="WORDS", help="What is said, in the words of the article.")
@click.option("--cue", metavar="WORDS", help="The words that report it; '' for none.")
@click.option("--source", metavar="WORDS", help="The words that name the speaker; '' for none.")
@_shared
def correct_statement(
    statement: str, speaker: str | None, nobody: bool, act: str | None, content: str | None, cue: str | None,
    source: str | None, where: str, who: str, why: str,
) -> None:  # fmt: skip
    """Say what a statement is in truth: its words, its speaker, its act."""

    def make(shown: Pointing) -> Edit:
        spans = {name: _words(shown, statement, words) for name, words in
                 (("content", content), ("cue", cue), ("source", source)) if words is not None}  # fmt: skip
        named = _speaker(shown, statement, speaker) if speaker else None
        fix = Fix(**spans, speaker=named, nobody=nobody, act=act)
        return Edit("correct-statement", quotes=(shown.quote(statement),), fix=fix)

    if speaker and nobody:
        raise click.UsageError("either somebody says it (--speaker) or nobody is named (--nobody)")
    add_to_case(where, who, why, make)


def _words(shown: Pointing, statement: str, words: str) -> tuple[Quote, ...]:
    """Return the words of an article that are meant: where they stand nearest to the statement."""
    if not words.strip():
        return ()
    one = shown.statements[statement]
    text = shown.documents[one.document].text
    starts: list[int] = []
    at = text.find(words)
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    if not starts:
        raise ValueError(f"the article does not have the words “{words}”")
    middle = min((span.start for span in one.content), default=0)
    start = min(starts, key=lambda at: (abs(at - middle), at))
    return (shown.words(one.document, Span(start, start + len(words))),)


def _speaker(shown: Pointing, statement: str, name: str) -> Anchor:
    return (
        shown.entity(name)
        if name in shown.entities
        else Anchor(name, (shown.statements[statement].document,))
    )


@click.command("accept-discrepancy", epilog=_EPILOG)
@click.argument("discrepancy", metavar="DISCREPANCY")
@_shared
def accept_discrepancy(discrepancy: str, where: str, who: str, why: str) -> None:
    """Say that two accounts do part here."""
    add_to_case(where, who, why, lambda shown: _of_discrepancy(shown, "accept-discrepancy", discrepancy))


@click.command("reject-discrepancy", epilog=_EPILOG)
@click.argument("discrepancy", metavar="DISCREPANCY")
@_shared
def reject_discrepancy(discrepancy: str, where: str, who: str, why: str) -> None:
    """Say that two accounts do not part here."""
    add_to_case(where, who, why, lambda shown: _of_discrepancy(shown, "reject-discrepancy", discrepancy))


def _of_discrepancy(shown: Pointing, kind: str, discrepancy: str) -> Edit:
    quotes, parting = shown.discrepancy(discrepancy)
    return Edit(kind, quotes=quotes, parting=parting)  # type: ignore[arg-type]  # checked by Edit


@click.command("correct-discrepancy", epilog=_EPILOG)
@click.argument("discrepancy", metavar="DISCREPANCY")
@click.option("--kind", type=click.Choice(get_args(DiscrepancyKind)), help="In what they part.")
@click.option("--between", type=click.Choice(get_args(Between)), help="Between whom.")
@_shared
def correct_discrepancy(
    discrepancy: str, kind: str | None, between: str | None, where: str, who: str, why: str
) -> None:
    """Say in what two accounts part in truth; --why is shown as the reason."""

    def make(shown: Pointing) -> Edit:
        quotes, parting = shown.discrepancy(discrepancy)
        into = Parting(kind or parting.kind, between or parting.between)
        return Edit("correct-discrepancy", quotes=quotes, parting=parting, into=into)

    if not (kind or between or why):
        raise click.UsageError("say what is otherwise: --kind, --between or --why")
    add_to_case(where, who, why, make)


@click.command("correct-answer", epilog=_EPILOG)
@click.argument("answer", metavar="ANSWER")
@click.argument("value", metavar="VALUE")
@_shared
def correct_answer(answer: str, value: str, where: str, who: str, why: str) -> None:
    """Say what a speaker answers to a question in truth.

    VALUE as people write it: a number ("at least 12"), a day or time, yes, no or perhaps, names, a place.
    """

    def make(shown: Pointing) -> Edit:
        one = shown.answers[answer]
        Typing(shown.comparison.entities)(shown.questions[one.question].kind, value)
        quotes = tuple(shown.quote(name) for name in one.statements)
        return Edit("correct-answer", topics=(shown.topic(one.question),), quotes=quotes, name=value)

    add_to_case(where, who, why, make)


@click.command("note", epilog=_EPILOG)
@click.argument("what", metavar="ID")
@click.argument("words", metavar="WORDS")
@_shared
def note(what: str, words: str, where: str, who: str, why: str) -> None:
    """Write a note on a statement, a question, a discrepancy or a name."""
    add_to_case(where, who, words if not why else f"{words} ({why})", lambda shown: _note(shown, what, words))


def _note(shown: Pointing, what: str, words: str) -> Edit:
    if what in shown.discrepancies:
        quotes, parting = shown.discrepancy(what)
        return Edit("note", quotes=quotes, parting=parting, why=words)
    if what in shown.questions:
        return Edit("note", topics=(shown.topic(what),), why=words)
    if what in shown.entities:
        return Edit("note", (shown.entity(what),), why=words)
    return Edit("note", quotes=(shown.quote(what),), why=words)


@click.command("add-discrepancy", epilog=_EPILOG)
@click.argument("one", metavar="STATEMENT")
@click.argument("other", metavar="STATEMENT")
@click.option(
    "--kind", required=True, type=click.Choice(get_args(DiscrepancyKind)), help="In what they part."
)
@click.option(
    "--between",
    type=click.Choice(get_args(Between)),
    default="speakers",
    show_default=True,
)
@click.option("--question", default="", help="The question on which they part, in your words.")
@_shared
def add_discrepancy(
    one: str, other: str, kind: str, between: str, question: str, where: str, who: str, why: str
) -> None:
    """Say that two statements part, where the case does not show it."""
    parting = Parting(kind, between, question)
    add_to_case(
        where, who, why,
        lambda shown: Edit("add-discrepancy", quotes=(shown.quote(one), shown.quote(other)), parting=parting),
    )  # fmt: skip


@click.command("reword-question", epilog=_EPILOG)
@click.argument("question", metavar="QUESTION")
@click.argument("text", metavar="TEXT")
@_shared
def reword_question(question: str, text: str, where: str, who: str, why: str) -> None:
    """Ask a question in other words."""
    add_to_case(
        where, who, why, lambda shown: Edit("reword-question", name=text, topics=(shown.topic(question),))
    )


@click.command("merge-questions", epilog=_EPILOG)
@click.argument("questions", nargs=-1, required=True, metavar="QUESTION QUESTION...")
@_shared
def merge_questions(questions: tuple[str, ...], where: str, who: str, why: str) -> None:
    """Take questions for one; the first keeps its words."""
    add_to_case(where, who, why, lambda shown: Edit("merge-questions", topics=_topics(shown, *questions)))


@click.command("move-statement", epilog=_EPILOG)
@click.argument("statement", metavar="STATEMENT")
@click.argument("origin", metavar="FROM_QUESTION")
@click.argument("target", metavar="TO_QUESTION")
@_shared
def move_statement(statement: str, origin: str, target: str, where: str, who: str, why: str) -> None:
    """Say that a statement answers another question."""
    add_to_case(
        where, who, why,
        lambda shown: Edit("move-statement", quotes=(shown.quote(statement),), topics=_topics(shown, origin, target)),
    )  # fmt: skip


def _topics(shown: Pointing, *questions: str) -> tuple[Topic, ...]:
    return tuple(shown.topic(question) for question in questions)


COMMANDS: tuple[click.Command, ...] = (
    accept_statement, reject_statement, correct_statement, accept_discrepancy, reject_discrepancy, correct_discrepancy,
    add_discrepancy, reword_question, merge_questions, move_statement, correct_answer, note,
)  # fmt: skip
