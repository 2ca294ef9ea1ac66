"""Several columns of ratings: which rates what, and which is of now."""

import re
from collections.abc import Mapping, Sequence

from spreadsheets.readers.grid import Cell
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.expected import expected_steps, without_expected
from spreadsheets.recognise.levels import level_of_fill
from spreadsheets.recognise.looks import squeezed
from spreadsheets.recognise.periods import month_in, period_in

_RATING_WORDS = re.compile(
    r"\b(?:b?rag\w*|rating|rated|status|current|overall|latest|progress|updates?|colour|score|q(?:uarter|tr)?\s*[1-4]"
    r"|previous|prior|last|initial|now|new|old|this|baseline|period|quarter|month|meeting|as at|as of|at|end of"
    r"|of|for|in|\d{1,2}(?:st|nd|rd|th)?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|20\d\d(?:\s*[/-]\s*\d+)?)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:previous|prior|last|initial|self[- ]?assess\w+|baseline|old|original|target|expected|forecast"
    r"|anticipated|projected)\b",
    re.IGNORECASE,
)


def keep_current_rating(chosen: dict[int, str], headings: Sequence[str]) -> None:
    """Of "Previous RAG", "Current RAG" and "Target RAG" only the current one rates; the others are kept."""
    rated = sorted(at for at, field in chosen.items() if field == v.RATING)
    earlier = [at for at in rated if _EARLIER.search(headings[at]) and not expected_steps(headings[at])]
    if len(rated) > len(earlier):
        chosen.update(dict.fromkeys(earlier, v.EXTRA))


def is_inked(cells: Sequence[Cell]) -> bool:
    """Rated by the colour of its words: signs such as "●" in a colour, or words in several colours of ratings."""
    inked = [(cell.text, level) for cell in cells if not cell.blank and (level := level_of_fill(cell.ink))]
    signs = sum(1 for text, _ in inked if not any(map(str.isalnum, text)))
    return signs * 2 > len(inked) or (
        len({level for _, level in inked}) > 1 and not any(level_of_fill(cell.fill) for cell in cells)
    )


def keep_latest_update(chosen: dict[int, str], headings: Sequence[str]) -> None:
    """Of "Update June 2031" and "Update Sept 2031" the second tells the progress; the first is kept under its name."""
    told = next((at for at, field in chosen.items() if field == v.PROGRESS), None)
    dated = {at: when for at, heading in enumerate(headings) if (when := _update_of(heading)) and at not in chosen}
    if told is None or not dated or (own := _update_of(headings[told])) is None:
        return
    latest = max(dated, key=lambda at: dated[at])
    if dated[latest] > own:
        del chosen[told]
        chosen[latest] = v.PROGRESS


def _update_of(heading: str) -> str | None:
    """The time of an update, to be put in order; None for any other heading."""
    if v.heading_weights(heading).get(v.PROGRESS, 0) < v.LIKELY:
        return None
    month = month_in(heading)
    return month.isoformat() if month else period_in(heading)


def dimensions(headings: Sequence[str], rated: list[int]) -> dict[int, str | None]:
    """What each rated column rates, where there are several: the words that its siblings do not share."""
    if len(rated) < 2:
        return {}
    own = {at: undoubled(without_expected(headings[at])) for at in rated}
    shared = _shared_start([text.lower().split() for text in own.values()])
    named = {at: _dimension(" ".join(text.split()[shared:])) for at, text in own.items()}
    return _with_progress(named, own)


def _with_progress(named: dict[int, str | None], own: Mapping[int, str]) -> dict[int, str | None]:
    """ "Progress RAG" beside "Impact RAG" rates progress; by itself the word says nothing."""
    unnamed = [at for at, name in named.items() if name is None]
    if len(unnamed) < len(named) and all(re.search(r"\bprogress\b", own[at], re.IGNORECASE) for at in unnamed):
        return {**named, **dict.fromkeys(unnamed, "progress")}
    return named


def undoubled(text: str) -> str:
    """ "IMPACT OF IMPACT OF" is "IMPACT OF": a heading that was pasted over itself."""
    return re.sub(r"\b(.+?)(?:\s+\1\b)+", r"\1", squeezed(text)[:300], flags=re.IGNORECASE)


def _shared_start(lists: list[list[str]]) -> int:
    shared = 0
    while all(len(some) > shared + 1 for some in lists) and len({some[shared] for some in lists}) == 1:
        shared += 1
    return shared


def _dimension(text: str) -> str | None:
    left = squeezed(re.sub(r"[()\[\]:'’,.?–—-]", " ", _RATING_WORDS.sub(" ", text)))
    return left.split("/")[0].strip().lower() or None
