"""The work that roles make: to say, once a year, who still needs theirs."""

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Coalesce, Now, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import UNUSED, Duty
from portal.base.board import NOT_THEIR_OWN, Line, by_time

_WHO = Coalesce(NullIf("user__name", Value("")), "user__email", output_field=CharField())


def _doubtful(duties):
    """Those of people who do not come any more are late."""
    late = Q(seen_at__lt=Now() - UNUSED)
    return by_time(duties.doubtful(), F("seen_at"), late=late)


DUTIES = Line(
    slug="roles",
    title=_("Colleagues who may not need their role any more"),
    heading=pgettext_lazy("work", "Roles"),
    since=_("last signed in"),
    models=lambda: [Duty],
    waits=_doubtful,
    mine=NOT_THEIR_OWN,
    person="user",
    view="answer",
    names=(_WHO, "user__email"),
)
