"""The draft plan as the one JSON object that `import_plan --json` prints: ISO dates, absent things null or empty."""

from itertools import groupby

from plans.timescales import Timescale
from spreadsheets.draft import DraftAction, DraftPlan, DraftTable, Problem


def plan_as_json(plan: DraftPlan) -> dict[str, object]:
    """Only text, numbers, lists and objects; the keys of the fixed form, and some more beside them."""
    return {
        "title": plan.title,
        "kind": plan.kind,
        "layout": plan.layout,
        "file": plan.file_name,
        "problems": [_problem(problem) for problem in plan.problems],
        "sections": [
            {"number": section.number, "title": section.title, "kind": section.kind} for section in plan.sections
        ],
        "strategic_aims": {section.number: section.title for section in plan.sections if section.kind == "aim"},
        "dimensions": list(plan.dimensions),
        "expected": _expected(plan),
        "key": [
            {"level": entry.level, "dimension": entry.dimension, "definition": entry.definition} for entry in plan.key
        ],
        "rating_key": [list(row) for row in plan.key_rows],
        "stated": dict(plan.stated),
        "rows": _rows(plan),
        "tables": [_table(table) for table in plan.tables],
        "ignored": [{"table": table, "row": row, "text": text} for table, row, text in plan.ignored],
        "actions": [_action(action) for action in plan.actions],
    }


def _table(table: DraftTable) -> dict[str, object]:
    return {
        "name": table.name,
        "rows": table.rows,
        "role": table.role,
        "reason": table.reason,
        "hidden": table.hidden,
        "actions": table.actions,
        "heading_row": table.heading_row,
        "mapping": [list(pair) for pair in table.mapping],
        "reasons": list(table.reasons),
        "layouts": [
            {
                "heading_row": layout.heading_row,
                "rows": layout.rows,
                "mapping": [list(pair) for pair in layout.mapping],
                "reasons": list(layout.reasons),
            }
            for layout in table.layouts
        ],
    }


def _expected(plan: DraftPlan) -> dict[str, dict[str, list[str]]]:
    expected: dict[str, dict[str, list[str]]] = {}
    for step in plan.expected:
        expected.setdefault(step.dimension, {})[step.period] = list(step.levels)
    return expected


def _rows(plan: DraftPlan) -> list[dict[str, object]]:
    """The rows of the document that are offered as several actions, undivided."""
    divided = [action for action in plan.actions if action.parts]
    rows = groupby(divided, key=lambda action: action.origins[0])
    return [
        {
            "action": (first := next(parts)).whole_text,
            "timescale": first.timescale.text or None,
            "lead": first.lead_text,
            "parts": first.parts,
        }
        for _, parts in rows
    ]


def _action(action: DraftAction) -> dict[str, object]:
    origin = action.origins[0]
    return {
        "reference": action.reference,
        "section": action.section,
        "section_title": action.section_title,
        "objective": action.objective,
        "action": action.action,
        "measure": action.measure,
        "progress": action.progress,
        "leads": [lead.name for lead in action.leads],
        "lead_text": action.lead_text,
        "timescale": _timescale(action.timescale),
        "ratings": [
            {"dimension": rating.dimension, "period": rating.period, "level": rating.level, "text": rating.text}
            for rating in action.ratings
        ],
        "source": {"table": origin.table, "row": origin.row},
        "origins": [{"table": some.table, "row": some.row} for some in action.origins],
        "extra": [{"heading": heading, "text": text} for heading, text in action.extra],
        "part": action.part,
        "parts": action.parts,
        "whole_text": action.whole_text,
        "problems": [_problem(problem) for problem in action.problems],
    }


def _timescale(timescale: Timescale) -> dict[str, object]:
    return {
        "text": timescale.text or None,
        "kind": str(timescale.kind),
        "due": timescale.due.isoformat() if timescale.due else None,
        "precision": str(timescale.precision) if timescale.precision else None,
        "recurrence": timescale.recurrence,
        "milestones": [
            {"text": milestone.text, "due": milestone.due.isoformat() if milestone.due else None}
            for milestone in timescale.milestones
        ],
        "problem": timescale.problem,
        "offer": timescale.offer.isoformat() if timescale.offer else None,
    }


def _problem(problem: Problem) -> dict[str, str | None]:
    return {"code": problem.code, "message": problem.message, "field": problem.field, "offer": problem.offer}
