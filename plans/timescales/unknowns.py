"""Why a text that holds no date holds none: a sentence for the person who has to settle it."""

import re

PLACEHOLDER = re.compile(r"\W*(?:n/?a|nil|none|not applicable)?\W*", re.IGNORECASE)
REASONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"\bvarious\b|\bmultiple\b|\bseveral\b", "means several dates but gives none: enter each as a milestone."),
        (
            (
                r"\bT\.?B\.?[ACD]\b|\bto be (?:confirmed|agreed|advised|decided|determined|arranged|set|announced)\b"
                r"|\bpending\b|\bawait|\bnot (?:yet )?(?:known|set|agreed)\b|\bunknown\b|\bno date\b"
            ),
            "says that no date is set yet: enter one when it is agreed.",
        ),
        (
            r"\bA\.?S\.?A\.?P\b|\bas soon as\b|\bimmediate(?:ly)?\b|\burgent(?:ly)?\b|\bat once\b",
            "asks for haste but gives no date: enter the day by which it is wanted.",
        ),
        (
            (
                r"\b(?:with)?in\s+(?:the\s+next\s+)?\w+[\s-]+(?:working\s+)?(?:day|week|month|year)s?\b"
                r"|\b\w+\s+(?:day|week|month|year)s?\b|\b(?:short|medium|long)[\s-]+term\b|\bafter\b"
                r"|\byear\s+(?:[1-9]|one|two|three|four|five)\b"
            ),
            "counts from a day that is not written: enter the date that is meant.",
        ),
        (
            r"\bon publication\b|\b(?:following|upon|once|when|dependent|depends|subject to)\b",
            "waits for something that has no date here: enter one when it is known.",
        ),
        (
            r"\balready\b|\bin place\b|\bcompleted?\b|\bdone\b|\bclosed\b|\bachieved\b|\bactioned\b",
            "says that it is done but gives no date.",
        ),
    )
)
OTHERWISE = "holds no date that could be read: enter one, or say that it recurs or is ongoing."
LONGEST_QUOTE = 60


def is_placeholder(plain: str) -> bool:
    """True for a dash, a question mark alone, "n/a" and the like: nothing was said."""
    return PLACEHOLDER.fullmatch(plain) is not None and "?" not in plain


def why_unknown(text: str) -> str:
    words = " ".join(text.split())
    quote = words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1]}…"
    reason = next((reason for pattern, reason in REASONS if pattern.search(words)), OTHERWISE)
    return f"“{quote}” {reason}"
