from spreadsheets.services.answering import answer_leads
from spreadsheets.services.committing import CannotBeImported, commit_run
from spreadsheets.services.importing import import_document
from spreadsheets.services.reading_again import read_again
from spreadsheets.services.rearranging import merge_with_above, split_by_hand, undo_step
from spreadsheets.services.remembering import forget_columns, remember_columns
from spreadsheets.services.reviewing import Facts, RowChoice, choose_writing, discard_run, save_review
from spreadsheets.services.staging import stage_document
from spreadsheets.services.undoing import undo_import

__all__ = [
    "CannotBeImported",
    "Facts",
    "RowChoice",
    "answer_leads",
    "choose_writing",
    "commit_run",
    "discard_run",
    "forget_columns",
    "import_document",
    "merge_with_above",
    "read_again",
    "remember_columns",
    "save_review",
    "split_by_hand",
    "stage_document",
    "undo_import",
    "undo_step",
]
