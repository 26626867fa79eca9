"""The urban rail network."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.base.languages import localized
from portal.places.models.positions import LATITUDES, LONGITUDES, degrees


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
    latitude = degrees(_("latitude"), LATITUDES)
    longitude = degrees(_("longitude"), LONGITUDES)

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
