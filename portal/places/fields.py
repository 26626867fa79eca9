"""The field for opening hours, and the table in which staff fill it in."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.base.dates import WEEKDAYS
from portal.places import hours
from portal.places.hours import NotHours, Schedule, Special

_CLOSED = {"off", "closed", "休息", "不开放", "关闭"}
_ALL_DAY = re.compile(r"24\s*(h|hours|小时)|全天")
_BETWEEN = re.compile(r"(?<!\s)\s*(?:[-–—―~〜至到]|\bto\b)+\s*")
_BARE_HOUR = re.compile(r"(?<![\d:])(\d{1,2})(?![\d:])")
# "8点", "8点半", "11点30分".
_O_CLOCK = re.compile(r"(\d{1,2})[点时](?:(半)|(\d{1,2})分?|整)?")
_NEXT_DAY = re.compile(r"次日|第二天")
_PARTS = re.compile(r"[,、;]")


def validate_hours(value: str) -> None:
    """Accept hours in the notation of `portal.places.hours`, in their one spelling."""
    try:
        spelling = str(hours.parse(value))
    except NotHours as error:
        raise ValidationError(str(error)) from error
    if spelling != value:
        raise ValidationError(_("Write it as: %(hours)s") % {"hours": spelling})


class HoursField(models.TextField):
    """Opening hours by weekday, as one text that equals another of the same hours."""

    default_validators = [validate_hours]

    def formfield(self, **kwargs):
        # A text area is what Django, and Wagtail, would give to a text.
        return super().formfield(
            **kwargs | {"form_class": HoursFormField, "widget": HoursInput}
        )


def read_times(text: str) -> hours.Spans | None:
    """Read times as people type them, in either language; None where nothing is typed.

    "8-11:30, 13:00-17:00", "8:00 to 17:00", "22:00—次日2:00", "8点到11点半", "24 hours",
    "休息".
    """
    text = unicodedata.normalize("NFKC", text or "").strip().lower()
    if not text:
        return None
    if text in _CLOSED:
        return ()
    if _ALL_DAY.fullmatch(text):
        return ((0, hours.DAY),)
    text = _O_CLOCK.sub(lambda at: f"{at[1]}:{'30' if at[2] else at[3] or '00'}", text)
    parts = _PARTS.split(_BETWEEN.sub("-", _NEXT_DAY.sub("", text)))
    return hours.parse_times(",".join(_BARE_HOUR.sub(r"\1:00", part.strip()) for part in parts))


class HoursInput(forms.MultiWidget):
    """A row for each weekday, for holidays and for make-up workdays; special days below."""

    template_name = "portal/places/hours_input.html"
    rows = (
        *WEEKDAYS,
        pgettext_lazy("opening hours", "Public holidays"),
        pgettext_lazy("opening hours", "Make-up workdays"),
    )
    last = pgettext_lazy("opening hours", "Special days")

    def __init__(self, attrs=None):
        super().__init__([*(forms.TextInput() for _row in self.rows), forms.Textarea()], attrs)

    def decompress(self, value):
        try:
            schedule = hours.parse(value or "")
        except NotHours:
            return [""] * len(self.widgets)
        named = (schedule.holidays, schedule.make_up)
        return [
            *(hours.write(spans) if spans else "" for spans in schedule.days),
            *("" if spans is None else hours.write(spans) for spans in named),
            "\n".join(
                f"{hours.write_days(days.first, days.last)} {hours.write(days.spans)}"
                for days in schedule.special
            ),
        ]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        labels = [*self.rows, self.last]
        for label, row in zip(labels, context["widget"]["subwidgets"], strict=True):
            row["label"] = label
        return context

    def render(self, name, value, attrs=None, renderer=None):
        # Django's own renderer does not look where the portal's templates lie.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class HoursFormField(forms.MultiValueField):
    """The rows of the table, made into the notation."""

    widget = HoursInput
    help = gettext_lazy(
        "Write 8:00-11:30, 13:00-17:00, or 24 hours. Leave a weekday empty where it is "
        "closed. For public holidays and make-up workdays write “closed” or the hours; leave "
        "them empty where the place does not say. Special days have a line each: 2026-12-24 "
        "9:00-12:00, or 2026-12-24/2026-12-26 closed."
    )

    def __init__(self, **options):
        options.pop("max_length", None)
        options["help_text"] = options.get("help_text") or self.help
        fields = [forms.CharField(required=False, max_length=100) for _row in HoursInput.rows]
        special = forms.CharField(required=False, max_length=2000)
        super().__init__(fields=[*fields, special], require_all_fields=False, **options)

    def compress(self, values):
        if not values:
            return ""
        *rows, special = values
        try:
            times = [read_times(row) for row in rows]
            return str(
                Schedule(
                    tuple(spans or () for spans in times[:7]),
                    times[7],
                    times[8],
                    hours.apart(
                        tuple(map(_special, filter(str.strip, (special or "").splitlines())))
                    ),
                )
            )
        except NotHours as error:
            raise ValidationError(str(error)) from error


def _special(line: str) -> Special:
    # Chinese keyboards write wide spaces, which are none until they are made narrow.
    when, _space, times = unicodedata.normalize("NFKC", line).strip().partition(" ")
    first, last = hours.parse_dates(when)
    spans = read_times(times)
    if spans is None:
        raise NotHours(
            _("What are the hours on %(day)s? Write them, or “closed”.") % {"day": when}
        )
    return Special(first, last, spans)
