"""Every public address, in both languages, for search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from portal.places.models import MetroLine
from portal.search.models import SearchEntry


class BilingualSitemap(Sitemap):
    """Each address in either language, each naming the other.

    The pages name their x-default themselves; Django's would leave the language out.
    """

    i18n = True
    alternates = True

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_ROOT).scheme

    def get_domain(self, site=None):
        """The portal's own address, whatever name or port it was asked by."""
        return urlsplit(settings.SITE_ROOT).netloc


class PublishedSitemap(BilingualSitemap):
    """The page of everything published."""

    def items(self):
        entries = SearchEntry.objects.with_page().only("kind", "slug", "changed_on")
        return entries.order_by("kind", "slug")

    def lastmod(self, entry):
        return entry.changed_on


class StandingSitemap(BilingualSitemap):
    """The pages that are always there."""

    def items(self):
        return [
            "home",
            "communities:index",
            "communities:compare",
            "apartments:index",
            "schools:index",
            "hospitals:index",
            "guides:index",
            "guides:glossary",
            "journeys:index",
            "plan:ask",
            "plan:employer",
            "questions:index",
            "events:index",
            "programme:index",
            "projects:index",
            "platforms:index",
            "metro:index",
            "getting_around:index",
            "near",
            "match:index",
            "help",
            "emergency_card",
            "about",
            "freshness",
            "accessibility",
            "privacy",
        ]

    def location(self, name):
        return reverse(name)


class LineSitemap(BilingualSitemap):
    """The lines of the metro; its stations are among what is published."""

    def items(self):
        return MetroLine.objects.order_by("pk").only("slug")


SITEMAPS = {
    "standing": StandingSitemap,
    "lines": LineSitemap,
    "published": PublishedSitemap,
}
