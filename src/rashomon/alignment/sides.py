"""Who speaks for whom: a spokeswoman and her railway are one side."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from rashomon.records import Entity

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
# A name of one short word in a role may be anything.
_SHORTEST = 4


def find_sides(entities: Sequence[Entity]) -> Mapping[str, str]:
    """Return for each entity the entity for which it speaks, or itself.

    That is an organization that its roles, or a name that describes it, name; a spokesman's may be a person too.

    >>> from rashomon.records import Role
    >>> rail = Entity("e1", "Prairie Railway", "organization")
    >>> oakes = Entity("e2", "Kendra Oakes", "person", roles=(Role("spokeswoman of Prairie Railway"),))
    >>> find_sides([rail, oakes])["e2"]
    'e1'
    """
    bodies = {
        name: entity.id for entity in entities if entity.type == "organization" for name in _names(entity)
    }
    persons = {
        name: entity.id
        for entity in entities if entity.type == "person" and not _describes(entity)
        for name in _names(entity) if len(name) > 1
    }  # fmt: skip
    return {
        entity.id: _spoken_for(entity, bodies, persons) if entity.type == "person" else entity.id
        for entity in entities
    }


def _names(entity: Entity) -> list[tuple[str, ...]]:
    names = (tuple(_words(name)) for name in (entity.name, *entity.aliases))
    return [name for name in names if len(name) > 1 or (name and len(name[0]) >= _SHORTEST)]


def _words(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", match.group().casefold()) for match in _WORD.finditer(text)]


def _describes(entity: Entity) -> bool:
    """Tell whether a name says what one is: "his spokesman", "Interior Ministry spokeswoman"."""
    return _any(_words(entity.name), "voice")


def _spoken_for(
    entity: Entity, bodies: Mapping[tuple[str, ...], str], persons: Mapping[tuple[str, ...], str]
) -> str:
    described = (entity.name,) if _describes(entity) else ()
    for text in (*described, *(role.text for role in entity.roles)):
        words = _words(text)
        if not _any(words, "past") and _any(words, "speaks_for"):
            body = _body(words, bodies) or (_any(words, "voice") and _body(words, persons))
            if body and body != entity.id:
                return body
    return entity.id


def _body(words: Sequence[str], bodies: Mapping[tuple[str, ...], str]) -> str | None:
    """Return the longest named body within the words of a role."""
    spans = [
        (start, end)
        for start in range(len(words))
        for end in range(start + 1, min(start + 8, len(words)) + 1)
    ]
    spans.sort(key=lambda span: span[0] - span[1])
    return next((body for start, end in spans if (body := bodies.get(tuple(words[start:end])))), None)


@cache
def _data() -> Mapping[str, str]:
    return tomllib.loads((files("rashomon.language") / "data" / "offices.toml").read_text("utf-8"))


@cache
def _forms(kind: str) -> tuple[frozenset[str], tuple[str, ...]]:
    forms = _data()[kind].split()
    stems = tuple(form[:-1] for form in forms if form.endswith("*"))
    return frozenset(form for form in forms if not form.endswith("*")), stems


def _any(words: Sequence[str], kind: str) -> bool:
    whole, stems = _forms(kind)
    return any(word in whole or word.startswith(stems) for word in words)
