"""Of which organization a role is: the one of the article that the role names."""

from __future__ import annotations

from rashomon.entities.cast import Cast, Character

# A body's name in a role has at most so many words; of a longer role the first words are looked at.
_LONGEST_NAME, _LONGEST_ROLE = 8, 40


class Employers:
    """The bodies of one article by the words of their names, without case endings."""

    def __init__(self, cast: Cast) -> None:
        """Collect the names of the bodies of a cast.

        >>> cast = Cast("en")
        >>> harbour = cast.thing("Ferrin Harbour Board", "organization")
        >>> Employers(cast).of("spokeswoman for the Ferrin Harbour Board"), Employers(cast).of("mayor")
        ('Ferrin Harbour Board', None)
        """
        self.cast = cast
        self.named: dict[tuple[str, ...], Character] = {}
        for character in cast:
            if character.type in ("organization", "media") and character.name[:1].isupper():
                for form in character.forms:
                    whole = form == character.name or form.isupper() or " " in form
                    if form[:1].isupper() and whole:  # not Ferrin for the Ferrin Harbour Board
                        self.named.setdefault(tuple(cast.keys(form)), character)

    def of(self, role: str) -> str | None:
        """Return the body that a role names, in its longest name; None where it names none."""
        keys = [key for word in role.split()[:_LONGEST_ROLE] for key in self.cast.keys(word)]
        for length in range(min(_LONGEST_NAME, len(keys)), 0, -1):
            for start in range(len(keys) - length + 1):
                if found := self.named.get(tuple(keys[start : start + length])):
                    return found.name
        return None
