from ratings.services.challenges import answer_challenge, ask_challenge, close_challenge
from ratings.services.evidence import NewEvidence, add_evidence, withdraw_evidence
from ratings.services.hold_checks import HoldFinding, record_hold_check
from ratings.services.house_rules import Rules, set_house_rules
from ratings.services.periods import (
    add_financial_year,
    add_period,
    close_period,
    reopen_period,
    start_closing,
    stop_closing,
)
from ratings.services.rating import NewRating, rate
from ratings.services.restating import Corrections, NewLevel, NewText, restate
from ratings.services.scale_editing import (
    LevelFacts,
    add_scale,
    change_scale,
    remove_level,
    reword_level,
    save_dimension,
    save_level,
)
from ratings.services.scale_maps import save_scale_map
from ratings.services.scales import set_plan_scale
from ratings.services.sitting import ActionChanges, record_changes
from ratings.services.trajectories import set_expected_levels, set_trajectory
from ratings.services.verifying import Finding, end_contradicted, verify

__all__ = [
    "ActionChanges",
    "Corrections",
    "Finding",
    "HoldFinding",
    "LevelFacts",
    "NewEvidence",
    "NewLevel",
    "NewRating",
    "NewText",
    "Rules",
    "add_evidence",
    "add_financial_year",
    "add_period",
    "add_scale",
    "answer_challenge",
    "ask_challenge",
    "change_scale",
    "close_challenge",
    "close_period",
    "end_contradicted",
    "rate",
    "record_changes",
    "record_hold_check",
    "remove_level",
    "reopen_period",
    "restate",
    "reword_level",
    "save_dimension",
    "save_level",
    "save_scale_map",
    "set_expected_levels",
    "set_house_rules",
    "set_plan_scale",
    "set_trajectory",
    "start_closing",
    "stop_closing",
    "verify",
    "withdraw_evidence",
]
