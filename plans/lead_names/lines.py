"""A cell of leads cut into lines: at line ends, bullets and semicolons, with wrapped lines drawn together again."""

import re
from collections.abc import Collection

from plans.lead_names.folding import folded
from plans.lead_names.vocabulary import is_group_noun, is_role_noun, words_of

BULLET = re.compile(r"^\s*(?:[•·▪●◦‣*o]\s+|[•·▪●◦‣]|(?:[0-9]{1,2}|[a-z])[.)]\s+|\([0-9a-z]\)\s+)")
DASH_BULLET = re.compile(r"^\s*[-–—]\s+")
INNER_BULLETS = re.compile(
    r"[•·▪●◦‣]|\t|\||;|\s{4,}|[.,]?\s+(?=(?i:(?:support(?:ing|ed)?|lead)(?:\s+(?:agency|agencies|partners))?:))"
)
# What is longer is a report and no list of leads: it is kept in one piece, for cutting it could take seconds.
LONGEST_LINE = 600
UNFINISHED = re.compile(r"(?:\b(?:and|of|for|the|to|in|with|by)|[,&/+–—-])\s*$", re.IGNORECASE)
CONTINUES = re.compile(r"^\s*(?:\(|[,&/+–—-]|(?:and|of|for|to|with|by|on)\b|[a-z])")


def lead_lines(text: str, known: Collection[str]) -> list[str]:
    """The cell's lines without their bullets; `known` holds folded names."""
    raw = [line for line in re.split(r"[\r\n\v\f\u0085\u2028\u2029]+", text) if line.strip()]
    dashes_are_bullets = sum(1 for line in raw if DASH_BULLET.match(line)) >= 2
    lines: list[str] = []
    for line in raw:
        for at, part in enumerate(part for part in INNER_BULLETS.split(line) if part.strip()):
            bullet = BULLET.match(part) or (DASH_BULLET.match(part) if dashes_are_bullets else None)
            said = " ".join((part[bullet.end() :] if bullet else part).split())
            if not said:
                continue
            if lines and not bullet and not at and _goes_on(lines[-1], said, known):
                lines[-1] = f"{lines[-1]} {said}"
            else:
                lines.append(said)
    return lines


def _goes_on(before: str, line: str, known: Collection[str]) -> bool:
    """True when a line is the rest of the one before: the cell was narrower than the name."""
    if len(before) > LONGEST_LINE or len(line) > LONGEST_LINE:
        return False
    if folded(line) in known and folded(before) in known:
        return False
    if UNFINISHED.search(before) or CONTINUES.match(line) or folded(before + line) in known:
        return True
    words = words_of(line)
    return len(words) == 1 and (is_group_noun(words[0]) or is_role_noun(words[0]))
