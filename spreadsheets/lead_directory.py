"""The leads of a partnership as an import needs them: whom a name means, and what is to be made of an unknown one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Partnership
from plans.lead_names import LeadMatch, match_lead
from plans.models import Lead
from spreadsheets.staged import StagedLead

# How a name is matched that is no guess.
CERTAIN = frozenset({"same", "other wording", "confirmed"})


@dataclass
class LeadDirectory:
    """`wordings` has the name that each wording stands for; answers are remembered, as a plan names few leads often.

    `said` is what a person said of the names of one import: see ImportRun.lead_answers.
    """

    leads: dict[str, Lead]
    wordings: dict[str, str]
    said: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _answers: dict[str, LeadMatch | None] = field(default_factory=dict)

    @classmethod
    def of(cls, partnership: Partnership, *, said: Mapping[str, Mapping[str, Any]] | None = None) -> "LeadDirectory":
        leads = list(Lead.objects.filter(partnership=partnership).prefetch_related("wordings"))
        wordings = {lead.name: lead.name for lead in leads}
        for lead in leads:
            for wording in lead.wordings.all():
                wordings.setdefault(wording.text, lead.name)
        return cls({lead.name.lower(): lead for lead in leads}, wordings, said or {})

    def match(self, name: str) -> LeadMatch | None:
        """The known lead that the name means, and how that was told; nothing for an unknown one.

        What a person said of the name goes before what is guessed.
        """
        if name not in self._answers:
            said = self.said.get(name.lower())
            self._answers[name] = self._as_said(said) if said else match_lead(name, self.wordings)
        return self._answers[name]

    def guess(self, name: str) -> LeadMatch | None:
        """The known lead that the name would be taken for, had nobody said anything; nothing where that is certain."""
        found = match_lead(name, self.wordings)
        return found if found and found.how not in CERTAIN else None

    def is_known(self, name: str) -> bool:
        """Whether the name is a lead's own, or a wording of it that was entered or confirmed before."""
        found = match_lead(name, self.wordings)
        return bool(found and found.how in CERTAIN)

    def canonical(self, name: str) -> str:
        """The known lead's own name, else the name as it is."""
        found = self.match(name)
        return found.name if found else name

    def get(self, name: str) -> Lead | None:
        return self.leads.get(self.canonical(name).lower())

    def unknown(self, named: Iterable[StagedLead]) -> list[StagedLead]:
        """Those that no known lead answers to, each once, in their order."""
        found: dict[str, StagedLead] = {}
        for lead in named:
            if lead.name.strip() and self.match(lead.name) is None:
                found.setdefault(lead.name.lower(), lead)
        return list(found.values())

    def _as_said(self, said: Mapping[str, Any]) -> LeadMatch | None:
        lead = next((lead for lead in self.leads.values() if lead.pk == said.get("lead")), None)
        return LeadMatch(lead.name, lead.name, "confirmed") if lead else None
