"""The timeline: when each speaker's versions were first reported, where a version changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rashomon.records import Answer
from rashomon.report.anchors import anchor
from rashomon.report.index import Index, Name
from rashomon.report.moments import moment
from rashomon.report.phrases import ASKED, day, shortened
from rashomon.report.quotation import Mention, mention

_LEFT, _RIGHT = 3.0, 97.0  # per cent of the track's width
_APART = 4.5  # per cent between two versions of the same day, so that both marks are seen
_TICKS = 6  # days that the axis names at most


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its running number, its place on the track in per cent, what it says and where."""

    number: int
    x: float
    until: float
    value: str
    summary: str
    day: str
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class Track:
    """One speaker's versions on one question, oldest first."""

    speaker: Name
    versions: list[Version]

    @property
    def changed(self) -> bool:
        """Tell whether the speaker gave more than one version."""
        return len(self.versions) > 1


@dataclass(frozen=True, slots=True)
class Tick:
    """A day named under the tracks."""

    x: float
    day: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """One question: the speakers who changed their version, and how many did not."""

    anchor: str
    question: str
    tracks: list[Track]
    steady: int
    ticks: list[Tick]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: datetime
    last: datetime

    def place(self, when: datetime) -> float:
        whole = (self.last - self.first).total_seconds()
        share = (when - self.first).total_seconds() / whole if whole else 0.5
        return round(_LEFT + (_RIGHT - _LEFT) * min(1.0, max(0.0, share)), 2)


def timelines(index: Index) -> list[Timeline]:
    """Return a timeline for each question on which a speaker gave more than one version, with its date."""
    dated: dict[str, list[Answer]] = defaultdict(list)
    for answer in index.comparison.answers:
        if moment(answer.since):
            dated[answer.question].append(answer)
    found = (_timeline(index, question.id, question.text, dated[question.id])
             for question in index.comparison.questions if question.id in dated)  # fmt: skip
    return [timeline for timeline in found if timeline.tracks]


def _timeline(index: Index, name: str, text: str, answers: list[Answer]) -> Timeline:
    by_speaker: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.speaker in index.entities:
            by_speaker[answer.speaker].append(answer)
    versions = {speaker: index.versions(rows) for speaker, rows in by_speaker.items()}
    changed = {speaker: rows for speaker, rows in versions.items() if len(rows) > 1}
    scale = _scale(answers)
    tracks = [_track(index, speaker, rows, scale) for speaker, rows in changed.items()]
    return Timeline(
        anchor("t", name), shortened(text, ASKED), tracks, len(by_speaker) - len(changed), _ticks(scale)
    )


def _scale(answers: Iterable[Answer]) -> _Scale:
    moments = [found for row in answers for found in (moment(row.since), moment(row.until)) if found]
    return _Scale(min(moments), max(moments))


def _track(index: Index, speaker: str, versions: list[list[Answer]], scale: _Scale) -> Track:
    begun = [scale.place(moment(version[0].since) or scale.first) for version in versions]
    numbered = enumerate(zip(versions, spread(begun), strict=True), 1)
    return Track(
        index.speaker(speaker), [_version(index, rows, number, x, scale) for number, (rows, x) in numbered]
    )


def spread(places: list[float]) -> list[float]:
    """Return ascending places on the track with room between them for their marks, as long as there is room.

    >>> spread([3.0, 3.0, 97.0, 97.0])
    [3.0, 7.5, 92.5, 97.0]
    """
    apart = min(_APART, (_RIGHT - _LEFT) / max(1, len(places) - 1))
    least, found = 0.0, []
    for place in places:
        found.append(max(place, least))
        least = found[-1] + apart
    most = _RIGHT
    for number in reversed(range(len(found))):
        found[number] = min(found[number], most)
        most = found[number] - apart
    return [round(place, 2) for place in found]


def _version(index: Index, answers: list[Answer], number: int, x: float, scale: _Scale) -> Version:
    first = answers[0]
    statements = index.told(name for answer in answers for name in answer.statements)
    days = [found for answer in answers for found in (moment(answer.since), moment(answer.until)) if found]
    until = max(x, scale.place(max(days)) if days else x)
    quoted = mention(index, statements[0]) if statements else None
    return Version(number, x, until, index.value(first), index.detail(first), day(first.since), quoted)


def _ticks(scale: _Scale) -> list[Tick]:
    start = scale.first.replace(hour=0, minute=0, second=0, microsecond=0)
    days = (scale.last - start).days
    step = max(1, -(-days // (_TICKS - 1)))
    moments = [start + timedelta(days=count) for count in range(0, days + 1, step)]
    days_named = [day(when.date().isoformat()) for when in moments]
    names = [name if place == 0 else name.rpartition(" ")[0] for place, name in enumerate(days_named)]
    return [Tick(scale.place(when), name) for when, name in zip(moments, names, strict=True)]
