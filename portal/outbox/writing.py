"""How a mail is written: out of its templates, in the language of whoever reads it."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.outbox.queue import Draft


def written(
    template: str,
    context: dict,
    *,
    language: str,
    with_html: bool = True,
    headers: dict[str, str] | None = None,
    **fields,
) -> Draft:
    """Write a mail out of `template`.txt, whose first paragraph is its subject, and .html.

    It speaks the reader's language, whatever language we are speaking just now; addresses
    that the templates ask for get the reader's prefix, too. The templates know `language`
    and `site_root` beside the context. `fields` are those of the Draft that nobody can
    tell from the templates: its key, to whom it goes, what is attached.
    """
    context = {"language": language, "site_root": settings.SITE_ROOT} | context
    with translation.override(language):
        subject, _blank, text = render_to_string(f"{template}.txt", context).partition("\n\n")
        html = render_to_string(f"{template}.html", context) if with_html else ""
    own = {"Content-Language": language, "Auto-Submitted": "auto-generated"}
    return Draft(
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        headers=own | (headers or {}),
        **fields,
    )
