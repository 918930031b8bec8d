"""What sort of change an edit is: a slip put right, other words for the same, or another substance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.alignment.paragraphs import holds
from rashomon.alignment.wording import Edit, Token, edits, tokens
from rashomon.language.modality import places_of
from rashomon.language.names import given_names, sound
from rashomon.language.numbers import read_quantities
from rashomon.language.quotations import find
from rashomon.language.spelling import bare, is_confused, is_slip, is_word
from rashomon.language.times import read_times
from rashomon.records import Change, Document, Span, Spans, Statement
from rashomon.reprints import ChangeKind, Extent

# The order in which the kinds of a change are named; the weightiest first.
_KINDS: tuple[ChangeKind, ...] = (
    "headline", "number", "time", "negation", "name", "quotation", "attribution", "added", "removed", "wording", "moved", "typo",
)  # fmt: skip
_LIGHT = frozenset({"typo", "wording", "moved"})
# Weekdays count from the day of publication; where none is given any Monday does, since only differences matter.
_SOME_DAY = "2001-01-01"
_DIGITS = re.compile(r"\d+")
# Names of so many letters that sound alike are one in two transcriptions: Lukashenka, Lukashenko; not Dara, Dora.
_LONG_NAME = 6
_STOPS = frozenset(".!?…:")


@dataclass(frozen=True)
class Version:
    """One state of an article, as changes are read in it: its words, its quotations, who is said to say what."""

    document: Document
    words: frozenset[str]
    quoted: Spans
    reporting: Spans

    @classmethod
    def of(cls, document: Document, statements: Iterable[Statement], paragraphs: Sequence[Span]) -> Version:
        """Return a document with what its statements and quotation marks say of it."""
        everything = tokens(document.text, Span(0, len(document.text)))
        quoted = [part for each in find(document.text, paragraphs) if not each.level for part in each.parts]
        reporting = [span for each in statements for span in (*each.cue, *each.source)]
        words = frozenset(bare(token.text) for token in everything if token.is_word)
        return cls(document, words, _flat(quoted), _flat(reporting))

    @property
    def language(self) -> str:
        """The language its words are in."""
        return self.document.language or "en"


def changed(earlier: Version, later: Version, one: Span, other: Span, *, headline: bool) -> Change | None:
    """Return what became of a paragraph, None where no word or mark is another."""
    found = edits(tokens(earlier.document.text, one), tokens(later.document.text, other))
    if not found:
        return None
    kinds = {kind for edit in found for kind in _kinds(earlier, later, edit)}
    if kinds - {"typo"}:  # a number misspelt is none the less the same
        kinds |= _measures(earlier, later, one, other)
    if headline and kinds - {"typo"}:
        kinds.add("headline")
    if kinds & set(_KINDS[:7]):
        kinds.discard("wording")
    return Change(
        ordered(kinds),
        one,
        other,
        _spans(edit.deleted for edit in found),
        _spans(edit.inserted for edit in found),
    )


def ordered(kinds: Iterable[ChangeKind]) -> tuple[ChangeKind, ...]:
    """Return kinds of change once each, the weightiest first."""
    return tuple(sorted(set(kinds), key=_KINDS.index))


def extent_of(changes: Iterable[Change]) -> Extent:
    """Return how far changes go in all: typos alone, other words, or substance.

    >>> extent_of([Change(("typo",), Span(0, 1), Span(0, 1)), Change(("number", "typo"), Span(2, 3), Span(2, 3))])
    'substance'
    """
    kinds = {kind for change in changes for kind in change.kinds}
    if kinds - _LIGHT:
        return "substance"
    return "typo" if kinds <= {"typo"} else "wording"


def _spans(groups: Iterable[Sequence[Token]]) -> Spans:
    return tuple(Span(group[0].span.start, group[-1].span.end) for group in groups if group)


def _kinds(earlier: Version, later: Version, edit: Edit) -> set[ChangeKind]:
    """Return what an edit changes, numbers and times apart."""
    if _is_slip(earlier, later, edit):
        return {"typo"}
    found: set[ChangeKind] = {"wording"}
    if _negations(edit.deleted, earlier.language) != _negations(edit.inserted, later.language):
        found.add("negation")
    if _names(earlier, later, edit):
        found.add("name")
    if _marks(edit.deleted) != _marks(edit.inserted) or _meets(earlier.quoted, later.quoted, edit):
        found.add("quotation")
    if _meets(earlier.reporting, later.reporting, edit):
        found.add("attribution")
    return found


def _is_slip(earlier: Version, later: Version, edit: Edit) -> bool:
    """Tell whether an edit only puts right how words are written: letters, case, marks, a word written twice."""
    if _marks(edit.deleted) != _marks(edit.inserted):
        return False
    old, new = ([token.text for token in side if token.is_word] for side in (edit.deleted, edit.inserted))
    if not old and not new:
        return True
    if bare("".join(old)) == bare("".join(new)):
        return not any(map(_DIGITS.search, old + new)) or old == new
    if not old or not new:
        twice = [each.text.casefold() for each in (edit.before[0], edit.after) if each]
        return len(old) + len(new) == 1 and (old + new)[0].casefold() in twice
    language = later.language
    return len(old) == len(new) and all(
        one == other or _is_slip_of(earlier, later, one, other, language)
        for one, other in zip(old, new, strict=True)
    )


def _is_slip_of(earlier: Version, later: Version, one: str, other: str, language: str) -> bool:
    """Tell whether two words are one; a name only where the two sound alike, or one of them stands elsewhere too."""
    noun = language == "de" and is_word(one, language) != is_word(other, language)
    if not (one[0].isupper() and other[0].isupper()) or noun or is_confused(one, other, language):
        return is_slip(one, other, language)
    if _DIGITS.search(one + other):
        return False
    old, new = bare(one), bare(other)
    if old == new or (min(len(old), len(new)) >= _LONG_NAME and sound(one) == sound(other)):
        return True
    known = (new in earlier.words and old not in later.words) or (
        old in later.words and new not in earlier.words
    )
    return known and is_slip(one, other, "")


def _negations(side: Sequence[Token], language: str) -> int:
    words = [part for token in side for part in _parted(token.text.casefold(), language)]
    return len(places_of("negation", words, language))


def _parted(word: str, language: str) -> list[str]:
    """Return a word in the parts in which negations are listed: "didn't" is "did" and "n't"."""
    if language == "en" and word.endswith("n't"):
        return [word[:-3], "n't"]
    return word.split("'") if language == "fr" else [word]


def _names(earlier: Version, later: Version, edit: Edit) -> bool:
    """Tell whether an edit brings in a name, takes away one for good, or puts one for another."""
    old, new = (
        _capitals(side, before, earlier.language)
        for side, before in zip((edit.deleted, edit.inserted), edit.before, strict=True)
    )
    gone, come = old - new, new - old
    return bool(gone and come) or bool(gone - later.words) or bool(come - earlier.words)


def _capitals(side: Sequence[Token], before: Token | None, language: str) -> set[str]:
    """Return the words with a capital that do not open a sentence; of German, whose nouns have one, none known there."""
    found: set[str] = set()
    for token in side:
        noun = language == "de" and is_word(token.text, "de") and not given_names(token.text)
        if token.text[0].isupper() and not noun and not _opens(before, token):
            found.add(bare(token.text))
        before = token
    return found


def _opens(before: Token | None, token: Token) -> bool:
    """Tell whether a word opens a sentence or a quotation; behind a quotation that has closed it does not."""
    if before is None or before.text in _STOPS:
        return True
    return before.text in ('"', "'", "-") and before.span.end == token.span.start


def _marks(side: Sequence[Token]) -> int:
    return sum(token.text == '"' for token in side)


def _meets(earlier: Spans, later: Spans, edit: Edit) -> bool:
    return any(
        token.is_word and holds(spans, token.span.start)
        for spans, side in ((earlier, edit.deleted), (later, edit.inserted))
        for token in side
    )


def _flat(spans: Iterable[Span]) -> Spans:
    """Return spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _measures(earlier: Version, later: Version, one: Span, other: Span) -> set[ChangeKind]:
    """Return whether the numbers and the times of a paragraph are others than they were."""
    anchor = earlier.document.published or later.document.published or _SOME_DAY
    old, new = (_values(side, span, anchor) for side, span in ((earlier, one), (later, other)))
    found: set[ChangeKind] = set()
    if old[0] != new[0]:
        found.add("number")
    if old[1] != new[1]:
        found.add("time")
    return found


def _values(side: Version, span: Span, anchor: str) -> tuple[Counter[object], Counter[object]]:
    """Return the numbers and the times of a paragraph; digits that are neither count as numbers."""
    text = span.of(side.document.text)
    quantities = read_quantities(text, side.language)
    moments = read_times(text, anchor)
    timed = _flat(moment.span for moment in moments)
    taken = _flat([*timed, *(quantity.span for quantity in quantities)])
    numbers: Counter[object] = Counter(
        (each.interval.low, each.interval.high, each.unit)
        for each in quantities
        if not holds(timed, each.span.start)
    )
    numbers.update(match.group() for match in _DIGITS.finditer(text) if not holds(taken, match.start()))
    times = Counter[object]((each.first, each.last, each.minute, each.until, each.zone) for each in moments)
    return numbers, times
