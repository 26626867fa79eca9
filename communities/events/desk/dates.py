"""When and where: readers see a change at once, and those whom it concerns are told."""

from django.db import transaction
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.actions.registry import action_registry
from wagtail.admin.panels import HelpPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from communities.events import organising
from communities.events.desk import calling_off, outcome, repetition, writing
from communities.events.forms import WORTH_IT, DateForm
from communities.events.models import EventDate, Opinion
from portal.base.desk import ScopedIndexView
from portal.base.panels import BothLanguages, group, row, tab
from portal.base.rights import Area
from portal.places.desk import NEAREST_METRO
from portal.publishing.actions import EditShown
from portal.publishing.desk import ShownViewSet


class EditDate(EditShown):
    """Change a date: those whom it concerns hear of it, added seats go to those who wait."""

    @transaction.atomic
    def execute(self, **options):
        organising.move_date(
            self.instance, save=lambda: super(EditDate, self).execute(**options)
        )
        return self.instance


def _thought(answer: Opinion.Answer) -> Column:
    """Count in a column the guests who answered so afterwards."""
    label = format_lazy("{question} {answer}", question=WORTH_IT, answer=answer.label)

    def count(date: EventDate) -> int:
        return sum(each.count for each in date.opinions.all() if each.answer == answer)

    return Column(f"opinion_{answer}", label=label, accessor=count)


class DateIndexView(ScopedIndexView):
    """Dates; in a file with what the guests thought of each, as numbers without names."""

    @cached_property
    def export_columns(self):
        return [*super().export_columns, *map(_thought, Opinion.Answer)]

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(queryset.prefetch_related("opinions"), spreadsheet_format)

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        url = reverse(outcome.ADDRESS, args=[instance.pk])
        buttons.append(
            Button(
                pgettext_lazy("event", "What came of it"), url=url, icon_name="clipboard-list"
            )
        )
        if not self.may("publish", instance):
            return buttons
        if not instance.is_called_off and not instance.is_over:
            url = reverse(calling_off.ADDRESS, args=[instance.pk])
            buttons.append(Button(_("Call off"), url=url, icon_name="cross"))
        url = reverse(writing.ADDRESS, args=[instance.pk])
        buttons.append(Button(_("Write to the guests"), url=url, icon_name="mail"))
        url = reverse(repetition.ADDRESS, args=[instance.pk])
        buttons.append(Button(_("Repeat"), url=url, icon_name="calendar-check"))
        return buttons


class EventDateViewSet(ShownViewSet):
    """When and where; readers see a change at once, so both languages are always asked."""

    model = EventDate
    area = Area.DATES
    path = "event__community"
    icon = "date"
    base_url_path = "event-dates"
    copy_view_enabled = False
    index_view_class = DateIndexView
    list_display = (
        "__str__",
        Column("venue_zh_hans", label=_("Venue")),
        "seats",
        Column("taken", label=_("People with a seat")),
        Column("waiting_count", label=_("People who wait")),
        "status",
    )
    list_filter = ("event", "status", "starts_at")
    search_fields = ("venue_zh_hans", "venue_en", "event__title_en", "event__title_zh_hans")
    ordering = ("-starts_at",)
    edit_handler = tab(
        "",
        HelpPanel(template="communities/events/desk/hearers.html"),
        group(_("When"), "event", row("starts_at", "ends_at")),
        group(
            _("Where"),
            BothLanguages("venue"),
            BothLanguages("address"),
            NEAREST_METRO,
            row("latitude", "longitude"),
        ),
        group(
            _("Sign-up"),
            row("seats", "waiting_places"),
            row("sign_up_opens_at", "sign_up_closes_at"),
            "moves_along",
        ),
        group(
            _("Parties and changes"),
            row("party_max", "change_until"),
            row("offer_hours", "reminder_hours"),
        ),
        form=DateForm,
    )

    needs = {
        "outcome": "view",
        "calling_off": "publish",
        "repetition": "add",
        "writing": "publish",
        "written": "publish",
    }
    personal = ("written",)

    def for_lists(self, things):
        return things.with_places().select_related("event")

    def own_urls(self):
        return [
            path("<int:pk>/outcome/", outcome.outcome, name="outcome"),
            path("<int:pk>/calling-off/", calling_off.calling_off, name="calling_off"),
            path("<int:pk>/repetition/", repetition.repetition, name="repetition"),
            path("<int:pk>/writing/", writing.write, name="writing"),
            path("<int:pk>/writing/<uuid:stamp>/", writing.written, name="written"),
        ]

    def on_register(self):
        super().on_register()
        action_registry.register(EventDate, EditDate)
