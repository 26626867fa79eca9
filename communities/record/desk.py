"""The record at the desk: read, filter, take along."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column, DateColumn

from communities.record.models import AuditEntry
from portal.base.desk import ReadOnlyViewSet
from portal.base.policy import ScopedFilterSet, ScopedPolicy
from portal.base.rights import Area


class AuditPolicy(ScopedPolicy):
    """An entry belongs to the community that its thing belonged to."""

    def community_of(self, thing):
        return thing.data.get("community")


class AuditFilterSet(ScopedFilterSet):
    timestamp = django_filters.DateFromToRangeFilter(
        label=_("When"), widget=DateRangePickerWidget
    )
    personal = django_filters.BooleanFilter(
        label=_("Only personal data"), method="only_personal"
    )

    class Meta:
        model = AuditEntry
        fields = []

    def only_personal(self, entries, name, value):
        return entries.filter(action__in=["portal.read", "portal.export"]) if value else entries


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
        Column("sentence", label=_("What was done")),
        DateColumn("timestamp", label=_("When"), sort_key="timestamp"),
    )
    filterset_class = AuditFilterSet
    search_fields = ("label", "user__name")
    ordering = ("-timestamp", "-pk")
    inspect_view_fields = ("sentence", "timestamp")

    def for_lists(self, things):
        return things.select_related("user", "content_type")
