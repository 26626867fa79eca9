"""The pages of a list."""

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404


def page_of(total: int, number: int, size: int) -> Page:
    """Return where one is in a list. Raises Http404 for a page that it has not."""
    try:
        return Paginator(range(total), size).page(number)
    except EmptyPage as error:
        raise Http404("the list has no such page") from error
