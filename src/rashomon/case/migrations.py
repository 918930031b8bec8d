"""How a case of an older schema becomes one of the newest: a small function for each step, forward only."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashomon.case.postgres import SCHEMES, PostgresStore
from rashomon.case.sqlite import SqliteStore
from rashomon.case.store import CaseError, Store, ddl

# From a version of the schema to the step that leads to the next one. `create` makes the first; a new case takes all steps.
Steps = Mapping[int, Callable[[Store], None]]


def hypotheses_come(store: Store) -> None:
    """Make room for hypotheses and how answers stand to them; let the least sure statements be found at once."""
    store.script(ddl("second.sql"))


def originals_are_kept(store: Store) -> None:
    """Make room for the pages that documents were read from."""
    store.script(ddl("third.sql"))


STEPS: Steps = {1: hypotheses_come, 2: originals_are_kept}


def store_at(where: str, *, new: bool = False, readonly: bool = False) -> Store:
    """Return the store at a path or a `postgresql://` address, in the newest schema.

    Raise CaseError where there is none, or, with `new`, where there is one already.
    """
    kind = PostgresStore if where.startswith(SCHEMES) else SqliteStore
    store = kind(where, new=new, readonly=readonly)
    try:
        migrate(store)
    except BaseException:
        store.close()
        raise
    return store


def migrate(store: Store, steps: Steps = STEPS) -> None:
    """Bring a store to the newest schema; each step is done wholly or not at all.

    Raise CaseError where the case was made by a newer version, or is older and open for reading only.
    """
    newest, found = 1 + len(steps), store.schema()
    if found > newest:
        raise CaseError(
            f"{store.where} was made by a newer version of rashomon (schema {found}, this one knows {newest}): "
            "install the newest version"
        )
    if found < newest and store.readonly:
        raise CaseError(
            f"{store.where} was made by an older version (schema {found}, this one writes {newest}): any command that "
            "writes brings it up to date, such as `rashomon compare --case`"
        )
    while store.schema() < newest:
        with store.writing(durable=True):
            at = store.schema()  # somebody else may have taken the step meanwhile
            if at == 0:
                store.create()
                store.set_schema(1)
            elif at < newest:
                steps[at](store)
                store.set_schema(at + 1)
