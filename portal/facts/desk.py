"""Facts at the desk: their values with dates, where they are checked, what shows them."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import InlinePanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, StatusTagColumn

from portal.base.panels import BothLanguages, group, row
from portal.base.rights import Area
from portal.facts.forms import FactForm
from portal.facts.models import Fact, FactValue
from portal.facts.stated import stated_on
from portal.publishing import kinds
from portal.publishing.desk import ShownViewSet
from portal.search.models import SearchEntry

STANDING = {
    "ended": pgettext_lazy("fact", "Ended: what holds now?"),
    "overdue": pgettext_lazy("fact", "To be checked"),
    "to_come": pgettext_lazy("fact", "Does not hold yet"),
    "holds": pgettext_lazy("fact", "Holds"),
}


class UsedOnPanel(Panel):
    """The public pages that show a fact, with the parts that do."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "portal/desk/fact_used_on.html"

        def is_shown(self):
            return bool(self.instance and self.instance.pk)

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {
                "fact": self.instance,
                "uses": used_in(self.instance),
            }


@dataclass
class Use:
    """A public page that shows a fact, and what follows there from its values."""

    page: SearchEntry
    # Each kind of part that shows it, with the parts.
    parts: list[tuple]
    # Days from which readers stumble there, each with the faults.
    faults: list[tuple]


def used_in(fact: Fact) -> list[Use]:
    """Name each public page that shows a fact, and which of its parts do."""
    found = []
    today = timezone.localdate()
    coming = {value.valid_from for value in fact.values.all() if value.valid_from}
    days = [today, *sorted(day for day in coming if day > today)]
    for entry in fact.used_on().order_by("kind", "slug"):
        page = kinds.model(entry.kind).objects.get(pk=entry.object_pk)
        parts = [part for part in page.showing(fact.slug) if part is not page]
        kind = attrgetter("_meta.verbose_name")
        named = groupby(sorted(parts, key=lambda part: str(kind(part))), key=kind)
        faults = [(day, found_then) for day in days if (found_then := page.faults_on(day))]
        found.append(Use(entry, [(word, list(of)) for word, of in named], faults))
    return found


def _stated(fact: Fact):
    return stated_on(fact, timezone.localdate())


def says(fact: Fact) -> str:
    """Say what a fact states today, as readers see it."""
    return _stated(fact).with_dates


def standing(fact: Fact) -> str:
    """Say in a word how a fact stands today."""
    stated = _stated(fact)
    if stated.has_ended:
        return STANDING["ended"]
    if stated.is_overdue:
        return STANDING["overdue"]
    return STANDING["to_come" if stated.is_to_come else "holds"]


class FactViewSet(ShownViewSet):
    """Named facts; what is saved is public at once, a later value on its day."""

    model = Fact
    area = Area.GUIDES
    icon = "pick"
    base_url_path = "facts"
    copy_view_enabled = False
    search_fields = ("slug",)
    columns = (
        Column("stated", label=_("What it says"), accessor=says),
        "slug",
        StatusTagColumn(
            "standing",
            label=_("State"),
            accessor=standing,
            primary=lambda fact: standing(fact) == STANDING["holds"],
        ),
        "checked_on",
    )
    list_filter = ("kind",)
    edit_handler = ObjectList(
        [
            group(_("Fact"), BothLanguages("name", suggests_slug=True), row("slug", "kind")),
            InlinePanel(
                "values",
                [
                    row("valid_from", "valid_until"),
                    row("number", "unit"),
                    row("date", "phone"),
                    BothLanguages("text"),
                ],
                heading=_("Values"),
                help_text=_(
                    "A new value from a later day switches by itself at midnight. The one "
                    "before it ends the day before, if it has no end yet."
                ),
                min_num=1,
            ),
            UsedOnPanel(heading=_("Shown on")),
            group(_("Where it stands"), "sources", row("checked_on", "review_due")),
        ],
        base_form_class=FactForm,
    )

    def for_lists(self, things):
        return things.prefetch_related(Prefetch("values", FactValue.objects.all()))
