"""The content of a report: plain values that are shown for a draft, and frozen for good when it is published.

Built from facts and states only, so that page, print and every later file say the same; numbers come from the roll-up.
No database.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from ratings.rollup import Counts, LevelSeen, State, by_action, count, course_of_action
from reporting.corrections import last_known_words, restated_words, restatements_of
from reporting.facts import ActionFacts, DimensionFacts, KeyFacts, PlanFacts, ReportFacts, ReviewFacts
from reporting.shown import (
    ActionShown,
    Content,
    DimensionShown,
    KeyShown,
    LevelCount,
    LevelShown,
    PlanShown,
    RatingShown,
    ReviewShown,
    ThemeShown,
)
from reporting.wording import (
    assured_level,
    assured_shares,
    course_summary,
    course_words,
    deadline_summary,
    identified,
    stage_words,
)

# Goes up when the shape of the content changes, so that older reports can still be shown.
# 2: which levels are confirmed and which claimed, and what was restated.
SHAPE = 2


def checksum_of(content: Content) -> str:
    """SHA-256, in hexadecimal, of the content as canonical JSON: keys in order, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def build_content(facts: ReportFacts) -> Content:
    """The content of a report, ready to be stored as JSON; dates are ISO, absent things empty or null."""
    total = count(state for plan in facts.plans for state in plan.states)
    plans = [_plan(plan, facts) for plan in facts.plans]
    return {
        "shape": SHAPE,
        "title": facts.title,
        "partnership": facts.partnership,
        "audience": facts.audience,
        "meeting_name": facts.meeting_name,
        "meeting_on": facts.meeting_on.isoformat() if facts.meeting_on else "",
        "period": facts.period_name,
        "as_at": facts.judged_on.isoformat(),
        "version": facts.version,
        "what_changed": facts.what_changed,
        "actions": total.actions,
        "verified": total.each.verified,
        "claimed": total.each.claimed,
        "course": course_summary(total),
        "deadlines": _deadlines([action for plan in plans for action in plan["incomplete"]]),
        "plans": plans,
        "reviews": [_review(review) for review in facts.reviews],
        "themes": _themes([plan.review for plan in facts.plans], facts.reviews),
        "keys": [_key(key) for key in facts.keys],
    }


def dimensions_in(states: Iterable[State], known: Mapping[int, DimensionFacts]) -> list[DimensionFacts]:
    """The dimensions in which the states stand, scale by scale in the order of the scale."""
    used = {state.dimension_id for state in states}
    return sorted(
        (dimension for dimension in known.values() if dimension.id in used),
        key=lambda dimension: (dimension.scale_name, dimension.scale_id, dimension.position),
    )


def dimension_names(dimensions: Sequence[DimensionFacts]) -> dict[int | None, str]:
    """What each is called where there are several: its own name, with its scale's where there are several of those."""
    if len(dimensions) < 2:
        return {}
    scales = {dimension.scale_id for dimension in dimensions}
    alone = {scale for scale in scales if sum(each.scale_id == scale for each in dimensions) == 1}
    return {
        dimension.id: dimension.name
        if len(scales) == 1
        else dimension.scale_name
        if dimension.scale_id in alone
        else f"{dimension.scale_name}, {dimension.name}"
        for dimension in dimensions
    }


def _plan(plan: PlanFacts, facts: ReportFacts) -> PlanShown:
    dimensions = dimensions_in(plan.states, facts.dimensions)
    names = dimension_names(dimensions)
    states = by_action(plan.states)
    counts = count(plan.states)
    incomplete = [
        _action(action, states[action.id], names, facts)
        for action in plan.actions
        if any(not state.is_complete for state in states.get(action.id, ()))
    ]
    return {
        "title": plan.title,
        "note": plan.note,
        "scales": list(dict.fromkeys(dimension.scale_name for dimension in dimensions)),
        "review": _review(plan.review) if plan.review else None,
        "dimensions": [_dimension(plan.states, each, names) for each in dimensions] or [_unrated(counts)],
        "actions": counts.actions,
        "complete": counts.complete,
        "verified": counts.each.verified,
        "claimed": counts.each.claimed,
        "course": course_summary(counts),
        "deadlines": _deadlines(incomplete),
        "restatements": restatements_of(plan, names),
        "incomplete": incomplete,
    }


def _deadlines(incomplete: Sequence[ActionShown]) -> str:
    return deadline_summary(len(incomplete), sum(not action["due"] for action in incomplete))


def _dimension(states: Iterable[State], dimension: DimensionFacts, names: Mapping[int | None, str]) -> DimensionShown:
    counts = count(state for state in states if state.dimension_id == dimension.id)
    return {
        "name": names.get(dimension.id, ""),
        "sentence": identified(counts, dimension.levels),
        "actions": counts.actions,
        "assured": assured_shares(counts, dimension.levels),
        "levels": _level_counts(counts, dimension.levels),
    }


def _unrated(counts: Counts) -> DimensionShown:
    """Of a plan without actions, or without a rating scale."""
    return {
        "name": "",
        "sentence": identified(counts, []),
        "actions": counts.actions,
        "assured": "",
        "levels": _level_counts(counts, []) if counts.actions else [],
    }


def _level_counts(counts: Counts, levels: Sequence[LevelSeen]) -> list[LevelCount]:
    at: list[LevelCount] = [{"level": _level(level), "count": counts.at(level.id)} for level in levels]
    return [*at, {"level": None, "count": counts.no_update}]


def _action(
    action: ActionFacts, states: Sequence[State], names: Mapping[int | None, str], facts: ReportFacts
) -> ActionShown:
    return {
        "reference": action.reference,
        "text": action.text,
        "is_placeholder": action.is_placeholder,
        "due": action.due,
        "slip": action.slip,
        "timescale_text": action.timescale_text,
        "leads": list(action.leads),
        "ratings": [_rating(state, names, facts) for state in states],
        "course": course_of_action(states).value,
        "course_words": course_words(states, names, period=facts.period_name, meeting_on=facts.meeting_on),
    }


def _rating(state: State, names: Mapping[int | None, str], facts: ReportFacts) -> RatingShown:
    return {
        "dimension": names.get(state.dimension_id, ""),
        "level": _level(state.level) if state.level else None,
        "last_known": _level(state.last_known) if state.last_known and not state.level else None,
        "last_known_in": "" if state.level else last_known_words(state),
        "assured": assured_level(state),
        "reason": _reason(state, facts),
        "restated": restated_words(state),
    }


def _reason(state: State, facts: ReportFacts) -> str:
    """The reason for a first value does not speak of the level that it was restated as."""
    if state.level is None or state.is_restated:
        return ""
    return facts.reasons.get((state.action_id, state.dimension_id), "")


def _level(level: LevelSeen) -> LevelShown:
    return {"letter": level.letter, "word": level.word, "colour": level.colour, "shape": level.shape}


def _review(review: ReviewFacts) -> ReviewShown:
    return {"title": review.title, "kind": review.kind, "stage": stage_words(review.stage)}


def _themes(of_plans: Iterable[ReviewFacts | None], others: Iterable[ReviewFacts]) -> list[ThemeShown]:
    reviews: dict[str, list[str]] = {}
    for review in [*of_plans, *others]:
        for theme in review.themes if review else ():
            titles = reviews.setdefault(theme, [])
            if review and review.title not in titles:
                titles.append(review.title)
    return [{"name": name, "reviews": reviews[name]} for name in sorted(reviews, key=str.casefold)]


def _key(key: KeyFacts) -> KeyShown:
    return {
        "scale": key.scale,
        "columns": list(key.columns),
        "rows": [
            {
                "level": _level(level),
                "meanings": [{"column": column, "text": text} for column, text in zip(key.columns, texts, strict=True)],
            }
            for level, texts in key.rows
        ],
    }
