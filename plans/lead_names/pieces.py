"""A line of leads cut at and, &, comma, slash or nothing, but never inside a name that holds the separator."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from plans.lead_names.folding import folded, folded_words
from plans.lead_names.kinds import HEAD_ENDS, STRONG, Piece, is_bare_role, own_name, piece_of
from plans.lead_names.persons import DASH, person_before, still_beside
from plans.lead_names.vocabulary import COMPOUNDS, OFFSHOOTS, is_acronym, is_group_noun, is_role_noun, words_of

SEPARATOR = re.compile(
    r"\s*(?:[,+]|(?<![0-9])/(?![0-9])|(?<=\s)&(?=\s)|\band/or\b|\band\b|\bwith\b)\s*(?:(?:and|&)\s+)?", re.IGNORECASE
)
BRACKETS = re.compile(r"\([^()]*\)")
ONLY_BRACKETS = re.compile(r"\([^()]*\)")
RUN_TOGETHER = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
LISTING_PIECES = frozenset({Piece.AGENCY, Piece.EVERYONE, Piece.PERSON})
STANDALONE_GROUPS = frozenset(["board", "group", "team", "panel", "committee", "forum", "subgroup", "sub-group"])
LONGEST_RUN_IN_WORDS = 16


@dataclass(frozen=True, slots=True)
class _Line:
    """What the whole line tells of its separators: a comma beside an agency, say, lists agencies."""

    known: Collection[str]
    is_a_list: bool
    has_and: bool
    is_a_pair: bool


def lead_pieces(line: str, known: Collection[str], names_with_separator: Collection[str]) -> list[str]:
    """The leads of one line, in order; `known` holds folded names."""
    segments, separators = _segments(line, _protected(line, names_with_separator))
    return [one for piece in _grouped(segments, separators, known) for one in _side_by_side(piece, known)]


def _protected(line: str, names: Collection[str]) -> list[tuple[int, int]]:
    """Where no separator cuts: in brackets, in the field's compounds, and in known names that hold one."""
    spans = [match.span() for pattern in (BRACKETS, COMPOUNDS) for match in pattern.finditer(line)]
    for name in names:
        words = re.findall(r"\w+|&", name.lower())
        pattern = r"[^\w&]+".join("(?:and|&)" if word in ("and", "&") else re.escape(word) for word in words)
        spans += [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", line, re.IGNORECASE)]
    return spans


def _segments(line: str, protected: list[tuple[int, int]]) -> tuple[list[str], list[str]]:
    segments, separators, begin = [], [], 0
    for match in SEPARATOR.finditer(line):
        if any(start < match.end() and match.start() < end for start, end in protected):
            continue
        segments.append(line[begin : match.start()])
        separators.append(match.group())
        begin = match.end()
    return [*segments, line[begin:]], separators


def _grouped(segments: list[str], separators: list[str], known: Collection[str]) -> list[str]:
    """Segments drawn together again where two of them are one name."""
    line = _Line(
        known=known,
        is_a_list=any("," in one for one in separators) and any(_stands_alone(one) for one in segments),
        has_and=any(not _is(one, ",/+") for one in separators),
        is_a_pair=len(segments) == 2,
    )
    pieces = [segments[0]]
    for separator, segment in zip(separators, segments[1:], strict=True):
        if not pieces[-1].strip() or not segment.strip():
            pieces[-1] = pieces[-1] if pieces[-1].strip() else segment
        elif _one_name(pieces[-1], separator, segment, line):
            pieces[-1] = f"{pieces[-1]}{separator}{segment}"
        else:
            pieces.append(segment)
    return pieces


def _stands_alone(segment: str) -> bool:
    kind = piece_of(segment)
    return kind in LISTING_PIECES or (kind is Piece.GROUP and own_name(segment))


def _is(separator: str, signs: str) -> bool:
    """True for a separator of one of the signs that has no "and" beside it."""
    sign = separator.strip().lower()
    return sign[:1] in tuple(signs) and not sign.endswith(("and", "&", "or"))


def _one_name(before: str, separator: str, after: str, line: _Line) -> bool:
    both_known = folded(before) in line.known and folded(after) in line.known
    if both_known or ONLY_BRACKETS.fullmatch(after.strip()):
        return not both_known
    person = person_before(before)
    if person and "(" not in before and not DASH.search(before) and _is(separator, ","):
        return still_beside(before, after)
    tail = before[before.index(person) + len(person) :].strip(" -–—,(") if person else before
    if is_bare_role(after) and piece_of(tail) is Piece.POST:
        return True
    somebody_else = person_before(after) and not (HEAD_ENDS.search(tail) and piece_of(tail) is Piece.POST)
    if not tail or somebody_else or piece_of(after) in (Piece.PERSON, Piece.EVERYONE):
        return False
    return _shares_a_noun(tail, separator, after, line)


def _shares_a_noun(before: str, separator: str, after: str, line: _Line) -> bool:
    """True when the words after the separator end what the words before it only begin."""
    first, second, slash = piece_of(before), piece_of(after), _is(separator, "/+")
    if first in STRONG:
        # "Head of Service, Example Council": the post and whose it is
        whose = line.is_a_pair and _is(separator, ",") and (first, second) == (Piece.POST, Piece.AGENCY)
        return whose or (not slash and _goes_on_as_object(before, after))
    if first is Piece.SERVICE and second in (Piece.SERVICE, Piece.FRAGMENT):
        return not (slash or line.is_a_list) and (line.has_and or not _is(separator, ","))
    if line.is_a_list and _is(separator, ","):
        return False
    whole_without = second in (Piece.GROUP, Piece.POST) and not own_name(after)
    if slash:
        return whole_without and second is Piece.GROUP and first is Piece.FRAGMENT
    if first is Piece.SERVICE:
        return whole_without and len(words_of(before)) == 1
    named_after_a_place = second is Piece.AGENCY and len(words_of(after)) > 1 and not own_name(after)
    return whole_without or named_after_a_place or second in (Piece.SERVICE, Piece.FRAGMENT)


def _goes_on_as_object(before: str, after: str) -> bool:
    """True for "Director of Planning and Transport", "Sub-Group of the Learning and Practice Review Group"."""
    if not HEAD_ENDS.search(before):
        return False
    object_of, second = HEAD_ENDS.split(before)[-1], piece_of(after)
    if second in (Piece.FRAGMENT, Piece.SERVICE):
        return True
    unfinished = piece_of(object_of) is Piece.FRAGMENT and not own_name(object_of)
    return unfinished and second is Piece.GROUP and not own_name(after)


def _side_by_side(piece: str, known: Collection[str]) -> list[str]:
    """Leads with nothing between them: all of them known, or a group's name after a group's name."""
    words = RUN_TOGETHER.sub(" ", piece).split() if known else piece.split()
    if not 1 < len(words) <= LONGEST_RUN_IN_WORDS or folded(piece) in known or BRACKETS.search(piece):
        return [piece]
    if all_known := _all_known(words, known):
        return all_known
    words = piece.split()
    for at in range(1, len(words) if len(words) > 2 else 1):
        if _two_groups(words, at):
            return [" ".join(words[:at]), *_side_by_side(" ".join(words[at:]), known)]
    return [piece]


def _all_known(words: list[str], known: Collection[str]) -> list[str]:
    """The words as known names one after another, the longest first; none where any word is left over."""
    if not words:
        return []
    for at in range(len(words), 0, -1):
        if folded(" ".join(words[:at])) in known:
            rest = _all_known(words[at:], known)
            if rest or at == len(words):
                return [" ".join(words[:at]), *rest]
    return []


def _two_groups(words: list[str], at: int) -> bool:
    """True for "Management Executive Board LPR Group", never for "Safeguarding Board Business Team"."""
    rest = words[at:]
    if at < 2 or words[at - 1].lower() not in STANDALONE_GROUPS or is_role_noun(rest[0]) or is_group_noun(rest[0]):
        return False
    if rest[0].lower() in OFFSHOOTS or not is_acronym(rest[0]):
        return False
    return len(rest) == 1 or is_group_noun(rest[-1])


def holding_a_separator(known: Collection[str]) -> list[str]:
    return [name for name in known if SEPARATOR.search(name) and len(folded_words(name)) > 1]
