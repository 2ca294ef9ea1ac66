from plans.models.actions import Action, ActionStatus, Milestone, PrecisionChoice, TimescaleKind
from plans.models.aims import StrategicAim
from plans.models.leads import Lead, LeadKind, LeadWording
from plans.models.plans import ActionPlan, Objective, PlanKind, Section, SectionKind
from plans.models.progress import DueDateMove, ProgressUpdate

__all__ = [
    "Action",
    "ActionPlan",
    "ActionStatus",
    "DueDateMove",
    "Lead",
    "LeadKind",
    "LeadWording",
    "Milestone",
    "Objective",
    "PlanKind",
    "PrecisionChoice",
    "ProgressUpdate",
    "Section",
    "SectionKind",
    "StrategicAim",
    "TimescaleKind",
]
