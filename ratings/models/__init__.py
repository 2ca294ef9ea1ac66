from ratings.models.periods import PeriodKind, PeriodStatus, ReportingPeriod
from ratings.models.ratings import Rating
from ratings.models.scales import Colour, Dimension, Level, LevelDefinition, PlanScale, RatingScale, Shape
from ratings.models.trajectories import ExpectedLevel

__all__ = [
    "Colour",
    "Dimension",
    "ExpectedLevel",
    "Level",
    "LevelDefinition",
    "PeriodKind",
    "PeriodStatus",
    "PlanScale",
    "Rating",
    "RatingScale",
    "ReportingPeriod",
    "Shape",
]
