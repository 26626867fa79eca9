"""The work that named facts make: to be looked up again, or what holds after a rule's end."""

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.board import Line, by_time
from portal.facts.models import Fact, FactValue


def _waiting(facts):
    """Facts to be checked, and those that have ended, as portal/facts/stated.py reckons."""
    today = timezone.localdate()
    begun = FactValue.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=today), fact=OuterRef("pk")
    ).order_by(F("valid_from").desc(nulls_last=True))
    found = facts.with_days().annotate(
        holds_until=Subquery(begun.values("valid_until")[:1]),
    )
    found = found.filter(Q(check_by__lte=today) | Q(holds_until__lt=today))
    late = Q(check_by__lt=today) | Q(holds_until__lt=today)
    return by_time(found, Least("check_by", "holds_until"), late=late)


FACTS = Line(
    slug="facts",
    title=_("Facts in guides that have ended or are due to be checked"),
    heading=pgettext_lazy("work", "Facts"),
    since=_("due"),
    models=lambda: [Fact],
    waits=_waiting,
    names=("name_zh_hans", "name_en"),
)
