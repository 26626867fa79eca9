"""What every request to the desk goes through."""

import logging
from collections.abc import Callable
from contextlib import nullcontext

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base.errors import Refusal
from portal.base.patience import HELD, impatient, is_held

logger = logging.getLogger(__name__)

UNREADABLE = gettext_lazy(
    "Not done: part of what this form sent is missing or cannot be read. Please open the page "
    "anew and try again."
)


class DeskMiddleware:
    """Asks for a second factor, sets the desk's content policy, and turns a refusal into
    a message on the page that staff came from, wherever in the desk it was raised."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(self.desk):
            return self.get_response(request)
        if settings.DESK_SECOND_FACTOR and _lacks_second_factor(request.user):
            messages.warning(request, _("Please set up a second factor to open the desk."))
            return redirect("mfa_index")
        if _has_no_role(request.user):
            # Wagtail would lead to the sign-in, and that back here, without end.
            messages.warning(
                request, _("Your account has no role yet: please ask an administrator for one.")
            )
            return redirect("mfa_index")
        with impatient() if request.method == "POST" else nullcontext():
            response = self.get_response(request)
        response._csp_replace = settings.DESK_CONTENT_POLICY
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not request.path_info.startswith(self.desk):
            return None
        if isinstance(error, Refusal):
            return self._refuse(request, str(error.message))
        if isinstance(error, ProtectedError):
            return self._refuse(request, _still_needed(error))
        if is_held(error):
            return self._refuse(request, str(HELD))
        if request.method == "POST" and _is_unreadable(error):
            logger.warning("A form could not be read: %s", request.path, exc_info=error)
            return self._refuse(request, str(UNREADABLE))
        return None

    def _refuse(self, request: HttpRequest, message: str) -> HttpResponse:
        if not request.accepts("text/html"):
            answer = {"success": False, "error_code": "refused", "error_message": message}
            return JsonResponse(answer, status=409)
        messages.error(request, message)
        came_from = request.headers.get("referer", "")
        safe = url_has_allowed_host_and_scheme(
            came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        return redirect(came_from if safe else self.desk)


def _lacks_second_factor(user) -> bool:
    return user.is_authenticated and not is_mfa_enabled(user)


def _has_no_role(user) -> bool:
    return user.is_authenticated and not user.has_perm("wagtailadmin.access_admin")


def _is_unreadable(error: Exception) -> bool:
    """Whether a form lacks a field that its page has, or names a part by what is no number:
    a page that was not whole when it was sent, or one that somebody has made up."""
    return isinstance(error, (MultiValueDictKeyError, ValidationError))


def _still_needed(error: ProtectedError) -> str:
    things = sorted({str(thing) for thing in error.protected_objects})
    shown = _(", ").join(things[:5])
    if (more := len(things) - 5) > 0:
        shown = _("%(things)s and %(more)d more") % {"things": shown, "more": more}
    return _("Not deleted: it is still needed by %(things)s.") % {"things": shown}
