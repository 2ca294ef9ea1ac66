"""The leads of a partnership as an import needs them: whom a name means, and what is to be made of an unknown one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import Partnership
from plans.lead_names import LeadMatch, match_lead
from plans.models import Lead
from spreadsheets.staged import StagedLead


@dataclass
class LeadDirectory:
    """`wordings` has the name that each wording stands for; answers are remembered, as a plan names few leads often."""

    leads: dict[str, Lead]
    wordings: dict[str, str]
    _answers: dict[str, LeadMatch | None] = field(default_factory=dict)

    @classmethod
    def of(cls, partnership: Partnership) -> "LeadDirectory":
        leads = list(Lead.objects.filter(partnership=partnership).prefetch_related("wordings"))
        wordings = {lead.name: lead.name for lead in leads}
        for lead in leads:
            for wording in lead.wordings.all():
                wordings.setdefault(wording.text, lead.name)
        return cls({lead.name.lower(): lead for lead in leads}, wordings)

    def match(self, name: str) -> LeadMatch | None:
        """The known lead that the name means, and how that was told; nothing for an unknown one."""
        if name not in self._answers:
            self._answers[name] = match_lead(name, self.wordings)
        return self._answers[name]

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
