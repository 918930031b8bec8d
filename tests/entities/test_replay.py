from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.anchors import Anchor, Moved
from rashomon.edits import Edit, EditKind
from rashomon.entities.identities import Identity, entities_of
from rashomon.entities.replay import Replayed, replay
from tests.entities.nodes import identity, names, node, saying

ROE, ROW, LOW = node("d1", "Ann Roe", "Roe"), node("d2", "Anna Row"), node("d3", "Bob Low")
ROWS = [identity(ROE), identity(ROW), identity(LOW)]
MERGE = Edit(
    "merge", (Anchor("Ann Roe", ("d1",)), Anchor("Anna Row", ("d2",))), who="Cy", when="2031-01-02", why="x"
)


def states(replayed: Replayed) -> list[str]:
    return [outcome.state for outcome in replayed.outcomes]


def test_a_merge_joins_and_says_who_joined_and_why() -> None:
    replayed = replay([MERGE], ROWS)
    assert names(replayed.identities) == [["d1:Ann Roe", "d2:Anna Row"], ["d3:Bob Low"]]
    entity = entities_of(replayed.identities)[0][0]
    assert [merge.reason for merge in entity.merges] == [
        "“Anna Row” and “Ann Roe”: joined by hand (Cy, 2031-01-02): x"
    ]


def test_a_merge_holds_when_articles_are_added_and_ids_change() -> None:
    more = [identity(node("d0", "Zoe Fry")), identity(ROE, node("d9", "Ann Roe")), *ROWS[1:]]
    replayed = replay([MERGE], more)
    assert ["d1:Ann Roe", "d2:Anna Row", "d9:Ann Roe"] in names(replayed.identities)


def test_merge_then_split_gives_back() -> None:
    split = Edit("split", (Anchor("Ann Roe", ("d1",)),), moved=Moved(("Anna Row",)))
    replayed = replay([MERGE, split], ROWS)
    assert names(replayed.identities) == names(replay([], ROWS).identities)
    assert states(replayed) == ["overruled", "applied"]
    assert replayed.outcomes[0].note == "a later split says otherwise"


def test_an_edit_about_articles_that_are_not_compared_is_orphaned() -> None:
    gone = Edit("merge", (Anchor("Ann Roe", ("d7",)), Anchor("Bob Low", ("d3",))))
    replayed = replay([gone], ROWS)
    assert states(replayed) == ["orphaned"]
    assert replayed.outcomes[0].note == "none of the articles in which it means “Ann Roe” is compared here"
    assert names(replayed.identities) == names(replay([], ROWS).identities)


def test_a_name_of_several_entities_is_not_guessed_at() -> None:
    rows = [identity(node("d1", "Ivanov")), identity(node("d2", "Ivanov")), identity(LOW)]
    loose = Edit("rename", (Anchor("Ivanov"),), "Ivan Ivanov")
    told = Edit("rename", (Anchor("Ivanov", ("d2",)),), "Ivan Ivanov")
    replayed = replay([loose, told], rows)
    assert states(replayed) == ["orphaned", "applied"]
    assert [one.name for one in replayed.identities] == [None, "Ivan Ivanov", None]


def test_two_of_one_name_in_an_article_are_not_guessed_at() -> None:
    rows = [
        identity(node("d1", "Ivanov", local="a")),
        identity(node("d1", "Ivanov", local="b")),
        identity(LOW),
    ]
    replayed = replay([Edit("merge", (Anchor("Ivanov", ("d1",)), Anchor("Bob Low")))], rows)
    assert replayed.outcomes[0].note == "one article has 2 entities called “Ivanov”"


def test_a_reject_keeps_apart_what_a_later_run_joins() -> None:
    reject = Edit("reject", (Anchor("Ann Roe", ("d1",)), Anchor("Anna Row", ("d2",))))
    replayed = replay([reject], [identity(ROE, ROW, node("d5", "Ann Roe"))])
    assert names(replayed.identities) == [["d1:Ann Roe", "d5:Ann Roe"], ["d2:Anna Row"]]
    assert replayed.rejected == ((frozenset([("d1", "Ann Roe")]), frozenset([("d2", "Anna Row")])),)


def test_contradicting_edits_are_shown_and_the_later_holds() -> None:
    reject = Edit("reject", MERGE.targets)
    assert states(replay([reject, MERGE], ROWS)) == ["overruled", "applied"]
    assert states(replay([MERGE, reject], ROWS)) == ["overruled", "applied"]
    first, second = (Edit("rename", (Anchor("Bob Low"),), name) for name in ("Rob Low", "Robert Low"))
    renamed = replay([first, second], ROWS)
    assert (states(renamed), renamed.identities[2].name) == (["overruled", "applied"], "Robert Low")


def test_a_name_that_was_given_can_be_referred_to() -> None:
    rename = Edit("rename", (Anchor("Bob Low", ("d3",)),), "Robert Low")
    merge = Edit("merge", (Anchor("Robert Low", ("d3",)), Anchor("Ann Roe")))
    replayed = replay([rename, merge], ROWS)
    assert names(replayed.identities) == [["d1:Ann Roe", "d3:Bob Low"], ["d2:Anna Row"]]
    entity = entities_of(replayed.identities)[0][0]
    assert entity.name == "Robert Low"
    assert {"Bob Low", "Ann Roe"} <= set(entity.aliases)


def test_a_split_by_name_parts_an_articles_entity_and_its_statements() -> None:
    said = [saying("s1", ROE, "Ann Roe, the mayor"), saying("s2", ROE, "Roe"), saying("s3", ROE, "she")]
    split = Edit("split", (Anchor("Ann Roe"),), "Carl Roe", Moved(("Roe",)))
    replayed = replay([split], ROWS, said)
    assert names(replayed.identities)[:2] == [["d1:Ann Roe"], ["d1:Roe"]]
    assert replayed.speakers == {"s2": ("d1", "Ann Roe/roe")}
    assert [one.name for one in replayed.identities][:2] == [None, "Carl Roe"]


def test_a_split_by_statement_parts_two_of_one_name() -> None:
    said = [saying("s1", LOW, "Low"), saying("s2", LOW, "Low")]
    split = Edit("split", (Anchor("Bob Low", ("d3",)),), "Ben Low", Moved(statements=("s2",)))
    rename = Edit("rename", (Anchor("Bob Low", ("d3",)),), "Robert Low")
    replayed = replay([split, rename], ROWS, said)
    assert states(replayed) == ["applied", "applied"]
    assert sorted(filter(None, (one.name for one in replayed.identities))) == ["Ben Low", "Robert Low"]
    assert set(replayed.speakers) == {"s2"}


def test_a_split_by_articles_moves_what_they_say() -> None:
    rows = [identity(ROE, node("d4", "Roe"), node("d5", "Ann Roe"))]
    replayed = replay(
        [Edit("split", (Anchor("Ann Roe", ("d1",)),), moved=Moved(documents=("d4", "d5")))], rows
    )
    assert names(replayed.identities) == [["d1:Ann Roe"], ["d4:Roe", "d5:Ann Roe"]]


@pytest.mark.parametrize(
    ("moved", "note"),
    [
        (Moved(("Nobody",)), "no article that is compared has what it moves"),
        (Moved(documents=("d1",)), "nothing would be left of “Ann Roe”"),
        (Moved(documents=("d8",)), "none of the articles that it moves is compared here"),
    ],
)
def test_a_split_that_fits_nothing_says_why(moved: Moved, note: str) -> None:
    replayed = replay([Edit("split", (Anchor("Ann Roe", ("d1",)),), moved=moved)], ROWS)
    assert (states(replayed), replayed.outcomes[0].note) == (["orphaned"], note)


def test_of_a_merge_of_three_two_that_fit_are_joined_and_the_third_is_told() -> None:
    edit = Edit("merge", (*MERGE.targets, Anchor("Nobody")))
    replayed = replay([edit], ROWS)
    assert names(replayed.identities)[0] == ["d1:Ann Roe", "d2:Anna Row"]
    assert replayed.outcomes[0].note == "no article calls anybody “Nobody”"


NAMES = ["Ann Roe", "Roe", "Bob Low", "Low", "МВД", "‮rtl", "Rоe", ""]
DOCUMENTS = ["d1", "d2", "d3"]


@st.composite
def machine_rows(draw: st.DrawFn) -> list[Identity]:
    """Identities over up to nine entities of three articles, which may share names."""
    keys = draw(
        st.lists(st.tuples(st.sampled_from(DOCUMENTS), st.sampled_from("abc")), unique=True, max_size=9)
    )
    nodes = [
        node(document, draw(st.sampled_from(NAMES)), *draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True)), local=local)
        for document, local in keys
    ]  # fmt: skip
    groups: dict[int, list[object]] = {}
    for row in nodes:
        groups.setdefault(draw(st.integers(0, 4)), []).append(row)
    return [Identity(tuple(rows)) for rows in groups.values()]  # type: ignore[arg-type]


anchors = st.builds(
    Anchor,
    st.sampled_from(NAMES[:-1]),
    st.lists(st.sampled_from([*DOCUMENTS, "gone"]), min_size=1, max_size=3, unique=True).map(tuple),
)
moved = st.builds(
    Moved,
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=2).map(tuple),
    st.lists(st.sampled_from(DOCUMENTS), max_size=2).map(tuple),
)


def edits_of(kind: EditKind, count: int) -> st.SearchStrategy[Edit]:
    return st.builds(
        Edit,
        st.just(kind),
        st.lists(anchors, min_size=count, max_size=count).map(tuple),
        st.just("Given Name") if kind == "rename" else st.none(),
        moved if kind == "split" else st.just(Moved()),
    )


edits = st.lists(
    edits_of("merge", 2) | edits_of("split", 1) | edits_of("rename", 1) | edits_of("reject", 2), max_size=5
)


@settings(max_examples=300, deadline=None)
@given(machine_rows(), edits, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    rows: list[Identity], said: list[Edit], random: object
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert replay(said, rows) == replay(said, shuffled)


@settings(max_examples=300, deadline=None)
@given(machine_rows(), edits)
def test_replay_is_idempotent(rows: list[Identity], said: list[Edit]) -> None:
    once = replay(said, rows)
    assert replay([*said, *said], rows) == once
    if "overruled" not in states(once):
        again = replay(said, once.identities)
        assert names(again.identities) == names(once.identities)
        assert [one.name for one in again.identities] == [one.name for one in once.identities]


@settings(max_examples=300, deadline=None)
@given(machine_rows(), edits)
def test_no_node_is_lost_and_an_applied_edit_holds(rows: list[Identity], said: list[Edit]) -> None:
    replayed = replay(said, rows)
    before = {(row.document, row.local) for one in rows for row in one.nodes}
    after = [(row.document, row.local) for one in replayed.identities for row in one.nodes]
    assert before <= set(after)
    assert len(after) == len(set(after))
    assert all(outcome.note for outcome in replayed.outcomes if outcome.state != "applied")


def test_three_merges_in_any_order_give_one() -> None:
    pairs = [("Ann Roe", "Anna Row"), ("Anna Row", "Bob Low"), ("Ann Roe", "Bob Low")]
    said = [Edit("merge", (Anchor(one), Anchor(other))) for one, other in pairs]
    for order in permutations(said):
        assert len(replay(order, ROWS).identities) == 1
