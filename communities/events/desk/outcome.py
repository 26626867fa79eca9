"""What came of a date: places, answers and opinions, as numbers without names."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from communities.events import outcome as numbers
from communities.events.models import EventDate

ADDRESS = "wagtailsnippets_communities_eventdate:outcome"


@require_safe
def outcome(request, pk: int):
    """Show the numbers of a date, and beside its opinions those of all dates of the event."""
    date = get_object_or_404(EventDate.objects.with_places().select_related("event"), pk=pk)
    opinions = numbers.opinions(date)
    context = {
        "date": date,
        "answers": numbers.answers(date),
        "opinions": opinions,
        "totals": {key: sum(row[key] for row in opinions) for key in ("here", "everywhere")},
        "unreached": numbers.unreached(date),
        "back": reverse(EventDate.snippet_viewset.get_url_name("list")),
        "page_title": pgettext_lazy("event", "What came of it"),
    }
    return render(request, "communities/events/desk/outcome.html", context)
