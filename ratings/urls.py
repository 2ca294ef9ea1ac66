"""Addresses of this package."""

from django.urls import URLPattern, URLResolver, path

from ratings.answer_addresses import addresses as of_answers
from ratings.assurance_urls import addresses as of_assurance
from ratings.views import (
    actions,
    closing,
    history,
    periods,
    plan_scale,
    plans,
    restating,
    scales,
    set_up,
    sitting,
    trajectories,
    updates,
    withdrawals,
)

app_name = "ratings"

urlpatterns: list[URLPattern | URLResolver] = [
    path("my-actions/", actions.MyActions.as_view(), name="mine"),
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path("plans/<int:pk>/", plans.PlanPage.as_view(), name="plan"),
    path("actions/", actions.ActionList.as_view(), name="actions"),
    path("actions/<int:pk>/", actions.ActionDetail.as_view(), name="action"),
    path("actions/<int:pk>/update/", updates.ActionUpdate.as_view(), name="update"),
    path("actions/<int:pk>/history/", history.ActionHistory.as_view(), name="history"),
    path("actions/<int:pk>/trajectory/", trajectories.ActionTrajectory.as_view(), name="action_trajectory"),
    path("plans/<int:pk>/trajectory/", trajectories.PlanTrajectory.as_view(), name="plan_trajectory"),
    path("actions/<int:pk>/restate/", restating.ActionRestate.as_view(), name="restate"),
    path("actions/<int:pk>/withdraw/", withdrawals.ActionWithdraw.as_view(), name="withdraw"),
    path("actions/<int:pk>/reinstate/", withdrawals.ActionReinstate.as_view(), name="reinstate"),
    path("plans/<int:pk>/sitting/", sitting.Sitting.as_view(), name="sitting"),
    path("plans/<int:pk>/scale/", plan_scale.PlanScaleChoice.as_view(), name="scale"),
    path("set-up/", set_up.SetUp.as_view(), name="set_up"),
    path("set-up/house-rules/", set_up.ChangeHouseRules.as_view(), name="house_rules"),
    path("set-up/scales/", scales.ScaleList.as_view(), name="scales"),
    path("set-up/scales/add/", scales.AddScale.as_view(), name="scale_add"),
    path("set-up/scales/<int:pk>/", scales.OneScale.as_view(), name="one_scale"),
    path("set-up/scales/<int:pk>/change/", scales.ChangeScale.as_view(), name="scale_change"),
    path("set-up/scales/<int:pk>/levels/add/", scales.AddLevel.as_view(), name="level_add"),
    path("set-up/scales/<int:pk>/levels/<int:level>/", scales.ChangeLevel.as_view(), name="level_change"),
    path("set-up/scales/<int:pk>/levels/<int:level>/remove/", scales.RemoveLevel.as_view(), name="level_remove"),
    path("set-up/scales/<int:pk>/levels/<int:level>/wording/", scales.RewordLevel.as_view(), name="level_wording"),
    path("set-up/scales/<int:pk>/dimensions/add/", scales.AddDimension.as_view(), name="dimension_add"),
    path(
        "set-up/scales/<int:pk>/dimensions/<int:dimension>/", scales.ChangeDimension.as_view(), name="dimension_change"
    ),
    path("set-up/scales/<int:pk>/map/<int:to>/", scales.MapScale.as_view(), name="scale_map"),
    *of_assurance,
    *of_answers,
    path("history/", history.PartnershipHistory.as_view(), name="partnership_history"),
    path("plans/<int:pk>/history/", history.PlanHistory.as_view(), name="plan_history"),
    path("periods/", periods.PeriodList.as_view(), name="periods"),
    path("periods/add-year/", periods.AddYear.as_view(), name="period_add_year"),
    path("periods/add/", periods.AddMeetingPeriod.as_view(), name="period_add"),
    path("periods/<int:pk>/", closing.OnePeriod.as_view(), name="period"),
    path("periods/<int:pk>/missing/", closing.PeriodMissing.as_view(), name="period_missing"),
    path("periods/<int:pk>/closing/", closing.StartClosing.as_view(), name="period_closing"),
    path("periods/<int:pk>/stay-open/", closing.StopClosing.as_view(), name="period_stay_open"),
    path("periods/<int:pk>/close/", closing.ClosePeriod.as_view(), name="period_close"),
    path("periods/<int:pk>/reopen/", closing.ReopenPeriod.as_view(), name="period_reopen"),
]
