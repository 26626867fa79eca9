"""The addresses of pages, in either language."""

from django.urls import reverse
from django.utils import translation


def address(name: str, language: str = "en", **kwargs) -> str:
    """Return the path of a page: address("guides:detail", "zh-hans", slug="work-permit")."""
    with translation.override(language):
        return reverse(name, kwargs=kwargs)
