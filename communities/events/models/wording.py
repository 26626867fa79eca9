"""A date in words: its day and hours by Beijing's clock, and how many places are left."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from portal.base.dates import weekday
from portal.base.languages import current, localized, other
from portal.places.models import Precision


class Wording:
    """What a date says of itself in the active language; its fields are in dates.py."""

    def day(self) -> str:
        """The day it starts on, as the active language writes it, with the weekday."""
        return _day(in_beijing(self.starts_at))

    def standing(self) -> str:
        """How it stands with the places, in a few words of the active language."""
        if self.stage == self.Stage.OPEN:
            left = self.places_left
            return ngettext("%(n)d place left", "%(n)d places left", left) % {"n": left}
        if self.stage == self.Stage.NOT_OPEN_YET:
            return gettext("Sign-up opens: %(time)s") % {"time": self.opens()}
        return str(capfirst(self.Stage(self.stage).label))

    def opens(self) -> str:
        """When sign-up opens, in the active language."""
        return moment(self.sign_up_opens_at)

    def closes(self) -> str:
        """When sign-up closes, in the active language."""
        return moment(self.sign_up_closes_at)

    def changes_end(self) -> str:
        """Until when a place can be changed, in the active language."""
        return moment(self.changes_end_at)

    def moved(self) -> str:
        """When it was to start before it was moved, in the active language; or nothing."""
        return moment(self.moved_from) if self.moved_from else ""

    def when(self) -> str:
        """Day and time from start to end, by Beijing's clock, in the active language."""
        starts, ends = in_beijing(self.starts_at), in_beijing(self.ends_at)
        parts = {
            "day": _day(starts),
            "start": f"{starts:%H:%M}",
            "last_day": _day(self._last_day()),
            "end": f"{ends:%H:%M}",
        }
        if self.is_on_one_day and self.is_whole_day:
            return gettext("%(day)s, all day") % parts
        if self.is_on_one_day:
            return gettext("%(day)s, %(start)s–%(end)s") % parts
        if self.is_whole_day:
            return gettext("%(day)s to %(last_day)s, all day") % parts
        return gettext("%(day)s, %(start)s, to %(last_day)s, %(end)s") % parts

    def hours(self) -> str:
        """The same beside a date that stands there already: the weekday and the hours."""
        starts, ends = in_beijing(self.starts_at), in_beijing(self.ends_at)
        parts = {
            "weekday": weekday(starts),
            "start": f"{starts:%H:%M}",
            "end": f"{ends:%H:%M}",
        }
        if not self.is_on_one_day:
            return self.when()
        if self.is_whole_day:
            return gettext("%(weekday)s, all day") % parts
        return gettext("%(weekday)s %(start)s–%(end)s") % parts

    @property
    def is_whole_day(self) -> bool:
        """Whether it has no hours: from midnight to midnight, by Beijing's clock."""
        both = (in_beijing(self.starts_at), in_beijing(self.ends_at))
        return all(moment.time() == dt.time.min for moment in both)

    @property
    def is_on_one_day(self) -> bool:
        return in_beijing(self.starts_at).date() == self._last_day().date()

    def _last_day(self) -> dt.datetime:
        ends = in_beijing(self.ends_at)
        return ends - dt.timedelta(days=1) if self.is_whole_day else ends

    def mark(self) -> dict:
        """The venue as a mark on the map (see components/map.html)."""
        language = current()
        return {
            "name": localized(self, "venue", language),
            "second": localized(self, "venue", other(language)),
            "url": self.get_absolute_url(),
            "lat": self.latitude,
            "lon": self.longitude,
            "precision": Precision.EXACT,
            "lattice": self.event.community.lattice,
        }


def in_beijing(moment: dt.datetime) -> dt.datetime:
    """The same moment by Beijing's clock, whatever clock is active."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def moment(point: dt.datetime) -> str:
    """A point in time by Beijing's clock, in the active language."""
    point = in_beijing(point)
    return gettext("%(day)s, %(time)s") % {"day": _day(point), "time": f"{point:%H:%M}"}


def _day(moment) -> str:
    parts = {
        "weekday": weekday(moment),
        "date": date_format(moment, "DATE_FORMAT"),
    }
    return gettext("%(weekday)s %(date)s") % parts
