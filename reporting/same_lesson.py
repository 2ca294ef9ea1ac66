"""Which lessons say the same as an earlier one: similar texts found in bounded work. Pure logic, no database.

A pair is a question for people, never a verdict: two texts can share their words and ask for different things.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from rapidfuzz import fuzz

# From this likeness (0 to 100) on a pair is worth a question; set by the table of tests/reporting/test_same_lesson.py.
ALIKE_FROM = 73.0
# Fewer words of content than this say too little to be the same as anything: "Training to be delivered".
FEWEST_WORDS = 2
# Of each text only the most telling words are looked up, each in so many texts, only so many are compared, only so
# much of each: a word that every text has finds nothing.
_WORDS_LOOKED_UP, _TEXTS_OF_A_WORD, _COMPARED, _LONGEST = 12, 60, 12, 1500

_STOP_WORDS = """
a about across action actions after against all also an and any appropriate are as at be because been before
being between both but by can clear clearly could develop do does during each effective effectively ensure
ensured ensures ensuring for from further had has have having how if in into is it its lscb lscp made make
more must need needs new no not of on or other our out over partner partners partnership partnerships per
place plan plans recommendation review should so such that the their them then there these they this those
through to under up upon use used using was were what when where which who will with within without would
"""
# What is done, how, by and for whom, which most actions of any plan say: the lesson is in the other words.
_DOING_WORDS = """
child children people revise revised risk safeguarding young
agencies agency agree agreed audit audits communicate communication deliver delivered delivery frontline group
launch launched multi plan practitioner practitioners professional professionals programme promote promoted
publish published report reviewed staff strategy support train trained training update updated work workers
"""
_IGNORED = frozenset(_STOP_WORDS.split()) | frozenset(_DOING_WORDS.split())
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Saying:
    """One text, and when it was first said: only what was said before another can be earlier than it."""

    key: int
    said_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    later: Saying
    earlier: Saying
    likeness: float


def words_of(text: str) -> list[str]:
    """The words of content, without plural and participle, in order, each once."""
    found = (_stem(word) for word in _WORD.findall(text[:_LONGEST].casefold()) if word not in _IGNORED)
    return list(dict.fromkeys(found))


def likeness(one: str, other: str) -> float:
    """From 0 to 100. What one says more than the other counts against it: a short text is not like any long one."""
    return _likeness(words_of(one), words_of(other))


def find_pairs(later: Iterable[Saying], earlier: Iterable[Saying], *, alike_from: float = ALIKE_FROM) -> list[Pair]:
    """For each later saying the earlier one most like it, where any is alike; the most alike first.

    Each is compared with at most 12 of those that share its rarest words, the latest of them: the work grows with the
    number of texts and not with its square.
    """
    in_time = sorted(earlier, key=lambda saying: (saying.said_on, saying.key))
    known = [(saying, words) for saying in in_time if len(words := words_of(saying.text)) >= FEWEST_WORDS]
    days = [saying.said_on for saying, _words in known]
    index: dict[str, list[int]] = defaultdict(list)
    for place, (_saying, words) in enumerate(known):
        for word in words:
            index[word].append(place)
    found = []
    for saying in later:
        words = words_of(saying.text)
        said_before = bisect_left(days, saying.said_on)
        pair = _best(saying, words, known, index, said_before) if len(words) >= FEWEST_WORDS else None
        if pair and pair.likeness >= alike_from:
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.likeness, pair.later.key))


def _best(
    saying: Saying,
    words: Sequence[str],
    known: Sequence[tuple[Saying, list[str]]],
    index: dict[str, list[int]],
    said_before: int,
) -> Pair | None:
    """`said_before` is how many of the known, which stand in the order of time, were said before the saying."""
    rarest = sorted((word for word in words if word in index), key=lambda word: len(index[word]))[:_WORDS_LOOKED_UP]
    shared: dict[int, float] = defaultdict(float)
    for word in rarest:
        weight = log(1 + len(known) / len(index[word]))
        last = bisect_left(index[word], said_before)
        for place in index[word][max(last - _TEXTS_OF_A_WORD, 0) : last]:
            shared[place] += weight
    most = sorted(shared, key=lambda place: -shared[place])[:_COMPARED]
    pairs = (Pair(saying, known[place][0], _likeness(words, known[place][1])) for place in most)
    return max(pairs, key=lambda pair: pair.likeness, default=None)


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other:
        return 0.0
    shorter, longer = sorted((len(one), len(other)))
    within = fuzz.token_set_ratio(" ".join(one), " ".join(other))
    whole = fuzz.token_sort_ratio(" ".join(one), " ".join(other))
    common = len(set(one) & set(other)) / shorter
    return (0.45 * within + 0.35 * whole + 20 * common) * min(1.0, 0.6 + shorter / longer)


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
