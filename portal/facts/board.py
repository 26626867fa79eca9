"""The work that named facts make: to be looked up again."""

from django.db.models import DateField, F, Func, Q
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.board import Line, by_time
from portal.facts.models import Fact


def _due(facts):
    # As portal/facts/stated.py reckons: where no day is set, a year after the last check.
    a_year_on = Func(F("checked_on"), template="%(expressions)s + interval '1 year'")
    due_on = Coalesce("review_due", Cast(a_year_on, DateField()))
    today = timezone.localdate()
    due = facts.annotate(due_on=due_on).filter(due_on__lte=today)
    return by_time(due, F("due_on"), late=Q(due_on__lt=today))


FACTS = Line(
    slug="facts",
    title=_("Facts in guides due to be checked again"),
    heading=pgettext_lazy("work", "Facts"),
    since=_("due"),
    models=lambda: [Fact],
    waits=_due,
    names=("name_zh_hans", "name_en"),
)
