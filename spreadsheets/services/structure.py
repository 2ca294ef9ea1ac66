"""The plan itself and what stands above its actions: sections, the aims they serve, objectives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.history import create_many_with_history, save_with_history
from accounts.models import User
from plans.models import ActionPlan, Objective, Section, SectionKind, StrategicAim
from spreadsheets.matching import normalised
from spreadsheets.models import ImportRun
from spreadsheets.plan_rows import PlanRow
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
    """Finds sections and objectives of the plan, and makes those that are not there yet, many at a time."""

    plan: ActionPlan
    run: ImportRun
    ledger: Ledger
    by: User
    sections: dict[str, Section] = field(default_factory=dict)
    objectives: dict[tuple[int | None, str], Objective] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: ActionPlan, run: ImportRun, *, by: User, ledger: Ledger) -> "Structure":
        made = cls(plan, run, ledger, by)
        for section in plan.sections.all():
            made.sections[normalised(str(section))] = section
            made.positions["section"] = max(made.positions.get("section", 0), section.position)
        for objective in plan.objectives.all():
            made.objectives[objective.section_id, normalised(objective.text)] = objective
            made.positions["objective"] = max(made.positions.get("objective", 0), objective.position)
        drafted = run.draft.get("sections", [])
        made._make_sections({section_label(each["number"], each["title"]): each for each in drafted})
        return made

    def section(self, label: str) -> Section | None:
        """The section of that label."""
        return self.sections[normalised(label)] if label.strip() else None

    def objective(self, text: str, section: Section | None) -> Objective | None:
        """The objective of those words in the section."""
        return self.objectives[section.pk if section else None, normalised(text)] if text.strip() else None

    def prepare(self, rows: Iterable[PlanRow]) -> None:
        """Make what the rows name and the plan has not yet."""
        named = list(dict.fromkeys((row.section, row.objective) for row in rows))
        self._make_sections(dict.fromkeys(label for label, _text in named))
        wanted: dict[tuple[int | None, str], Objective] = {}
        for label, text in named:
            section = self.section(label)
            key = (section.pk if section else None, normalised(text))
            if text.strip() and key not in self.objectives and key not in wanted:
                position = self._next("objective")
                wanted[key] = Objective(plan=self.plan, section=section, position=position, text=text)
        create_many_with_history(list(wanted.values()), by=self.by, reason=self._reason)
        self.ledger.made(*wanted.values())
        self.objectives |= wanted

    def _make_sections(self, labels: Mapping[str, dict[str, Any] | None]) -> None:
        """`labels` has what the document says of a section; nothing for one that only a row names."""
        wanted: dict[str, Section] = {}
        for label, drafted in labels.items():
            key = normalised(label)
            if label.strip() and key not in self.sections and key not in wanted:
                wanted[key] = self._new_section(label, drafted)
        self._serve_aims([section for section in wanted.values() if section.kind == SectionKind.AIM])
        create_many_with_history(list(wanted.values()), by=self.by, reason=self._reason)
        self.ledger.made(*wanted.values())
        self.sections |= wanted

    def _new_section(self, label: str, drafted: dict[str, Any] | None) -> Section:
        kind = drafted["kind"] if drafted else ""
        return Section(
            plan=self.plan,
            position=self._next("section"),
            number=drafted["number"] if drafted and drafted["number"] != drafted["title"] else "",
            title=(drafted["title"] or drafted["number"]) if drafted else label.strip(),
            kind=kind if kind in SectionKind.values else SectionKind.CATEGORY,
        )

    def _serve_aims(self, sections: list[Section]) -> None:
        """Each serves the partnership's aim of its number for the plan's years; none where the years are not known."""
        span = (self.plan.starts_on, self.plan.ends_on)
        years = span if all(span) else span_in(self.plan.title, self.run.file_name)
        numbered = [section for section in sections if section.number]
        if not numbered or years is None or years[0] is None or years[1] is None:
            return
        first, last = years[0].year, years[1].year - (years[1].month < 4)
        known = StrategicAim.objects.filter(partnership=self.plan.partnership)
        aims = {aim.number: aim for aim in reversed(known.filter(first_year__lte=first, last_year__gte=last))}
        wanted = {
            section.number: StrategicAim(
                partnership=self.plan.partnership,
                number=section.number,
                title=section.title[:300],
                first_year=first,
                last_year=max(first, last),
            )
            for section in reversed(numbered)
            if section.number not in aims
        }
        StrategicAim.objects.bulk_create(reversed(list(wanted.values())))
        self.ledger.made(*wanted.values())
        for section in numbered:
            section.aim = aims.get(section.number) or wanted[section.number]

    @property
    def _reason(self) -> str:
        return _("Imported from %(file)s") % {"file": self.run.file_name}

    def _next(self, what: str) -> int:
        self.positions[what] = self.positions.get(what, 0) + 1
        return self.positions[what]
