"""The record at the desk: read, filter, take along."""

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from communities.record.models import AuditEntry
from portal.accounts.models import User
from portal.base.desk import InspectView, ReadOnlyViewSet
from portal.base.policy import ScopedFilterSet, ScopedPolicy
from portal.base.rights import Area

HEADINGS = {"sentence": _("What was done"), "timestamp": _("When")}


class AuditPolicy(ScopedPolicy):
    """An entry belongs to the community that its thing belonged to."""

    def community_of(self, thing):
        return thing.data.get("community")


def _people(user) -> list[tuple[int, str]]:
    """Those who stand in what somebody may read of the record, and nobody else."""
    policy = policy_registry.get_by_type(AuditEntry)
    theirs = policy.instances_user_has_permission_for(user, "view")
    people = User.objects.filter(pk__in=theirs.order_by().values("user"))
    return [(each.pk, str(each)) for each in people.order_by("name", "email")]


def _kinds() -> list[tuple[int, str]]:
    """Every kind of thing at the desk, by its name."""
    types = ContentType.objects.get_for_models(
        User, *get_snippet_models(), for_concrete_models=False
    )
    named = [(each.pk, capfirst(model._meta.verbose_name)) for model, each in types.items()]
    return sorted(named, key=lambda pair: str(pair[1]))


class AuditFilterSet(ScopedFilterSet):
    timestamp = django_filters.DateFromToRangeFilter(
        label=_("When"), widget=DateRangePickerWidget
    )
    user = django_filters.ChoiceFilter(label=_("Who"), empty_label=_("Everybody"))
    content_type = django_filters.ChoiceFilter(
        label=pgettext_lazy("desk", "Kind"), choices=_kinds, empty_label=_("All")
    )
    personal = django_filters.BooleanFilter(
        label=_("Only personal data"), method="only_personal"
    )

    class Meta:
        model = AuditEntry
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["user"].extra["choices"] = _people(self.request.user)

    def only_personal(self, entries, name, value):
        return entries.filter(action__in=["portal.read", "portal.export"]) if value else entries


class AuditInspectView(InspectView):
    """One entry, headed as in the list."""

    def get_field_label(self, field_name, field):
        return HEADINGS[field_name]


class AuditViewSet(ReadOnlyViewSet):
    """Who did what, the newest first."""

    model = AuditEntry
    area = Area.AUDIT
    path = "data__community"
    policy_class = AuditPolicy
    icon = "history"
    base_url_path = "record"
    menu_label = pgettext_lazy("desk", "Record")
    menu_order = 170
    add_to_admin_menu = True
    list_display = (
        Column("sentence", label=HEADINGS["sentence"]),
        DateColumn("timestamp", label=HEADINGS["timestamp"], sort_key="timestamp"),
    )
    filterset_class = AuditFilterSet
    search_fields = ("label", "user__name")
    ordering = ("-timestamp", "-pk")
    inspect_view_class = AuditInspectView
    inspect_view_fields = ("sentence", "timestamp")

    def for_lists(self, things):
        return things.select_related("user", "content_type")
