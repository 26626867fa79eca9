"""Places in Beijing, and the metro that leads to them."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.base.fields import several
from portal.base.languages import localized
from portal.places.fields import HoursField
from portal.places.hours import Schedule, parse


class District(models.TextChoices):
    """The sixteen districts, and the development area, which runs its own affairs."""

    DONGCHENG = "dongcheng", _("Dongcheng")
    XICHENG = "xicheng", _("Xicheng")
    CHAOYANG = "chaoyang", _("Chaoyang")
    HAIDIAN = "haidian", _("Haidian")
    FENGTAI = "fengtai", _("Fengtai")
    SHIJINGSHAN = "shijingshan", _("Shijingshan")
    MENTOUGOU = "mentougou", _("Mentougou")
    FANGSHAN = "fangshan", _("Fangshan")
    TONGZHOU = "tongzhou", _("Tongzhou")
    SHUNYI = "shunyi", _("Shunyi")
    CHANGPING = "changping", _("Changping")
    DAXING = "daxing", _("Daxing")
    HUAIROU = "huairou", _("Huairou")
    PINGGU = "pinggu", _("Pinggu")
    MIYUN = "miyun", _("Miyun")
    YANQING = "yanqing", _("Yanqing")
    YIZHUANG = "yizhuang", _("Yizhuang (Beijing E-Town)")


class SpokenLanguage(models.TextChoices):
    """Languages that staff or teachers work in (ISO 639-1)."""

    ENGLISH = "en", _("English")
    CHINESE = "zh", _("Chinese")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    JAPANESE = "ja", _("Japanese")
    KOREAN = "ko", _("Korean")
    RUSSIAN = "ru", _("Russian")
    SPANISH = "es", _("Spanish")
    ARABIC = "ar", _("Arabic")
    ITALIAN = "it", _("Italian")
    PORTUGUESE = "pt", _("Portuguese")
    MONGOLIAN = "mn", _("Mongolian")
    SWEDISH = "sv", _("Swedish")
    DUTCH = "nl", _("Dutch")
    TAGALOG = "tl", _("Tagalog")
    URDU = "ur", _("Urdu")


class Precision(models.TextChoices):
    """How exactly a position is known."""

    EXACT = "exact", _("at the door")
    STREET = "street", _("on the street")
    METRO = "metro", _("only near this metro station")


# Beijing's limits in WGS-84 degrees, with a little air around them.
LATITUDES = (39.4, 41.1)
LONGITUDES = (115.4, 117.6)


def _degrees(label, limits, **options):
    outside = _("This lies outside Beijing.")
    return models.FloatField(
        label,
        validators=[
            MinValueValidator(limits[0], message=outside),
            MaxValueValidator(limits[1], message=outside),
        ],
        **options,
    )


class MetroLine(models.Model):
    """A line of the urban rail network."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=80)
    sign = models.CharField(_("as on signs"), max_length=40, unique=True)
    colour = models.CharField(_("colour"), max_length=7)
    loop = models.BooleanField(_("runs in a circle"), default=False)
    express = models.BooleanField(_("airport line"), default=False)
    as_of = models.DateField(_("as of"))
    # Station slugs in running order, a list for each branch.
    branches = models.JSONField(default=list)
    # {"from", "to", "metres", "seconds", "one_way"}; both ways unless one_way.
    segments = models.JSONField(default=list)
    first_train = models.JSONField(default=list)
    last_train = models.JSONField(default=list)
    headway_peak_seconds = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("metro line")
        verbose_name_plural = _("metro lines")

    def __str__(self):
        return self.name_zh_hans

    def get_absolute_url(self):
        return reverse("metro:line", kwargs={"slug": self.slug})

    @property
    def stops(self) -> set[str]:
        """The slugs of all its stations."""
        return {slug for branch in self.branches for slug in branch}

    def drawn(self) -> list[list[str]]:
        """The branches as one draws them: a circle ends where it began."""
        if self.loop:
            return [[*branch, branch[0]] for branch in self.branches]
        return self.branches

    def next_stops(self, slug: str) -> list[tuple[str, int]]:
        """The stations next to one, with the seconds that a train takes to each."""
        stops = []
        for segment in self.segments:
            if segment["from"] == slug:
                stops.append((segment["to"], segment["seconds"]))
            elif segment["to"] == slug and not segment.get("one_way"):
                stops.append((segment["from"], segment["seconds"]))
        return stops


class MetroStation(models.Model):
    """A station of the urban rail network, its lines merged."""

    kind = "metro"
    name_field = "name"
    prominence = -0.5
    over_at = None

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    also_en = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    lines = models.ManyToManyField(MetroLine, related_name="stations")
    latitude = _degrees(_("latitude"), LATITUDES)
    longitude = _degrees(_("longitude"), LONGITUDES)

    class Meta:
        verbose_name = _("metro station")
        verbose_name_plural = _("metro stations")

    def __str__(self):
        return self.name_zh_hans

    def get_absolute_url(self) -> str:
        return reverse("metro:detail", kwargs={"slug": self.slug})

    def search_names(self) -> list[str]:
        """Other names that it goes by, and the word that people put behind its name."""
        return [*self.also_en, self.sign_zh]

    def search_summary(self, language: str) -> str:
        """The lines that stop there."""
        names = [localized(line, "name", language) for line in self.lines.all()]
        return "、".join(names) if language == "zh-hans" else ", ".join(names)

    def search_text(self, language: str) -> str:
        """The words for a station, in one language."""
        return "地铁站" if language == "zh-hans" else "metro station, subway"

    @property
    def sign_zh(self) -> str:
        """What a driver looks for: 地铁望京站, and 地铁北京南站, whose name ends so already."""
        return f"地铁{self.name_zh_hans.removesuffix('站')}站"


class MetroTransferQuerySet(models.QuerySet):
    def for_page(self):
        """Everything that a station's page says about changing, in one query."""
        return self.select_related("from_line", "to_line", "to_station").order_by("pk")


class MetroTransfer(models.Model):
    """A walk from one line to another, within a station or in the street."""

    station = models.ForeignKey(
        MetroStation, on_delete=models.CASCADE, related_name="transfers"
    )
    # Where the other line's station has another name.
    to_station = models.ForeignKey(
        MetroStation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    from_line = models.ForeignKey(MetroLine, on_delete=models.CASCADE, related_name="+")
    to_line = models.ForeignKey(MetroLine, on_delete=models.CASCADE, related_name="+")
    seconds = models.PositiveIntegerField()
    seconds_range = ArrayField(models.PositiveIntegerField(), size=2, null=True)
    metres = models.PositiveIntegerField(null=True)
    steps = models.PositiveIntegerField(null=True)
    out_of_station = models.BooleanField(default=False)

    objects = MetroTransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["station", "from_line", "to_line", "to_station"],
                nulls_distinct=False,
                name="one_transfer_per_pair_of_lines",
            )
        ]

    def __str__(self):
        return f"{self.station}: {self.from_line} → {self.to_line}"


class Place(models.Model):
    """Somewhere that one can go to: what every kind of place has in common."""

    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(
        _("summary"), help_text=_("What it is and for whom, in one or two sentences.")
    )
    district = models.CharField(_("district"), max_length=20, choices=District, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    latitude = _degrees(_("latitude"), LATITUDES, null=True, blank=True)
    longitude = _degrees(_("longitude"), LONGITUDES, null=True, blank=True)
    position_precision = models.CharField(
        _("how exact the position is"), max_length=10, choices=Precision, blank=True
    )
    coordinates_from = models.CharField(
        _("where the position comes from"), max_length=200, blank=True
    )
    nearest_metro = models.ForeignKey(
        MetroStation,
        verbose_name=_("nearest metro station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    metro_note = models.CharField(
        _("way from the metro"),
        max_length=200,
        blank=True,
        help_text=_("Station and line as the place itself words them."),
    )
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    wechat = models.CharField(_("WeChat account"), max_length=80, blank=True)
    languages = several(SpokenLanguage, verbose_name=_("staff speak"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    latitude__isnull=True, longitude__isnull=True, position_precision=""
                )
                | Q(
                    latitude__range=LATITUDES,
                    longitude__range=LONGITUDES,
                    position_precision__in=Precision.values,
                ),
                name="%(class)s_position_is_whole_and_in_beijing",
                violation_error_message=_(
                    "A position needs latitude, longitude and how exact it is, all three "
                    "or none, and lies in Beijing."
                ),
            )
        ]

    @classmethod
    def nowhere(cls) -> Q:
        """Ask for those that one cannot go to, which therefore need no position."""
        return Q(pk__in=())

    @property
    def has_position(self) -> bool:
        return self.latitude is not None

    @property
    def taxi_url(self) -> str:
        """Where the card for the driver is."""
        return f"{self.get_absolute_url()}taxi/"


class Opening(models.Model):
    """Where one is let in at certain hours: what the place says, and the hours themselves."""

    opening_hours = models.CharField(
        _("opening hours"),
        max_length=300,
        blank=True,
        help_text=_("As the place words them. Readers see this beside the table."),
    )
    hours = HoursField(_("hours by weekday"), blank=True)

    class Meta:
        abstract = True

    @property
    def schedule(self) -> Schedule:
        """What is certain of the hours; it says when the place is open."""
        return parse(self.hours)
