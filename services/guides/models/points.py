"""The points table of the work permit."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.base.languages import current, suffix


class PointsRule(models.Model):
    """One line of the work permit's points table: bands of a number, or choices."""

    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=160)
    maximum = models.PositiveSmallIntegerField(_("maximum"))
    # {"from", "to", "points", "then_each_year"}: a band holds its lower end, not its upper.
    bands = models.JSONField(default=list)
    # Each choice has a slug, its name in both languages, and points.
    choices = models.JSONField(default=list)

    class Meta:
        verbose_name = _("points rule")
        verbose_name_plural = _("points rules")
        ordering = ["position"]

    def __str__(self):
        return self.name_zh_hans

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Every band or choice with its points, in the page's language."""
        key = f"name_{suffix(current())}"
        return [(_band(band), _points(band, self.maximum)) for band in self.bands] + [
            (choice[key], str(choice["points"])) for choice in self.choices
        ]


def _band(band: dict) -> str:
    low = intcomma(band["from"], use_l10n=False)
    if "to" not in band:
        return gettext("%(low)s or more") % {"low": low}
    high = intcomma(band["to"], use_l10n=False)
    if band["from"] == 0:
        return gettext("under %(high)s") % {"high": high}
    return gettext("%(low)s to under %(high)s") % {"low": low, "high": high}


def _points(band: dict, maximum: int) -> str:
    if "then_each_year" not in band:
        return str(band["points"])
    return gettext("%(points)d, and %(more)d more for each further year, up to %(maximum)d") % {
        "points": band["points"],
        "more": band["then_each_year"],
        "maximum": maximum,
    }
