"""Staff at the desk: inviting, signing out everywhere, leaving."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users

from portal.accounts import actions, desk
from portal.accounts.models import User
from portal.desk.leaving import leave

LIST = "wagtailusers_users:index"


class CreateView(users.CreateView):
    success_message = _("%(object)s is invited by mail. The invitation holds for 7 days.")

    def save_instance(self):
        user = super().save_instance()
        actions.invite(user)
        return user


class IndexView(desk.StaffIndexView):
    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if not instance.is_active:
            return buttons
        steps = [("end_sessions", _("Sign out everywhere"), "lock")]
        if not instance.has_usable_password():
            steps.append(("invitation", _("Invite again"), "mail"))
        if instance != self.request.user:
            steps.append(("start_over", _("New password and second factor"), "key"))
            steps.append(("leaving", _("End this account"), "cross"))
        for name, label, icon in steps:
            url = reverse(f"wagtailusers_users:{name}", args=[instance.pk])
            buttons.append(Button(label, url=url, icon_name=icon))
        return buttons


class LeavingForm(forms.Form):
    """To whom the things go that somebody owns."""

    successor = forms.ModelChoiceField(
        User.objects.none(), label=_("Who takes over"), required=False
    )

    def __init__(self, *args, leaver: User, **kwargs):
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_active=True).exclude(pk=leaver.pk)
        self.fields["successor"].queryset = staff.order_by("name", "email")


def _ask(request: HttpRequest, user: User, question, form=None) -> HttpResponse:
    context = {"member": user, "form": form, "page_title": question, "back": reverse(LIST)}
    return render(request, "portal/desk/staff_step.html", context)


@require_http_methods(["GET", "POST"])
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign somebody out on every device."""
    user = get_object_or_404(User, pk=pk)
    if request.method == "GET":
        return _ask(request, user, _("Sign out everywhere"))
    actions.end_sessions(user)
    messages.success(request, _("Signed out everywhere: %(who)s") % {"who": user})
    return redirect(LIST)


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the invitation once more to somebody who has not come in yet."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    if user.has_usable_password():
        raise Http404
    if request.method == "GET":
        return _ask(request, user, _("Invite again"))
    with transaction.atomic():
        actions.invite(user)
    messages.success(request, _("The invitation is on its way."))
    return redirect(LIST)


@require_http_methods(["GET", "POST"])
def start_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody who has lost their device come in anew."""
    user = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=pk, is_active=True)
    if request.method == "GET":
        return _ask(request, user, _("New password and second factor"))
    actions.start_over(user)
    messages.success(request, _("The invitation is on its way."))
    return redirect(LIST)


@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """End an account, and say who takes over what the person owns."""
    user = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=pk, is_active=True)
    form = LeavingForm(request.POST or None, leaver=user)
    if request.method == "POST" and form.is_valid():
        leave(user, successor=form.cleaned_data["successor"])
        messages.success(request, _("The account has ended: %(who)s") % {"who": user})
        return redirect(LIST)
    return _ask(request, user, _("End this account"), form)


class StaffViewSet(desk.StaffViewSet):
    """Members of staff, whom only administrators see."""

    needs = {
        "end_sessions": "change",
        "invitation": "change",
        "start_over": "change",
        "leaving": "change",
    }
    add_view_class = CreateView
    index_view_class = IndexView

    def own_urls(self):
        return [
            path("<int:pk>/sessions/", end_sessions, name="end_sessions"),
            path("<int:pk>/invitation/", invitation, name="invitation"),
            path("<int:pk>/start-over/", start_over, name="start_over"),
            path("<int:pk>/leaving/", leaving, name="leaving"),
        ]
