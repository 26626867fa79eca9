"""Be reminded by mail: ask, confirm, end it. Links show a page, buttons act."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.base.errors import Refusal
from portal.base.languages import current
from portal.base.private import private
from portal.base.redirects import see_other
from portal.subscriptions.views import by_one_button, count_wish
from services.plan import actions
from services.plan.answers import Answers
from services.plan.forms import RemindersForm
from services.plan.models import Reminders
from services.plan.views.plan import address_of, personal


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take the wish; the answer is the same whoever asks."""
    answers = Answers.given(request.GET)
    if not answers.is_dated:
        return redirect("plan:ask")
    form = RemindersForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        count_wish(request, email)
        try:
            actions.ask(answers=answers, email=email, language=current())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return see_other(address_of(answers, "plan:reminders:answer"))
    context = {"form": form, "plan": address_of(answers)}
    status = 422 if form.is_bound else 200
    return personal(render(request, "services/plan/reminders/ask.html", context, status=status))


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Say that we have written, and nothing that differs from one mailbox to another."""
    answers = Answers.given(request.GET)
    plan = address_of(answers) if answers.is_dated else reverse("plan:ask")
    return personal(render(request, "services/plan/reminders/answer.html", {"plan": plan}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: UUID) -> HttpResponse:
    """A page that asks, with a button that begins it."""
    wish = get_object_or_404(Reminders, token=token)
    if request.method == "POST":
        actions.confirm(wish)
        return private(see_other(wish.confirmation_url))
    context = {"wish": wish, "plan": address_of(wish.plan)}
    return private(render(request, "services/plan/reminders/confirmation.html", context))


@by_one_button
def end(request: HttpRequest, token: UUID) -> HttpResponse:
    """End the reminders, and keep nothing of them."""
    if request.method == "POST":
        actions.end(token=token)
    context = {"wish": Reminders.objects.filter(token=token).first()}
    return private(render(request, "services/plan/reminders/end.html", context))
