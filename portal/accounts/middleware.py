"""What every try of a password or a code goes through."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Where somebody could guess, by the names of allauth's addresses.
GUESSED_AT = {
    "account_login", "account_reauthenticate", "account_change_password",
    "account_reset_password", "account_reset_password_from_key",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
}  # fmt: skip


class CountedMiddleware:
    """Lets nobody try while nobody can count the tries, and says so.

    Without it allauth would say "too many tries" to everybody who comes. Whoever is signed in
    works on: sessions stand in the database.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        guesses = request.resolver_match.url_name in GUESSED_AT
        if request.method != "POST" or not guesses or cache.answers():
            return None
        response = render(request, "portal/accounts/uncounted.html", status=503)
        response.headers["Retry-After"] = "60"
        response.headers["Cache-Control"] = "no-store"
        return response
