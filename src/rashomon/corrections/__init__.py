"""A person's corrections of statements, questions and discrepancies, replayed over what the machine found.

What is shown is a pure function of what the machine finds and of the edits. An edit holds on to words, never to ids: it
finds its statement again where a newer version reads the article otherwise, and is shown as orphaned where the words
have gone.
"""

from __future__ import annotations

from rashomon.corrections.discrepancies import correct_discrepancies
from rashomon.corrections.locating import Located
from rashomon.corrections.questions import correct_questions
from rashomon.corrections.remarks import read_remarks
from rashomon.corrections.standing import in_order, standing
from rashomon.corrections.statements import correct_statements

__all__ = [
    "Located",
    "correct_discrepancies",
    "correct_questions",
    "correct_statements",
    "in_order",
    "read_remarks",
    "standing",
]
