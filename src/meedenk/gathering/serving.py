"""A kept file, or a zip that is made as it goes, as an answer to a browser."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, StreamingHttpResponse

from .uploads import CONTENT_TYPES, file_name


def download(name: str, *, title: str, found: str) -> FileResponse:
    """The file that is kept as `name`, to keep under its `title`, never to be shown or run. 404 when it is gone."""
    try:
        opened = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        opened, as_attachment=True, filename=file_name(title, found), content_type=CONTENT_TYPES[found]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def zipped(pieces: Iterator[bytes], name: str) -> StreamingHttpResponse:
    """A zip, sent as it is made, to keep as `name`."""
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
