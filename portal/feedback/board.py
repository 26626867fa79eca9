"""The work that readers make: what they have written, to be answered."""

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.board import Line, by_time
from portal.feedback.models import Remark
from portal.search.models import SearchEntry


def _unanswered(remarks):
    late = Q(due_on__lt=timezone.localdate())
    return by_time(remarks.waiting(), F("due_on"), late=late)


def _page(column: str):
    """The name of the page; while it is withdrawn, the number of the remark."""
    page = SearchEntry.objects.filter(kind=OuterRef("kind"), object_pk=OuterRef("object_pk"))
    return Coalesce(Subquery(page.values(column)[:1]), F("reference"))


REMARKS = Line(
    slug="remarks",
    title=_("Remarks of readers to answer"),
    heading=pgettext_lazy("work", "Remarks"),
    since=_("answer by"),
    models=lambda: [Remark],
    waits=_unanswered,
    view="answer",
    names=(_page("title_zh_hans"), _page("title_en")),
)
