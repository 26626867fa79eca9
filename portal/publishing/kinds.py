"""Every kind of published thing there is."""

from django.apps import apps
from django.utils.text import capfirst

from portal.publishing.models import Publishable
from portal.search import index


def plurals() -> dict[str, str]:
    """Name several of every kind that can be found: {"schools": "Schools"}."""
    return {
        model.kind: capfirst(model._meta.verbose_name_plural)
        for model in apps.get_models()
        if index.is_findable(model)
    }


def names() -> dict[str, str]:
    """Name what a kind is, in the active language: {"schools": "School"}."""
    return {
        model.kind: capfirst(model._meta.verbose_name)
        for model in apps.get_models()
        if issubclass(model, Publishable)
    }


def model(kind: str) -> type[Publishable]:
    """Return the model of a kind."""
    models = (each for each in apps.get_models() if issubclass(each, Publishable))
    return next(each for each in models if each.kind == kind)
