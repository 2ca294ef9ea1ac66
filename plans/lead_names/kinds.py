"""What a piece of a cell is: a group, an agency, a post, a person, everyone, or only a part of a name."""

import re
from enum import Enum, auto

from plans.lead_names.vocabulary import (
    EVERYONE,
    INITIAL,
    MULTI_AGENCY_MEETINGS,
    TITLES,
    is_acronym,
    is_agency_noun,
    is_group_noun,
    is_role_noun,
    is_service_noun,
    may_be_a_name,
    words_of,
)

HEAD_ENDS = re.compile(r"\s+(?:of|for|to|in|at|on|within|with|from)\s+|:", re.IGNORECASE)


class Piece(Enum):
    """How surely a piece is a lead of its own: STRONG kinds are, a SERVICE may be, a FRAGMENT is not."""

    PERSON = auto()
    POST = auto()
    GROUP = auto()
    AGENCY = auto()
    EVERYONE = auto()
    SERVICE = auto()
    FRAGMENT = auto()


STRONG = frozenset({Piece.PERSON, Piece.POST, Piece.GROUP, Piece.AGENCY, Piece.EVERYONE})


def piece_of(text: str) -> Piece:
    """What the words of a piece say that it is, brackets left out."""
    bare = re.sub(r"\([^)]*\)", " ", text)
    bare = bare if bare.strip(" -.,") else text
    words = words_of(bare)
    if not words:
        return Piece.FRAGMENT
    if EVERYONE.fullmatch(" ".join(words)):
        return Piece.EVERYONE
    if is_person(words):
        return Piece.PERSON
    return _organised(words_of(HEAD_ENDS.split(bare, maxsplit=1)[0]) or words, words)


def _organised(head: list[str], words: list[str]) -> Piece:
    if is_group_noun(head[-1]) or is_group_noun(words[-1]):
        chief = [word.lower() for word in head[-2:]] == ["chief", "executive"]
        return Piece.POST if chief or is_role_noun(head[-1]) else Piece.GROUP
    if _names_a_post(head, words):
        return Piece.POST
    if is_agency_noun(words[-1]) or is_agency_noun(head[-1]) or is_acronym(words[-1]) or is_acronym(words[0]):
        return Piece.AGENCY
    if is_service_noun(words[-1]):
        return Piece.SERVICE
    return Piece.FRAGMENT


def _names_a_post(head: list[str], words: list[str]) -> bool:
    if is_role_noun(head[-1]) or is_role_noun(words[-1]):
        return True
    # "Service Manager Mental Health Forensic Community Services": the post stands before what it is of.
    return any(is_role_noun(word) for word in head[:3]) and not is_agency_noun(words[-1])


def is_person(words: list[str]) -> bool:
    """Two or three words of a name's shape; with a title one is enough."""
    titled = len(words) > 1 and words[0].lower().strip(".") in TITLES
    names = words[1:] if titled else words
    if not 1 <= len(names) <= 4 or (len(names) == 1 and not titled) or (len(names) == 4 and not titled):
        return False
    if not may_be_a_name(names[-1]):
        return False
    return all(may_be_a_name(name) or INITIAL.fullmatch(name) for name in names[:-1])


def own_name(text: str) -> bool:
    """True for a group that is whole in itself because its name begins with capitals: "LPR Group"."""
    return any(is_acronym(word) for word in words_of(text))


def is_bare_role(text: str) -> bool:
    """True for one word alone that names a role: the "Scrutineer" of "Independent Chair & Scrutineer"."""
    words = words_of(text)
    return len(words) == 1 and is_role_noun(words[0])


def kind_of(text: str) -> str:
    """The kind in the words of the contract: "agency", "group", "post" or "person"."""
    piece = piece_of(text)
    if piece is Piece.PERSON:
        return "person"
    if piece is Piece.POST:
        return "post"
    words = words_of(text)
    if piece is Piece.GROUP or (words and words[-1].lower() == "partners" and piece is not Piece.EVERYONE):
        return "group"
    meeting = len(words) == 1 and (words[0] in MULTI_AGENCY_MEETINGS or re.fullmatch(r"[A-Z]{2,}B", words[0]))
    return "group" if meeting else "agency"
