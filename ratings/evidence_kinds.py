"""What a file of evidence really is, by its content. No database, no Django.

Nothing is unpacked or opened as a document: of an archive only its directory and two small, bounded parts are read, so
that one made to swell to gigabytes costs no more than its own size.
"""

import codecs
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from typing import IO

import olefile
import puremagic

_HEAD = 4096
_TEXT_AT_A_TIME = 64 * 1024
# A document of many pictures has a few hundred parts.
_MOST_PARTS = 10_000
_LARGEST_DIRECTORY = 2 * 1024 * 1024
_LARGEST_PART_READ = 512 * 1024
# An office document of text packs to a tenth or so; one that claims far more was made to do harm.
_MOST_UNPACKED = 1024 * 1024 * 1024


class Kind(StrEnum):
    """The kinds that are taken."""

    PDF = "pdf"
    WORD = "docx"
    EXCEL = "xlsx"
    POWERPOINT = "pptx"
    ODF_TEXT = "odt"
    ODF_SHEET = "ods"
    ODF_SLIDES = "odp"
    PNG = "png"
    JPEG = "jpeg"
    TEXT = "txt"
    EMAIL = "eml"
    OUTLOOK = "msg"


class Trouble(StrEnum):
    """Why a file is not taken, whatever its name."""

    EMPTY = "empty"
    MACROS = "macros"
    PROTECTED = "protected"
    OLD_OFFICE = "old_office"
    PROGRAM = "program"
    WEB_PAGE = "web_page"
    ARCHIVE = "archive"
    BROKEN = "broken"
    SWOLLEN = "swollen"
    OTHER = "other"


class Unfit(Exception):
    """`found` names the kind in the words of the library that knew it, where it is one that we have no word for."""

    def __init__(self, trouble: Trouble, found: str = "") -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.found = found


ENDINGS: dict[str, Kind] = {
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".xlsx": Kind.EXCEL,
    ".pptx": Kind.POWERPOINT,
    ".odt": Kind.ODF_TEXT,
    ".ods": Kind.ODF_SHEET,
    ".odp": Kind.ODF_SLIDES,
    ".png": Kind.PNG,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".txt": Kind.TEXT,
    ".csv": Kind.TEXT,
    ".eml": Kind.EMAIL,
    ".msg": Kind.OUTLOOK,
}
CONTENT_TYPES: dict[Kind, str] = {
    Kind.PDF: "application/pdf",
    Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.POWERPOINT: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Kind.ODF_TEXT: "application/vnd.oasis.opendocument.text",
    Kind.ODF_SHEET: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.ODF_SLIDES: "application/vnd.oasis.opendocument.presentation",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.TEXT: "text/plain",
    Kind.EMAIL: "message/rfc822",
    Kind.OUTLOOK: "application/vnd.ms-outlook",
}
_ODF = {CONTENT_TYPES[kind]: kind for kind in (Kind.ODF_TEXT, Kind.ODF_SHEET, Kind.ODF_SLIDES)}
# The main part's type, as [Content_Types].xml of an Office Open XML package declares it (ECMA-376, part 2).
_OOXML = {
    b"wordprocessingml.document.main+xml": Kind.WORD,
    b"spreadsheetml.sheet.main+xml": Kind.EXCEL,
    b"presentationml.presentation.main+xml": Kind.POWERPOINT,
}
_LEADING = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"L\0\0\0\x01\x14\x02\0",
)
_WEB = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?php|\?xml|%)", re.IGNORECASE)
_HEADER = re.compile(
    rb"^(?:from|to|date|subject|received|return-path|message-id|mime-version|x-[\w-]+)\s*:", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(stream: IO[bytes], *, size: int) -> Kind:
    """The kind of the file in the stream, which is read from its beginning and may be sought in.

    Raises Unfit for whatever is not one of the kinds that are taken.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    if not head:
        raise Unfit(Trouble.EMPTY)
    for mark, kind in _LEADING:
        if head.startswith(mark):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(stream, size)
    if head.startswith(olefile.MAGIC):
        return _of_compound_file(stream)
    if head.startswith(_PROGRAMS):
        raise Unfit(Trouble.PROGRAM)
    return _of_text(stream, head)


def _of_archive(stream: IO[bytes], size: int) -> Kind:
    _check_directory(stream, size)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _of_parts(archive)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise Unfit(Trouble.BROKEN) from error


def _check_directory(stream: IO[bytes], size: int) -> None:
    """Refuse an archive whose directory alone would fill the memory, before it is read."""
    tail = min(size, 22 + 65_535)
    stream.seek(size - tail)
    end = stream.read(tail)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) - at < 22:
        raise Unfit(Trouble.BROKEN)
    parts, length = struct.unpack("<HI", end[at + 10 : at + 16])
    # The 64-bit form is for archives of more than 4 GB, and could name any length.
    if parts > _MOST_PARTS or length > _LARGEST_DIRECTORY or b"PK\x06\x07" in end[max(0, at - 20) : at]:
        raise Unfit(Trouble.SWOLLEN)
    stream.seek(0)


def _of_parts(archive: zipfile.ZipFile) -> Kind:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise Unfit(Trouble.SWOLLEN)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unfit(Trouble.PROTECTED)
    if "[content_types].xml" in names:
        return _of_ooxml(archive, names)
    if "mimetype" in names:
        return _of_odf(archive, names)
    raise Unfit(Trouble.ARCHIVE)


def _of_ooxml(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    types = _part(archive, "[Content_Types].xml")
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise Unfit(Trouble.MACROS)
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise Unfit(Trouble.MACROS)
    for mark, kind in _OOXML.items():
        if mark in types:
            return kind
    raise Unfit(Trouble.OTHER, "Office Open XML")


def _of_odf(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    kind = _ODF.get(_part(archive, "mimetype").decode("ascii", "replace").strip())
    if kind is None:
        raise Unfit(Trouble.OTHER, "OpenDocument")
    if any(name.startswith(("basic/", "scripts/")) for name in names):
        raise Unfit(Trouble.MACROS)
    if b"manifest:encryption-data" in _part(archive, "META-INF/manifest.xml"):
        raise Unfit(Trouble.PROTECTED)
    return kind


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part; whatever its directory says of its length, no more is unpacked."""
    wanted = next((part for part in archive.infolist() if part.filename.lower() == name.lower()), None)
    if wanted is None:
        return b""
    with archive.open(wanted) as part:
        text = part.read(_LARGEST_PART_READ + 1)
    if len(text) > _LARGEST_PART_READ:
        raise Unfit(Trouble.SWOLLEN)
    return text


def _of_compound_file(stream: IO[bytes]) -> Kind:
    """The old binary container: an Outlook message is taken, an old Office document or a protected one is not."""
    stream.seek(0)
    try:
        with olefile.OleFileIO(stream) as container:
            is_protected = container.exists("EncryptedPackage")
            is_message = container.exists("__properties_version1.0")
    except Exception as error:
        # A damaged container fails in more ways than the library declares.
        raise Unfit(Trouble.BROKEN) from error
    if is_protected:
        raise Unfit(Trouble.PROTECTED)
    if is_message:
        return Kind.OUTLOOK
    raise Unfit(Trouble.OLD_OFFICE)


def _of_text(stream: IO[bytes], head: bytes) -> Kind:
    if _WEB.match(_without_mark(head).lstrip()):
        raise Unfit(Trouble.WEB_PAGE)
    if not _is_text(stream):
        raise Unfit(Trouble.OTHER, _known_as(head))
    return Kind.EMAIL if _is_email(head) else Kind.TEXT


def _without_mark(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


def _is_text(stream: IO[bytes]) -> bool:
    """Whether the whole of it is text: in UTF-8 or UTF-16 with its mark, or in the Windows code page."""
    stream.seek(0)
    encoding = "utf-16" if stream.read(2) in {b"\xff\xfe", b"\xfe\xff"} else "cp1252"
    stream.seek(0)
    try:
        return not any(_CONTROLS.search(piece) for piece in _decoded(stream, encoding))
    except UnicodeDecodeError:
        return False


def _decoded(stream: IO[bytes], encoding: str) -> Iterator[str]:
    # Every byte of a UTF-8 text is some character of the code page, or one of the five that it lacks.
    decoder = codecs.getincrementaldecoder(encoding)("strict" if encoding == "utf-16" else "replace")
    while piece := stream.read(_TEXT_AT_A_TIME):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _is_email(head: bytes) -> bool:
    """Headers to begin with, at least two that only a message has."""
    lines = head.removeprefix(b"\xef\xbb\xbf").splitlines()
    found = 0
    for line in lines:
        if not line.strip():
            break
        if _HEADER.match(line):
            found += 1
        elif not (line[:1] in b" \t" or b":" in line):
            break
    return found >= 2


def _known_as(head: bytes) -> str:
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return ""
    return str(matches[0].name) if matches else ""
