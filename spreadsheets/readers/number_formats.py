"""A typed cell of a workbook as a person sees it: 1 December 2017 under `mmm-yy` is "Dec-17", 0.8 under `0%` "80%"."""

import datetime as dt
import re

_MARK = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|y+|m+|d+|h+|s+|am/pm|.', re.IGNORECASE | re.DOTALL)
# Excel shows these by the machine's own custom, in Britain day first.
_BY_LOCALE = {"general", "mm-dd-yy", "m/d/yy", "m/d/yy h:mm", "yyyy-mm-dd", "yyyy-mm-dd h:mm:ss", "yyyy-mm-dd hh:mm:ss"}


def shown(value: object, number_format: str) -> str:
    """The text of a cell's value under its number format; text itself comes back word for word."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, dt.datetime):
        return _date(value, number_format)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return "" if value is None else str(value)


def _number(value: float, number_format: str) -> str:
    section = number_format.split(";", 1)[0]
    decimals = re.search(r"0\.(0+)", section)
    places = len(decimals.group(1)) if decimals else 0
    if "%" in section:
        return f"{value * 100:.{places}f}%"
    grouped = "," if re.search(r"#,##0|0,0", section) else ""
    if decimals or (grouped and re.search("0", section)):
        return f"{value:{grouped}.{places}f}"
    return format(value, ".15g")


def _date(value: dt.datetime, number_format: str) -> str:
    plain = number_format.lower().split(";", 1)[0]
    if plain in _BY_LOCALE or plain.startswith("[$-f") or not re.search("[dmy]", plain):
        return value.strftime("%d/%m/%Y" if (value.hour, value.minute) == (0, 0) else "%d/%m/%Y %H:%M")
    marks = _MARK.findall(plain)
    return "".join(_part(mark, value, marks, at) for at, mark in enumerate(marks)).strip()


def _part(mark: str, value: dt.datetime, marks: list[str], at: int) -> str:
    letter, length = mark[0], len(mark)
    if letter in '"\\[':
        return "" if letter == "[" else mark.strip('"').removeprefix("\\")
    if letter == "y":
        return f"{value.year:04d}" if length > 2 else f"{value.year % 100:02d}"
    if letter == "d":
        return (str(value.day), f"{value.day:02d}", value.strftime("%a"), value.strftime("%A"))[min(length, 4) - 1]
    if letter == "m" and not _is_minutes(marks, at):
        return (str(value.month), f"{value.month:02d}", value.strftime("%b"), value.strftime("%B"))[min(length, 4) - 1]
    clock = {"h": value.hour, "m": value.minute, "s": value.second}
    if letter in clock:
        return f"{clock[letter]:0{length}d}"
    return "" if letter in "@*_" or mark == "am/pm" else mark


def _is_minutes(marks: list[str], at: int) -> bool:
    before = [mark[0] for mark in marks[:at] if mark[0] in "hmsdy"]
    after = [mark[0] for mark in marks[at + 1 :] if mark[0] in "hmsdy"]
    return before[-1:] == ["h"] or after[:1] == ["s"]
