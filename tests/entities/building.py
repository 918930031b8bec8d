"""Articles with statements for the tests: who says what is marked in the text itself."""

from __future__ import annotations

import re
from itertools import pairwise

from rashomon.entities import link, resolve
from rashomon.language.parser import parse
from rashomon.records import Block, Document, Entity, Extraction, Span, Statement

_MARK = re.compile(r"\[\[(.+?)\]\]|\{\{(.+?)\}\}", re.DOTALL)


def read(
    marked: str, language: str = "en", name: str = "d", published: str | None = None
) -> tuple[Document, tuple[Statement, ...]]:
    """Return the article without its marks, [[source]] and {{content}}, and one statement for each source.

    The content of a statement is the first content after its source, or the last before it where none follows.
    """
    text, sources, contents, last = "", [], [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        words = match.group(1) or match.group(2)
        (sources if match.group(1) else contents).append(Span(len(text), len(text) + len(words)))
        text += words
        last = match.end()
    text += marked[last:]
    statements = tuple(
        Statement(f"{name}{number}", name, "indirect", (_content(contents, source),), (), (source,))
        for number, source in enumerate(sources)
    )
    return Document(name, text, language=language, published=published, blocks=_blocks(text)), statements


def _content(contents: list[Span], source: Span) -> Span:
    after = [span for span in contents if span.start > source.start]
    return after[0] if after else contents[-1]


def _blocks(text: str) -> tuple[Block, ...]:
    starts = [0, *(match.end() for match in re.finditer(r"\n\n", text)), len(text) + 2]
    return tuple(Block("paragraph", Span(start, end - 2)) for start, end in pairwise(starts))


def extraction(
    marked: str, language: str = "en", name: str = "d", published: str | None = None
) -> Extraction:
    document, statements = read(marked, language, name, published)
    return resolve(document, parse(document), statements)


def speakers(marked: str, language: str = "en") -> list[str | None]:
    """Return the name of the speaker of each statement, in text order."""
    found = extraction(marked, language)
    names = {entity.id: entity.name for entity in found.entities}
    return [names.get(statement.speaker or "") for statement in found.statements]


def linked(*articles: tuple[str, str]) -> tuple[tuple[Entity, ...], list[str | None]]:
    """Return the entities over articles of (language, marked text), and each statement's entity id."""
    found = [extraction(text, language, f"d{number}") for number, (language, text) in enumerate(articles)]
    entities, statements = link(found)
    return entities, [statement.speaker for statement in statements]
