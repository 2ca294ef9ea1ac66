"""Files of each kind that evidence may be, as small as they can be made, and some that it may not."""

import io
import zipfile
from collections.abc import Mapping

import docx
import openpyxl

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"
TEXT = "Ten files of ten – seen.\r\n".encode()
CSV = b"Ref,Seen\n1,Ten of ten\n"
EMAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Audit\r\n\r\nTen of ten.\r\n"
PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff"
WEB_PAGE = b"\xef\xbb\xbf  <!DOCTYPE html><html><script>alert(1)</script>"
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
GIF = b"GIF89a\1\0\1\0\0\0\0;\0"


def word() -> bytes:
    kept = io.BytesIO()
    docx.Document().save(kept)
    return kept.getvalue()


def excel() -> bytes:
    kept = io.BytesIO()
    openpyxl.Workbook().save(kept)
    return kept.getvalue()


def archive(parts: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", compression) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return kept.getvalue()


def ooxml(main: str, **more: bytes) -> bytes:
    types = f'<Types><Override PartName="/x.xml" ContentType="application/vnd.{main}"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), **more})


def powerpoint() -> bytes:
    return ooxml("openxmlformats-officedocument.presentationml.presentation.main+xml")


def with_macros() -> bytes:
    return ooxml("ms-word.document.macroEnabled.main+xml", **{"word/vbaProject.bin": b"\xd0\xcf"})


def odf(kind: str, **more: bytes) -> bytes:
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), **more})


def compound(*streams: str) -> bytes:
    """An old binary container that holds streams of these names in its root, and nothing in them."""
    sector = 512
    header = bytearray(sector)
    header[0:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    header[24:32] = b"\x3e\0\3\0\xfe\xff\x09\0"
    header[32:34] = b"\6\0"
    for at, value in ((44, 1), (48, 1), (56, 4096), (60, 0xFFFFFFFE), (68, 0xFFFFFFFE), (76, 0)):
        header[at : at + 4] = value.to_bytes(4, "little")
    header[80:512] = b"\xff" * 432
    table = (0xFFFFFFFD).to_bytes(4, "little") + (0xFFFFFFFE).to_bytes(4, "little") + b"\xff" * (sector - 8)
    names = ["Root Entry", *streams]
    entries = b"".join(_entry(name, number, len(names)) for number, name in enumerate(names))
    return bytes(header) + table + entries.ljust(sector, b"\0")


def _entry(name: str, number: int, of: int) -> bytes:
    entry = bytearray(128)
    text = (name + "\0").encode("utf-16-le")
    entry[: len(text)] = text
    entry[64:66] = len(text).to_bytes(2, "little")
    entry[66] = 5 if number == 0 else 2
    entry[67] = 1
    none = b"\xff" * 4
    entry[68:80] = none * 3
    if number == 0 and of > 1:
        entry[76:80] = (1).to_bytes(4, "little")
    elif 0 < number < of - 1:
        entry[72:76] = (number + 1).to_bytes(4, "little")
    entry[116:120] = (0xFFFFFFFE).to_bytes(4, "little")
    return bytes(entry)


def bomb() -> bytes:
    """A package whose list of parts alone would unpack to 40 MB."""
    return archive({"[Content_Types].xml": b" " * (40 * 1024 * 1024)})


def lying_directory() -> bytes:
    """A package that says that its parts together have several gigabytes."""
    content = bytearray(ooxml("openxmlformats-officedocument.wordprocessingml.document.main+xml"))
    at = content.find(b"PK\1\2")
    content[at + 24 : at + 28] = (0xFFFFFFF0).to_bytes(4, "little")
    return bytes(content)
