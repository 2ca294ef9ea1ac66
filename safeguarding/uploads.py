from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler


class NamelessTemporaryFileUploadHandler(TemporaryFileUploadHandler):
    """Django's own, but for the name of the temporary file.

    Django gives it the ending that the person's file has, and an ending of 200 letters is longer than a file system
    takes: the request would fail without an answer.
    """

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, "upload", *args, **kwargs)
        self.file_name = file_name
        self.file.name = file_name
