"""Where something is: within Beijing, and known how exactly."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How exactly a position is known."""

    EXACT = "exact", _("at the door")
    STREET = "street", _("on the street")
    METRO = "metro", _("only near this metro station")


# Beijing's limits in WGS-84 degrees, with a little air around them.
LATITUDES = (39.4, 41.1)
LONGITUDES = (115.4, 117.6)


def degrees(label, limits, **options):
    """Return a column for one of the two numbers of a position."""
    outside = _("This lies outside Beijing.")
    return models.FloatField(
        label,
        validators=[
            MinValueValidator(limits[0], message=outside),
            MaxValueValidator(limits[1], message=outside),
        ],
        **options,
    )
