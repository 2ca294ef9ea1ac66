"""The name under which a file of evidence is kept and handed out. No database, no Django."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 150
# What a system of somebody who downloads it would take for a device.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*;%\\/]')


def ending_of(name: str) -> str:
    """ ".pdf", in lower case; empty where the name has none."""
    return PurePosixPath(safe_name(name)).suffix.lower()


def safe_name(name: str) -> str:
    """The last part of the name, without what could mislead a person or a system: never empty, at most 150 characters.

    Letters of every language stay. Control characters and those that turn the direction of the text, by which
    "exe.pdf" can be made of "fdp.exe", go.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    kept = " ".join(_FORBIDDEN.sub("_", kept).split()).rstrip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = kept, ""
    stem = stem.strip(" .") or "evidence"
    stem = f"_{stem}" if _DEVICES.match(stem) else stem
    tail = f".{ending}" if ending else ""
    return stem[: LONGEST - len(tail)].strip(" .") + tail
