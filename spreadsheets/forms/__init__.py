from spreadsheets.forms.columns import ColumnsForm
from spreadsheets.forms.facts import FactsForm
from spreadsheets.forms.leads import LeadsForm
from spreadsheets.forms.rows import RowForm
from spreadsheets.forms.splitting import SplitForm
from spreadsheets.forms.uploads import UploadForm
from spreadsheets.forms.writing import WritingForm

__all__ = ["ColumnsForm", "FactsForm", "LeadsForm", "RowForm", "SplitForm", "UploadForm", "WritingForm"]
