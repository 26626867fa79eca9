"""Events by month, and a few of them side by side."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.directory.chosen import chosen
from communities.directory.models import Community
from communities.events.comparison import facts_of, with_coming_dates
from communities.events.kind import ComingDates
from communities.events.models import EventDate
from communities.events.models.dates import EventDateQuerySet
from portal.base.paging import page_of
from portal.comparing.views import show as show_side_by_side
from portal.facets import choices
from portal.facets.census import Census, take
from portal.facets.question import Question
from portal.publishing import content

DATES_A_PAGE = 30
DATES_LEADING = 3


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that is to come, by month, with the places left."""
    kind = ComingDates(timezone.now())
    question = Question.asked(kind, kind.facets_at(content.version()), request.GET)
    census = take(kind, question.facets)
    tally = census.tally(question)
    everything = census.tally(question.without_filters())
    page = page_of(tally.total, question.page, DATES_A_PAGE)
    numbers = census.page(question, DATES_A_PAGE)
    page.object_list = _in_order(question, numbers)
    mine = None if "community" in question.chosen or page.number > 1 else chosen(request)
    context = {
        "question": question,
        "page": page,
        "total": tally.total,
        "months": [list(dates) for _month, dates in groupby(page, key=_month_of)],
        "groups": choices.groups(question, tally, everything),
        "chips": choices.chips(question),
        "mine": mine,
        "leading": _leading(question, census, mine) if mine else [],
        "wider": [] if tally.total else choices.wider(question, tally),
        "everything": everything.total,
    }
    return render(request, "communities/events/index.html", context)


def _leading(question: Question, census: Census, community: Community) -> EventDateQuerySet:
    """The next dates of the chosen community among those that were asked for."""
    own = question.narrowed("community", community.slug)
    return _in_order(question, census.page(own, DATES_LEADING))


def _in_order(question: Question, numbers: list[int]) -> EventDateQuerySet:
    rows = question.kind.rows().filter(pk__in=numbers)
    return rows.select_related("event__community").order_by(*question.order.columns())


def _month_of(date: EventDate) -> tuple[int, int]:
    starts = timezone.localtime(date.starts_at)
    return starts.year, starts.month


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Set a few events side by side."""
    return show_side_by_side(request, with_coming_dates(), facts_of)
