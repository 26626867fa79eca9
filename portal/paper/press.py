"""Sets sheets and pictures in type: Typst, and the fonts, come out of wheels alone.

What is made depends on a form (forms/*.typ) and on data, and on nothing else; so it is
kept for a while under a fingerprint of the two.
"""

import hashlib
import io
import json
import logging
import re
from collections.abc import Callable
from functools import cache as once
from pathlib import Path

import manimgx_fonts_cjk
import typst
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from PIL import Image

from portal.base import limits

logger = logging.getLogger(__name__)

FORMS = Path(__file__).parent / "forms"
LATTICES = Path(__file__).parent.parent / "static" / "portal" / "img" / "lattice"
LIFETIME = 7 * 24 * 3600  # seconds
# What a reader has put together: there is no end of such sheets, and few are asked for again.
OF_A_READER_LIVES = 10 * 60  # seconds
# A plan tells of the person who made it: they are promised that nothing of it is kept.
KEPT_BY_NOBODY = 0
# Setting type costs a processor for a tenth of a second; a person asks for a few sheets.
LIMIT = limits.Limit(times=60, seconds=600)
# The colours of static/portal/css/components/lattice.css.
PLATES = {
    "none": "#3b342d",
    "nested": "#1f4e8c",
    "hex": "#3d6637",
    "star": "#5b478a",
    "ice": "#964519",
    "wave": "#1b6770",
    "petal": "#7c5a00",
    "scale": "#29604a",
    "key": "#772c5a",
}
PICTURE_COLOURS = 64


def sheet(request: HttpRequest, data: dict, *, lifetime: int = LIFETIME) -> bytes:
    """Return a sheet as a PDF that can be read aloud. Raises TooOften."""
    return _kept(request, "sheet", data, _sheet, lifetime)


def _sheet(data: str) -> bytes:
    try:
        return _set("sheet", data, pdf_standards="ua-1")
    except typst.TypstError as error:
        # Somebody has written a sign that no font of ours has: it stands there as a box.
        logger.warning("A sheet can hold no promise of PDF/UA: %s", type(error).__name__)
        return _set("sheet", data)


def picture(request: HttpRequest, data: dict) -> bytes:
    """Return a picture of data["width"] × data["height"] pixels. Raises TooOften."""
    return _kept(request, "picture", data, lambda text: _small(_set("picture", text, ppi=72)))


def dress(lattice: str) -> dict:
    """Return the colour and the pattern of a community, white on its plate."""
    drawing = (LATTICES / f"{lattice}.svg").read_text(encoding="utf-8")
    tile = [int(side) for side in re.findall(r' (?:width|height)="(\d+)"', drawing)[:2]]
    white = drawing.replace("#000", "#fff")
    return {"plate": PLATES[lattice], "lattice": white, "tile": tile}


def _kept(
    request: HttpRequest, form: str, data: dict, make: Callable, lifetime: int = LIFETIME
) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder)
    digest = hashlib.sha256(_form(form) + text.encode()).hexdigest()
    key = f"paper:{form}:{digest}"
    made = cache.get(key) if lifetime else None
    if made is None:
        limits.count("paper", limits.sender(request), LIMIT)
        made = make(text)
        if lifetime:
            cache.set(key, made, lifetime)
    return made


@once
def _form(name: str) -> bytes:
    return (FORMS / f"{name}.typ").read_bytes()


@once
def _fonts() -> typst.Fonts:
    """Libertinus comes with Typst, Noto Sans CJK with a wheel; the machine's are not asked."""
    folder = Path(manimgx_fonts_cjk.__file__).parent
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def _set(form: str, data: str, **options) -> bytes:
    kind = "png" if "ppi" in options else "pdf"
    return typst.compile(
        FORMS / f"{form}.typ",
        root=FORMS,
        font_paths=_fonts(),
        format=kind,
        sys_inputs={"data": data},
        **options,
    )


def _small(png: bytes) -> bytes:
    """A plate, a pattern and words need few colours."""
    few = (
        Image.open(io.BytesIO(png))
        .convert("RGB")
        .quantize(PICTURE_COLOURS, dither=Image.Dither.NONE)
    )
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
