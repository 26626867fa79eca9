"""The eight international talent communities."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.base.dated import PHONE
from portal.base.languages import CODES, localized
from portal.base.markdown import plain
from portal.places.models import Place
from portal.publishing.models import Publishable, PublishableQuerySet


class CommunityQuerySet(PublishableQuerySet):
    def in_order(self):
        """The first batch before the second, each in the order of the city's lists."""
        return self.order_by("batch", "pk")

    def for_cards(self):
        """Everything that a list or a comparison says of each, in one query."""
        return self.in_order().select_related("nearest_metro").defer("sources", *_STORY)

    def for_page(self):
        """Everything that the page of one says of it, beside what belongs to it."""
        return (
            super()
            .for_page()
            .select_related("nearest_metro")
            .prefetch_related("nearest_metro__lines")
        )


_STORY = ("description", "description_en", "description_zh_hans")


class Community(Publishable, Place):
    """One of the areas that the city builds up for international talent."""

    kind = "communities"
    prominence = 1.0
    required_in_every_language = ("name", "summary", "description")
    dated_facts = (PHONE,)

    class Stage(models.TextChoices):
        BUILT_UP = "built_up", _("Built-up area")
        UNDER_CONSTRUCTION = "under_construction", _("Under construction")
        NEW = "new", _("New area")

    class Lattice(models.TextChoices):
        """The window lattice (and the colour that goes with it) that marks its pages."""

        NESTED = "nested", _("nested squares, blue")
        HEX = "hex", _("hexagons, green")
        STAR = "star", _("stars, violet")
        ICE = "ice", _("cracked ice, rust")
        WAVE = "wave", _("waves, teal")
        PETAL = "petal", _("petals, ochre")
        SCALE = "scale", _("scales, pine")
        KEY = "key", _("meander, plum")

    # A rule of the house, not a text: it changes at once and has no draft.
    four_eyes = models.BooleanField(_("a second person looks"), default=False, editable=False)
    bookkeeping = (*Publishable.bookkeeping, "four_eyes")

    short_name = models.CharField(
        _("short name"), max_length=60, help_text=_("For cards, filters and menus.")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, blank=True)
    batch = models.PositiveSmallIntegerField(_("named in"))
    lattice = models.CharField(_("lattice"), max_length=10, choices=Lattice, unique=True)
    description = models.TextField(_("description"), help_text=_("Markdown."))
    strengths = models.TextField(_("strengths"), blank=True, help_text=_("One on each line."))
    industries = models.TextField(_("industries"), blank=True, help_text=_("One on each line."))

    objects = CommunityQuerySet.as_manager()

    class Meta(Place.Meta):
        verbose_name = _("community")
        verbose_name_plural = _("communities")

    @property
    def community_key(self) -> int | None:
        return self.pk

    @property
    def batch_label(self) -> str:
        return gettext("Batch of %(year)d") % {"year": self.batch}

    def search_names(self):
        return [localized(self, "short_name", language) for language in CODES]

    def search_text(self, language):
        texts = [plain(localized(self, "description", language))]
        texts += [
            localized(self, field, language) for field in ("strengths", "industries", "address")
        ]
        texts += [localized(each, "name", language) for each in self.landmarks.all()]
        return "\n".join(texts)


class Landmark(Orderable):
    """A place that people know a community by."""

    class Kind(models.TextChoices):
        AIRPORT = "airport", _("Airport")
        APARTMENTS = "apartment", _("Apartments")
        BUSINESS_DISTRICT = "business_district", _("Business district")
        CONSTRUCTION_SITE = "construction_site", _("Under construction")
        CONVENTION_CENTRE = "convention_centre", _("Convention centre")
        DEMONSTRATION_BLOCK = "demonstration_block", _("Demonstration block")
        INDUSTRIAL_HERITAGE = "industrial_heritage", _("Industrial heritage")
        INDUSTRIAL_PARK = "industrial_park", _("Industrial park")
        INSTITUTE = "institute", _("Research institute")
        LAKE = "lake", _("Lake")
        LIBRARY = "library", _("Library")
        MANSION = "mansion", _("Talent mansion")
        MUSEUM = "museum", _("Museum")
        NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
        OFFICES = "office", _("Offices")
        PARK = "park", _("Park")
        RESEARCH_FACILITY = "research_facility", _("Research facility")
        RESEARCH_PARK = "research_park", _("Research park")
        SPORTS_VENUE = "sports_venue", _("Sports venue")
        THEATRE = "theatre", _("Theatre")
        THEME_PARK = "theme_park", _("Theme park")
        UNIVERSITY_TOWN = "university_town", _("University town")
        WORKSTATION = "workstation", _("Workstation")

    community = ParentalKey(Community, on_delete=models.CASCADE, related_name="landmarks")
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("landmark")
        verbose_name_plural = _("landmarks")

    def __str__(self):
        return self.name_zh_hans
