"""The page of a closing period: what is missing by plan, lead and agency, and the list behind each number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from accounts.models import Agency, Partnership, User
from plans.due_dates import due_words
from plans.models import Action, ActionPlan, Lead
from ratings.missing import LACK_WORDS, Lack, Lacking, Tally, read_missing, tallies, tally
from ratings.models import Dimension, ReportingPeriod
from ratings.seen_rows import whole_number


@dataclass(frozen=True, slots=True)
class MissingChoice:
    """What the list of missing things is narrowed to; 0 is those without a lead, or of no agency."""

    lack: Lack | None = None
    plan: int | None = None
    lead: int | None = None
    agency: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """From an address; what cannot be read is left out."""
        lack = query.get("lack", "")
        numbers = {name: whole_number(query.get(name, "")) for name in ("plan", "lead", "agency")}
        return cls(lack=Lack(lack) if lack in set(Lack) else None, **numbers)

    def as_query(self) -> str:
        chosen = {"lack": self.lack, "plan": self.plan, "lead": self.lead, "agency": self.agency}
        return urlencode({name: value for name, value in chosen.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Names:
    """What keys are called, and which agency a lead is of."""

    plans: dict[int, str]
    leads: dict[int, str]
    agencies: dict[int, str]
    agency_of: dict[int, int]

    def agencies_in(self, row: Lacking) -> list[int]:
        return list(dict.fromkeys(self.agency_of.get(lead, 0) for lead in row.lead_ids)) or [0]


@dataclass(frozen=True, slots=True)
class MissingCell:
    lack: Lack
    words: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One plan, lead or agency. `url` is the list of all that it lacks, to copy or print for chasing."""

    name: str
    actions: int
    url: str
    cells: list[MissingCell]


@dataclass(frozen=True, slots=True)
class MissingTable:
    title: str
    heading: str
    rows: list[MissingRow]


@dataclass(frozen=True, slots=True)
class Overview:
    total: MissingRow
    tables: list[MissingTable]


@dataclass(frozen=True, slots=True)
class ListedAction:
    """An action in the list, with what it lacks in words."""

    action: Action
    lacks: list[str]

    @property
    def due(self) -> str:
        return due_words(self.action.due_on, self.action.due_precision)


def read_lacking(user: User, partnership: Partnership, period: ReportingPeriod, *, today: date) -> list[Lacking]:
    actions = Action.objects.visible_to(user).filter(plan__partnership=partnership)
    return read_missing(actions, period=period, today=today)


def read_names(user: User, partnership: Partnership) -> Names:
    """Three queries."""
    plans = ActionPlan.objects.visible_to(user).filter(partnership=partnership)
    leads = list(Lead.objects.visible_to(user).filter(partnership=partnership).values_list("pk", "name", "agency"))
    agency_of = {lead: agency for lead, _name, agency in leads if agency}
    agencies = Agency.objects.filter(pk__in=set(agency_of.values()))
    return Names(
        dict(plans.values_list("pk", "title")),
        {0: _("No lead")} | {lead: name for lead, name, _agency in leads},
        {0: _("Of no agency")} | dict(agencies.values_list("pk", "name")),
        agency_of,
    )


def overview(rows: Sequence[Lacking], names: Names, *, address: str) -> Overview:
    """`address` is that of the list. An action of two leads counts with each of them."""

    def shown(tally: Tally, choice: Callable[[Lack | None], MissingChoice]) -> MissingRow:
        cells = [
            MissingCell(lack, str(LACK_WORDS[lack]), tally.counts[lack], f"{address}?{choice(lack).as_query()}")
            for lack in Lack
        ]
        return MissingRow(tally.name, tally.actions, f"{address}?{choice(None).as_query()}", cells)

    by_plan = tallies(rows, lambda row: [row.plan_id], names.plans)
    by_lead = tallies(rows, lambda row: row.lead_ids or (0,), names.leads)
    by_agency = tallies(rows, names.agencies_in, names.agencies)
    return Overview(
        shown(tally(rows, name=_("All")), MissingChoice),
        [
            MissingTable(_("By plan"), _("Plan"), [_of(shown, each, "plan") for each in by_plan]),
            MissingTable(_("By lead"), _("Lead"), [_of(shown, each, "lead") for each in by_lead]),
            MissingTable(_("By agency"), _("Agency"), [_of(shown, each, "agency") for each in by_agency]),
        ],
    )


def _of(
    shown: Callable[[Tally, Callable[[Lack | None], MissingChoice]], MissingRow], each: Tally, field: str
) -> MissingRow:
    return shown(each, lambda lack: MissingChoice(lack=lack, **{field: each.key}))


def narrowed(rows: Sequence[Lacking], choice: MissingChoice, names: Names) -> list[Lacking]:
    return [
        row
        for row in rows
        if (choice.lack is None or choice.lack in row.lacks)
        and choice.plan in (None, row.plan_id)
        and (choice.lead is None or choice.lead in (row.lead_ids or (0,)))
        and (choice.agency is None or choice.agency in names.agencies_in(row))
    ]


def chosen_words(choice: MissingChoice, names: Names) -> list[str]:
    """What the list is narrowed to, as names."""
    gone = _("one that is not there, or not for you")
    told = [str(LACK_WORDS[choice.lack])] if choice.lack else []
    for key, known in ((choice.plan, names.plans), (choice.lead, names.leads), (choice.agency, names.agencies)):
        if key is not None:
            told.append(known.get(key, gone))
    return told


def listed(rows: Sequence[Lacking], partnership: Partnership, user: User) -> list[ListedAction]:
    """The actions themselves, in their order. Three queries."""
    visible = Action.objects.visible_to(user).filter(pk__in=[row.action_id for row in rows])
    actions = {action.pk: action for action in visible.select_related("plan").prefetch_related("leads")}
    dimensions = Dimension.objects.filter(scale__partnership=partnership).select_related("scale")
    named = {each.pk: each for each in dimensions}
    several = [each.scale_id for each in named.values()]
    return [
        ListedAction(actions[row.action_id], [_lack_words(lack, row, named, several) for lack in row.lacks])
        for row in rows
        if row.action_id in actions
    ]


def _lack_words(lack: Lack, row: Lacking, named: Mapping[int, Dimension], several: Sequence[int]) -> str:
    """ "No rating (Process, Impact)"; the only dimension of a scale is not named."""
    words = str(LACK_WORDS[lack])
    if lack is not Lack.RATING:
        return words
    silent = [named[key].name for key in row.dimensions if several.count(named[key].scale_id) > 1]
    return f"{words} ({', '.join(silent)})" if silent else words


def to_copy(actions: Sequence[ListedAction], *, heading: str, address: Callable[[int], str]) -> str:
    """The list as plain text, for an e-mail that chases: each action with what is missing and where to say it."""
    lines = [heading, ""]
    for each in actions:
        action = each.action
        due = _("due %s") % each.due if each.due else _("no date")
        lines += [
            f"{action.plan.title}, {action.label} ({due}): {action.text.strip()}",
            _("Missing: %s") % ", ".join(each.lacks).lower(),
            address(action.pk),
            "",
        ]
    return "\n".join(lines).strip()
