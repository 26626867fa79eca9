"""A fact at the desk with its values: one after the other, each of the fact's kind."""

import datetime as dt
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.facts.models import Fact

_ONE_DAY = dt.timedelta(days=1)
_NEEDED = {
    Fact.Kind.MONEY: ("number",),
    Fact.Kind.COUNT: ("number",),
    Fact.Kind.PERIOD: ("number", "unit"),
    Fact.Kind.DATE: ("date",),
    Fact.Kind.AGE: ("number",),
    Fact.Kind.PHONE: ("phone",),
    Fact.Kind.TEXT: ("text_en", "text_zh_hans"),
}
_ALL = {name for names in _NEEDED.values() for name in names}


class FactForm(WagtailAdminModelForm):
    """Clean values; a value without an end ends where the next begins. It saves nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Texts call it by this name, and deadlines count with its kind.
            self.fields["slug"].disabled = self.fields["kind"].disabled = True

    def is_valid(self):
        """Look at the values together, once each is valid by itself."""
        if not super().is_valid():
            return False
        values = [form for form in self.formsets["values"].forms if _is_kept(form)]
        for form in values:
            _take_back_end(form)
            self._check(form)
        _follow_each_other(values)
        return not any(form.errors for form in values)

    def _check(self, form) -> None:
        needed = _NEEDED[self.cleaned_data["kind"]]
        for name in needed:
            if form.cleaned_data.get(name) in (None, ""):
                form.add_error(name, _("A fact of this kind needs this."))
        for name in _ALL - set(needed):
            if form.cleaned_data.get(name) not in (None, ""):
                form.add_error(name, _("A fact of this kind has nothing here."))


def _is_kept(form) -> bool:
    return bool(form.cleaned_data) and not form.cleaned_data.get("DELETE")


def _take_back_end(form) -> None:
    """Open a value again that ends for the next one only; that may be moved or deleted.

    An end that has come already stays: nothing that is over begins to hold again.
    """
    value = form.instance
    is_ahead = bool(value.valid_until) and value.valid_until >= timezone.localdate()
    if "valid_until" not in form.changed_data and value.ends_for_next and is_ahead:
        form.cleaned_data["valid_until"] = None
        _end(form, None)
    elif "valid_until" in form.changed_data:
        value.ends_for_next = False


def _end(form, day: dt.date | None) -> None:
    form.instance.valid_until, form.instance.ends_for_next = day, day is not None
    form.changed_data.append("valid_until")  # what nobody touched is not written


def _follow_each_other(forms: list) -> None:
    """Let each value end before the next begins; name those that would hold together."""
    in_order = sorted(forms, key=lambda form: _days(form)[0] or dt.date.min)
    for earlier, later in pairwise(in_order):
        begins = _days(later)[0]
        if begins is None or begins == _days(earlier)[0]:
            later.add_error("valid_from", _("Another value holds from this day already."))
        elif _days(earlier)[1] is None:
            _end(earlier, begins - _ONE_DAY)
        elif _days(earlier)[1] >= begins:
            later.add_error("valid_from", _("Another value holds on this day, too."))


def _days(form) -> tuple[dt.date | None, dt.date | None]:
    return form.cleaned_data.get("valid_from"), form.cleaned_data.get("valid_until")
