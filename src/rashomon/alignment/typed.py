"""What an answer is, as people type it, into the value as the machine writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from rashomon.alignment.values import Amount, Occasion, actors_value, denied
from rashomon.entities.dividing import spelled
from rashomon.language.places import Place, find_place
from rashomon.language.sites import Site
from rashomon.reading.dates import published_at
from rashomon.records import Entity, QuestionKind

_SIGNS = {
    "at least": ">=", "at most": "<=", "more than": ">", "over": ">", "fewer than": "<", "less than": "<", "under": "<",
    "about": "~", "around": "~", "some": "~",
}  # fmt: skip
_SIGN = re.compile(rf"({'|'.join(_SIGNS)}) +", re.IGNORECASE)
_GROUPED = re.compile(r"(?<=\d)[,  ](?=\d{3}(?!\d))")
_RANGE = re.compile(r"(?<=\d) ?(?:[-–—]|to) ?(?=\d)")
_NOT = re.compile(r"^not +", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r" *(?:,|;|\band\b|\bor\b) *")
_HOUR = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(?=\d\d:\d\d)|(?:^|(?<=~))(?=\d\d:\d\d)")
_UTC = re.compile(r" *UTC(?=[+-]\d)")
_OCCURRENCES = ("yes", "no", "perhaps")


class Typing:
    """Reads what people type for the value of an answer; names are those of the entities.

    >>> read = Typing([Entity("e1", "Ann Roe", "person", ("Roe",))])
    >>> read("number", "at least 1,200"), read("number", "36–40"), read("time", "2031-06-14 22:47"), read("actor", "not Roe")
    ('>=1200', '36..40', '2031-06-14T22:47', 'not e1')
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Know the names of entities."""
        self._called: dict[str, dict[str, None]] = {}
        for entity in entities:
            for name in (entity.name, *entity.aliases):
                self._called.setdefault(spelled(name), {})[entity.id] = None

    def __call__(self, kind: QuestionKind, text: str) -> str:
        """Return the value of an answer to a question of that kind; raise ValueError, in words, where it is none."""
        words = " ".join(text.split())
        if not words:
            raise ValueError("the answer is empty")
        read: Mapping[str, Callable[[str], str]] = {
            "number": _amount, "time": _occasion, "place": _place, "occurrence": _occurrence, "actor": self._actors,
        }  # fmt: skip
        return read[kind](words) if kind in read else words

    def _actors(self, words: str) -> str:
        bare = _NOT.sub("", words)
        whole = self._actor(bare)
        names = (whole,) if whole in self._ids(bare) else tuple(map(self._actor, _BETWEEN_NAMES.split(bare)))
        return actors_value(tuple(name for name in names if name), denied=bare != words)

    def _actor(self, name: str) -> str:
        """Return the entity of a name; the name itself of one that no article names."""
        ids = self._ids(name)
        if len(ids) > 1:
            raise ValueError(f"“{name}” is {len(ids)} different names here")
        return ids[0] if ids else name.strip()

    def _ids(self, name: str) -> list[str]:
        return list(self._called.get(spelled(name), ()))


def _signed(words: str) -> str:
    """Return words with signs for the phrases that bound or soften a value."""
    return _SIGN.sub(lambda found: _SIGNS[found[1].lower()], words)


def _amount(words: str) -> str:
    """Return an amount as the machine writes it.

    >>> _amount("about 300"), _amount("not 41"), _amount("more than 3 000"), _amount("90,000 L")
    ('~300', 'not 41', '>3000', '90000 L')
    """
    bare = _NOT.sub("", words)
    value = Amount.parse(_RANGE.sub("..", _GROUPED.sub("", _signed(bare)))).format()
    return denied(value) if bare != words else value


def _occasion(words: str) -> str:
    """Return a time as the machine writes it.

    >>> _occasion("2 March 2031"), _occasion("about 22:47 UTC+04:00"), _occasion("2031-10-10..2031-10-19")
    ('2031-03-02', '~T22:47+04:00', '2031-10-10..2031-10-19')
    """
    written = _HOUR.sub(r"\1T", _UTC.sub("", _signed(words)))
    try:
        return Occasion.parse(written).format()
    except ValueError:
        day = published_at(words)
        if day is None:
            raise
        return Occasion.parse(day[:10]).format()


def _place(words: str) -> str:
    """Return a place as the machine writes it; one that nobody knows stays as it is.

    >>> _place("Гомель"), _place("Batumi, GE"), _place("a train"), _place("the far bank")
    ("Homyel', BY", 'Batumi, GE', 'a train', 'the far bank')
    """
    known = Site.parse(words) or Place.parse(words) or find_place(words)
    return known.format() if known else words


def _occurrence(words: str) -> str:
    if words.casefold() not in _OCCURRENCES:
        raise ValueError(f"“{words}” is none of {', '.join(_OCCURRENCES)}")
    return words.casefold()
