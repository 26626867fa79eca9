"""Letters to staff: a review waits, came back, is published; a check is due."""

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


def due(person, things, *, key: str) -> Draft:
    """Tell somebody which of their records are due to be checked again."""
    language = _language(person)
    with translation.override(language):
        told = [
            {
                "name": str(thing),
                "kind": str(thing._meta.verbose_name),
                "due": thing.review_due,
                "is_overdue": thing.is_overdue,
                "link": _way_to(thing),
            }
            for thing in things
        ]
    return _draft("due", {"things": told}, to=person.email, language=language, key=key)


def _letter(name: str, task_state, thing, person, *, by) -> Draft:
    language = _language(person)
    with translation.override(language):
        context = {
            "name": str(thing),
            "kind": str(thing._meta.verbose_name),
            "by": by,
            "comment": task_state.comment,
            "link": _way_to(thing),
        }
    key = f"review:{task_state.pk}:{name}:{person.pk}"
    return _draft(name, context, to=person.email, language=language, key=key)


def _way_to(thing) -> str:
    edit = reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
    return settings.SITE_ROOT + edit


def _draft(name: str, context: dict, *, to: str, language: str, key: str) -> Draft:
    with translation.override(language):
        text = render_to_string(f"portal/publishing/mails/{name}.txt", context)
    subject, _blank, text = text.partition("\n\n")
    return Draft(
        key=key,
        to=to,
        subject=" ".join(subject.split()),
        text=text,
        headers={"Content-Language": language, "Auto-Submitted": "auto-generated"},
    )


def _language(person) -> str:
    """Return the language of somebody's desk; most staff read Chinese."""
    profile = getattr(person, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or "zh-hans"
