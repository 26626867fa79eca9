"""The field in which staff say which metro station is the nearest."""

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from portal.places.models.metro import MetroLine, MetroStation


class StationSelect(forms.Select):
    """All stations by line, in the order of the line, in both languages; one finds them by
    typing, too, where there is script. A station of two lines stands in both."""

    class Media:
        js = (Script("desk/stations.js", type="module"),)

    def optgroups(self, name, value, attrs=None):
        own = self.choices
        self.choices = [("", _("Not stated")), *_by_line()]
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = own

    def build_attrs(self, base_attrs, extra_attrs=None):
        words = {
            "data-stations": _("Find a station by typing: name, pinyin or English"),
            "data-none": _("No station is called so."),
        }
        return super().build_attrs(base_attrs | words, extra_attrs)


def _by_line() -> list[tuple[str, list[tuple[int, str]]]]:
    """Return every line with its stations, and what stands on no line, as lists of choices."""
    known = {
        station.slug: station
        for station in MetroStation.objects.only("slug", "name_zh_hans", "name_en")
    }
    groups, rest = [], dict(known)
    for line in MetroLine.objects.order_by("pk"):
        stops = dict.fromkeys(slug for branch in line.branches for slug in branch)
        stations = [known[slug] for slug in stops if slug in known]
        groups.append((_both(line), [(station.pk, _both(station)) for station in stations]))
        for slug in stops:
            rest.pop(slug, None)
    if rest:
        stations = [(station.pk, _both(station)) for station in rest.values()]
        groups.append((_("Stations of no line"), stations))
    return groups


def _both(thing) -> str:
    return f"{thing.name_zh_hans} {thing.name_en}"
