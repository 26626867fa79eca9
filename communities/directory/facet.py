"""The eight communities as answers to a list's question: whose?"""

from django.core.cache import cache
from django.db.models import Q

from communities.directory.models import Community
from portal.base import languages
from portal.facets.facets import Option

LIFETIME = 600  # seconds; what is kept falls with the content version anyway


def options(version: int, column: str = "community_id") -> list[Option]:
    """Build one answer for each public community; their rows are kept per content version."""
    key = f"communities:options:{version}"
    rows = cache.get(key)
    if rows is None:
        rows = list(
            Community.objects.published()
            .in_order()
            .values("pk", "slug", "lattice", "short_name_en", "short_name_zh_hans")
        )
        cache.set(key, rows, LIFETIME)
    name = f"short_name_{languages.suffix(languages.current())}"
    return [
        Option(row["slug"], row[name], Q((column, row["pk"])), row["lattice"]) for row in rows
    ]
