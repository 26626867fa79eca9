"""The pages of a list."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404


def page_of(total: int, number: int | str, size: int) -> Page:
    """Return where one is in a list; the number may be as typed in an address.

    Raises Http404 for a page that it has not, and for what is no number.
    """
    try:
        return Paginator(range(total), size).page(number)
    except InvalidPage as error:
        raise Http404("the list has no such page") from error
