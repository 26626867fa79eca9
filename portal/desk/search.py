"""Searches everything that has drafts, by both names and the address."""

from django.db.models import Q
from wagtail.permissions import policy_registry

from portal.publishing.actions import publishable_models
from portal.publishing.models import Publishable

AT_MOST = 10  # of a kind; the list of the kind has the rest


def find(words: str, *, user) -> list[tuple[type[Publishable], list[Publishable]]]:
    """Return what of somebody's things is called so, in either language, a few of each kind."""
    if not words:
        return []
    found = [
        (model, list(_called(model, words, user)[:AT_MOST])) for model in publishable_models()
    ]
    return [(model, things) for model, things in found if things]


def _called(model: type[Publishable], words: str, user):
    name = model.name_field
    question = Q(slug__icontains=words)
    for column in (f"{name}_en", f"{name}_zh_hans"):
        question |= Q(**{f"{column}__icontains": words})
    theirs = policy_registry.get_by_type(model).instances_user_has_permission_for(user, "view")
    return theirs.filter(question).defer("sources")
