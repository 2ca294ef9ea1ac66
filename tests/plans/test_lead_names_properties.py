"""What holds for any lead cell: no exception, no word lost, and the same answer for the same words."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.lead_names import FILLER, match_lead, split_leads
from plans.lead_names.folding import folded

KNOWN = ("LPR Group", "Audit Group", "Learning and Practice Review Group", "MEB", "Essex Police")
PIECES = (
    "Ann Example O’Neil- Young LSCP LSCB CCG Essex Police Learning and & , / ; + ( ) - – Practice Review Group "
    "Board Team Business Manager Chair Scruitneer Head of the for Service Services Children's Social Care Health "
    "Housing all agencies partner with supported by to lead on this work behalf • \n 1. (a) Cllr DCI J. Sub-Group "
    "MACE TBC N/A Lead: (lead) ß İ"
)
WORDS = st.sampled_from(PIECES.split(" "))
CELLS = st.one_of(st.text(), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=6).map("".join))
KNOWNS = st.one_of(st.just(()), st.just(KNOWN), st.lists(CELLS, max_size=4).map(tuple))
PEOPLE = st.sampled_from(["Ann Example", "Bob O’Sample", "Cara Sample-Person", "Dee McExample"])
AGENCIES = st.sampled_from(["Essex Police", "SBC Public Health", "CCG", "NPS", "Example Borough Council"])


@settings(deadline=None)
@given(CELLS, KNOWNS)
def test_no_word_of_any_cell_is_lost(text: str, known: tuple[str, ...]) -> None:
    leads = split_leads(text, known=known)

    kept = "".join(folded(f"{lead.name} {lead.agency or ''} {lead.post or ''}") for lead in leads)
    for word in re.split(r"[\W_]+", text):
        # A bullet's letter or number marks a line and is no part of a name.
        assert folded(word) in kept or folded(word) in FILLER or len(word) == 1 or word.isdigit()


@settings(deadline=None)
@given(CELLS, KNOWNS)
def test_any_lead_has_a_name_and_a_kind(text: str, known: tuple[str, ...]) -> None:
    for lead in split_leads(text, known=known):
        assert folded(lead.name)
        assert lead.kind in ("agency", "group", "post", "person")
        assert (lead.person is not None) == (lead.kind == "person")
        assert lead.person in (None, lead.name)
        assert lead.person or not (lead.agency or lead.post)


@settings(deadline=None)
@given(CELLS)
def test_any_cell_names_each_lead_once(text: str) -> None:
    leads = split_leads(text)

    assert len(set(leads)) == len(leads)


@settings(deadline=None)
@given(st.lists(st.tuples(PEOPLE, AGENCIES), min_size=1, max_size=4, unique_by=lambda pair: pair[0]))
def test_any_people_with_agencies_on_lines_are_read(pairs: list[tuple[str, str]]) -> None:
    leads = split_leads("\n".join(f"{name} – {agency}" for name, agency in pairs))

    assert [(lead.person, lead.agency) for lead in leads] == pairs


@settings(deadline=None)
@given(CELLS, st.dictionaries(CELLS, CELLS, max_size=5))
def test_any_name_is_matched_to_a_wording_or_to_none(name: str, wordings: dict[str, str]) -> None:
    match = match_lead(name, wordings)

    assert match is None or (wordings[match.matched] == match.name and folded(name))


@settings(deadline=None)
@given(CELLS.filter(lambda text: bool(folded(text))))
def test_any_known_name_is_matched_to_itself(name: str) -> None:
    match = match_lead(name, {name: name})

    assert match
    assert (match.name, match.how) == (name, "same")


@pytest.mark.parametrize("piece", [" ", "-", "a, ", "Group ", "and ", "Ann Example - ", "( ", "LPR Group\n", "A- B "])
def test_long_cell_is_read_in_no_time(piece: str) -> None:
    begun = time.monotonic()
    split_leads(piece * (50_000 // len(piece)) + "x", known=KNOWN)

    assert time.monotonic() - begun < 3
