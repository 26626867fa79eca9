"""What is held: an event, whenever and wherever its dates are."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.directory.models import Community
from communities.events.models.series import EventSeries
from portal.base.fields import several
from portal.base.languages import localized
from portal.base.markdown import plain
from portal.places.models import SpokenLanguage
from portal.publishing.models import Publishable, PublishableQuerySet
from portal.subscriptions.models import Topic


class EventQuerySet(PublishableQuerySet):
    def for_page(self):
        """Everything that the page of an event says about what it is."""
        return super().for_page().select_related("community", "series")


class Event(Publishable):
    """Something that a community holds: what it is. When and where are its dates."""

    kind = "events"
    name_field = "title"
    required_in_every_language = ("title", "summary", "description")

    Topic = Topic

    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(
        _("summary"),
        help_text=_("One or two sentences: what happens and whom it is for. Lists show them."),
    )
    description = models.TextField(_("description"), help_text=_("Markdown."))
    community = models.ForeignKey(
        Community,
        verbose_name=_("community"),
        on_delete=models.PROTECT,
        related_name="events",
    )
    series = models.ForeignKey(
        EventSeries,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    languages = several(
        SpokenLanguage,
        verbose_name=_("held in"),
        help_text=_("The languages that a guest can follow it in."),
    )
    fee = models.PositiveIntegerField(
        _("fee"), default=0, help_text=_("Yuan a person; 0 means free.")
    )
    organiser = models.CharField(
        _("organiser"), max_length=200, blank=True, help_text=_("As readers will see it.")
    )
    contact_email = models.EmailField(
        _("contact e-mail"),
        blank=True,
        help_text=_("Readers see it on the page and in the mails about their place."),
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def lattice(self) -> str:
        """The mark of the community that holds it."""
        return self.community.lattice

    @property
    def language_names(self) -> list[str]:
        """The languages that it is held in, by name."""
        return [SpokenLanguage(code).label for code in self.languages]

    @property
    def over_at(self):
        """When its last date is over; nothing while it has none."""
        ends = [date.ends_at for date in self.dates.all() if not date.is_called_off]
        return max(ends, default=None)

    def search_text(self, language):
        texts = [plain(localized(self, "description", language))]
        texts.append(localized(self, "organiser", language))
        for date in self.dates.all():
            texts += [localized(date, field, language) for field in ("venue", "address")]
        return "\n".join(texts)
