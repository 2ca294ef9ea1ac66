"""The bullets and numbers that Word counts itself and keeps out of the text, for paragraphs in cells."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from spreadsheets.readers.word_text import W, value_of


class ListNumbers:
    """`mark(paragraph)` is what stands before its text on the page: "• ", "3. " or nothing."""

    def __init__(self, part: Any) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        self._formats: dict[tuple[str, str], str] = {}
        self._styles: dict[str, tuple[str, str]] = {}
        try:
            numbering = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            return
        self._read_formats(etree.fromstring(numbering.blob, _parser()))
        self._read_styles(part.styles.element)

    def mark(self, paragraph: etree._Element) -> str:
        place = self._place(paragraph)
        if place is None:
            return ""
        form = self._formats.get(place, "none")
        if form == "bullet":
            return "• "
        if form not in ("decimal", "lowerLetter", "upperLetter"):
            return ""
        count = self._counts[place] = self._counts.get(place, 0) + 1
        letter = chr(ord("a") + (count - 1) % 26)
        return f"{count if form == 'decimal' else letter if form == 'lowerLetter' else letter.upper()}. "

    def _place(self, paragraph: etree._Element) -> tuple[str, str] | None:
        number = value_of(paragraph, "pPr", "numPr", "numId")
        if number is None:
            return self._styles.get(value_of(paragraph, "pPr", "pStyle") or "")
        return None if number == "0" else (number, value_of(paragraph, "pPr", "numPr", "ilvl") or "0")

    def _read_formats(self, root: etree._Element) -> None:
        abstract = {
            str(form.get(f"{W}abstractNumId")): {
                str(level.get(f"{W}ilvl")): value_of(level, "numFmt") or "none" for level in form.findall(f"{W}lvl")
            }
            for form in root.findall(f"{W}abstractNum")
        }
        for number in root.findall(f"{W}num"):
            for level, form in abstract.get(value_of(number, "abstractNumId") or "", {}).items():
                self._formats[(str(number.get(f"{W}numId")), level)] = form

    def _read_styles(self, styles: etree._Element) -> None:
        for style in styles.findall(f"{W}style"):
            number = value_of(style, "pPr", "numPr", "numId")
            if number:
                self._styles[str(style.get(f"{W}styleId"))] = (number, value_of(style, "pPr", "numPr", "ilvl") or "0")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
