"""The plan itself and what stands above its actions: sections, the aims they serve, objectives."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.history import save_with_history
from accounts.models import User
from plans.models import ActionPlan, Objective, Section, SectionKind, StrategicAim
from spreadsheets.matching import normalised
from spreadsheets.models import ImportRun
from spreadsheets.proposing import span_in
from spreadsheets.services.ledger import Ledger
from spreadsheets.staged import section_label


def the_plan(run: ImportRun, *, by: User, ledger: Ledger) -> ActionPlan:
    """The plan to bring up to date, or a new one."""
    if run.target:
        return run.target
    plan = ActionPlan(
        partnership=run.partnership,
        review=run.review,
        title=run.title,
        kind=run.kind,
        starts_on=run.starts_on,
        ends_on=run.ends_on,
    )
    save_with_history(plan, by=by, reason=_("Imported from %(file)s") % {"file": run.file_name})
    ledger.made(plan)
    return plan


@dataclass
class Structure:
    """Finds sections and objectives of the plan, and makes those that are not there yet."""

    plan: ActionPlan
    run: ImportRun
    ledger: Ledger
    sections: dict[str, Section] = field(default_factory=dict)
    objectives: dict[tuple[int | None, str], Objective] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: ActionPlan, run: ImportRun, ledger: Ledger) -> "Structure":
        made = cls(plan, run, ledger)
        for section in plan.sections.all():
            made.sections[normalised(str(section))] = section
            made.positions["section"] = max(made.positions.get("section", 0), section.position)
        for objective in plan.objectives.all():
            made.objectives[objective.section_id, normalised(objective.text)] = objective
            made.positions["objective"] = max(made.positions.get("objective", 0), objective.position)
        for drafted in run.draft.get("sections", []):
            made.section(section_label(drafted["number"], drafted["title"]), drafted)
        return made

    def section(self, label: str, drafted: dict[str, Any] | None = None) -> Section | None:
        """The section of that label; `drafted` is what the document says of a new one."""
        if not label.strip():
            return None
        key = normalised(label)
        if key not in self.sections:
            kind = drafted["kind"] if drafted else ""
            section = Section(
                plan=self.plan,
                position=self._next("section"),
                number=drafted["number"] if drafted and drafted["number"] != drafted["title"] else "",
                title=(drafted["title"] or drafted["number"]) if drafted else label.strip(),
                kind=kind if kind in SectionKind.values else SectionKind.CATEGORY,
            )
            section.aim = self._aim(section) if section.kind == SectionKind.AIM else None
            section.save()
            self.ledger.made(section)
            self.sections[key] = section
        return self.sections[key]

    def objective(self, text: str, section: Section | None) -> Objective | None:
        """The objective of those words in the section."""
        if not text.strip():
            return None
        key = (section.pk if section else None, normalised(text))
        if key not in self.objectives:
            objective = Objective(plan=self.plan, section=section, position=self._next("objective"), text=text)
            objective.save()
            self.ledger.made(objective)
            self.objectives[key] = objective
        return self.objectives[key]

    def _aim(self, section: Section) -> StrategicAim | None:
        """The partnership's aim of that number for the plan's years; none where the years are not known."""
        span = (self.plan.starts_on, self.plan.ends_on)
        years = span if all(span) else span_in(self.plan.title, self.run.file_name)
        if not section.number or years is None or years[0] is None or years[1] is None:
            return None
        first, last = years[0].year, years[1].year - (years[1].month < 4)
        aims = StrategicAim.objects.filter(partnership=self.plan.partnership, number=section.number)
        found = aims.filter(first_year__lte=first, last_year__gte=last).first()
        if found is None:
            found = StrategicAim(
                partnership=self.plan.partnership,
                number=section.number,
                title=section.title[:300],
                first_year=first,
                last_year=max(first, last),
            )
            found.save()
            self.ledger.made(found)
        return found

    def _next(self, what: str) -> int:
        self.positions[what] = self.positions.get(what, 0) + 1
        return self.positions[what]
