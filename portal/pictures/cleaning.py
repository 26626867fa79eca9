"""Takes a file that somebody sends, and keeps of it nothing but a picture.

What it is, is told by its content, never by its name. It is refused before it is decoded
where it is too heavy or would be too large; then it is drawn anew: whatever hid behind,
beside or within the picture (another file, a script, where it was taken) is not drawn.
"""

import io
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST_WIDTH, LEAST_HEIGHT = 640, 360
# The longer side of what is kept: enough for every size that a page asks for.
KEPT_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_SRGB = ImageCms.createProfile("sRGB")


class NotAPicture(ValidationError):
    """What was sent is no picture that the portal takes; the message says what to do."""


def clean(sent: BinaryIO, *, size: int) -> tuple[bytes, str]:
    """Return the picture drawn anew, and the ending of its kind: "jpg" or "png".

    Raises NotAPicture.
    """
    if size > MOST_BYTES:
        raise NotAPicture(
            _(
                "This file has %(size)s; a picture may have %(most)s. Please save it smaller, "
                "2,400 pixels wide at most."
            )
            % {"size": filesizeformat(size), "most": filesizeformat(MOST_BYTES)}
        )
    picture = _opened(sent)
    with picture:
        return _drawn_anew(picture)


def _opened(sent: BinaryIO) -> Image.Image:
    """Read what the file says of itself, without decoding it."""
    sent.seek(0)
    head = sent.read(1024)
    sent.seek(0)
    try:
        picture = Image.open(sent, formats=FORMATS)
        width, height = picture.size
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, RuntimeError) as error:
        raise _unknown(head) from error
    if width * height > MOST_PIXELS:
        raise _too_large()
    if min(width, height) < LEAST_HEIGHT or max(width, height) < LEAST_WIDTH:
        raise NotAPicture(
            _(
                "This picture has %(width)d × %(height)d pixels: readers would see it blurred. "
                "Please take one of at least 640 × 360."
            )
            % {"width": width, "height": height}
        )
    return picture


def _too_large() -> NotAPicture:
    return NotAPicture(
        _(
            "This picture has too many pixels; 40 million are the most. Please save it "
            "smaller, 2,400 pixels wide at most."
        )
    )


def _unknown(head: bytes) -> NotAPicture:
    if b"<svg" in head.lower() or head.lstrip().startswith((b"<?xml", b"<!DOCTYPE svg")):
        words = _("SVG drawings are not taken: they can hold programs. Please save it as PNG.")
    elif head[4:8] == b"ftyp":
        words = _(
            "This looks like a phone's HEIC picture or a film. Please save it as JPEG first."
        )
    else:
        words = _("This file is not a JPEG, PNG, WebP or AVIF picture, whatever its name says.")
    return NotAPicture(words)


def _drawn_anew(picture: Image.Image) -> tuple[bytes, str]:
    try:
        picture.draft("RGB", (KEPT_SIDE, KEPT_SIDE))  # a JPEG is decoded smaller right away
        picture.load()
        upright = _in_srgb(ImageOps.exif_transpose(picture))
    except (OSError, SyntaxError, ValueError, RuntimeError, ImageCms.PyCMSError) as error:
        raise NotAPicture(_("This picture is damaged and cannot be opened.")) from error
    upright.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    # On a sheet of its own: comments and the like would come along otherwise.
    sheet = Image.new(upright.mode, upright.size)
    sheet.paste(upright)
    drawn = io.BytesIO()
    if sheet.mode == "RGBA":
        sheet.save(drawn, "PNG", optimize=True)
        return drawn.getvalue(), "png"
    sheet.save(drawn, "JPEG", quality=90, optimize=True, progressive=True)
    return drawn.getvalue(), "jpg"


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Give colours the meaning that every screen knows, since the profile is not kept."""
    profile = picture.info.get("icc_profile")
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    if profile and picture.mode in {"RGB", "CMYK", "L"} and not see_through:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that does not fit says nothing
    return picture.convert("RGBA" if see_through else "RGB")
