"""Page furniture inside paragraphs: photo credits, caption labels, invitations, which flattened pages run into the prose.

What is found becomes a block of its own, so that nothing said reaches across it. Where it ends is only taken from a
mark (a bracket, the next credit, a sentence that begins where none has ended); else the label alone is cut out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from rashomon.records import Block, BlockKind, Span

# A caption: at most this many words, as in layout.py.
_LONGEST = 40
# Pictures numbered "1/9", "2/9" are a gallery from this many on; code points from the last number to the last credit;
# words between two pieces of furniture that are no prose.
_GALLERY, _TAIL = 3, 60
_SCRAP = 3
# A caption's code points at most, looked back for.
_REACH = 400
_SENTENCE = re.compile(r"(?<![^\W\d_a-zа-яёіїєґў])[.!?…][\"'”’»“)\]]*\s+(?=[\"'“„«‘(\[]?[^\W_a-zа-яёіїєґў])")
# "Dr. Roe", "Nov. 3": a short word with a capital is rather cut short than the last of its sentence.
_SHORTENED = re.compile(r"(?<!\w)[^\W\d_a-zа-яёіїєґў]\w{0,3}\Z")
_STOPPED = re.compile(r"[.!?…][\"'”’»“)\]]*\s*\Z")
_STOP = re.compile(r"[.!?…][\"'”’»“)\]]*(?=\s|\Z)")
# a word in lower case, then one with a capital and another in lower case: "on its page However, other people"
_RUN_ON = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁІЇЄҐЎ]) (?=([^\W\d_a-zа-яёіїєґў]\w*)[’'\w]*,? [^\W\d_A-ZА-ЯЁІЇЄҐЎ])")
_SPEECH = re.compile(r"(?<=\w) (?=[\"“][^\W_a-zа-яёіїєґў][^\"“”]*[.!?…][\"”])")
_COUNTER = re.compile(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])")
_QUOTED = re.compile(r"[“”„«»\"]")
_WORD = re.compile(r"\w+")
_INITIAL = re.compile(r"\b\w")
_OPENS = "\"'“„«‘(["
_AFTER = tuple("\"'”“»’)].!?…")

Reach = Literal["none", "back", "on"]


@dataclass(frozen=True, slots=True, order=True)
class _Mark:
    """A piece of furniture: where it stands, its kind, and to which side the words of its picture or link lie."""

    start: int
    end: int
    kind: BlockKind = "caption"
    reach: Reach = "none"


def part(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks of a text, paragraphs parted where furniture stands in them; all words stay in a block.

    >>> text = "It fell. Cars on the bridge (Photo: Ann Roe) “No,” she said."
    >>> [block.span.of(text) for block in part(text, [Block("paragraph", Span(0, len(text)))])]
    ['It fell.', 'Cars on the bridge (Photo: Ann Roe)', '“No,” she said.']
    """
    common = _Common(text)
    for block in blocks:
        marks = _apart(sorted(_marks(text, block.span))) if block.kind == "paragraph" else []
        if marks and _is_caption(text, block.span, marks[-1]):
            yield Block("caption", block.span)
        elif marks:
            yield from _parted(text, block, marks, common)
        else:
            yield block


class _Common:
    """The words that a text writes in lower case too: with a capital they open a sentence, and are no names."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: Set[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            self._words = {found for found in _WORD.findall(self._text) if found.islower()}
        return word.lower() in self._words


def _is_caption(text: str, span: Span, last: _Mark) -> bool:
    """Tell whether a paragraph is a caption as a whole: a few words without speech that end with their credit."""
    words = span.of(text)
    credited = last.kind == "caption" and last.reach == "back" and last.end >= span.end - 1
    return credited and len(words.split()) <= _LONGEST and not _QUOTED.search(words)


def _apart(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return marks without those that begin in another."""
    kept: list[_Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _parted(text: str, block: Block, marks: Sequence[_Mark], common: _Common) -> Iterator[Block]:
    """Yield a paragraph in pieces: prose, and furniture with what belongs to it."""
    place = block.span.start
    for number, mark in enumerate(marks):
        start = _back(text, place, mark.start) if mark.reach == "back" else mark.start
        scrap = number > 0 and _is_scrap(text[place:start])
        yield from _block(text, mark.kind if scrap else block.kind, place, start)
        yield from _block(text, mark.kind, start, mark.end)
        place = mark.end
        if mark.reach == "on":
            last = number + 1 == len(marks)
            end = _end(text, Span(place, block.span.end if last else marks[number + 1].start), common)
            yield from _block(text, mark.kind, place, end)
            place = end
    yield from _block(text, block.kind, place, block.span.end)


def _block(text: str, kind: BlockKind, start: int, end: int) -> Iterator[Block]:
    words = text[start:end]
    if words.strip():
        begin = start + len(words) - len(words.lstrip())
        yield Block(kind, Span(begin, start + len(words.rstrip())))


def _is_scrap(words: str) -> bool:
    """Tell whether words between two pieces of furniture are too few to be prose: "Click to share on | Mail | ("."""
    return len(words.split()) <= _SCRAP and not _STOP.search(words)


def _back(text: str, place: int, mark: int) -> int:
    """Return where the sentence begins that a mark ends, the mark's own place where a stop is before it or it is long."""
    if _STOPPED.search(text, max(place, mark - 10), mark):
        return mark
    start = max((match.end() for match in _ends(text, place, mark)), default=place)
    return start if len(text[start:mark].split()) <= _LONGEST else mark


def _ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the ends of sentences, those of shortened words ("Dr. Roe") left out; only as far as captions reach."""
    for match in _SENTENCE.finditer(text, max(start, end - _REACH), end + 1):
        if match.end() <= end and not (
            match.group()[0] == "." and _SHORTENED.search(text, max(start, match.start() - 5), match.start())
        ):
            yield match


def _end(text: str, rest: Span, common: _Common) -> int:
    """Return where the words of a picture end: before speech or a sentence that no stop parts from it, or with the rest."""
    stop = _STOP.search(text, rest.start, rest.end)
    edge = stop.end() if stop else rest.end
    for match in _SPEECH.finditer(text, rest.start, edge):
        edge = min(edge, match.start())
    for match in _RUN_ON.finditer(text, rest.start, edge):
        if match.group(1) in common:
            return match.start()
    closed = stop is None or edge < stop.end()
    return edge if closed and len(text[rest.start : edge].split()) <= _LONGEST else rest.start


def _marks(text: str, span: Span) -> Iterator[_Mark]:
    """Yield the furniture in a paragraph, in no order."""
    forms = _forms()
    for match in forms.bracket.finditer(text, *span):
        if _credits(text, span, match):
            yield _Mark(*match.span(), reach="back")
    for pattern, kind, reach in forms.plain:
        for match in pattern.finditer(text, *span):
            yield _Mark(*match.span(), kind, reach)
    for match in forms.alone.finditer(text, *span):
        before = text[max(span.start, match.start() - 3) : match.start()].rstrip()
        if match.start() == span.start or before[-1:] in _AFTER:
            yield _Mark(*match.span(), "related")
    yield from _gallery(text, span)


def _credits(text: str, span: Span, match: re.Match[str]) -> bool:
    """Tell a credit in brackets from an abbreviation behind its long form, a dateline and a bracket within a sentence."""
    after = text[match.end() : span.end].lstrip()[:1]
    if after and not (after.isupper() or after.isdigit() or after in _OPENS):
        return False
    if match["agency"] is None:
        return True
    before = text[max(span.start, match.start() - 90) : match.start()]
    letters = "".join(_INITIAL.findall(before)).upper()
    name = match["agency"].upper()
    last = before.split()[-1:] or [""]
    return not letters.endswith(name) and not (last[0].strip(",").isupper() and len(last[0]) > 2)


def _gallery(text: str, span: Span) -> Iterator[_Mark]:
    """Yield a run of numbered pictures, "1/9 London AP 2/9 Paris Getty", up to its last credit."""
    run: list[re.Match[str]] = []
    for match in _COUNTER.finditer(text, *span):
        if run and (match[2] != run[-1][2] or int(match[1]) != int(run[-1][1]) + 1):
            yield from _pictures(text, span, run)
            run = []
        run.append(match)
    yield from _pictures(text, span, run)


def _pictures(text: str, span: Span, run: Sequence[re.Match[str]]) -> Iterator[_Mark]:
    if len(run) < _GALLERY:
        return
    tail = _forms().agency.search(text, run[-1].end(), min(span.end, run[-1].end() + _TAIL))
    yield _Mark(run[0].start(), tail.end() if tail else run[-1].end(), reach="back")


@dataclass(frozen=True, slots=True)
class _Forms:
    """The patterns of `furniture.toml`."""

    agency: re.Pattern[str]
    bracket: re.Pattern[str]
    alone: re.Pattern[str]
    plain: tuple[tuple[re.Pattern[str], BlockKind, Reach], ...]


@cache
def _forms() -> _Forms:
    source = files("rashomon.reading").joinpath("data/furniture.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    distinct, letters = data["agencies"]["distinct"], data["agencies"]["letters"]
    loud = [name.upper() for name in distinct]
    agency = rf"(?<!\w)(?:{_either([*distinct, *loud, *letters])})(?!\w)"
    several = rf"{agency}(?:\s?[/*:]\s?{agency})*"
    words = _either(data["labels"]["credits"])
    bracket = (
        rf"[(\[](?:(?i:{words})(?:\s*[:/©]|\s(?:by|courtesy|via)\b)[^()\[\]\n]{{0,120}}"
        rf"|(?P<agency>{several})|[^\W\d_a-zа-яёіїєґў][^()\[\]\n]{{1,80}}[\s/,]{several})[)\]]"
        r"(?!\s*[-–—.,;:?!])"
    )
    plain: list[tuple[str, BlockKind, Reach]] = [
        (rf"(?<![\w(/])(?:{_either(loud)})(?:[/*]{agency})*(?=\s[^\W_a-z]|/[A-Z])", "caption", "on"),
        (rf"(?<![\w(/]){several}\s\d{{1,3}}(?:\sof\s\d{{1,3}})?(?=\s[^\W\d_a-z])", "caption", "on"),
        (rf"(?<=[.!?…\"”’»)])\s[-–—(]?\s?{several}\)?\Z", "caption", "none"),
        (rf"(?<!\w)(?:{_either(data['labels']['picture'])})(?!\w),?", "caption", "on"),
        (rf"(?<!\w)(?:{_either(data['phrases']['site'])})(?!\w)[.!:]?", "related", "none"),
        (rf"(?<!\w)(?:{_either(data['phrases']['related'])})(?!\w)(?=[:.]|\s[^\w\s]?\s?[^\W_a-z]|\Z):?", "related", "none"),
    ]  # fmt: skip
    alone = rf"(?<!\w)(?:{_either(data['phrases']['alone'])})(?=\s[^\W_a-z]|\s[\"“]|\Z)"
    compiled = tuple((re.compile(pattern), kind, reach) for pattern, kind, reach in plain)
    return _Forms(re.compile(agency), re.compile(bracket), re.compile(alone), compiled)


def _either(words: Iterable[str]) -> str:
    """Return a pattern of words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
