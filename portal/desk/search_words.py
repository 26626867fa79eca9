"""Words that search knows: other names, words of one meaning, and what readers missed."""

import datetime as dt

from django import forms
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from portal.base.desk import ReadOnlyViewSet
from portal.base.panels import group, row, tab
from portal.base.rights import Area
from portal.desk.first_page import PartOfFirstPage
from portal.publishing import kinds
from portal.publishing.desk import ShownViewSet
from portal.search.models import MissedSearch, SearchAlias, SearchSynonym

DAYS, AT_MOST = 7, 8


def _kinds() -> list[tuple[str, str]]:
    return sorted(kinds.plurals().items(), key=lambda pair: pair[1])


def _kind(alias: SearchAlias) -> str:
    return kinds.plurals().get(alias.kind, alias.kind)


class SearchAliasViewSet(ShownViewSet):
    """Old names, brands and short forms by which readers look for a thing."""

    model = SearchAlias
    area = Area.SEARCH
    icon = "tag"
    base_url_path = "other-names"
    list_display = (
        "name",
        Column("kind", label=pgettext_lazy("desk", "Kind"), accessor=_kind, sort_key="kind"),
        "slug",
    )
    list_filter = ("kind",)
    ordering = ("name",)
    edit_handler = tab(
        "",
        group(
            _("Other name"),
            FieldPanel("name"),
            row(FieldPanel("kind", widget=forms.Select(choices=_kinds)), "slug"),
        ),
    )

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(search_fields=["name", "slug"], **kwargs)


class SearchSynonymViewSet(ShownViewSet):
    """Words of both languages that mean the same."""

    model = SearchSynonym
    area = Area.SEARCH
    icon = "openquote"
    base_url_path = "same-meaning"
    list_display = ("slug", Column("words", label=_("Words"), accessor=str))
    edit_handler = tab("", group(_("Words of one meaning"), "words", "slug"))

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(search_fields=["slug", "words"], **kwargs)


class MissedSearchViewSet(ReadOnlyViewSet):
    """What readers looked for in vain, by day: a name or a word may be missing."""

    model = MissedSearch
    area = Area.SEARCH
    icon = "search"
    base_url_path = "missed-searches"
    list_display = ("words", "number", "day")
    list_filter = ("day",)
    search_fields = ("words",)
    inspect_view_fields = ("words", "number", "day")


class Missed(PartOfFirstPage):
    """On the desk's first page: what was most often looked for in vain these days."""

    model = MissedSearch
    name = "missed"
    order = 20
    template_name = "portal/desk/missed.html"

    def get_context_data(self, parent_context=None):
        since = timezone.localdate() - dt.timedelta(days=DAYS)
        words = MissedSearch.objects.filter(day__gte=since).order_by().values("words")
        return {
            "missed": words.annotate(times=Sum("number")).order_by("-times", "words")[:AT_MOST]
        }
