"""Speakers named by layout alone: `Name, role:` before the words, transcripts, a signature after them.

No reporting verb stands here, so the form must be exact: a short label that ends with a colon and holds no verb,
over a quoted paragraph, or used again in the article; or a dash and a name below a quotation.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from rashomon.attribution.drafts import Draft
from rashomon.language.quotations import Marked
from rashomon.records import Act, Span

_INITIALS = re.compile(
    r"\(\((?P<label>[^()\n]{1,60})\)\)\s?:?|(?P<short>[A-ZА-ЯЁІЇЄ]{2,3})(?=\s[A-ZА-ЯЁІЇЄ“\"«])"
)
_LABEL = re.compile(r"(?P<label>[^\s:“”„«»\"‘][^:“”„«»\"\n]{0,140}?)\s?:(?=\s|$)")
_SIGNATURE = re.compile(r"[—–-]{1,2}\s?(?P<label>[^\W\d_][^\n“”«»\"]{1,120}?)[.\s]*$")
# Labels of two or more paragraphs make a transcript; one alone could be any sentence with a colon.
_TRANSCRIPT = 2
# Where one label alone comes again, it must head this share of the paragraphs: an interview, not a work's title.
_SHARE = 0.3
# A label on more lines than this is no title, and the text is not searched for each.
_FEW_LINES = 30
_LONGEST_LABEL = 14
_SENTENCE = 5
_INITIAL_LETTERS = 3


@dataclass(frozen=True, slots=True)
class _Line:
    label: Span
    rest: Span
    paragraph: int


def read(
    text: str, paragraphs: Sequence[Span], marked: Marked, rubrics: Set[str] = frozenset()
) -> Iterator[Draft]:
    """Yield a draft for each utterance whose speaker a line names; `rubrics` are labels that name no speaker.

    >>> text = "Ann Roe, mayor:\\n\\n“No.”"
    >>> from rashomon.language.quotations import Marked, find
    >>> paragraphs = [Span(0, 15), Span(17, 22)]
    >>> [draft.source[0].of(text) for draft in read(text, paragraphs, Marked(find(text, paragraphs)))]
    ['Ann Roe, mayor']
    """
    lines = [
        line for line in _lines(text, paragraphs) if line.label.of(text).split()[-1].casefold() not in rubrics
    ]
    spoken = Counter(_short(line.label.of(text)) for line in lines if speaks(line.rest.of(text)))
    transcript = len(spoken) >= _TRANSCRIPT and spoken.total() > _TRANSCRIPT
    alone = spoken.total() >= max(_TRANSCRIPT, _SHARE * len(paragraphs))
    for line in lines:
        again = transcript or (alone and spoken[_short(line.label.of(text))] >= _TRANSCRIPT)
        few = again and spoken.total() <= _FEW_LINES
        titled = few and is_title(text, line.label.of(text), line.label.start, line.rest.of(text))
        yield from _utterance(text, paragraphs, marked, line, transcript=again and not titled)
    yield from _signed(text, paragraphs, marked)


def speaks(words: str) -> bool:
    """Tell whether words are enough for an utterance: some five, or a question or a shout."""
    return len(words.split()) >= _SENTENCE or words.rstrip().endswith(("?", "!"))


def _short(label: str) -> str:
    """Return the name of a label without its role."""
    return re.split(r"[,(—–]", label)[0].strip().casefold()


def _lines(text: str, paragraphs: Sequence[Span]) -> Iterator[_Line]:
    for number, paragraph in enumerate(paragraphs):
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match and is_label(match["label"]):
            yield _Line(Span(*match.span("label")), Span(match.end(), paragraph.end), number)
            continue
        match = _INITIALS.match(text, paragraph.start, paragraph.end)
        if match:
            group = "label" if match["label"] else "short"
            yield _Line(Span(*match.span(group)), Span(match.end(), paragraph.end), number)


def is_label(words: str) -> bool:
    """Tell whether words look like a speaker's name and role: a name first, few words, no sentence.

    >>> is_label("Ander Tamme, head of the Harbour Safety project")
    True
    >>> is_label("Bedtime tales are told by its leader")
    False
    """
    name = re.split(r"[,(]", words)[0].split()
    if ". " in words and not re.match(r"(?:Mrs?|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Sgt|[A-Z])\. ", words):
        return False
    if not name or len(words.split()) > _LONGEST_LABEL or len(name) > 5:
        return False
    capitals = sum(1 for word in name if word[:1].isupper())
    lower = [word for word in name if word[:1].islower() and len(word) > 3]
    return name[0][:1].isupper() and capitals >= len(name) - 2 and not lower


def is_title(text: str, label: str, start: int, content: str) -> bool:
    """Tell a work's title from a speaker: the label, its colon and the word behind stand inside a sentence elsewhere.

    >>> text = "Sky Wars: Duel is out\\n\\nWe played Sky Wars: Duel for a day."
    >>> is_title(text, "Sky Wars", 0, "Duel is out")
    True
    """
    phrase = f"{label}: {content.split()[0]}" if content.split() else label
    places = (match.start() for match in re.finditer(re.escape(phrase), text))
    return any(place != start and text[place - 1 : place] not in ("", "\n") for place in places)


def _asks(label: str, words: str) -> bool:
    """Tell the questions an outlet puts under its own initials: its author's words, nobody else's."""
    return len(label) <= _INITIAL_LETTERS and label.isupper() and "?" in words


def _utterance(
    text: str, paragraphs: Sequence[Span], marked: Marked, line: _Line, *, transcript: bool
) -> Iterator[Draft]:
    rest = line.rest.of(text)
    if rest.strip():
        begin = line.rest.start + len(rest) - len(rest.lstrip())
        quotation = marked.opening_at(begin)
        if quotation is not None:
            yield Draft(quotation.parts, (), (line.label,), "assert", 0.9)
        elif transcript and not _asks(line.label.of(text), rest) and rest.rstrip()[-1] in '.?!…—)”"':
            content = Span(begin, line.rest.end - (1 if rest.endswith(".") else 0))
            yield Draft((content,), (), (line.label,), act_of(rest), 0.85, kind="direct")
    elif line.paragraph + 1 < len(paragraphs):
        quotation = marked.opening_at(paragraphs[line.paragraph + 1].start)
        if quotation is not None:
            yield Draft(quotation.parts, (), (line.label,), "assert", 0.95)


def act_of(words: str) -> Act:
    """Return what an utterance without a cue does: it asks or it says."""
    return "ask" if words.rstrip().endswith("?") else "assert"


def _signed(text: str, paragraphs: Sequence[Span], marked: Marked) -> Iterator[Draft]:
    """Read a signature: a paragraph that is a dash and a name, below a paragraph that is a quotation."""
    for above, below in itertools.pairwise(paragraphs):
        match = _SIGNATURE.match(text, below.start, below.end)
        quotation = marked.opening_at(above.start)
        if match and quotation is not None and quotation.end >= above.end - 1 and is_label(match["label"]):
            yield Draft(quotation.parts, (), (Span(*match.span("label")),), "assert", 0.9)
