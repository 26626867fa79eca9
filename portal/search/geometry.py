"""Points and distances in PostgreSQL, without PostGIS.

They are counted on a flat plane (portal/base/plane.py). The index of SearchEntry is built
on the same expression, so that the nearest things are found without reading the others.
"""

from django.db import models
from django.db.models import F, FloatField, Func, Value
from django.db.models.expressions import CombinedExpression

from portal.base.plane import METRES_PER_DEGREE_EAST, METRES_PER_DEGREE_NORTH


class PointField(models.Field):
    """PostgreSQL's point; only expressions have this type, no column does."""

    def db_type(self, connection):
        return "point"


class _Distance(Func):
    template = "(%(expressions)s)"
    arg_joiner = " <-> "
    output_field = FloatField()


class _InCircle(Func):
    template = "(%(expressions)s)"
    arg_joiner = " <@ "
    output_field = models.BooleanField()


def _metres(degrees, factor: float) -> CombinedExpression:
    return CombinedExpression(degrees, "*", Value(factor), output_field=FloatField())


def _plane(longitude, latitude) -> Func:
    return Func(
        _metres(longitude, METRES_PER_DEGREE_EAST),
        _metres(latitude, METRES_PER_DEGREE_NORTH),
        function="point",
        output_field=PointField(),
    )


def position() -> Func:
    """Return the row's own position as a point in metres; the index stands on it."""
    return _plane(F("longitude"), F("latitude"))


def distance_from(latitude: float, longitude: float) -> Func:
    """Return the metres between the row and a place."""
    return _Distance(position(), _plane(Value(longitude), Value(latitude)))


def within(latitude: float, longitude: float, metres: float) -> Func:
    """Return whether the row lies in a circle around a place; the index answers it."""
    circle = Func(
        _plane(Value(longitude), Value(latitude)),
        Value(metres),
        function="circle",
        output_field=PointField(),
    )
    return _InCircle(position(), circle)
