"""The styles of a workbook with a frame added to those of the cells that are marked. Pure logic."""

from copy import deepcopy
from typing import Any

from spreadsheets.package_parts import MAIN

_RED = "FFB8241C"


class Styles:
    """`root` is the part of styles, changed as frames are asked for; fills are left alone, for they may be ratings."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._cells = root.find(f"{MAIN}cellXfs")
        if self._cells is None:
            raise ValueError("The workbook has no styles of cells.")
        self._border = self._add("borders", self._frame())
        self._framed: dict[int, int] = {}
        font = self.root.makeelement(f"{MAIN}font")
        font.append(font.makeelement(f"{MAIN}b"))
        font.append(font.makeelement(f"{MAIN}sz", {"val": "12"}))
        font.append(font.makeelement(f"{MAIN}name", {"val": "Calibri"}))
        self.heading = self._cell_style(font=self._add("fonts", font))
        self.wrapped = self._cell_style(font=0)

    def framed(self, style: int) -> int:
        """The number of the same style with the frame."""
        if style not in self._framed:
            like = self._cells[style] if style < len(self._cells) else self._cells[0]
            made = deepcopy(like)
            made.set("borderId", str(self._border))
            made.set("applyBorder", "1")
            self._framed[style] = self._append(self._cells, made)
        return self._framed[style]

    def _frame(self) -> Any:
        border = self.root.makeelement(f"{MAIN}border")
        for side in ("left", "right", "top", "bottom"):
            line = border.makeelement(f"{MAIN}{side}", {"style": "thick"})
            line.append(line.makeelement(f"{MAIN}color", {"rgb": _RED}))
            border.append(line)
        border.append(border.makeelement(f"{MAIN}diagonal"))
        return border

    def _cell_style(self, *, font: int) -> int:
        numbers = {"numFmtId": "0", "fontId": str(font), "fillId": "0", "borderId": "0", "xfId": "0"}
        made = self._cells.makeelement(f"{MAIN}xf", numbers | {"applyFont": "1", "applyAlignment": "1"})
        made.append(made.makeelement(f"{MAIN}alignment", {"wrapText": "1", "vertical": "top"}))
        return self._append(self._cells, made)

    def _add(self, group: str, made: Any) -> int:
        found = self.root.find(f"{MAIN}{group}")
        if found is None:
            raise ValueError(f"The workbook's styles have no {group}.")
        return self._append(found, made)

    def _append(self, group: Any, made: Any) -> int:
        group.append(made)
        group.set("count", str(len(group)))
        return len(group) - 1
