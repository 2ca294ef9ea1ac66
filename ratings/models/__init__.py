from ratings.models.challenges import Challenge, ChallengeAnswer
from ratings.models.evidence import Evidence
from ratings.models.house_rules import HouseRules
from ratings.models.periods import PeriodKind, PeriodStatus, ReportingPeriod
from ratings.models.ratings import Rating
from ratings.models.restatements import Restatement
from ratings.models.scale_maps import LevelMap, ScaleMap
from ratings.models.scales import Colour, Dimension, Level, LevelDefinition, PlanScale, RatingScale, Shape
from ratings.models.trajectories import ExpectedLevel
from ratings.models.verification import HoldCheck, HoldOutcome, Method, Verification, VerificationOutcome

__all__ = [
    "Challenge",
    "ChallengeAnswer",
    "Colour",
    "Dimension",
    "Evidence",
    "ExpectedLevel",
    "HoldCheck",
    "HoldOutcome",
    "HouseRules",
    "Level",
    "LevelDefinition",
    "LevelMap",
    "Method",
    "PeriodKind",
    "PeriodStatus",
    "PlanScale",
    "Rating",
    "RatingScale",
    "ReportingPeriod",
    "Restatement",
    "ScaleMap",
    "Shape",
    "Verification",
    "VerificationOutcome",
]
