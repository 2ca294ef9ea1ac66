"""Splits a cell into its leads, and tidies each of them."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from plans.lead_names.folding import folded, folded_words
from plans.lead_names.kinds import kind_of
from plans.lead_names.lead_name import LeadName
from plans.lead_names.lines import LONGEST_LINE, lead_lines
from plans.lead_names.persons import mend_hyphens, read_person
from plans.lead_names.pieces import holding_a_separator, lead_pieces
from plans.lead_names.vocabulary import word_set

SUPPORT = re.compile(
    r",?\s*\b(?:and\s+)?(?:supported\s+by|with\s+(?:the\s+)?support\s+(?:from|of)|in\s+(?:partnership|conjunction|"
    r"collaboration|consultation|liaison)\s+with|together\s+with|along\s+with|alongside|jointly\s+with|as\s+well\s+as|"
    r"assisted\s+by|overseen\s+by|led\s+by|plus)\b\s*",
    re.IGNORECASE,
)
ON_BEHALF = re.compile(
    r"\bon\s+behalf\s+of\s+(?:the\s+|all\s+|both\s+|partner\s+|other\s+|relevant\s+)*(?:agencies|partners|partnership|"
    r"organisations|services)\b",
    re.IGNORECASE,
)
TO_LEAD = re.compile(
    r"\bto\s+(?:jointly\s+|co-?)?lead\b(?:\s+on)?(?:\s+(?:this|the))?(?:\s+(?:piece\s+of\s+)?(?:work|action|review))?",
    re.IGNORECASE,
)
LEAD_LABEL = re.compile(
    r"^\W*(?:(?:joint|overall|co|strategic|operational)[\s-]+)?(?:leads?|lead\s+agency|owners?|responsible|all|both"
    r"|support(?:ing|ed)?(?:\s+(?:agency|agencies|partners))?|partners)\s*(?::|\s[-–]\s)\s*"
    r"|\(\s*(?:(?:joint|co|overall)[\s-]+)?leads?\s*\)",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"\W*(?:n/?a|t\.?b\.?[acd]\.?|to\s+be\s+(?:confirmed|agreed|decided|identified|advised|determined|appointed)|none|nil|"
    r"not\s+applicable|vacant|unknown)?\W*",
    re.IGNORECASE,
)
# What may be left out of the names: separators in words, and the words that only say who helps whom.
FILLER = word_set(
    """
    and or the with on behalf of all both partner partners other relevant agencies partnership organisations
    services supported supporting support by from in conjunction collaboration consultation liaison together along
    alongside jointly as well assisted overseen led plus to lead leads co colead joint overall strategic operational
    agency
    owner owners responsible this piece work action review be confirmed agreed decided identified advised
    determined appointed none nil not applicable vacant unknown na n a tbc tba tbd t b c d
    """
)


def split_leads(text: str | None, *, known: Collection[str] = ()) -> tuple[LeadName, ...]:
    """The leads that a cell names, in order, each once; () for a blank cell or "to be confirmed".

    `known` holds names and other wordings of leads, which settle what the words alone cannot. Never raises; every word
    of the cell stands in one of the leads, but for those of FILLER.
    """
    if text is None or not text.strip():
        return ()
    return _leads_of(text, frozenset(known))


@lru_cache(maxsize=1024)  # a plan of thousands of actions names the same few leads again and again
def _leads_of(text: str, known: frozenset[str]) -> tuple[LeadName, ...]:
    keys, guarded = _known(known)
    found: dict[str, LeadName] = {}
    for line in lead_lines(text, keys):
        for lead in _of_line(line, keys, guarded):
            found.setdefault(folded(f"{lead.name} {lead.agency or ''} {lead.post or ''}"), lead)
    return tuple(found.values())


def _of_line(line: str, known: frozenset[str], guarded: tuple[str, ...]) -> Iterator[LeadName]:
    if len(line) > LONGEST_LINE:
        if folded_words(line):
            yield LeadName(tidy(line), None, None, None, "agency")
        return
    for part in SUPPORT.split(_without_filler(line)):
        if NOBODY.fullmatch(part):
            continue
        for piece in lead_pieces(mend_hyphens(part), known, guarded):
            if lead := _lead(piece, known):
                yield lead


@lru_cache(maxsize=64)
def _known(names: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The folded names, and those names that hold a separator; a plan asks with the same names for every row."""
    return frozenset(key for name in names if (key := folded(name))), tuple(holding_a_separator(names))


def _without_filler(line: str) -> str:
    shorter = TO_LEAD.sub(" ", ON_BEHALF.sub(" ", LEAD_LABEL.sub(" ", line)))
    return " ".join(shorter.split()) if folded_words(shorter) else line


def _lead(piece: str, known: Collection[str]) -> LeadName | None:
    name = tidy(piece)
    if not folded_words(name) or NOBODY.fullmatch(name):
        return None
    person = None if folded(name) in known else read_person(name)
    if person:
        return person
    kind = kind_of(name)
    return LeadName(name, name if kind == "person" else None, None, None, kind)


def tidy(piece: str) -> str:
    """One line without a leading "the", stray punctuation or an odd bracket; the first letter is a capital."""
    name = re.sub(r"^the\s+(?=\S)", "", " ".join(piece.split()).strip(" .,;:/&+*-–—"), flags=re.IGNORECASE)
    if name.count("(") != name.count(")"):
        name = " ".join(re.sub(r"[()]", " ", name).split())
    return name[:1].upper() + name[1:]
