"""Which known lead a name means: the same, another wording, an abbreviation, initials, or a likely slip of the pen."""

from collections.abc import Callable, Mapping

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from plans.lead_names.folding import folded, folded_words
from plans.lead_names.kinds import is_person
from plans.lead_names.lead_name import LeadMatch
from plans.lead_names.vocabulary import words_of

LINKING = frozenset({"and", "of", "the", "for", "to", "in", "on", "a"})
SHORT_FORMS = {
    "mgr": "manager",
    "mgmt": "management",
    "mgt": "management",
    "dept": "department",
    "grp": "group",
    "cttee": "committee",
    "svcs": "services",
    "asst": "assistant",
    "dir": "director",
    "childrens": "children",
}
# High enough that a wrong guess is rare, for a person would have to notice it among two hundred right ones.
LIKELY = 88
SHORTEST_FOR_A_SLIP = 8
CERTAINTY = {"same": 100, "other wording": 100, "abbreviation": 90, "initials": 75}

Test = Callable[[str, str], bool]


def match_lead(name: str, wordings: Mapping[str, str]) -> LeadMatch | None:
    """The known lead that `name` means, or None when there is none or more than one.

    `wordings` gives for each wording, the names themselves included, the name that it stands for.
    """
    if not folded(name):
        return None
    exact = [(wording, known) for wording, known in wordings.items() if folded(wording) == folded(name)]
    if exact:
        same = next(((wording, known) for wording, known in exact if folded(known) == folded(name)), None)
        return _only(name, exact, "same" if same else "other wording", first=same)
    tests: tuple[tuple[str, Test], ...] = (
        ("initials", initials_of_each_other),
        ("abbreviation", short_for_each_other),
        ("likely slip", likely_slip),
    )
    for how, test in tests:
        found = [(wording, known) for wording, known in wordings.items() if folded(wording) and test(name, wording)]
        if found:
            return _only(name, found, how)
    return None


def _only(name: str, found: list[tuple[str, str]], how: str, first: tuple[str, str] | None = None) -> LeadMatch | None:
    """A guess that could be two leads is none."""
    if len({known for _, known in found}) > 1:
        return None
    wording, known = first or found[0]
    return LeadMatch(known, wording, how, _confidence(name, wording, how))


def _confidence(name: str, wording: str, how: str) -> int:
    """How sure each way is: the same letters are certain, an abbreviation spells out every word, initials may be
    those of somebody else, and a slip is as sure as its letters are alike, at most 85."""
    if how in CERTAINTY:
        return CERTAINTY[how]
    return min(85, int(fuzz.ratio(" ".join(sorted(folded_words(name))), " ".join(sorted(folded_words(wording))))) - 10)


def initials_of_each_other(one: str, other: str) -> bool:
    """True for "A. Example" or "AE" and the full name of a person, Ann Example."""
    return _initials(one, other) or _initials(other, one)


def _initials(short: str, full: str) -> bool:
    names, given = words_of(full), words_of(short.replace(".", ". "))
    if not is_person(names) or folded(short) == folded(full):
        return False
    letters = "".join(name[0] for name in names)
    if len(given) == 1 and given[0] == letters and len(letters) >= 2:
        return True
    if len(given) < 2 or folded(given[-1]) != folded(names[-1]):
        return False
    firsts = [word.strip(".") for word in given[:-1]]
    return all(len(word) == 1 for word in firsts) and letters.startswith("".join(firsts))


def short_for_each_other(one: str, other: str) -> bool:
    """True for MEB and Management Executive Board, LPR Group and Learning and Practice Review Group."""
    return _stands_for(_tokens(one), _tokens(other)) or _stands_for(_tokens(other), _tokens(one))


def _tokens(text: str) -> list[str]:
    """Words with their capitals, so that an abbreviation can be told; linking words left out."""
    words = [word.replace("’", "").replace("'", "").replace(".", "") for word in words_of(text.replace("&", " "))]
    return [word for word in words if word and word.lower() not in LINKING][:12]


def _stands_for(short: list[str], full: list[str]) -> bool:
    """True when each word of `short` is a word of `full`, a short form of one, or the initials of several."""
    if not short or not full:
        return not short and not full
    head = short[0]
    if (_same_word(head, full[0])) and _stands_for(short[1:], full[1:]):
        return True
    size = len(head)
    if not (head.isupper() and head.isalpha() and 2 <= size <= min(7, len(full))):
        return False
    initials = "".join(word[0] for word in full[:size]).upper()
    return initials == head and _stands_for(short[1:], full[size:])


def _same_word(short: str, full: str) -> bool:
    small, large = short.lower(), full.lower()
    if small == large or SHORT_FORMS.get(small, small) == SHORT_FORMS.get(large, large):
        return True
    cut_short = 4 <= len(small) < len(large) - 2 and large.startswith(small)
    return cut_short and not short.isupper()


def likely_slip(one: str, other: str) -> bool:
    """True for names a letter or two apart, word by word; never for short ones, nor for another number or place."""
    ours, theirs = folded_words(one), folded_words(other)
    if len(folded(one)) < SHORTEST_FOR_A_SLIP or fuzz.ratio(" ".join(ours), " ".join(theirs)) < LIKELY:
        return sorted(ours) == sorted(theirs) and len(ours) > 1
    if sorted(ours) == sorted(theirs):
        return True
    return len(ours) == len(theirs) and all(_nearly(a, b) for a, b in zip(ours, theirs, strict=True))


def _nearly(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < 5 or any(sign.isdigit() for sign in one + other):
        return False
    return OSA.distance(one, other) <= (1 if shorter < 8 else 2)
