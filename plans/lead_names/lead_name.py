"""A lead as a cell names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeadName:
    """One lead: `name` is the tidy name, that of the person where a person is named.

    `agency` and `post` are what stands beside a person. `kind` is "agency", "group", "post" or "person".
    """

    name: str
    person: str | None
    agency: str | None
    post: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class LeadMatch:
    """A known lead's `name`, the wording of it that `matched`, and `how`: "same", "other wording", "abbreviation",
    "initials" or "likely slip".

    `confidence` is from 0 to 100: 100 is certain, a guess is less, and a slip the less the more letters differ.
    """

    name: str
    matched: str
    how: str
    confidence: int = 100

    @property
    def is_guess(self) -> bool:
        """True where the words are not the same, so that a person should look."""
        return self.confidence < 100
