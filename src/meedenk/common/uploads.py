"""How much of what is sent to us is kept at all."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1024 * 1024
HOPELESS = 4  # a request this many times the limit is not listened to at all


class Bounded(FileUploadHandler):
    """Stands before the other handlers: of a file beyond the limit nothing reaches the disk, only how big it was."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_: Any, **__: Any) -> None:  # noqa: ARG002, N803  # Django names and gives them
        if content_length > HOPELESS * settings.UPLOAD_LIMIT_MB * MEGABYTE:
            raise RequestDataTooBig("more than this house takes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start + len(raw_data) <= settings.UPLOAD_LIMIT_MB * MEGABYTE else None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if file_size <= settings.UPLOAD_LIMIT_MB * MEGABYTE:
            return None
        return InMemoryUploadedFile(
            BytesIO(), self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
