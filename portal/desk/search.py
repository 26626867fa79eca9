"""Searches everything that has drafts, by both names and the address."""

from django.db.models import Q

from portal.publishing.actions import publishable_models
from portal.publishing.models import Publishable

AT_MOST = 10  # of a kind; the list of the kind has the rest


def find(words: str) -> list[tuple[type[Publishable], list[Publishable]]]:
    """Return what is called so, in either language, a few of each kind."""
    if not words:
        return []
    found = [(model, list(_called(model, words)[:AT_MOST])) for model in publishable_models()]
    return [(model, things) for model, things in found if things]


def _called(model: type[Publishable], words: str):
    name = model.name_field
    question = Q(slug__icontains=words)
    for column in (f"{name}_en", f"{name}_zh_hans"):
        question |= Q(**{f"{column}__icontains": words})
    return model.objects.filter(question).only("slug", f"{name}_en", f"{name}_zh_hans", "live")
