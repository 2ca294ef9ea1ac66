"""Addresses of this package."""

from django.urls import URLPattern, URLResolver, path

from ratings.views import actions, history, periods, plan_scale, plans, sitting, updates, withdrawals

app_name = "ratings"

urlpatterns: list[URLPattern | URLResolver] = [
    path("my-actions/", actions.MyActions.as_view(), name="mine"),
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path("plans/<int:pk>/", plans.PlanPage.as_view(), name="plan"),
    path("actions/", actions.ActionList.as_view(), name="actions"),
    path("actions/<int:pk>/", actions.ActionDetail.as_view(), name="action"),
    path("actions/<int:pk>/update/", updates.ActionUpdate.as_view(), name="update"),
    path("actions/<int:pk>/history/", history.ActionHistory.as_view(), name="history"),
    path("actions/<int:pk>/withdraw/", withdrawals.ActionWithdraw.as_view(), name="withdraw"),
    path("actions/<int:pk>/reinstate/", withdrawals.ActionReinstate.as_view(), name="reinstate"),
    path("plans/<int:pk>/sitting/", sitting.Sitting.as_view(), name="sitting"),
    path("plans/<int:pk>/scale/", plan_scale.PlanScaleChoice.as_view(), name="scale"),
    path("periods/", periods.PeriodList.as_view(), name="periods"),
    path("periods/add-year/", periods.AddYear.as_view(), name="period_add_year"),
    path("periods/add/", periods.AddMeetingPeriod.as_view(), name="period_add"),
    path("periods/<int:pk>/", periods.OnePeriod.as_view(), name="period"),
    path("periods/<int:pk>/close/", periods.ClosePeriod.as_view(), name="period_close"),
    path("periods/<int:pk>/reopen/", periods.ReopenPeriod.as_view(), name="period_reopen"),
]
