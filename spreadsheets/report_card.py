"""How well the importer reads: every document whose truth is known, held against what was made of it.

`python -m spreadsheets.report_card [FOLDER ...]` prints a line for each document: the actions found, missed and
invented, those taken with the doubt said, and of each field how many were read right, and a line for each folder as a
whole. A folder holds documents, with what a careful person reads out of each beside it or in `truth/`, as JSON of the
same name. A truth that stands nowhere in its document, having been learnt elsewhere, cannot be read out of it: such are
counted by themselves, under "not there", and "with those" is the share if each of them is held for read wrongly.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spreadsheets.draft import DraftAction, DraftRating
from spreadsheets.drafting import read_plan
from spreadsheets.readers import read_document

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "fixtures" / "sources", ROOT / "fixtures" / "examples")
SHARED = (ROOT.parent / "shared" / "sources", ROOT.parent / "shared" / "examples")
ENDINGS = (".xlsx", ".xlsm", ".docx", ".csv", ".tsv", ".html")
FIELDS = (
    "reference", "section", "objective", "action", "measure", "progress", "leads", "timescale", "ratings", "beside",
)  # fmt: skip
_HEADINGS = {"lead": "leads", "recommendation": "objective", "rating": "ratings", "status_word": "progress"}
Check = Callable[[Any, DraftAction, Mapping[str, Any]], bool]
_CUT = "(cut)"  # where whoever wrote the truth down left off
_SHORTENED = 60  # characters of an action that the examples' truth gives
_DOUBT = "perhaps_incomplete"  # the problem with which a row is taken that may be no whole action


@dataclass(slots=True)
class Tally:
    right: int = 0
    of: int = 0

    def count(self, *, right: bool) -> None:
        self.of += 1
        self.right += right

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.right}/{self.of}" if self.of else "-"


@dataclass(slots=True)
class Marks:
    """One document's: `wrong` has a line for each thing that was read otherwise than it stands."""

    name: str
    expected: int
    missed: int = 0
    invented: int = 0
    doubted: int = 0
    not_there: int = 0
    fields: dict[str, Tally] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def found(self) -> int:
        return self.expected - self.missed

    @property
    def with_those(self) -> Tally:
        """All fields, with each truth that stands nowhere in the document counted as read wrongly."""
        return Tally(self.all_fields.right, self.all_fields.of + self.not_there)

    @property
    def all_fields(self) -> Tally:
        return Tally(
            sum(tally.right for tally in self.fields.values()), sum(tally.of for tally in self.fields.values())
        )


def marks_of(document: Path, truth: Mapping[str, Any]) -> Marks:
    """The document read and held against its truth."""
    whole = "actions" not in truth  # a truth of rows alone is of the rows before any is split
    plan = read_plan(document.read_bytes(), document.name, split=not whole)
    expected: Sequence[Mapping[str, Any]] = truth["rows" if whole else "actions"]
    marks = Marks(document.name, len(expected))
    left = list(plan.actions)
    told = _plain(" ".join(read_document(document.read_bytes(), document.name).texts()))
    for at, wanted in enumerate(expected):
        action = _counterpart(wanted, left)
        if action is None:
            marks.missed += 1
            marks.wrong.append(f"missed: {wanted.get('reference') or at + 1} {_plain(wanted['action'])[:60]}")
        else:
            left.remove(action)
            _mark_fields(marks, wanted, action, told)
    _mark_left(marks, left)
    if plan.kind != truth["kind"]:
        marks.wrong.append(f"kind: {plan.kind!r} for {truth['kind']!r}")
    return marks


def _mark_left(marks: Marks, left: Sequence[DraftAction]) -> None:
    for action in left:
        doubted = any(problem.code == _DOUBT for problem in action.problems)
        marks.doubted += doubted
        marks.invented += not doubted
        what = "taken in doubt" if doubted else "invented"
        marks.wrong.append(f"{what}: {action.reference or ''} {_plain(action.action)[:60]}")


def _counterpart(wanted: Mapping[str, Any], left: Sequence[DraftAction]) -> DraftAction | None:
    """The action of that text, of several the one of that reference; else the one of that reference alone."""
    same = [action for action in left if _begins(action.action, wanted["action"])]
    reference = wanted.get("reference")
    borne = [action for action in same or left if reference and action.reference == reference]
    return next(iter(borne or same), None)


def _mark_fields(marks: Marks, wanted: Mapping[str, Any], action: DraftAction, told: str) -> None:
    for name, value in wanted.items():
        if name.endswith("cut_off") or (name == "rating" and "ratings" in wanted):
            continue
        if name == "section" and value and _plain(value) not in told and not _parted_in(value, told):
            marks.not_there += 1
            continue
        column = _HEADINGS.get(name, name if name in FIELDS else "section" if name == "section_title" else "beside")
        check = _CHECKS.get(name, _is_beside)
        right = check(value, action, wanted)
        marks.fields.setdefault(column, Tally()).count(right=right)
        if not right:
            marks.wrong.append(f"{name} of {wanted.get('reference') or _plain(wanted['action'])[:40]}: {value!r}")


def _parted_in(section: str, told: str) -> bool:
    """Whether each heading of a path of headings stands in the document."""
    return all(_plain(part) in told for part in section.split(" > "))


def _plain(text: object) -> str:
    """On one line, as it is compared: spaces and case say nothing."""
    return " ".join(str(text or "").split()).casefold()


def _same(one: object, other: object) -> bool:
    return _plain(one) == _plain(other)


def _begins(text: str | None, wanted: str) -> bool:
    """The same, or the same as far as the truth goes where it was cut."""
    shortened = len(wanted) == _SHORTENED or wanted.rstrip().endswith(_CUT)
    beginning = _plain(wanted.replace(_CUT, ""))
    return _plain(text).startswith(beginning) if shortened else _same(text, wanted)


def _is_section(value: str | None, action: DraftAction, _: Mapping[str, Any]) -> bool:
    section, title = action.section or "", action.section_title or ""
    return any(_same(value, text) for text in (section, title, f"{section} {title}"))


def _is_lead(value: str | None, action: DraftAction, wanted: Mapping[str, Any]) -> bool:
    if wanted.get("lead_cut_off"):
        return _plain(action.lead_text).startswith(_plain(value))
    return _same(_unmarked(action.lead_text), _unmarked(value))


def _unmarked(text: str | None) -> str:
    return re.sub(r"[•·▪]", " ", text or "")


def _is_timescale(value: str | None, action: DraftAction, _: Mapping[str, Any]) -> bool:
    return _same(action.timescale.text, value)


def _is_rating(value: str | None, action: DraftAction, _: Mapping[str, Any]) -> bool:
    said = [rating for rating in action.ratings if rating.text.strip() or rating.level]
    return (not said and not value) or any(_same(rating.text or rating.level, value) for rating in said)


def _is_rated_by_period(value: Mapping[str, str], action: DraftAction, _: Mapping[str, Any]) -> bool:
    found = {rating.period: rating for rating in action.ratings}
    return len(found) == len(value) and all(
        _is_of(found.get(_quarter(period)), level) for period, level in value.items()
    )


def _is_of(rating: DraftRating | None, level: str) -> bool:
    return rating is not None and _same(rating.text, level)


def _quarter(period: str) -> str:
    """ "2024/25 Q3" of "Quarter 3, 2024 to 2025"."""
    found = re.fullmatch(r"Quarter (\d), (\d{4}) to \d\d(\d\d)", period)
    return f"{found[2]}/{found[3]} Q{found[1]}" if found else period


def _is_dimension(name: str) -> Check:
    def check(value: str | None, action: DraftAction, _: Mapping[str, Any]) -> bool:
        return _same(value, next((rating.text for rating in action.ratings if rating.dimension == name), None))

    return check


def _is_beside(value: Any, action: DraftAction, _: Mapping[str, Any]) -> bool:
    """Kept somewhere in the rows or the heading that the action was read from."""
    kept = [cell.text for origin in action.origins for cell in origin.cells]
    periods = [f"Quarter {rating.period[-1]} {rating.period[:4]}" for rating in action.ratings if rating.period]
    return any(_plain(value) in _plain(text) for text in kept) or any(
        _plain(value).startswith(_plain(one)) for one in periods
    )


_CHECKS: dict[str, Check] = {
    "reference": lambda value, action, _: _same(action.reference, value),
    "section": _is_section,
    "section_title": _is_section,
    "objective": lambda value, action, _: _same(action.objective, value),
    "recommendation": lambda value, action, _: _same(action.objective, value),
    "action": lambda value, action, _: _begins(action.action, value),
    "measure": lambda value, action, _: _same(action.measure, value),
    "progress": lambda value, action, _: _begins(action.progress, value or ""),
    "status_word": lambda value, action, _: _plain(value) in _plain(action.progress),
    "lead": _is_lead,
    "timescale": _is_timescale,
    "rating": _is_rating,
    "ratings": _is_rated_by_period,
    "process": _is_dimension("process"),
    "impact": _is_dimension("impact"),
    "performance": _is_dimension("performance"),
}


def documents_in(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Each document of the folder that has a truth, with it."""
    for document in sorted(folder.glob("*")):
        beside = [document.with_suffix(".json"), folder / "truth" / f"{document.stem}.json"]
        truth = next((path for path in beside if path.is_file()), None)
        if document.suffix in ENDINGS and truth:
            yield document, json.loads(truth.read_text(encoding="utf-8"))


def report(folders: Iterable[Path]) -> Iterator[str]:
    """The table, line by line, and below it what was read otherwise than it stands."""
    columns = "".join(f"{name:>11}" for name in FIELDS)
    counts = f"{'actions':>8}{'found':>7}{'missed':>8}{'invented':>10}{'in doubt':>10}"
    yield f"{'document':<44}{counts}{columns}{'not there':>11}{'all fields':>13}{'with those':>12}"
    wrong: list[str] = []
    for folder in folders:
        yield f"-- {folder.parent.name}/{folder.name}"
        read = [marks_of(document, truth) for document, truth in documents_in(folder)]
        yield from (_line(marks) for marks in read)
        yield _line(_together(read))
        wrong.extend(f"{marks.name}: {line}" for marks in read for line in marks.wrong)
    yield from wrong


def _line(marks: Marks) -> str:
    cells = "".join(f"{marks.fields.get(name, Tally())!s:>11}" for name in FIELDS)
    counts = f"{marks.expected:>8}{marks.found:>7}{marks.missed:>8}{marks.invented:>10}{marks.doubted:>10}"
    shares = f"{marks.not_there:>11}{marks.all_fields.share:>13.1%}{marks.with_those.share:>12.1%}"
    return f"{marks.name:<44}{counts}{cells}{shares}"


def _together(read: Sequence[Marks]) -> Marks:
    whole = Marks("all of them", sum(marks.expected for marks in read))
    for marks in read:
        whole.missed += marks.missed
        whole.invented += marks.invented
        whole.doubted += marks.doubted
        whole.not_there += marks.not_there
        for name, tally in marks.fields.items():
            known = whole.fields.setdefault(name, Tally())
            known.right, known.of = known.right + tally.right, known.of + tally.of
    return whole


if __name__ == "__main__":
    chosen = [Path(name) for name in sys.argv[1:]] or [folder for folder in (*FOLDERS, *SHARED) if folder.is_dir()]
    sys.stdout.writelines(f"{line}\n" for line in report(chosen))
