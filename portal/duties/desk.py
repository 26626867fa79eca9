"""Who works in a community, at the desk of its publishers; and whether they still do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from portal.accounts.models import Duty
from portal.base.desk import ReadOnlyViewSet, ScopedIndexView
from portal.base.gate import ADMINISTER
from portal.base.rights import Area
from portal.duties import actions

ADDRESS = "wagtailsnippets_communities_duty:{}"


def _others(user):
    """The roles of others of which somebody may say whether they are needed."""
    policy = policy_registry.get_by_type(Duty)
    theirs = policy.instances_user_has_permission_for(user, "change")
    return theirs.exclude(user=user).select_related("user", "community")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether somebody still needs a role; two buttons, and then the next one."""
    duty = get_object_or_404(_others(request.user), pk=pk)
    if request.method == "POST":
        said = {"user": duty.user, "role": duty}
        if request.POST.get("needed") == "yes":
            actions.keep(duty)
            messages.success(request, _("Noted: %(user)s stays %(role)s.") % said)
        elif request.POST.get("needed") == "no":
            actions.drop(duty)
            messages.success(request, _("%(user)s is no longer %(role)s.") % said)
        return redirect(_next(request.user))
    context = {
        "page_title": _("Is this role still needed?"),
        "page_subtitle": str(duty.user),
        "header_icon": DutyViewSet.icon,
        "duty": duty,
        "back": reverse(ADDRESS.format("list")),
    }
    return render(request, "portal/duties/answer.html", context)


def _next(user) -> str:
    """Where the next question stands, or the list when there is none left."""
    waiting = _others(user).doubtful().order_by("seen_at", "pk").first()
    if waiting:
        return reverse(ADDRESS.format("answer"), args=[waiting.pk])
    return reverse(ADDRESS.format("list"))


@require_http_methods(["GET", "HEAD", "POST"])
def ask_all(request: HttpRequest) -> HttpResponse:
    """Have every role asked about now, not only once a year."""
    back = reverse(ADDRESS.format("list"))
    if request.method == "POST":
        told = actions.doubt_all()
        words = ngettext("%(n)d person has been asked.", "%(n)d people have been asked.", told)
        messages.success(request, words % {"n": told})
        return redirect(back)
    context = {"page_title": _("Ask about every role now"), "header_icon": "help", "back": back}
    return render(request, "portal/duties/ask_all.html", context)


class DutyIndexView(ScopedIndexView):
    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.user_has_permission(ADMINISTER):
            url = reverse(ADDRESS.format("ask_all"))
            buttons.append(Button(_("Ask about every role now"), url=url, icon_name="help"))
        return buttons

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if self.may("change", instance) and instance.user != self.request.user:
            url = reverse(ADDRESS.format("answer"), args=[instance.pk])
            buttons.append(Button(_("Still needed?"), url=url, icon_name="help"))
        return buttons


class DutyViewSet(ReadOnlyViewSet):
    """Who holds which role, and since when nobody has said that it is needed."""

    model = Duty
    area = Area.DUTIES
    path = "community"
    icon = "user"
    base_url_path = "roles"
    menu_label = pgettext_lazy("desk", "Colleagues")
    menu_order = 175
    add_to_admin_menu = True
    index_view_class = DutyIndexView
    list_display = (
        "user",
        "role",
        "community",
        DateColumn("last_login", label=_("Last signed in"), accessor="user.last_login"),
        "needed_on",
    )
    list_filter = ("community", "role")
    search_fields = ("user__name", "user__email")
    ordering = ("community", "role", "pk")
    inspect_view_fields = ("user", "role", "community", "needed_on")
    needs = {"answer": "change", "ask_all": ADMINISTER}

    def for_lists(self, things):
        return things.select_related("user", "community")

    def own_urls(self):
        return [
            path("<int:pk>/answer/", answer, name="answer"),
            path("ask/", ask_all, name="ask_all"),
        ]
