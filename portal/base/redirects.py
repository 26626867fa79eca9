"""Where one is led after a post."""

from django.http import HttpResponse
from django.shortcuts import redirect


def see_other(to, *args, **kwargs) -> HttpResponse:
    """Lead on after a post, as `redirect` does, so that reloading asks nothing again."""
    response = redirect(to, *args, **kwargs)
    response.status_code = 303
    return response
