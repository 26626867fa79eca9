"""What of the chosen community stands beside guides: where to go, whom to see, what comes."""

from django.http import HttpRequest

from communities.directory.chosen import chosen
from communities.events.models import EventDate
from communities.programme.models import Platform
from portal.search.models import SearchEntry

EACH = 3
_SITES = (Platform.Kind.SERVICE_SITE, Platform.Kind.MANSION)


def surroundings(request: HttpRequest) -> dict | None:
    """Gather a few service sites, doctors and coming dates, in four queries; None for none."""
    community = chosen(request)
    if community is None:
        return None
    sites = Platform.objects.published().filter(community=community, platform_kind__in=_SITES)
    entries = SearchEntry.objects.filter(community=community.slug, kind="hospitals")
    dates = EventDate.objects.published().upcoming().filter(event__community=community)
    return {
        "community": community,
        "sites": sites.defer("sources").order_by("slug")[:EACH],
        "hospitals": entries.order_by("-prominence", "slug")[:EACH],
        "dates": dates.for_rows()[:EACH],
    }
