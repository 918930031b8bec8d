"""Names of people joined into people: full names first, then initials, then surnames and given names alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeAlias

from rashomon.entities.clusters import Clusters
from rashomon.entities.naming import Joining
from rashomon.entities.people import Named, against, compared, keys, near_keys, nearly_same, read
from rashomon.entities.wording import Word, likeness, same_given, sure_word
from rashomon.language.names import Gender, given_names

# A name is compared with at most this many names of one key; beyond it only equal names are joined.
_LARGEST_BLOCK = 200
# Of the names of one person under a key, a new name is compared with so many.
_MOST_OF_ONE = 20
# So many full names of a cluster are looked at for what speaks against a join.
_MOST_HELD = 12
# People with nearly the same name are one unless more than so many are near each other.
_MOST_NEAR = 8
# For names that are nearly the same so many names of each person in each script are compared.
_FEW = 6
# Words are as much alike as others up to this difference.
_LEVEL = 0.06
# Case endings, folded, of a man's surname that ends in a consonant and is no adjective.
_MANS_CASE = re.compile("a|u|om|em|ie|iem|owi|ovi|yem|i")
_BARE_SURNAME = re.compile("[^aeiouy]$(?<!ov|ow|ev|ew|in|yn)")
_Bearing: TypeAlias = dict[str, list[tuple[Word, Named]]]


def cluster(names: Sequence[str]) -> Joining:
    """Return the names of people joined into people, blind to language.

    >>> [sorted(group) for group in cluster(["Putin", "Путиным", "Владимир Путин", "Vladimir Putin"]).clusters.groups()]
    [['Putin', 'Vladimir Putin', 'Владимир Путин', 'Путиным']]
    """
    return _Bearers(names).run()


class _Bearers:
    """Joins the names of people, the surest evidence first."""

    def __init__(self, names: Sequence[str]) -> None:
        self.joining = Joining(names)
        self.read = {name: read(name) for name in self.joining.names}

    def run(self) -> Joining:
        self._equal()
        rows = list(self.first.values())
        full = [named for named in rows if named.full]
        for one, other, reason in self._alike(full, keys, compared):
            self._unless_against(one, other, reason)
        self._near(self._few_of_each(full))
        self._shortened([named for named in rows if named.shortened])
        self._single([named for named in rows if len(named.words) == 1])
        alone = [named.name for named in rows if len(named.words) == 1 and not named.numerals]
        self.joining.misspelt(alone, "one letter differs from the name of only one person")
        return self.joining

    def _equal(self) -> None:
        """Join names that are written the same but for accents, marks, case and script; keep the first of each."""
        self.first: dict[tuple[str, ...], Named] = {}
        for name in self.joining.names:
            named = self.read[name]
            key = (*sorted(part.text for part in named.words), *named.numerals)
            if not key:
                continue
            if key in self.first:
                self.joining.join(self.first[key].name, name, "the names are the same")
            else:
                self.first[key] = named

    def _alike(
        self,
        rows: Iterable[Named],
        keys: Callable[[Named], Iterable[Hashable]],
        compare: Callable[[Named, Named], str | None],
    ) -> Iterator[tuple[Named, Named, str]]:
        """Yield the names that share a key and are alike, with the reason; each is compared with some names of a person."""
        blocks: dict[Hashable, list[Named]] = defaultdict(list)
        for named in rows:
            for key in dict.fromkeys(keys(named)):
                blocks[key].append(named)
        for block in blocks.values():
            held: list[Named] = []
            names_of: Counter[str] = Counter()
            for named in block:
                for one in held:
                    if self._apart(one, named) and (reason := compare(one, named)):
                        yield one, named, reason
                root = self.joining.clusters.find(named.name)
                if names_of[root] < _MOST_OF_ONE and len(held) < _LARGEST_BLOCK:
                    names_of[root] += 1
                    held.append(named)

    def _near(self, rows: Sequence[Named]) -> None:
        """Join people whose names are nearly the same, unless so many are near each other that they must be different."""
        find = self.joining.clusters.find
        pairs = list(self._alike(rows, near_keys, nearly_same))
        near = Clusters(dict.fromkeys(find(named.name) for pair in pairs for named in pair[:2]))
        for one, other, _ in pairs:
            near.join(find(one.name), find(other.name))
        few = {
            root
            for root in map(find, (one.name for one, _, _ in pairs))
            if len(near.members(root)) <= _MOST_NEAR
        }
        for one, other, reason in [pair for pair in pairs if find(pair[0].name) in few]:
            self._unless_against(one, other, reason)

    def _few_of_each(self, rows: Iterable[Named]) -> list[Named]:
        """Return the shortest names of each person in each script."""
        names_of: Counter[tuple[str, str]] = Counter()
        found = []
        for named in sorted(rows, key=lambda named: (len(named.name), named.name)):
            key = (self.joining.clusters.find(named.name), named.words[-1].script)
            names_of[key] += 1
            if names_of[key] <= _FEW:
                found.append(named)
        return found

    def _apart(self, one: Named, other: Named) -> bool:
        return self.joining.clusters.find(one.name) != self.joining.clusters.find(other.name)

    def _unless_against(self, one: Named, other: Named, reason: str) -> None:
        """Join two names unless their clusters hold two genders or given names that cannot be one's."""
        first, second = (self._held(named) for named in (one, other))
        if not any(against(a, b) for a in first for b in second):
            self.joining.join(one.name, other.name, reason)

    def _held(self, named: Named) -> list[Named]:
        members = (self.read[name] for name in self.joining.clusters.members(named.name))
        return [member for member in members if member.full][:_MOST_HELD]

    def _bearers(self, place: slice) -> _Bearing:
        """Return the full names of people by the consonants of their words at some places."""
        found: dict[str, dict[tuple[str, ...], tuple[Word, Named]]] = defaultdict(dict)
        for named in self.first.values():
            if named.full:
                root = self.joining.clusters.find(named.name)
                for part in named.words[place]:
                    for key in part.stems:
                        if len(found[key]) < _LARGEST_BLOCK:
                            found[key].setdefault((root, part.text, part.script), (part, named))
        return {key: list(rows.values()) for key, rows in found.items()}

    def _shortened(self, rows: Sequence[Named]) -> None:
        """Join initials and a surname to the only bearer of the surname with a given name that begins so."""
        bearers = self._bearers(slice(1, None))
        for named in rows:
            fitting = [
                (part, full)
                for part, full in _fitting(named.words[-1], bearers)
                if same_given(named.words[0], full.words[0])
            ]
            if root := self._only(named.words[-1], fitting):
                self.joining.join(root, named.name, "the only bearer of this surname with this initial")
        self._alone([named for named in rows if len(self.joining.clusters.members(named.name)) == 1])

    def _single(self, rows: Sequence[Named]) -> None:
        """Join a surname, or a given name, alone to its only bearer; words that nobody bears are joined with each other."""
        surnames, givens = self._bearers(slice(1, None)), self._bearers(slice(0, 1))
        left = []
        for named in rows:
            alone = named.words[0]
            last, first = _fitting(alone, surnames), _fitting(alone, givens)
            held = [max((likeness(alone, part) for part, _ in found), default=0) for found in (last, first)]
            found, reason = (last, "surname") if held[0] >= held[1] else (first, "given name")
            if (root := self._only(alone, found)) and not named.numerals:
                self.joining.join(root, named.name, f"the only person of this {reason}")
            else:
                left.append(named)
        self._alone(left)

    def _only(self, alone: Word, fitting: Sequence[tuple[Word, Named]]) -> str | None:
        """Return the only person whose word is most alike; None where there are several, or none."""
        alike: dict[str, float] = {}
        for part, named in fitting:
            root = self.joining.clusters.find(named.name)
            alike[root] = max(likeness(alone, part), alike.get(root, 0))
        most = max(alike.values(), default=0)
        best = [root for root, held in alike.items() if most - held < _LEVEL]
        if len(best) > 1 and _of_man(alone, [part for part, _ in fitting]):
            best = [root for root in best if self._given_gender(root) != "female"]
        return best[0] if len(best) == 1 else None

    def _given_gender(self, root: str) -> Gender | None:
        """Return the gender of the given names of a person; None where they tell none or two."""
        genders = {gender for named in self._held(self.read[root]) if (gender := _first_gender(named))}
        return genders.pop() if len(genders) == 1 else None

    def _alone(self, rows: Sequence[Named]) -> None:
        """Join names of one word, or with the same initials, that are forms of one word and stand for nobody else."""
        seen: dict[object, list[Named]] = defaultdict(list)
        for named in rows:
            last, initials = named.words[-1], tuple(part.opening for part in named.words[:-1][:1])
            held = [*last.stems, *(f"group {group}" for group in last.groups if named.numerals)]
            peers = {
                peer.name: likeness(last, peer.words[-1])
                or float(bool(named.numerals and last.groups & peer.words[-1].groups))
                for key in held
                for peer in seen[key, initials, named.numerals][:_LARGEST_BLOCK]
                if named.numerals or sure_word(last, peer.words[-1])
            }
            if peers and max(peers.values()) > 0:
                most = max(peers, key=lambda name: (peers[name], name))
                self.joining.join(most, named.name, "forms of one name, of which nothing more is known")
            for key in held:
                seen[key, initials, named.numerals].append(named)


def _first_gender(named: Named) -> Gender | None:
    genders = {given.gender for given in given_names(named.words[0].text)}
    return genders.pop() if len(genders) == 1 else None


def _of_man(alone: Word, bearers: Sequence[Word]) -> bool:
    """Tell whether a surname stands in a case that only a man's has: a woman's that ends in a consonant has none."""
    return any(
        alone.text.startswith(part.text) and _MANS_CASE.fullmatch(alone.text[len(part.text) :])
        for part in bearers
        if part.script == alone.script and _BARE_SURNAME.search(part.text)
    )


def _fitting(alone: Word, bearers: _Bearing) -> list[tuple[Word, Named]]:
    found = {
        (named.name, part.text): (part, named) for key in alone.stems for part, named in bearers.get(key, ())
    }
    return [(part, named) for part, named in found.values() if sure_word(alone, part)]
