"""Links at the desk: which do not work, why, what to do, and three buttons."""

import django_filters
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry

from portal.addresses.models import with_pages
from portal.base.desk import IndexView, ReadOnlyViewSet
from portal.base.policy import ScopedFilterSet
from portal.base.rights import Area
from portal.links import actions, reading
from portal.links.models import LinkUse
from portal.links.reasons import Verdict

STATES = {
    "broken": pgettext_lazy("link", "Does not work"),
    "moved": Verdict.MOVED.label,
    "closed": Verdict.CLOSED.label,
}


class LinkFilterSet(ScopedFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=list(STATES.items()),
        empty_label=_("All"),
        method="in_state",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = LinkUse
        fields = ["community"]

    def in_state(self, uses, name, value):
        return uses.broken() if value == "broken" else uses.filter(link__verdict=value)


class ReplacementForm(forms.Form):
    """Which address takes its place everywhere?"""

    new = forms.CharField(
        label=_("New address"),
        max_length=600,
        help_text=_("In full, https://…; for a page of ours from the stroke on: /en/guides/…"),
    )

    def clean_new(self):
        new = self.cleaned_data["new"].strip()
        if not new.startswith("/") or new.startswith("//"):
            new = forms.URLField(assume_scheme="https").clean(new)
        if (reading.our_page(new) or ("", ""))[0] == "-":
            raise forms.ValidationError(_("There is no such page of ours."))
        return new


class IgnoringForm(forms.Form):
    """Until when shall it be left alone?"""

    until = forms.DateField(
        label=_("It works: leave it alone until"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise forms.ValidationError(_("Please choose a day to come."))
        return until


def state_of(use: LinkUse) -> str:
    """Say in a word how a link stands."""
    if use.is_broken:
        return STATES["broken"]
    if use.link.verdict == Verdict.FAILING:
        return pgettext_lazy("link", "Failed once, will be tried again")
    return Verdict.FINE.label if use.link.is_ours else use.link.get_verdict_display()


def _shortened(use: LinkUse) -> str:
    return Truncator(use.link.url.partition("://")[2] or use.link.url).chars(48)


class LinkIndexView(IndexView):
    name_field = "title"


class LinkUseViewSet(ReadOnlyViewSet):
    """Every place in a public record that leads somewhere."""

    model = LinkUse
    area = Area.LINKS
    path = "community"
    icon = "link"
    base_url_path = "links"
    menu_order = 165
    add_to_admin_menu = True
    filterset_class = LinkFilterSet
    index_view_class = LinkIndexView
    list_display = (
        "title_zh_hans",
        Column("link", label=_("Web address"), accessor=_shortened),
        Column("state", label=_("State"), accessor=state_of),
        Column("reason", label=_("Why"), accessor=lambda use: use.reason.label),
        "community",
        Column("checked_at", label=_("Looked at"), accessor="link.checked_at"),
    )
    search_fields = ("title_en", "title_zh_hans", "link__url")
    inspect_view_fields = ("title_zh_hans", "title_en", "link", "ignored_until")
    readable = (*ReadOnlyViewSet.readable, "edit")
    needs = {"again": "change", "ignoring": "change", "replacement": "change"}

    @property
    def menu_url(self):
        return f"{reverse(self.get_url_name('list'))}?state=broken"

    def for_lists(self, things):
        return things.select_related("link", "community").marked()

    @property
    def edit_view(self):
        """Wagtail's form would change the row; ours changes what it stands in."""
        return require_safe(self.one)

    def own_urls(self):
        return [
            path("again/<int:pk>/", require_POST(self.again), name="again"),
            path("ignoring/<int:pk>/", require_POST(self.ignoring), name="ignoring"),
            path("replacement/<int:pk>/", require_POST(self.replacement), name="replacement"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{"edit_url_name": self.get_url_name("edit")} | kwargs
        )

    def one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show one link: why it does not work, what to do, and where else it stands."""
        return self._page(request, self._use(pk))

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Look where it leads, now."""
        use = self._use(pk)
        actions.check(use.link)
        words = _("Looked at: %(state)s.")
        messages.success(request, words % {"state": state_of(self._use(pk))})
        return redirect(self.get_url_name("edit"), pk)

    def ignoring(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave it alone for a time."""
        use, form = self._use(pk), IgnoringForm(request.POST)
        if not form.is_valid():
            return self._page(request, use, ignoring=form)
        actions.ignore(use, until=form.cleaned_data["until"], by=request.user)
        messages.success(request, _("Noted: it is left alone until that day."))
        return redirect(self.get_url_name("list"))

    def replacement(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put another address in its place, in everything that this person may change."""
        use, form = self._use(pk), ReplacementForm(request.POST)
        if not form.is_valid():
            return self._page(request, use, replacement=form)
        new = form.cleaned_data["new"]
        shown, waiting = actions.replace(use.link, new=new, by=request.user)
        words = ngettext(
            "Readers see it in %(n)d record.", "Readers see it in %(n)d records.", len(shown)
        )
        messages.success(request, words % {"n": len(shown)})
        if waiting:
            words = ngettext(
                "In %(n)d record it waits as a draft: %(names)s.",
                "In %(n)d records it waits as a draft: %(names)s.",
                len(waiting),
            )
            names = _(", ").join(str(record) for record in waiting)
            messages.warning(request, words % {"n": len(waiting), "names": names})
        return redirect(self.get_url_name("list"))

    def _use(self, pk: int) -> LinkUse:
        return get_object_or_404(LinkUse.objects.select_related("link").marked(), pk=pk)

    def _page(self, request: HttpRequest, use: LinkUse, **forms) -> HttpResponse:
        seen = self.permission_policy.instances_user_has_permission_for(request.user, "view")
        new = use.link.leads_to
        context = {
            "page_title": _("Link"),
            "page_subtitle": str(use),
            "header_icon": self.icon,
            "use": use,
            "state": state_of(use),
            "view_again": self.get_url_name("again"),
            "view_replacement": self.get_url_name("replacement"),
            "view_ignoring": self.get_url_name("ignoring"),
            "uses": [_place(each, request.user) for each in seen.filter(link=use.link)],
            "replacement": ReplacementForm(initial={"new": new}),
            "ignoring": IgnoringForm(),
        }
        return render(request, "portal/links/one.html", context | forms)


def _place(use: LinkUse, user) -> dict:
    """Say where a link stands, and lead there whoever may change it."""
    model = with_pages()[use.kind]
    record = model._base_manager.filter(pk=use.object_pk).first()
    policy = policy_registry.get_by_type(model)
    changes = record and policy.user_has_permission_for_instance(user, "change", record)
    edit = model.snippet_viewset.get_url_name("edit")
    return {
        "use": use,
        "kind": model._meta.verbose_name,
        "field": reading.field_words(model, use.field),
        "url": reverse(edit, args=[record.pk]) if changes else "",
    }
