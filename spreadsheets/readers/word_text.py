"""The text of one Word paragraph as it is read on the page."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# Signs of the fonts Wingdings and Wingdings 2, which Word keeps by their place in the font.
_SIGNS = {
    "FC": "✓", "50": "✓", "FB": "✗", "4F": "✗", "FE": "☑", "52": "☑", "FD": "☒", "54": "☒", "A8": "☐", "6F": "☐",
    "A3": "☐",
}  # fmt: skip
# Struck-out text, and tables or properties that hold no words of this paragraph.
_SILENT = {f"{W}del", f"{W}moveFrom", f"{W}tbl", f"{W}pPr", f"{W}rPr", FALLBACK}


def paragraph_text(paragraph: etree._Element) -> str:
    """Runs, links, fields, insertions and text boxes, in order; struck-out text left out."""
    pieces: list[str] = []
    _collect(paragraph, pieces)
    return "".join(pieces)


def _collect(element: etree._Element, pieces: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            pieces.append(child.text or "")
        elif tag == f"{W}sym":
            pieces.append(_sign(child))
        elif tag in _MARKS:
            pieces.append(_MARKS[tag])
        elif tag == f"{W}br":
            pieces.append("" if child.get(f"{W}type") in ("page", "column") else "\n")
        elif tag not in _SILENT:
            _collect(child, pieces)


def _sign(symbol: etree._Element) -> str:
    in_wingdings = (symbol.get(f"{W}font") or "").startswith("Wingdings")
    return _SIGNS.get((symbol.get(f"{W}char") or "").upper()[-2:], "") if in_wingdings else ""


def value_of(element: etree._Element, *path: str) -> str | None:
    """The `w:val` at a path of Word's own tags below `element`."""
    found = element.find("/".join(f"{W}{step}" for step in path))
    return None if found is None else found.get(f"{W}val")


def is_bold(paragraph: etree._Element) -> bool:
    """True where every run that says something is set in bold, by itself or by a heading's style."""
    runs = [run for run in paragraph.iter(f"{W}r") if "".join(text.text or "" for text in run.iter(f"{W}t")).strip()]
    style = (value_of(paragraph, "pPr", "pStyle") or "").lower()
    return style.startswith(("heading", "title")) or all(_run_is_bold(run) for run in runs)


def _run_is_bold(run: etree._Element) -> bool:
    mark = run.find(f"{W}rPr/{W}b")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")
