"""Which kind of file the bytes are, whatever the file's name says."""

import re
from pathlib import PurePath

from spreadsheets.readers.archive import Archive
from spreadsheets.readers.grid import UnreadableDocument

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_PROGRAMS = {"docx": ("Word", ".docx"), "xlsx": ("Excel", ".xlsx")}
_PAGE_ENDINGS = ("html", "htm", "xls", "txt")  # many systems offer a page's table as .xls
_SAMPLE = 400_000
_HEAD = 3_000
# Files that hold text, and whose tables are nevertheless not to be had by reading it as such.
_OTHERS = (
    (
        re.compile(rb"\A\s*\{\\rtf"),
        "This is a Rich Text document (.rtf): open it in Word, save it as .docx and try again.",
    ),
    (
        re.compile(rb"\A\W{0,4}<\?xml.{0,2000}?(?:Excel\.Sheet|office:spreadsheet)", re.DOTALL),
        "This is an Excel workbook in the old XML form: open it in Excel, save it as .xlsx and try again.",
    ),
    (
        re.compile(rb"\A\W{0,4}<\?xml.{0,2000}?(?:Word\.Document|office/word/2003)", re.DOTALL),
        "This is a Word document in the old XML form: open it in Word, save it as .docx and try again.",
    ),
)
_MESSAGE = "This is an e-mail message: save the plan that is attached to it, and choose that file."
_SLIDES = "This is a PowerPoint presentation: copy its table, and paste it into the box on the import page."
_BY_ENDING = {"eml": _MESSAGE}
_IN_OLE = (("__substg1.0_", _MESSAGE), ("PowerPoint Document", _SLIDES))
_TABLE = re.compile(rb"^\W{0,4}?(?=<|Version:\d)[^\0]{0,200000}?<table\b", re.IGNORECASE)
_WORKBOOK_ENDINGS = ("xlsx", "xlsm", "xltx", "xltm", "xls")
_WORD_ENDINGS = ("docx", "docm", "dotx", "doc")


def kind_of(data: bytes, file_name: str) -> str:
    """ "xlsx", "docx", "html" or "csv"; raises UnreadableDocument with what to do for everything else."""
    ending = PurePath(file_name).suffix.lower().removeprefix(".")
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableDocument("This file is empty: choose the file that holds the plan and try again.")
    if data.startswith(_OLE):
        raise UnreadableDocument(_old_or_locked(data, ending))
    if data.startswith(b"PK"):
        return _kind_in_zip(data, ending)
    if data.startswith(b"%PDF"):
        raise UnreadableDocument(
            "This is a PDF, whose tables cannot be read: choose the Word or Excel file it was made from."
        )
    if sentence := next((why for sign, why in _OTHERS if sign.search(data[:_HEAD])), None) or _BY_ENDING.get(ending):
        raise UnreadableDocument(sentence)
    if data.startswith(_IMAGES):
        raise UnreadableDocument(
            "This file is a picture, not a plan: choose the Word or Excel file that holds the text."
        )
    if ending in _PAGE_ENDINGS and _TABLE.match(data[:_SAMPLE].replace(b"\0", b"")):
        return "html"
    if ending in (*_WORKBOOK_ENDINGS, *_WORD_ENDINGS):
        raise UnreadableDocument(_misnamed(ending))
    return "csv"


def _misnamed(ending: str) -> str:
    if ending in _WORD_ENDINGS:
        return f"This file is named .{ending} but is not a Word document: open it, save it as .docx and try again."
    return (
        f"This file is named .{ending} but is not an Excel workbook: "
        "open it in Excel and save it as .xlsx, or give it the ending .csv if it is plain text."
    )


def _old_or_locked(data: bytes, ending: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        if ending in _WORD_ENDINGS:
            return (
                "This document is protected by a password: "
                "remove it in Word under File, Info, Protect Document and try again."
            )
        return "This workbook is protected by a password: remove it in Excel under File, Info and try again."
    if told := next((why for name, why in _IN_OLE if name.encode("utf-16-le") in data), None):
        return told
    if "WordDocument".encode("utf-16-le") in data or ending in _WORD_ENDINGS:
        return "This is a Word document in the old .doc form: open it in Word, save it as .docx and try again."
    return "This is an Excel workbook in the old .xls form: open it in Excel, save it as .xlsx and try again."


def _kind_in_zip(data: bytes, ending: str) -> str:
    looks = "docx" if ending in _WORD_ENDINGS else "xlsx"
    program, proper = _PROGRAMS[looks]
    archive = Archive(data, program=program, ending=proper)
    if any(name.endswith("xl/workbook.bin") for name in archive.names()):
        raise UnreadableDocument("This is a binary .xlsb workbook: open it in Excel, save it as .xlsx and try again.")
    if "mimetype" in archive and b"opendocument" in archive.part("mimetype"):
        raise UnreadableDocument("This is an OpenDocument file: save it as .xlsx or .docx and try again.")
    if any(name.endswith(".iwa") for name in archive.names()):
        raise UnreadableDocument(
            "This is a Pages or Numbers document: export it as .docx or .xlsx (File, Export To) and try again."
        )
    if "[Content_Types].xml" not in archive:
        raise UnreadableDocument("This is a zip file, not a plan: unpack it and choose the Word or Excel file in it.")
    types = archive.part("[Content_Types].xml")
    if b"spreadsheetml" in types or any(name.startswith("xl/") for name in archive.names()):
        return "xlsx"
    if b"wordprocessingml" in types:
        return "docx"
    if b"presentationml" in types:
        raise UnreadableDocument(_SLIDES)
    raise UnreadableDocument(
        "This file is neither an Excel workbook nor a Word document: save the plan as .xlsx or .docx."
    )
