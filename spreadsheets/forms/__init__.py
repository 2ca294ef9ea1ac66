from spreadsheets.forms.facts import FactsForm
from spreadsheets.forms.rows import RowForm
from spreadsheets.forms.uploads import UploadForm
from spreadsheets.forms.writing import WritingForm

__all__ = ["FactsForm", "RowForm", "UploadForm", "WritingForm"]
