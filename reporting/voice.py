"""Whether a text tells how children's and families' voice was used. Pure logic, no database.

It finds what is worth reading, by words alone: whoever writes the yearly report reads it and decides.
"""

import re

_WHO = (
    r"(?:child(?:ren)?|young\s+(?:people|person|adults?)|famil(?:y|ies)|parents?|carers?|mothers?|fathers?|teenagers?|"
    r"pupils?)"
)
_VOICE = (
    r"(?:voices?|views?|wishes|feelings|feedback|experiences?|said|says|told|asked|heard|listen\w*|consult\w*|survey\w*|"
    r"participat\w*|co-?produc\w*|co-?design\w*|involve[ds]?|involving|engage[ds]?|interview\w*)"
)
_NEAR = r"[^.!?]{0,60}"
_NAMED = re.compile(
    rf"\b{_WHO}\b{_NEAR}\b{_VOICE}\b|\b{_VOICE}\b{_NEAR}\b{_WHO}\b|\blived\s+experience|\byouth\s+(?:council|cabinet|voice)\b",
    re.IGNORECASE,
)
# Each text that names it holds one of these, so that a database can leave out most of the others.
ROOTS = ("child", "young", "famil", "parent", "carer", "mother", "father", "teenage", "pupil", "lived", "youth")


def names_voice(text: str) -> bool:
    return bool(_NAMED.search(text))
