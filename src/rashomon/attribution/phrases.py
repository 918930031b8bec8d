"""From tokens to spans: noun phrases of sources, verb groups of cues, words of contents."""

from __future__ import annotations

from collections.abc import Iterable, Set

from rashomon.language.parse import Parse, Token
from rashomon.records import Span, Spans

_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})
_EDGE = frozenset(",.;:—–-…!?")
_GROUP = frozenset({"aux", "auxpass", "neg", "prt"})
# Auxiliaries farther off than this (tokens) are parsing errors.
_NEAR = 4
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def runs(parse: Parse, indices: Iterable[int]) -> Spans:
    """Return the spans of token runs; gaps that hold punctuation alone are closed, edges trimmed.

    Shapes: token indices in any order to spans in text order. Commas and stops at the edges are left out unless
    a quotation mark stands outside them.
    """
    found: list[list[int]] = []
    for index in sorted(set(indices)):
        if found and all(parse.tokens[gap].text in _EDGE for gap in range(found[-1][-1] + 1, index)):
            found[-1].append(index)
        else:
            found.append([index])
    trimmed = (trim(parse, run[0], run[-1]) for run in found)
    return tuple(span for span in trimmed if span is not None)


def trim(parse: Parse, first: int, last: int) -> Span | None:
    """Return the span of tokens first to last without punctuation at its edges, or None where nothing is left."""
    tokens = parse.tokens
    while first <= last and (tokens[first].text in _EDGE or tokens[first].pos == "SPACE"):
        first += 1
    while first <= last and (tokens[last].text in _EDGE or tokens[last].pos == "SPACE"):
        last -= 1
    return Span(tokens[first].start, tokens[last].end) if first <= last else None


def subjects(parse: Parse, index: int) -> tuple[Token, ...]:
    """Return the subjects of a verb."""
    return tuple(child for child in parse.children[index] if child.dep in _SUBJECTS)


def noun_phrase(parse: Parse, head: int, without: Set[int] = frozenset()) -> Spans:
    """Return the words of a source: the noun with its titles and appositions, without clauses that hang on it."""
    skip = set(without)
    for child in parse.children[head]:
        if child.dep in _CLAUSES:
            skip.update(parse.subtree(child.index))
    indices = [index for index in parse.subtree(head) if index not in skip]
    if not indices:
        return ()
    around = [index for index in indices if _joined(indices, head, index)]
    span = trim(parse, around[0], around[-1])
    return (_unpaired(parse, span),) if span else ()


def _joined(indices: list[int], head: int, index: int) -> bool:
    """Tell whether no word is missing between the head and this token."""
    low, high = sorted((head, index))
    return high - low == sum(low < other <= high for other in indices)


def _unpaired(parse: Parse, span: Span) -> Span:
    """Leave out a quotation mark that has only its other half outside the phrase."""
    words = span.of(parse.text)
    if words[:1] in '"”' and words.count(words[0]) == 1:
        return Span(span.start + 1, span.end)
    return span


def verb_group(parse: Parse, index: int) -> Spans:
    """Return the reporting verb with its auxiliaries and particles, adverbs and objects left out."""
    group = [index, *(child.index for child in parse.children[index] if child.dep in _GROUP)]
    return runs(parse, (near for near in group if abs(near - index) <= _NEAR))
