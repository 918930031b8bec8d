"""How sure a discrepancy is said to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.discrepancies.confidence import PLAIN, shipped
from rashomon.discrepancies.verdicts import LIKELY, SURE, WEAK
from rashomon.records import Between

BETWEEN: tuple[Between, ...] = ("speakers", "self", "outlets", "headline")


@given(st.floats(0.01, 0.99))
def test_a_rank_is_its_own_chance_where_nothing_is_calibrated(rank: float) -> None:
    assert abs(PLAIN.confidence("number", "self", rank) - rank) <= 0.00501


def test_what_ships_keeps_the_order_of_ranks_and_is_never_certain() -> None:
    for between in BETWEEN:
        sure = [shipped().confidence("number", between, rank) for rank in (WEAK, LIKELY, SURE)]
        assert sure == sorted(set(sure))
        assert sure[0] > 0
        assert sure[-1] < 1
