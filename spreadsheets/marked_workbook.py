"""A workbook as it was, with what needs a person marked in it: notes, frames, a list as its first sheet. Pure logic.

The parts of the file are changed one by one, for a library that reads it and writes it anew would lose what it does not
know: the results of formulas, drawings, charts. Macros are left out, and the file is an .xlsx whatever it was.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from spreadsheets.marked_notes import NoteParts, add_notes
from spreadsheets.marked_sheets import frame_cells, list_sheet
from spreadsheets.marked_styles import Styles
from spreadsheets.marks import Mark, by_cell, note_of
from spreadsheets.marks_of_ours import LIST_TITLE
from spreadsheets.package_parts import MAIN, OFFICE, TYPES, parse, resolved, serialised
from spreadsheets.readers.archive import Archive

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO = re.compile(r"vbaProject|vbaData|xlIntlMacrosheet|macrosheets/", re.IGNORECASE)
_CHOSEN = re.compile(rb'(<sheetView\b[^>]*?)\stabSelected="(?:1|true)"')
_LIST_PART = "xl/worksheets/what_to_look_at.xml"


@dataclass
class _Package:
    """What is to be written anew, by the part's name; the rest is copied as it is."""

    archive: Archive
    changed: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        return self.changed[name] if name in self.changed else self.archive.part(name)

    def root(self, name: str) -> Any:
        return parse(self.read(name))

    def put(self, name: str, root: Any) -> None:
        self.changed[name] = serialised(root)

    def __contains__(self, name: str) -> bool:
        return name in self.changed or name in self.archive


def mark_workbook(data: bytes, marks: list[Mark]) -> bytes:
    """The bytes of the .xlsx file. Raises what the parts of a strange file raise; nothing of it is half done."""
    package = _Package(Archive(data, program="Excel", ending=".xlsx"))
    types = package.root("[Content_Types].xml")
    book_part = _book_part(types)
    sheets = dict(_sheets(package, book_part))
    styles = Styles(package.root(_related(package, book_part, "styles")))
    for table, places in by_cell(marks).items():
        if table in sheets:
            notes = {where: note_of(said) for where, said in places.items()}
            _mark_sheet(package, types, sheets[table], notes, styles)
    package.changed[_LIST_PART] = list_sheet(marks, sheets, styles)
    package.put(_related(package, book_part, "styles"), styles.root)
    _add_list(package, types, book_part, names=set(sheets))
    _leave_out_macros(package, types, book_part)
    package.put("[Content_Types].xml", types)
    return _written(package)


def _book_part(types: Any) -> str:
    for each in types.iter(f"{TYPES}Override"):
        kind = each.get("ContentType", "")
        if kind.endswith(".main+xml") and ("sheet" in kind or "template" in kind):
            return str(each.get("PartName")).lstrip("/")
    raise ValueError("The package names no workbook.")


def _rels_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _related(package: _Package, part: str, kind: str) -> str:
    for each in package.root(_rels_of(part)):
        if str(each.get("Type")).rpartition("/")[2] == kind:
            return resolved(part, str(each.get("Target")))
    raise ValueError(f"The workbook has no {kind}.")


def _sheets(package: _Package, book_part: str) -> Iterator[tuple[str, str]]:
    targets = {
        each.get("Id"): resolved(book_part, str(each.get("Target"))) for each in package.root(_rels_of(book_part))
    }
    for sheet in package.root(book_part).iter(f"{MAIN}sheet"):
        yield str(sheet.get("name")), targets[sheet.get(f"{OFFICE}id")]


def _mark_sheet(package: _Package, types: Any, part: str, notes: dict[str, str], styles: Styles) -> None:
    sheet = package.root(part)
    frame_cells(sheet, notes, styles)
    rels_name = _rels_of(part)
    rels = package.root(rels_name) if rels_name in package else None
    made = add_notes(sheet, rels, NoteParts(part, types, package.read), notes)
    package.changed |= made.parts
    package.put(rels_name, made.rels)
    package.put(part, sheet)


def _add_list(package: _Package, types: Any, book_part: str, *, names: set[str]) -> None:
    """The list as the first sheet, which opens first."""
    rels, book = package.root(_rels_of(book_part)), package.root(book_part)
    identifier = "rIdWhatToLookAt"
    rels.append(
        rels.makeelement(
            rels[0].tag,
            {
                "Id": identifier,
                "Type": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet",
                "Target": "/" + _LIST_PART,
            },
        )
    )
    sheets = book.find(f"{MAIN}sheets")
    number = 1 + max((int(each.get("sheetId") or 0) for each in sheets), default=0)
    name = next(each for at in range(1, 1000) if (each := LIST_TITLE if at == 1 else f"{LIST_TITLE} {at}") not in names)
    sheets.insert(
        0, sheets.makeelement(f"{MAIN}sheet", {"name": name, "sheetId": str(number), f"{OFFICE}id": identifier})
    )
    for each in book.iter(f"{MAIN}definedName"):  # a name of one sheet says which by its place
        if each.get("localSheetId") is not None:
            each.set("localSheetId", str(int(each.get("localSheetId")) + 1))
    for each in book.iter(f"{MAIN}workbookView"):
        each.attrib.pop("firstSheet", None)
        each.set("activeTab", "0")
    types.append(types.makeelement(f"{TYPES}Override", {"PartName": "/" + _LIST_PART, "ContentType": _SHEET_TYPE}))
    package.put(_rels_of(book_part), rels)
    package.put(book_part, book)


def _leave_out_macros(package: _Package, types: Any, book_part: str) -> None:
    for each in list(types):
        if each.get("PartName", "").lstrip("/") == book_part:
            each.set("ContentType", _BOOK_TYPE)
        elif _MACRO.search(each.get("PartName", "")):
            types.remove(each)
    rels = package.root(_rels_of(book_part))
    for each in list(rels):
        if _MACRO.search(each.get("Target", "")):
            rels.remove(each)
    package.put(_rels_of(book_part), rels)


def _written(package: _Package) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in dict.fromkeys([*package.archive.names(), *package.changed]):
            if _MACRO.search(name) or name.endswith("/"):
                continue
            part = package.read(name)
            if name.startswith("xl/worksheets/") and name != _LIST_PART:
                part = _CHOSEN.sub(rb"\1", part)  # two chosen sheets would be written into at once
            copy.writestr(name, part)
    return target.getvalue()
