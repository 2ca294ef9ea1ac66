"""A person in a piece of a cell, with the agency or post beside the name: by a dash, in brackets, or next to it."""

import re

from plans.lead_names.kinds import Piece, is_person, piece_of
from plans.lead_names.lead_name import LeadName
from plans.lead_names.vocabulary import NAME_WORD, is_acronym, may_be_a_name, words_of

DASH = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[–—]\s*")
BROKEN_HYPHEN = re.compile(r"(?<=[A-Za-zà-öø-ÿ])-\s+(?=([^\W\d_][\w'’]*))")
BRACKET = re.compile(r"^(?P<base>[^()]*)\((?P<inner>[^()]*)\)(?P<rest>[^()]*)$")
ORGANISED = frozenset({Piece.AGENCY, Piece.GROUP, Piece.POST, Piece.SERVICE})


def mend_hyphens(text: str) -> str:
    """Draws "Brennan- Douglas" together: one word of a name's shape stands alone after the hyphen."""
    for match in reversed(list(BROKEN_HYPHEN.finditer(text))):
        rest = DASH.split(text[match.end() :], maxsplit=1)[0]
        alone = words_of(re.split(r"[(,/&]|\band\b", rest)[0])[:1]
        following = words_of(rest)[1:2]
        ends_here = not following or is_acronym(following[0]) or len(words_of(rest)) == 1
        if alone and may_be_a_name(alone[0]) and ends_here:
            text = text[: match.start()] + "-" + text[match.end() :]
    return text


def still_beside(before: str, after: str) -> bool:
    """True for the post or agency that a comma joins to "First Last" or "First Last, Head of Service"."""
    lead = read_person(before)
    if lead is None or not affiliation(after):
        return False
    return lead.post is None if piece_of(after) is Piece.POST else lead.agency is None


def affiliation(text: str) -> bool:
    """True for what may stand beside a person: an agency, a group, a service or a post."""
    return piece_of(text) in ORGANISED


def person_before(text: str) -> str | None:
    """The person whom a piece begins with, as written; None when it does not begin with one."""
    text = text.strip()
    if is_person(words_of(text)) and not re.search(r"[(),–—]|\s-", text):
        return text
    base = re.split(r"\s*\(|\s*,", text, maxsplit=1)[0]
    base = DASH.split(base, maxsplit=1)[0].strip()
    if base != text and base and (is_person(words_of(base)) or _likely_person(base)):
        return base
    return _person_beside_agency(text)


def _likely_person(text: str) -> bool:
    """Where an agency stands apart, a surname may be one of the field's words: Young, West."""
    words = words_of(text)
    if not 2 <= len(words) <= 3 or not all(NAME_WORD.fullmatch(word) for word in words):
        return False
    return may_be_a_name(words[0]) and piece_of(text) is Piece.FRAGMENT


def _person_beside_agency(text: str) -> str | None:
    """The person of "First Last Some Police" and "First Last LSCB": two words of a name's shape, then an agency."""
    words = text.split()
    rest = " ".join(words[2:])
    if len(words) < 3 or not is_person(words_of(" ".join(words[:2]))) or piece_of(rest) not in ORGANISED:
        return None
    return " ".join(words[:2]) if len(words) > 3 or is_acronym(words_of(rest)[-1]) else None


def read_person(piece: str) -> LeadName | None:
    """The person of a piece with agency and post, or None when it names none."""
    person = person_before(piece)
    if person:
        return _beside(person, piece.strip()[len(person) :])
    return _person_at_the_end(piece)


def _beside(person: str, rest: str) -> LeadName:
    """What follows the name, part by part: a post where a role is named, else an agency."""
    parts = [part.strip(" .,;:-–—") for part in re.split(r"[()]|\s+[-–—]+\s*|[–—]|[-]+\s+|,", rest)]
    posts = [part for part in parts if part and piece_of(part) is Piece.POST]
    agencies = [part for part in parts if part and piece_of(part) is not Piece.POST]
    return LeadName(person, person, ", ".join(agencies) or None, ", ".join(posts) or None, "person")


def _person_at_the_end(piece: str) -> LeadName | None:
    """The person of "Some Police - First Last" and "Head of Service (First Last)"."""
    match = BRACKET.match(piece.strip())
    if match and not match["rest"].strip() and is_person(words_of(match["inner"])):
        return _beside(match["inner"].strip(), match["base"])
    halves = DASH.split(piece.strip())
    if len(halves) == 2 and is_person(words_of(halves[1])) and affiliation(halves[0]):
        return _beside(halves[1].strip(), halves[0])
    return None
