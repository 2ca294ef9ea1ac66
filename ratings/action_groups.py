"""The rows of a plan as it reads: under its sections and objectives, each told once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from plans.models import Objective, Section
from ratings.action_rows import ActionRow


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """Neighbouring actions of one objective; `section` stands only where it begins or is come back to."""

    section: Section | None
    objective: Objective | None
    rows: list[ActionRow]


def group_rows(rows: Sequence[ActionRow]) -> list[ActionGroup]:
    """The rows, in their order, parted wherever section or objective changes."""
    groups: list[ActionGroup] = []
    last_section: int | None = None
    for (section_id, _objective_id), members in groupby(
        rows, key=lambda row: (row.action.section_id, row.action.objective_id)
    ):
        together = list(members)
        first = together[0].action
        section = first.section if section_id != last_section else None
        groups.append(ActionGroup(section, first.objective, together))
        last_section = section_id
    return groups
