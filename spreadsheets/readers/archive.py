"""What an uploaded file really is, and its parts read within bounds, before any library is let at it."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from spreadsheets.readers.grid import UnreadableDocument

_MB = 1024 * 1024
MOST_BYTES_OF_A_PART = 40 * _MB
MOST_BYTES_OF_A_SHEET = 400 * _MB  # read in pieces; hundreds of thousands of formatted blank rows are honest files
MOST_BYTES_KEPT = 48 * _MB
MOST_PARTS = 2000
MOST_ELEMENTS = 900_000  # of one XML part; each costs some 150 bytes once it is parsed
SUSPECT_RATIO = 200  # deflate packs text about 10:1; only padding goes beyond this
SUSPECT_SIZE = 8 * _MB
_PIECE = _MB

TOO_LARGE = (
    "This file unpacks to far more than an action plan holds: "
    "copy the plan's table into a new file, save it and try again."
)
DAMAGED = "This file is damaged or incomplete: open it in {program}, save it again as {ending} and try again."
_DOCTYPES = [
    word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("ascii", "utf-16-le", "utf-16-be")
]

# Rows and runs of cells that hold a format and nothing else; linear, for `[^>]` cannot leave its tag.
_EMPTY_CELL = rb"<c\b[^>]*(?:/>|>\s*(?:<v\s*/>|<v></v>)?\s*</c>)\s*"
_EMPTY_ROW = re.compile(rb"<row\b[^>]*(?:/>|>\s*(?:" + _EMPTY_CELL + rb")*</row>)")
_EMPTY_RUN = re.compile(rb"(?:" + _EMPTY_CELL + rb"){30,}")


class Archive:
    """A zip file whose parts are read within bounds; any breach or damage is an UnreadableDocument."""

    def __init__(self, data: bytes, *, program: str, ending: str) -> None:
        self.damaged = DAMAGED.format(program=program, ending=ending)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise UnreadableDocument(self.damaged) from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > MOST_PARTS:
            raise UnreadableDocument(TOO_LARGE)
        if any(info.flag_bits & 0x1 for info in self._parts.values()):
            raise UnreadableDocument(f"This file is protected by a password: remove it in {program} and try again.")

    def names(self) -> list[str]:
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def part(self, name: str) -> bytes:
        """The part's bytes; XML with a document type is refused, for it may reach for other files."""
        info = self._parts[name]
        if info.file_size > MOST_BYTES_OF_A_PART or _is_suspect(info):
            raise UnreadableDocument(TOO_LARGE)
        data = b"".join(self._pieces(info))
        if name.lower().endswith((".xml", ".rels", ".vml")):
            refuse_doctype(data)
            if data.count(b"<") - data.count(b"</") > MOST_ELEMENTS:
                raise UnreadableDocument(TOO_LARGE)
        return data

    def sheet(self, name: str) -> bytes:
        """A worksheet part without the rows that hold nothing; read in pieces, so that blank rows cost no memory."""
        info = self._parts[name]
        if info.file_size > MOST_BYTES_OF_A_SHEET or _is_suspect(info):
            raise UnreadableDocument(TOO_LARGE)
        kept: list[bytes] = []
        size, rest = 0, b""
        for piece in self._pieces(info):
            refuse_doctype(rest[-40:] + piece)
            head, end, rest = (rest + piece).rpartition(b"</row>")
            if head:
                kept.append(_EMPTY_RUN.sub(b"", _EMPTY_ROW.sub(b"", head + end)))
                size += len(kept[-1])
            if size + len(rest) > MOST_BYTES_KEPT:
                raise UnreadableDocument(TOO_LARGE)
        return b"".join((*kept, rest))

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(_PIECE):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise UnreadableDocument(self.damaged) from error


def _is_suspect(info: zipfile.ZipInfo) -> bool:
    """True of padding; blank rows, whose numbers differ, do not pack so tightly. Told before anything is unpacked."""
    return info.file_size > SUSPECT_SIZE and info.file_size > SUSPECT_RATIO * max(info.compress_size, 1)


def refuse_doctype(data: bytes) -> None:
    if any(word in data for word in _DOCTYPES):
        raise UnreadableDocument(
            "This file holds XML that reaches outside itself, which Word and Excel never write: "
            "copy the plan into a new file, save it and try again."
        )
