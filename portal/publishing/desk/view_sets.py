"""The desk of everything that has drafts: lists with their state, forms in four tabs."""

from collections.abc import Callable

import django_filters
from django import forms
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.actions.registry import action_registry
from wagtail.admin.panels import FieldPanel, TabbedInterface
from wagtail.admin.ui.tables import StatusTagColumn, UpdatedAtColumn
from wagtail.models import Revision
from wagtail.snippets.views import snippets

from portal.base.desk import DeskViewSet
from portal.base.languages import CODES, NAMES
from portal.base.panels import BothLanguages, group, row, tab
from portal.base.policy import ScopedFilterSet
from portal.publishing import actions, meaning
from portal.publishing.desk.asking import Asking
from portal.publishing.desk.editing import (
    CompareVersionsView,
    CreateDraftView,
    EditDraft,
    EditDraftView,
    GoingBack,
    VersionsView,
)
from portal.publishing.desk.panels import PicturePanel, SchedulePanel, StandingPanel
from portal.publishing.desk.succession import FormerAddressesPanel, Succession
from portal.publishing.desk.typed import keep_typed
from portal.publishing.desk.upkeep import Upkeep

STATES = {
    "live": pgettext_lazy("state", "Live"),
    "live_draft": pgettext_lazy("state", "Live, newer draft"),
    "live_scheduled": pgettext_lazy("state", "Live, next version scheduled"),
    "scheduled": pgettext_lazy("state", "Scheduled"),
    "expired": pgettext_lazy("state", "Expired"),
    "draft": pgettext_lazy("state", "Draft"),
}
UPDATED = pgettext_lazy("column", "Updated")
_STATE_QUESTIONS = {
    "live": Q(live=True, has_unpublished_changes=False),
    "live_draft": Q(live=True, has_unpublished_changes=True, is_scheduled=False),
    "live_scheduled": Q(live=True, is_scheduled=True),
    "scheduled": Q(live=False, is_scheduled=True),
    "expired": Q(live=False, is_scheduled=False, expired=True),
    "draft": Q(live=False, is_scheduled=False, expired=False),
}


def preview_of(template: str, page: Callable) -> Callable:
    """Return a view set's `preview`: a thing on its public template, whether live or not."""

    def preview(self, request, thing):
        return render(request, template, page(thing))

    return preview


def with_schedule(things):
    """Mark each row with whether a version of it is on the calendar, in the same query."""
    planned = Revision.objects.filter(
        content_type=things.model.get_content_type(),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    return things.annotate(is_scheduled=Exists(planned))


def state(thing) -> str:
    """Name the state of a row that `with_schedule` marked."""
    if thing.live:
        if thing.is_scheduled:
            return STATES["live_scheduled"]
        return STATES["live_draft" if thing.has_unpublished_changes else "live"]
    if thing.is_scheduled:
        return STATES["scheduled"]
    return STATES["expired" if thing.expired else "draft"]


PICTURE = group(
    _("Picture"),
    PicturePanel("picture"),
    help_text=_(
        "The first that readers see under the heading; not every page needs one. Its texts in "
        "both languages, credit and licence must be there before anything is published."
    ),
)
TIMES = _(
    "In Beijing's time. Without the first it appears at once, without the second it stays."
)


class PublishableFilterSet(ScopedFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=list(STATES.items()),
        empty_label=_("All"),
        method="in_state",
        widget=forms.RadioSelect,
    )

    translation = django_filters.ChoiceFilter(
        label=_("Translation"),
        choices=[
            (
                f"{state}-{code}",
                format_lazy("{name}: {state}", name=NAMES[code], state=state.label),
            )
            for state in (meaning.State.OUTDATED, meaning.State.MISSING)
            for code in CODES
        ],
        empty_label=_("All"),
        method="in_translation",
        widget=forms.RadioSelect,
    )

    def in_state(self, things, name, value):
        return things.filter(_STATE_QUESTIONS[value])

    def in_translation(self, things, name, value):
        state, _dash, code = value.partition("-")
        if state == meaning.State.OUTDATED:
            return things.filter(meaning.outdated(code))
        return things.filter(meaning.missing(things.model, code))


class WithdrawView(snippets.UnpublishView):
    """Withdraws in one transaction; Wagtail's own view passes by `Publishable.unpublish`."""

    def post(self, request, *args, **kwargs):
        as_typed = keep_typed(self.model, request, self.pk)
        # What was typed is in its newest version now; an older row would undo that.
        self.object = self.get_object()
        self.objects_to_unpublish = self.get_objects_to_unpublish()
        answer = super().post(request, *args, **kwargs)
        return as_typed or answer

    @transaction.atomic
    def unpublish(self):
        return super().unpublish()

    def get_next_url(self):
        """It is withdrawn; now ask what came in its place."""
        url_name = self.model.snippet_viewset.get_url_name("succession")
        return reverse(url_name, args=[self.object.pk])


class PublishableViewSet(Asking, Succession, Upkeep, DeskViewSet):
    """Staff prepare, preview, publish, schedule and withdraw one kind of thing.

    A subclass names `texts` (the translated fields, the name first), `facts` (panels of
    what is the same in both languages), `parts` (panels of child records) and `preview`,
    the view that renders the public page of a thing that may not be live.
    """

    needs = Asking.needs | Succession.needs | Upkeep.needs
    preview: Callable
    texts: tuple[str, ...] = ()
    facts: tuple = ()
    parts: tuple = ()
    filters: tuple[str, ...] = ()
    search_fields = ("slug",)
    unpublish_view_class = WithdrawView
    add_view_class = CreateDraftView
    edit_view_class = EditDraftView
    create_template_name = "portal/desk/create.html"
    edit_template_name = "portal/desk/edit.html"
    history_view_class = VersionsView
    revisions_compare_view_class = CompareVersionsView

    @cached_property
    def name_field(self):
        return self.model.name_field

    @cached_property
    def base_url_path(self):
        return self.model.kind

    @cached_property
    def chooser_base_url_path(self):
        return f"choose/{self.model.kind}"

    @cached_property
    def list_display(self):
        state_column = StatusTagColumn(
            "state", label=_("State"), accessor=state, primary=lambda thing: thing.live
        )
        community = ["community"] if self.path == "community" else []
        return [*super().list_display, *community, state_column, UpdatedAtColumn(label=UPDATED)]

    @cached_property
    def filterset_class(self):
        meta = type("Meta", (), {"model": self.model, "fields": list(self.filters)})
        return type("FilterSet", (PublishableFilterSet,), {"Meta": meta})

    def for_lists(self, things):
        things = with_schedule(things)
        return things.select_related("community") if self.path == "community" else things

    @cached_property
    def edit_handler(self):
        texts = [
            BothLanguages(name, suggests_slug=name == self.name_field) for name in self.texts
        ]
        return TabbedInterface(
            [
                tab(
                    _("Texts"),
                    StandingPanel(),
                    group(_("What readers read"), *texts),
                    *self.parts,
                ),
                tab(_("Facts"), *self.facts, PICTURE),
                tab(_("Sources"), FieldPanel("sources"), FieldPanel("reviewed_on")),
                tab(
                    _("Address and times"),
                    "slug",
                    FormerAddressesPanel(),
                    group(
                        _("When"),
                        row("go_live_at", "expire_at"),
                        SchedulePanel(),
                        help_text=TIMES,
                    ),
                ),
            ]
        )

    @property
    def revisions_revert_view_class(self):
        return type("RevertView", (GoingBack, super().revisions_revert_view_class), {})

    def get_form_class(self, for_update=False):
        form = super().get_form_class(for_update)
        # Its window is not there: the times stand on the form's last tab.
        form.show_schedule_publishing_toggle = False
        return form

    def on_register(self):
        super().on_register()
        action_registry.register(self.model, EditDraft)


class ShownViewSet(DeskViewSet):
    """Things that have no draft: readers see what is saved, at once."""

    def on_register(self):
        super().on_register()
        for action in (actions.CreateShown, actions.EditShown, actions.DeleteShown):
            action_registry.register(self.model, action)
