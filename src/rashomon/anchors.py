"""What a correction holds on to: names, words and questions, which outlive the ids that the machine gives.

Quotes are those of the W3C Web Annotation Data Model (TextQuoteSelector): the exact words, and what stands before and
after them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rashomon.spans import Json, Span

Record = TypeVar("Record")

# So many code points before and after the words tell one occurrence from another.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entity as a person means it: by a name that articles give it, and by those articles.

    Ids of entities change when articles are added, names in articles do not. `documents` are ids of documents, any of
    which may be missing later; without them the name must be one entity's alone.
    """

    name: str
    documents: tuple[str, ...] = ()

    def to_dict(self) -> Json:
        """Return the anchor as JSON."""
        return {"name": self.name, "documents": list(self.documents)}

    @classmethod
    def from_dict(cls, data: object) -> Anchor:
        """Return the anchor that `to_dict` wrote; raise ValueError where it is none."""
        fields = fields_of(data, "a target")
        return cls(text_in(fields, "name"), texts_in(fields, "documents"))


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in a document: the exact ones, and up to 32 code points before and after them.

    `document` is the document's id, `url` its address: the words hold in every state of the page at that address.
    """

    document: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    url: str | None = None

    @classmethod
    def of(cls, document: str, text: str, span: Span, url: str | None = None) -> Quote:
        """Return the quote of a span of a document's text.

        >>> Quote.of("d", "She said no.", Span(4, 8))
        Quote(document='d', exact='said', prefix='She ', suffix=' no.', url=None)
        """
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        return cls(document, span.of(text), before, after, url)

    def to_dict(self) -> Json:
        """Return the quote as JSON."""
        return {
            "document": self.document, "url": self.url, "exact": self.exact, "prefix": self.prefix,
            "suffix": self.suffix,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: object) -> Quote:
        """Return the quote that `to_dict` wrote; raise ValueError where it is none."""
        fields = fields_of(data, "a quote")
        return cls(
            text_in(fields, "document"),
            text_in(fields, "exact"),
            text_in(fields, "prefix") if "prefix" in fields else "",
            text_in(fields, "suffix") if "suffix" in fields else "",
            None if fields.get("url") is None else text_in(fields, "url"),
        )


@dataclass(frozen=True, slots=True)
class Topic:
    """A question as a person means it: its kind, its text, and words of statements that answer it."""

    kind: str
    text: str
    quotes: tuple[Quote, ...] = ()

    def to_dict(self) -> Json:
        """Return the topic as JSON."""
        return {"kind": self.kind, "text": self.text, "quotes": [quote.to_dict() for quote in self.quotes]}

    @classmethod
    def from_dict(cls, data: object) -> Topic:
        """Return the topic that `to_dict` wrote; raise ValueError where it is none."""
        fields = fields_of(data, "a question")
        return cls(
            text_in(fields, "kind"), text_in(fields, "text"), records_in(fields, "quotes", Quote.from_dict)
        )


@dataclass(frozen=True, slots=True)
class Position:
    """An answer as a person means it: to which question, whose, and its value."""

    topic: Topic
    speaker: Anchor | None
    value: str

    def to_dict(self) -> Json:
        """Return the position as JSON."""
        speaker = self.speaker.to_dict() if self.speaker else None
        return {"topic": self.topic.to_dict(), "speaker": speaker, "value": self.value}

    @classmethod
    def from_dict(cls, data: object) -> Position:
        """Return the position that `to_dict` wrote; raise ValueError where it is none."""
        fields = fields_of(data, "a position")
        speaker = fields.get("speaker")
        return cls(
            Topic.from_dict(fields.get("topic")),
            None if speaker is None else Anchor.from_dict(speaker),
            text_in(fields, "value"),
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """What goes to the new entity of a split: names, in documents (all where none are given), and statements by id."""

    names: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()

    def to_dict(self) -> Json:
        """Return what is moved as JSON."""
        return {
            "names": list(self.names),
            "documents": list(self.documents),
            "statements": list(self.statements),
        }

    @classmethod
    def from_dict(cls, data: object) -> Moved:
        """Return what `to_dict` wrote; raise ValueError where it is something else."""
        fields = fields_of(data, "moved")
        return cls(texts_in(fields, "names"), texts_in(fields, "documents"), texts_in(fields, "statements"))


@dataclass(frozen=True, slots=True)
class Fix:
    """What a statement is in truth: its spans as quotes, its speaker, its act; None where the machine is right.

    `nobody` says that no speaker is named. An empty `cue` or `source` says that there is none.
    """

    content: tuple[Quote, ...] | None = None
    cue: tuple[Quote, ...] | None = None
    source: tuple[Quote, ...] | None = None
    speaker: Anchor | None = None
    nobody: bool = False
    act: str | None = None

    def to_dict(self) -> Json:
        """Return the fix as JSON; what stays as it is, is left out."""
        spans = {name: getattr(self, name) for name in ("content", "cue", "source")}
        return {
            **{
                name: [one.to_dict() for one in quotes]
                for name, quotes in spans.items()
                if quotes is not None
            },
            **({"speaker": self.speaker.to_dict()} if self.speaker else {}),
            **({"nobody": True} if self.nobody else {}),
            **({"act": self.act} if self.act else {}),
        }

    @classmethod
    def from_dict(cls, data: object) -> Fix:
        """Return the fix that `to_dict` wrote; raise ValueError where it is none."""
        fields = fields_of(data, "a fix")
        spans = {
            name: records_in(fields, name, Quote.from_dict)
            for name in ("content", "cue", "source")
            if name in fields
        }
        speaker = Anchor.from_dict(fields["speaker"]) if fields.get("speaker") is not None else None
        act = text_in(fields, "act") if fields.get("act") is not None else None
        return cls(**spans, speaker=speaker, nobody=fields.get("nobody") is True, act=act)


@dataclass(frozen=True, slots=True)
class Parting:
    """In what, and between whom, two accounts part; `question` is the text of the question where a person asks it."""

    kind: str
    between: str = "speakers"
    question: str = ""

    def to_dict(self) -> Json:
        """Return it as JSON."""
        return {"kind": self.kind, "between": self.between, "question": self.question}

    @classmethod
    def from_dict(cls, data: object) -> Parting:
        """Return what `to_dict` wrote; raise ValueError where it is something else."""
        fields = fields_of(data, "a parting")
        return cls(*(text_in(fields, key) for key in ("kind", "between", "question")))


def fields_of(data: object, what: str) -> Mapping[str, Any]:
    """Return the fields of a JSON object; raise ValueError, naming `what`, where it is none."""
    if not isinstance(data, Mapping):
        raise ValueError(f"{what} is no JSON object")
    return data


def text_in(fields: Mapping[str, Any], key: str) -> str:
    """Return a field that is a string; raise ValueError where it is none."""
    value = fields.get(key)
    if not isinstance(value, str):
        raise ValueError(f"its {key} is no string")
    return value


def texts_in(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a field that is a list of strings; raise ValueError where it is none."""
    value = fields.get(key, [])
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"its {key} are no list")
    if not all(isinstance(one, str) for one in value):
        raise ValueError(f"its {key} are no strings")
    return tuple(value)


def records_in(fields: Mapping[str, Any], key: str, make: Callable[[object], Record]) -> tuple[Record, ...]:
    """Return a field that is a list of records; raise ValueError where it is none."""
    value = fields.get(key, [])
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"its {key} are no list")
    return tuple(map(make, value))
