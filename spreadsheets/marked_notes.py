"""Notes at the cells of a sheet, as Excel keeps them: their words in one part, their boxes in another. Pure logic."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from spreadsheets.codecs import printable
from spreadsheets.marked_sheets import place_of
from spreadsheets.package_parts import MAIN, OFFICE, RELATIONS, TYPES, new_root, parse, resolved, serialised

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AUTHOR = "What to look at"
_LONGEST_NOTE = 4000
_V = "{urn:schemas-microsoft-com:vml}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_NO_BOXES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    b'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;visibility:hidden;width:260pt;height:120pt" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
# What stands after the reference to the boxes in a sheet; the order is the format's.
_AFTER = tuple(
    f"{MAIN}{name}"
    for name in (
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
)


@dataclass(frozen=True, slots=True)
class NoteParts:
    """The sheet's part, the package's types (changed), and how another part is read."""

    sheet: str
    types: Any
    read: Callable[[str], bytes]


@dataclass
class MadeNotes:
    rels: Any
    parts: dict[str, bytes] = field(default_factory=dict)


def add_notes(sheet: Any, rels: Any, parts: NoteParts, notes: Mapping[str, str]) -> MadeNotes:
    """The notes beside those that the sheet has; a cell that has one already gets ours below it."""
    made = MadeNotes(rels if rels is not None else new_root(RELATIONS, "Relationships"))
    stem = parts.sheet.rpartition("/")[2].removesuffix(".xml")
    words_part = _related(made, parts, "comments", f"xl/notes_{stem}.xml")
    boxes_part = _related(made, parts, "vmlDrawing", f"xl/notes_{stem}.vml", sheet=sheet)
    words = parse(parts.read(words_part)) if words_part not in made.parts else parse(made.parts[words_part])
    boxes = parse(parts.read(boxes_part)) if boxes_part not in made.parts else parse(made.parts[boxes_part])
    for where, note in notes.items():
        place = place_of(where)
        if place and _write(words, where, printable(note)[:_LONGEST_NOTE]):
            box = _BOX.format(number=60_000 + len(boxes), row=place[0] - 1, column=place[1] - 1)
            boxes.append(parse(box.encode()))
    made.parts[words_part], made.parts[boxes_part] = serialised(words), serialised(boxes)
    return made


def _related(made: MadeNotes, parts: NoteParts, kind: str, name: str, *, sheet: Any = None) -> str:
    """The part of that kind which the sheet has, else an empty one of that name, made known to the package."""
    wanted = sheet.find(f"{MAIN}legacyDrawing") if sheet is not None else None
    for each in made.rels:
        if each.get("Type") == _KINDS + kind and (sheet is None or _is(each, wanted)):
            return resolved(parts.sheet, each.get("Target"))
    identifier = f"rIdNotes{kind}"
    target = {"Id": identifier, "Type": _KINDS + kind, "Target": f"/{name}"}
    made.rels.append(made.rels.makeelement(f"{RELATIONS}Relationship", target))
    if sheet is None:
        made.parts[name] = serialised(_no_words())
        override = {"PartName": f"/{name}", "ContentType": _NOTES_TYPE}
        parts.types.append(parts.types.makeelement(f"{TYPES}Override", override))
        return name
    made.parts[name] = _NO_BOXES
    if not any(each.get("Extension") == "vml" for each in parts.types):
        kinds = {"Extension": "vml", "ContentType": _VML_TYPE}
        parts.types.insert(0, parts.types.makeelement(f"{TYPES}Default", kinds))
    reference = sheet.makeelement(f"{MAIN}legacyDrawing", {f"{OFFICE}id": identifier})
    after = next((child for child in sheet if child.tag in _AFTER), None)
    sheet.append(reference) if after is None else after.addprevious(reference)
    return name


def _is(relation: Any, reference: Any) -> bool:
    return reference is not None and relation.get("Id") == reference.get(f"{OFFICE}id")


def _no_words() -> Any:
    root = new_root(MAIN, "comments")
    etree.SubElement(root, f"{MAIN}authors")
    etree.SubElement(root, f"{MAIN}commentList")
    return root


def _write(root: Any, where: str, note: str) -> bool:
    """Whether the note needs a box of its own: it does not where the cell has one."""
    notes = root.find(f"{MAIN}commentList")
    standing = next((each for each in notes if each.get("ref") == where), None)
    if standing is not None:
        _add_words(standing.find(f"{MAIN}text"), f"\n\n{note}")
        return False
    authors = root.find(f"{MAIN}authors")
    etree.SubElement(authors, f"{MAIN}author").text = _AUTHOR
    made = etree.SubElement(notes, f"{MAIN}comment", ref=where, authorId=str(len(authors) - 1))
    _add_words(etree.SubElement(made, f"{MAIN}text"), note)
    return True


def _add_words(text: Any, words: str) -> None:
    run = etree.SubElement(text, f"{MAIN}r")
    said = etree.SubElement(run, f"{MAIN}t")
    said.text = words
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
