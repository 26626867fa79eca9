"""Pages under a secret address."""

from django.http import HttpResponse


def private(response: HttpResponse, referrer_policy: str = "same-origin") -> HttpResponse:
    """Keep the address of a page from getting about: whoever has it may do all that it can.

    A page without a form says "no-referrer". One with a form cannot: browsers would send
    the form without an origin, and it would be refused.
    """
    response.headers["Referrer-Policy"] = referrer_policy
    response.headers["X-Robots-Tag"] = "noindex"
    return response
