"""The page of an invitation, and what stands in place of allauth's doors that stay shut."""

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts import actions
from portal.base.private import private


def shut(request: HttpRequest) -> HttpResponse:
    """There is nothing behind this address."""
    raise Http404


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited colleague choose a password; opening the link alone changes nothing."""
    user = actions.invited(token)
    if user is None:
        words = _("This invitation has ended or been used. An administrator can send another.")
        messages.warning(request, words)
        return redirect("account_login")
    form = SetPasswordForm(user, request.POST or None)
    if form.is_valid():
        actions.accept(user, password=form.cleaned_data["new_password1"])
        messages.success(request, _("Your password is set. Please sign in with it."))
        return redirect("account_login")
    context = {"form": form, "invited": user}
    return private(render(request, "portal/accounts/invitation.html", context))
