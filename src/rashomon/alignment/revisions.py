"""Revisions: one article at one address whose text was changed after it was published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.alignment.addresses import article_address
from rashomon.alignment.changes import Version, changed, extent_of
from rashomon.alignment.paragraphs import layout, shingles, words_in
from rashomon.alignment.publishing import chronological, time_of
from rashomon.alignment.wording import replaced, tokens
from rashomon.records import Change, Document, Revision, Span, Statement

# The share of the long words of the shorter text that the longer one has, below which an address is that of a page
# whose stories come and go, and not of one article.
_ONE_ARTICLE = 0.2
_LONG = 5
# The share of words that two paragraphs have in common (of the mean of both) from which one became the other …
_BECAME = 0.4
# … looked for among so many on each side at most.
_COMPARED = 300
# The share of a paragraph's shingles that stand on the other side of a gap where paragraphs were only cut otherwise.
_STAYED = 0.6


def find_revisions(
    documents: Iterable[Document], statements: Iterable[Statement] = ()
) -> tuple[Revision, ...]:
    """Return what changed between the states of each article, in the order in which they were published.

    `statements` tell where words say who said something; without them no change is one of attribution.

    >>> url = "https://paper.example/fire"
    >>> old = Document("a", "The fire left 12 people hurt, the mayor said.", published="2031-03-04T08:00", url=url)
    >>> new = Document("b", "The fire left 14 people hurt, the mayor said.", published="2031-03-04T11:00", url=url + "?utm_source=x")
    >>> [(r.earlier, r.later, r.extent, r.changes[0].kinds) for r in find_revisions([new, old])]
    [('a', 'b', 'substance', ('number',))]
    """
    said: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.document].append(statement)
    found = (
        _revision(url, earlier, later, said)
        for url, states in _by_address(documents)
        for earlier, later in pairwise(states)
        if _is_one_article(earlier, later)
    )
    return tuple(revision for revision in found if revision.changes)


def _by_address(documents: Iterable[Document]) -> Iterator[tuple[str, list[Document]]]:
    """Yield the addresses under which there is more than one document, with these, earliest first."""
    found: defaultdict[str, list[Document]] = defaultdict(list)
    for document in chronological(documents):
        address = article_address(document.url)
        if address:
            found[address].append(document)
    yield from sorted((address, states) for address, states in found.items() if len(states) > 1)


def _is_one_article(one: Document, other: Document) -> bool:
    first, second = (
        {word for _, word in words_in(each.text, Span(0, len(each.text))) if len(word) >= _LONG}
        for each in (one, other)
    )
    least = min(len(first), len(second))
    return least == 0 or len(first & second) >= _ONE_ARTICLE * least


def _revision(
    url: str, earlier: Document, later: Document, said: Mapping[str, Sequence[Statement]]
) -> Revision:
    changes = tuple(_changes(earlier, later, said))
    return Revision(url, earlier.id, later.id, _is_dated(earlier, later), extent_of(changes), changes)


def _is_dated(earlier: Document, later: Document) -> bool:
    """Tell whether it is known which of two states came first: by publication, else by when they were fetched."""
    fetched = bool(earlier.retrieved and later.retrieved) and earlier.retrieved != later.retrieved
    return fetched or time_of(earlier) != time_of(later)


def changes_between(earlier: Document, later: Document) -> tuple[Change, ...]:
    """Return what became of each paragraph of an article that is known to be one, whatever its address and its dates.

    >>> old, new = Document("a", "Two were hurt.", language="en"), Document("b", "Three were hurt.", language="en")
    >>> [change.kinds for change in changes_between(old, new)]
    [('number',)]
    """
    return tuple(_changes(earlier, later, {}))


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph as it is compared: its words and marks, its shingles, whether it is the headline."""

    span: Span
    key: tuple[str, ...]
    words: Counter[str]
    shingles: frozenset[int]
    headline: bool

    def likeness(self, other: _Part) -> float:
        """Return the share of words that two paragraphs have in common."""
        both = self.words.total() + other.words.total()
        return 2 * (self.words & other.words).total() / both if both else 0.0


def _parts(document: Document) -> list[_Part]:
    found: list[_Part] = []
    for span in layout(document):
        key = tuple(token.text for token in tokens(document.text, span))
        words = [word for _, word in words_in(document.text, span)]
        headline = not found and bool(document.title) and span.of(document.text).strip() == document.title
        found.append(_Part(span, key, Counter(words), shingles(words), headline))
    return found


def _changes(earlier: Document, later: Document, said: Mapping[str, Sequence[Statement]]) -> Iterator[Change]:
    """Yield what became of each paragraph, in the order of the later text, those that are gone in their places."""
    old, new = _parts(earlier), _parts(later)
    one, other = (
        Version.of(document, said.get(document.id, ()), [part.span for part in parts])
        for document, parts in ((earlier, old), (later, new))
    )
    if _headline(earlier, old) != _headline(later, new):
        yield Change(("headline",), None, None)
    gaps = [
        (old[a:b], new[c:d])
        for a, b, c, d in replaced([part.key for part in old], [part.key for part in new])
        if not _is_recut(old[a:b], new[c:d])
    ]
    whole = [gap for gap in gaps if _is_cut_otherwise(*gap)]
    for gap in whole:
        change = changed(one, other, _over(gap[0]), _over(gap[1]), headline=False)
        if change:
            yield change
    rest = [gap for gap in gaps if gap not in whole]
    yield from _paired(
        one, other, [part for gap in rest for part in gap[0]], [part for gap in rest for part in gap[1]]
    )


def _headline(document: Document, parts: Sequence[_Part]) -> str | None:
    """Return a headline that stands beside the text and not in it."""
    return None if any(part.headline for part in parts) else document.title


def _is_recut(old: Sequence[_Part], new: Sequence[_Part]) -> bool:
    """Tell whether only the breaks between paragraphs moved."""
    return [token for part in old for token in part.key] == [token for part in new for token in part.key]


def _is_cut_otherwise(old: Sequence[_Part], new: Sequence[_Part]) -> bool:
    """Tell whether the breaks between paragraphs moved, and no paragraph came or went."""
    if len(old) == len(new) or not old or not new:
        return False
    return all(
        len(part.shingles & frozenset().union(*(each.shingles for each in others)))
        >= _STAYED * len(part.shingles)
        for parts, others in ((old, new), (new, old))
        for part in parts
    )


def _over(parts: Sequence[_Part]) -> Span:
    return Span(parts[0].span.start, parts[-1].span.end)


def _paired(one: Version, other: Version, old: Sequence[_Part], new: Sequence[_Part]) -> Iterator[Change]:
    """Yield changes of the paragraphs that became others, the most alike first taken, then those that came or went."""
    pairs = _pairs(old, new)
    kept = set(pairs.values())
    gone = [part for place, part in enumerate(old) if place not in kept]
    for place, part in enumerate(new):
        if place not in pairs:
            yield Change(("added",), None, part.span, inserted=(part.span,))
            continue
        before = old[pairs[place]]
        headline = part.headline or before.headline
        if before.key == part.key:
            yield Change(("moved",), before.span, part.span)
        elif change := changed(one, other, before.span, part.span, headline=headline):
            yield change
    for part in gone:
        yield Change(("removed",), part.span, None, deleted=(part.span,))


def _pairs(old: Sequence[_Part], new: Sequence[_Part]) -> dict[int, int]:
    """Return for paragraphs of the later text which of the earlier text became them."""
    likeness = sorted(
        (-before.likeness(after), abs(number - place), place, number)
        for place, after in enumerate(new[:_COMPARED])
        for number, before in enumerate(old[:_COMPARED])
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    if old and new and old[0].headline and new[0].headline:
        found[0] = 0
        taken.add(0)
    for negative, _, place, number in likeness:
        if -negative >= _BECAME and place not in found and number not in taken:
            found[place] = number
            taken.add(number)
    return found
