"""The floor under the importer: what it must read of every document whose truth is known."""

from pathlib import Path

import pytest

from spreadsheets.report_card import FOLDERS, Marks, Tally, documents_in, marks_of, report

SOURCES, EXAMPLES = FOLDERS


def marks_in(folder: Path) -> list[Marks]:
    return [marks_of(document, truth) for document, truth in documents_in(folder)]


@pytest.mark.parametrize(("folder", "documents"), [(SOURCES, 4), (EXAMPLES, 9)])
def test_every_document_of_the_folder_has_its_truth(folder: Path, documents: int) -> None:
    assert len(list(documents_in(folder))) == documents


def test_sources_are_read_to_the_last_field() -> None:
    for marks in marks_in(SOURCES):
        assert (marks.name, marks.wrong) == (marks.name, [])
        assert marks.found == marks.expected > 0


def test_examples_are_read_nearly_whole_and_nothing_is_invented() -> None:
    read = marks_in(EXAMPLES)

    fields = Tally(sum(marks.all_fields.right for marks in read), sum(marks.all_fields.of for marks in read))
    assert sum(marks.found for marks in read) >= 0.97 * sum(marks.expected for marks in read)
    assert fields.share >= 0.95
    assert Tally(fields.right, fields.of + sum(marks.not_there for marks in read)).share >= 0.95
    assert [marks.name for marks in read if marks.invented] == []


def test_report_names_what_was_read_otherwise_than_it_stands(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Action,Owner\nAsk schools,Police\nTell parents,Health\n", encoding="utf-8")
    (tmp_path / "plan.json").write_text(
        '{"kind": "other", "actions": [{"action": "Ask schools", "lead": "Council"}, {"action": "Act", "lead": ""}]}',
        encoding="utf-8",
    )

    heading, folder, line, whole, *wrong = report([tmp_path])

    assert heading.split()[:5] == ["document", "actions", "found", "missed", "invented"]
    assert folder.endswith(tmp_path.name)
    assert line.split()[:6] == ["plan.csv", "2", "1", "1", "1", "0"]
    assert whole.split()[:8] == ["all", "of", "them", "2", "1", "1", "1", "0"]
    assert wrong == [
        "plan.csv: lead of Ask schools: 'Council'".replace("Ask schools", "ask schools"),
        "plan.csv: missed: 2 act",
        "plan.csv: invented:  tell parents",
    ]


def test_truth_that_stands_nowhere_in_the_document_is_counted_by_itself(tmp_path: Path) -> None:
    document = tmp_path / "plan.csv"
    document.write_text("Action,Owner\nAsk schools,Police\n", encoding="utf-8")
    truth = {"kind": "other", "actions": [{"action": "Ask schools", "lead": "Police", "section": "Learnt elsewhere"}]}

    marks = marks_of(document, truth)

    assert (marks.not_there, str(marks.all_fields), str(marks.with_those)) == (1, "2/2", "2/3")
