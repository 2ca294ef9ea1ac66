"""A document in a shape that nobody thought of: a sentence for the person, a trace for the log, nothing written."""

import pytest

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from spreadsheets.models import ImportRun
from spreadsheets.services import stage_document, staging


def test_reader_that_fails_gives_a_sentence_and_writes_nothing(
    thurrock: Partnership, business: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(staging, "read_any_plan", broken)

    with pytest.raises(RuleBroken, match="could not be read: save it anew") as refusal:
        stage_document(partnership=thurrock, file_name="odd.docx", data=b"PK", by=business)

    assert refusal.value.field == "file"
    assert "list index out of range" in caplog.text
    assert not ImportRun.objects.exists()
