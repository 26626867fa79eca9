"""Old addresses at the desk: which lead to a record, and what came in the place of one."""

from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.panels import Panel
from wagtail.log_actions import log

from portal.addresses import actions, finding
from portal.addresses.models import FormerAddress
from portal.publishing.desk.typed import keep_typed
from portal.publishing.review import may_publish


class SuccessorForm(forms.Form):
    """Which page of ours came in the place of a record?"""

    address = forms.CharField(
        label=_("Address of the page that came in its place"),
        required=False,
        max_length=600,
        help_text=_(
            "Open that page and copy its address from the browser. Left empty, readers are led "
            "to the list."
        ),
    )

    def __init__(self, *args, thing, **kwargs):
        super().__init__(*args, **kwargs)
        self.thing = thing

    def clean_address(self):
        address = self.cleaned_data["address"].strip()
        if not address:
            return None
        record = finding.record_at(urlsplit(address).path)
        if record is None:
            raise ValidationError(_("There is no public page of ours at this address."))
        if record == self.thing:
            raise ValidationError(_("This is the page itself."))
        return record


class Succession:
    """A view set whose things may be succeeded by others, and give up old addresses."""

    needs = {"succession": "publish", "former_address": "publish"}

    def own_urls(self):
        return [
            *super().own_urls(),
            path("succession/<int:pk>/", self._succession, name="succession"),
            path("former-address/<int:pk>/", self._former_address, name="former_address"),
        ]

    @cached_property
    def _succession(self):
        return require_http_methods(["GET", "HEAD", "POST"])(self.succession)

    @cached_property
    def _former_address(self):
        return require_POST(self.former_address)

    def succession(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what came in the place of something withdrawn, and note it."""
        thing = get_object_or_404(self.model, pk=pk)
        edit_url = reverse(self.get_url_name("edit"), args=[pk])
        if thing.live:
            return redirect(edit_url)  # it is its own page
        before = finding.successor(thing.kind, thing.pk)
        initial = {"address": before.get_absolute_url() if before else ""}
        form = SuccessorForm(request.POST or None, initial=initial, thing=thing)
        if form.is_valid():
            record = form.cleaned_data["address"]
            actions.succeed(thing, by=record)
            log(thing, "portal.succeed", user=request.user, data={"by": str(record or "")})
            messages.success(request, _("Noted: readers of the old address are told."))
            return redirect(edit_url)
        context = {
            "page_title": _("What came in its place?"),
            "page_subtitle": str(thing),
            "header_icon": self.icon,
            "thing": thing,
            "form": form,
            "edit_url": edit_url,
        }
        return render(request, "portal/desk/succession.html", context)

    def former_address(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let an old address lead nowhere from now on."""
        thing = get_object_or_404(self.model, pk=pk)
        as_typed = keep_typed(self.model, request, pk)
        slug = request.POST.get("former", "")
        if actions.give_up(thing, slug=slug):
            log(thing, "portal.give_up", user=request.user, data={"slug": slug})
            words = _("“%(slug)s” leads nowhere now; another page may have it.")
            messages.success(request, words % {"slug": slug})
        return as_typed or redirect(self.get_url_name("edit"), pk)


class FormerAddressesPanel(Panel):
    """The old addresses of a record, each with a button that ends it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "portal/desk/former_addresses.html"

        def is_shown(self):
            return bool(self.instance and self.instance.pk and self._former)

        def show_panel_furniture(self):
            return False

        @cached_property
        def _former(self):
            return list(FormerAddress.objects.of(self.instance).order_by("left_at"))

        def get_context_data(self, parent_context=None):
            viewset = type(self.instance).snippet_viewset
            row = type(self.instance)._base_manager.get(pk=self.instance.pk)
            gives_up = may_publish(self.request.user, row)
            url = reverse(viewset.get_url_name("former_address"), args=[row.pk])
            return super().get_context_data(parent_context) | {
                "former": self._former,
                "give_up_url": url if gives_up else "",
            }
