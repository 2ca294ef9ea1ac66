"""The sentences of the year, for its page."""

from django import template

from reporting import year_wording

register = template.Library()

for _sentence in (
    year_wording.headline,
    year_wording.leave_out,
    year_wording.done_words,
    year_wording.nothing_done,
    year_wording.nothing_confirmed,
    year_wording.confirmed_words,
    year_wording.stuck_words,
    year_wording.nothing_stuck,
    year_wording.changes_of_review,
    year_wording.nothing_of_voice,
):
    register.filter(_sentence.__name__, _sentence)
