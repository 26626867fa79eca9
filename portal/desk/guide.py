"""The guide for staff, at the desk: the pages and pictures of docs/staff-guide/."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from portal.base.languages import current

FOLDER = settings.BASE_DIR / "docs" / "staff-guide"
# Its address under /desk/, and what each language's file is called.
FILES = {"zh-hans": "zh", "en": "en"}
_parser = MarkdownIt("commonmark", {"html": False})


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the guide in the reader's language, each of its pages a section."""
    text = (FOLDER / f"{FILES[current()]}.md").read_text(encoding="utf-8")
    heading, _blank, body = text.partition("\n")
    context = {
        "page_title": heading.removeprefix("# "),
        "header_icon": "help",
        # Ours, as it was reviewed: nobody writes it at the desk.
        "guide": mark_safe(_parser.render(body)),  # noqa: S308
    }
    return render(request, "portal/desk/guide.html", context)


@require_safe
def picture(request: HttpRequest, language: str, name: str) -> FileResponse:
    """Hand out a picture of the guide."""
    file: Path = FOLDER / language / f"{name}.png"
    if not file.is_file():
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")


MENU_LABEL = _("Guide for staff")
