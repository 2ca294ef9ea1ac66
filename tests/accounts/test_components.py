"""Components that reckon: bar, pagination, sorting, levels."""

from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

BLUE = {"letter": "B", "word": "Embedded", "colour": "blue", "shape": "circle"}
AMBER = {"letter": "A", "word": "Started", "colour": "amber", "shape": "triangle"}


def test_level_says_itself_by_letter_shape_and_word() -> None:
    html = render_to_string("components/level.html", {"level": AMBER})

    assert ">A</span>" in html
    assert ">Started</span>" in html
    assert "<path" in html
    assert "app-level--amber" in html


def test_no_update_has_no_colour_and_keeps_the_last_known_level_as_words() -> None:
    html = render_to_string("components/no_update.html", {"last": BLUE, "since": "Q2"})

    assert "app-level--none" in html
    assert "app-level--blue" not in html
    assert "Last known: B, Embedded (Q2)" in html


def test_bar_draws_what_there_is_and_lists_what_there_is_not() -> None:
    template = Template("{% load components %}{% bar_chart 'Frankie' segments %}")
    segments = [{"level": BLUE, "count": 11, "url": "/behind/"}, {"level": AMBER, "count": 0}]

    html = template.render(Context({"segments": segments}))

    assert html.count("<rect class") == 1
    assert "11 actions" in html
    assert 'href="/behind/"' in html
    assert "Started" in html


def test_pagination_keeps_the_filter(rf: RequestFactory) -> None:
    page = Paginator(range(100), 10).get_page(2)

    html = render_to_string("components/pagination.html", {"page": page, "noun": "actions"}, rf.get("/?lead=7&page=2"))

    assert "?lead=7&amp;page=3" in html
    assert 'aria-current="page">2<' in html
    assert "11 to 20 of 100 actions" in html


def test_sorted_heading_turns_round_and_begins_at_page_one(rf: RequestFactory) -> None:
    context = {"label": "Due", "key": "due", "sort": "due"}

    html = render_to_string("components/sort_header.html", context, rf.get("/?sort=due&page=4"))

    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-due"' in html
