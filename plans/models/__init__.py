from plans.models.actions import Action, ActionStatus, Milestone, PrecisionChoice, TimescaleKind
from plans.models.aims import StrategicAim
from plans.models.date_requests import DateRequest, RequestStatus
from plans.models.leads import Lead, LeadKind, LeadWording
from plans.models.meetings import Meeting
from plans.models.plans import ActionPlan, Objective, PlanKind, Section, SectionKind
from plans.models.progress import DueDateMove, ProgressUpdate

__all__ = [
    "Action",
    "ActionPlan",
    "ActionStatus",
    "DateRequest",
    "DueDateMove",
    "Lead",
    "LeadKind",
    "LeadWording",
    "Meeting",
    "Milestone",
    "Objective",
    "PlanKind",
    "PrecisionChoice",
    "ProgressUpdate",
    "RequestStatus",
    "Section",
    "SectionKind",
    "StrategicAim",
    "TimescaleKind",
]
