"""Which progress is worth reading for how children's and families' voice was used."""

import pytest

from reporting.voice import ROOTS, names_voice

NAMED = [
    "The voice of the child was heard in each of the ten files.",
    "Parents told us that meetings are easier to follow.",
    "A survey of young people was carried out in May.",
    "Feedback from families led to a new leaflet.",
    "The lived experience of one mother opened the event.",
    "The leaflet was co-produced with carers.",
    "Children's wishes and feelings are recorded.",
    "CHILDREN WERE CONSULTED",
    "The youth council looked at the website.",
]
NOT_NAMED = [
    "",
    "The policy on children missing from home was published.",
    "Feedback of partners was good. Ten children were seen.",
    "Training for foster carers took place twice.",
    "The children's centre was opened.",
    "Staff told the auditor that the form is long.",
]


@pytest.mark.parametrize("text", NAMED)
def test_progress_that_names_it_is_found(text: str) -> None:
    assert names_voice(text)
    assert any(root in text.lower() for root in ROOTS)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_progress_that_does_not_name_it_is_left_out(text: str) -> None:
    assert not names_voice(text)
