"""The house as the design draws it, read from the code itself: what imports what, who writes, how long things are."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Each package may import from itself and from those before it.
FLOORS = ("accounts", "reviews", "plans", "ratings", "spreadsheets", "reporting", "safeguarding")
# Logic that anybody can run and test without Django.
PURE = (
    "accounts/calendar_tokens.py",
    "plans/lead_names",
    "plans/timescales",
    "ratings/confirmation.py",
    "ratings/evidence_kinds.py",
    "ratings/evidence_names.py",
    "ratings/hold_dates.py",
    "ratings/quarters.py",
    "ratings/rollup.py",
    "ratings/selection.py",
    "reporting/calendar_file.py",
    "reporting/financial_years.py",
    "reporting/same_lesson.py",
    "reporting/voice.py",
    "spreadsheets/as_json.py",
    "spreadsheets/by_hand.py",
    "spreadsheets/cell_notes.py",
    "spreadsheets/draft.py",
    "spreadsheets/drafting.py",
    "spreadsheets/level_looks.py",
    "spreadsheets/long_texts.py",
    "spreadsheets/marks.py",
    "spreadsheets/marks_of_ours.py",
    "spreadsheets/package_parts.py",
    "spreadsheets/readers",
    "spreadsheets/recognise",
    "spreadsheets/report_card.py",
    "spreadsheets/shapes.py",
    "spreadsheets/source_samples.py",
    "spreadsheets/years.py",
)
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE, LONGEST_COMPONENT = 300, 40, 150, 30


def modules(*under: str) -> Iterator[Path]:
    """The modules of the packages, or of those files and folders; migrations are Django's writing."""
    for name in under or FLOORS:
        place = ROOT / name
        found = [place] if place.is_file() else place.rglob("*.py")
        yield from (path for path in found if "migrations" not in path.parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> set[str]:
    """The first part of every module that is imported anywhere in the file, inside functions too."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def services() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every public function of a service module that a person's act calls: it stands in a services file or package."""
    for path in modules():
        in_package = "services" in path.parts and path.name != "__init__.py"
        if not in_package and not path.name.endswith("services.py"):
            continue
        exported = _exported(path.parent / "__init__.py") if in_package else None
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if exported is None or node.name in exported:
                yield f"{relative(path)}:{node.name}", node


def _exported(path: Path) -> set[str]:
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


@pytest.mark.parametrize("floor", FLOORS)
def test_package_imports_only_from_the_floors_below_it(floor: str) -> None:
    above = set(FLOORS[FLOORS.index(floor) + 1 :])

    running_up = {relative(path): sorted(imported(path) & above) for path in modules(floor) if imported(path) & above}

    assert running_up == {}


def test_pure_logic_imports_no_django() -> None:
    assert [relative(path) for path in modules(*PURE) if imported(path) & {"django", "simple_history"}] == []


def test_services_are_keyword_only_atomic_and_take_by() -> None:
    wrong = []
    for name, node in services():
        takes = {argument.arg for argument in node.args.kwonlyargs}
        decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
        if node.args.args or "by" not in takes or not any("transaction.atomic" in one for one in decorators):
            wrong.append(name)

    assert wrong == []


def test_views_forms_and_tags_write_nothing() -> None:
    writing = []
    for path in modules():
        name = relative(path)
        if not {"views", "forms", "templatetags", "context_processors", "admin"} & {path.stem, *path.parts}:
            continue
        writing += [
            f"{name}:{node.lineno} {ast.unparse(node.func)}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
        ]

    assert writing == []


def test_no_module_is_longer_than_one_thing() -> None:
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{relative(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in modules()
        for node in functions(path)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_template_is_longer_than_a_page() -> None:
    too_long = {}
    for path in (ROOT / "templates").rglob("*.html"):
        allowed = LONGEST_COMPONENT if path.parent.name == "components" else LONGEST_TEMPLATE
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > allowed:
            too_long[relative(path)] = length

    assert too_long == {}


def test_no_module_is_named_for_nothing() -> None:
    nameless = {"utils", "helpers", "common", "misc"}

    assert [relative(path) for path in modules() if nameless & {path.stem, *path.parts}] == []


def test_no_template_holds_a_script_or_a_style() -> None:
    inside = ("<style", " style=", "javascript:", " onclick=", " onchange=", "<script>")
    holding = [
        f"{relative(path)}: {mark}"
        for path in (ROOT / "templates").rglob("*.html")
        for mark in inside
        if mark in path.read_text(encoding="utf-8")
    ]

    assert holding == []
