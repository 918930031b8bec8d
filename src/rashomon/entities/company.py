"""Which articles are about the same: by the people, bodies and places that they name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rashomon.entities import people
from rashomon.entities.bodies import country_of
from rashomon.entities.clusters import Clusters
from rashomon.entities.nodes import BODIES, Node, named, particular

# Who is named in more articles than this does not tell that two of them are about the same.
_EVERYWHERE = 50


class Company:
    """The people named in full, and the particular bodies and places, of each article."""

    def __init__(self, nodes: Sequence[Node], clusters: Clusters[Node]) -> None:
        """Collect who is named where; `clusters` tell which names are one."""
        self.naming: dict[Node, dict[str, None]] = defaultdict(dict)
        self.named: dict[str, dict[Node, None]] = defaultdict(dict)
        for node in nodes:
            if named(node) and _tells(node, clusters):
                root = clusters.find(node)
                self.naming[root][node.document] = None
                self.named[node.document][root] = None
        self._beside: dict[str, frozenset[str]] = {}

    def near(self, one: Node, other: Node) -> bool:
        """Tell whether the articles of two entities are about the same, or a third article is with both of them."""
        first, second = self.beside(one.document), self.beside(other.document)
        return not first.isdisjoint(second)

    def beside(self, document: str) -> frozenset[str]:
        """Return the articles that name one person in full, or two particular bodies or places, as this one does too."""
        if document not in self._beside:
            shared: Counter[str] = Counter()
            for root in self.named.get(document, ()):
                if len(self.naming[root]) <= _EVERYWHERE:
                    shared.update(dict.fromkeys(self.naming[root], 1 + (root.entity.type == "person")))
            near = (name for name, count in shared.items() if count > 1)
            self._beside[document] = frozenset({document, *near})
        return self._beside[document]


def _tells(node: Node, clusters: Clusters[Node]) -> bool:
    if node.entity.type == "person":
        return any(people.is_full(member.entity.name) for member in clusters.members(node))
    return node.entity.type in BODIES and particular(node) and not country_of(node.entity.name)
