"""All that a plan's actions hold, as plain values, so that a test can compare every field of each at once."""

from spreadsheets.draft import DraftAction, DraftPlan

Facts = dict[str, str]


def facts_of(plan: DraftPlan) -> list[Facts]:
    return [_facts(action) for action in plan.actions]


def _facts(action: DraftAction) -> Facts:
    """Only the fields that hold something; leads and levels joined by " + "."""
    told = {
        "ref": action.reference,
        "section": action.section_title,
        "objective": action.objective,
        "action": action.action,
        "measure": action.measure,
        "progress": action.progress,
        "leads": " + ".join(_lead(lead.name, lead.post, lead.agency) for lead in action.leads),
        "when": action.timescale.text,
        "due": action.timescale.due.isoformat() if action.timescale.due else None,
        "levels": " + ".join(rating.level for rating in action.ratings if rating.level),
        **dict(action.extra),
    }
    return {name: text for name, text in told.items() if text}


def _lead(*parts: str | None) -> str:
    return " @ ".join(part for part in parts if part)
