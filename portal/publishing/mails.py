"""The letters of a review: it waits for you, it came back, it is published."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.outbox.queue import Draft


def waits(task_state, thing, person, *, by) -> Draft:
    """Tell somebody who may publish an item that it waits for them."""
    return _letter("waits", task_state, thing, person, by=by)


def came_back(task_state, thing, person, *, by) -> Draft:
    """Tell who submitted an item why it came back."""
    return _letter("came_back", task_state, thing, person, by=by)


def approved(task_state, thing, person, *, by) -> Draft:
    """Tell who submitted an item that it has been approved."""
    return _letter("approved", task_state, thing, person, by=by)


def _letter(name: str, task_state, thing, person, *, by) -> Draft:
    edit = reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
    language = _language(person)
    with translation.override(language):
        context = {
            "name": str(thing),
            "kind": thing._meta.verbose_name,
            "by": by,
            "comment": task_state.comment,
            "link": settings.SITE_ROOT + edit,
            "language": language,
        }
        template = f"portal/publishing/mails/{name}"
        subject, _blank, text = render_to_string(f"{template}.txt", context).partition("\n\n")
    return Draft(
        key=f"review:{task_state.pk}:{name}:{person.pk}",
        to=person.email,
        subject=" ".join(subject.split()),
        text=text,
        headers={"Content-Language": language, "Auto-Submitted": "auto-generated"},
    )


def _language(person) -> str:
    """Return the language of somebody's desk; most staff read Chinese."""
    profile = getattr(person, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or "zh-hans"
