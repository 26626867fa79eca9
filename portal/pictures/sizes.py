"""The sizes that pages show of a picture: made once, when it comes or its focus moves.

All have the same shape, cut around the focus. Their names hold a fingerprint, so that
browsers may keep them for good.
"""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

FOLDER = "pictures"
SHAPE = 16 / 9
WIDTHS = (480, 720, 1080, 1600)
# (ending and type, Pillow's name, how it is written); the last is what every browser reads.
KINDS = (
    ("avif", "AVIF", {"quality": 55, "speed": 8}),
    ("webp", "WEBP", {"quality": 76, "method": 4}),
)


def name_of(content: bytes, ending: str) -> str:
    """Name a file by what it holds."""
    return f"{FOLDER}/{hashlib.sha256(content).hexdigest()[:24]}.{ending}"


def frame(width: int, height: int, focus: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the largest part of a picture in our shape that has the focus, given in per
    cent of both sides, as near to its middle as the edges allow."""
    cut_width = min(width, round(height * SHAPE))
    cut_height = min(height, round(width / SHAPE))
    left = _within(width, cut_width, focus[0])
    top = _within(height, cut_height, focus[1])
    return left, top, left + cut_width, top + cut_height


def _within(whole: int, cut: int, focus: int) -> int:
    return max(0, min(whole - cut, round(whole * focus / 100 - cut / 2)))


def make(content: bytes, focus: tuple[int, int]) -> list[dict]:
    """Write every size of a picture, and return what a page has to know of them."""
    with Image.open(io.BytesIO(content)) as picture:
        part = picture.crop(frame(*picture.size, focus))
    widths = [width for width in WIDTHS if width < part.width] or [part.width]
    return [_one(part, width) for width in widths]


def _one(part: Image.Image, width: int) -> dict:
    sized = part.resize((width, round(width / SHAPE)), Image.Resampling.LANCZOS)
    files = {}
    for ending, kind, options in KINDS:
        written = io.BytesIO()
        sized.save(written, kind, **options)
        files[ending] = _keep(written.getvalue(), ending)
    return {"width": sized.width, "height": sized.height, **files}


def _keep(content: bytes, ending: str) -> str:
    """Write a file, unless one of this name, and so of this content, is there."""
    name = name_of(content, ending)
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(content))
