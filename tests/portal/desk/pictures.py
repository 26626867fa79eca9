"""The pictures of the guide for staff (docs/staff-guide/), made by the journey at the desk.

The journey shows each picture's page anyway; only with STAFF_GUIDE=1 is it also kept, once in
Chinese and once in English: `STAFF_GUIDE=1 pytest tests/portal/desk/test_editors_week.py`.
"""

import io
import os
import re
from pathlib import Path

from PIL import Image
from wagtail.users.models import UserProfile

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "staff-guide"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
_COLOURS = 96
_TALLEST = 900  # pixels; a picture shows what the text speaks of, not the whole form


def named(language: str) -> set[str]:
    """Return the names of the pictures that a guide shows."""
    text = (FOLDER / f"{language}.md").read_text(encoding="utf-8")
    return set(re.findall(rf"\]\({language}/([a-z-]+)\.png\)", text))


class Pictures:
    """Notes, or keeps, what a browser shows under a name."""

    def __init__(self):
        self.made: set[str] = set()
        self.keeps = bool(os.environ.get("STAFF_GUIDE"))

    def __call__(self, page, name: str, *, part: str = "body", again: bool = True) -> None:
        """Take a picture of a part of a page. Where the page can be asked for `again`, it is
        shown in English too; else both guides get the one that is on the screen."""
        self.made.add(name)
        if not self.keeps:
            return
        self._keep(page, part, "zh", name)
        if not again:
            self._keep(page, part, "en", name)
            return
        self._speak("en")
        page.reload()
        self._keep(page, part, "en", name)
        self._speak("zh-hans")
        page.reload()

    def _keep(self, page, part: str, language: str, name: str) -> None:
        page.wait_for_load_state("networkidle")
        shown = page.locator(part).first
        shown.scroll_into_view_if_needed()
        picture = Image.open(io.BytesIO(shown.screenshot(animations="disabled"))).convert("RGB")
        picture = picture.crop((0, 0, picture.width, min(picture.height, _TALLEST)))
        small = picture.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=0)
        target = FOLDER / language / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        small.save(target, optimize=True)

    def _speak(self, language: str) -> None:
        UserProfile.objects.update(preferred_language=language)
