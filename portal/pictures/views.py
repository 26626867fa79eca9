"""Hands out the files of pictures, where no web server in front does."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from portal.pictures.sizes import FOLDER

TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
}


@require_safe
def file(request: HttpRequest, name: str, ending: str) -> FileResponse:
    """Send one file. Its name tells its content, so it never changes."""
    try:
        content = default_storage.open(f"{FOLDER}/{name}.{ending}")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type=TYPES[ending])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
