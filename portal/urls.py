"""The roof: the one module that knows every feature."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from wagtail.admin import urls as wagtail_urls

from portal.getting_around import near
from portal.offline.views import worker
from portal.pages import metro, views
from portal.pages.health import health
from portal.pages.sitemaps import SITEMAPS

urlpatterns = [
    path("health/", health, name="health"),
    path("desk/", include("portal.desk.urls")),
    path("desk/", include(wagtail_urls)),
    path("accounts/", include("portal.accounts.urls")),
]

if settings.MAILBOX_DIR:
    urlpatterns.append(path("mailbox/", include("portal.local.mailbox.urls")))

urlpatterns += [
    path("media/pictures/", include("portal.pictures.urls")),
    path("robots.txt", views.robots, name="robots"),
    path("site.webmanifest", views.manifest, name="manifest"),
    path("service-worker.js", worker, name="worker"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("metro/ground.json", metro.ground, name="metro_ground"),
    path("metro/names.json", metro.names, name="metro_names"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]

urlpatterns += i18n_patterns(
    path("metro/journey/", include("portal.getting_around.urls")),
    path("near/", near.index, name="near"),
    path("match/", include("portal.match.urls")),
    path("", include("portal.pages.urls")),
    path("", include("portal.sharing.urls")),
    path("shortlist/", include("portal.shortlist.urls")),
    path("kept/", include("portal.offline.urls")),
    path("feedback/", include("portal.feedback.urls")),
    path("subscriptions/pages/", include("portal.watches.urls")),
    path("subscriptions/", include("portal.subscriptions.urls")),
    path("communities/choice/", include("communities.chosen.urls")),
    path("communities/", include("communities.pages.urls")),
    path("programme/", include("communities.programme.urls")),
    path("events/places/", include("communities.my_places.urls")),
    path("check-in/", include("communities.check_in.urls")),
    path("events/", include("communities.events.urls")),
    path("apartments/", include("services.apartments.urls")),
    path("schools/", include("services.schools.urls")),
    path("hospitals/", include("services.hospitals.urls")),
    path("guides/", include("services.guides.urls")),
    path("journeys/", include("services.journeys.urls")),
    path("plan/", include("services.plan.urls")),
    path("questions/", include("services.questions.urls")),
    prefix_default_language=True,
)
