from spreadsheets.services.committing import CannotBeImported, commit_run
from spreadsheets.services.importing import import_document
from spreadsheets.services.reviewing import Facts, RowChoice, choose_writing, discard_run, save_review
from spreadsheets.services.staging import read_again, stage_document
from spreadsheets.services.undoing import undo_import

__all__ = [
    "CannotBeImported",
    "Facts",
    "RowChoice",
    "choose_writing",
    "commit_run",
    "discard_run",
    "import_document",
    "read_again",
    "save_review",
    "stage_document",
    "undo_import",
]
