from django.urls import include, path

from portal.pages import freshness, help, metro, search, sharing, views

metro_urls = [
    path("", metro.index, name="index"),
    path("lines/<slug:slug>/", metro.line, name="line"),
    path("<slug:slug>/", metro.detail, name="detail"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search.results, name="search"),
    path("search/suggestions/", search.suggestions, name="search_suggestions"),
    path("help/", help.index, name="help"),
    path("help/card/", help.card, name="emergency_card"),
    path("share/<slug:kind>/<slug:slug>/", sharing.page, name="share"),
    path("share/<slug:kind>/<slug:slug>/code.svg", sharing.code, name="share_code"),
    path(
        "share/<slug:kind>/<slug:slug>/<slug:shape>.png", sharing.picture, name="share_picture"
    ),
    path("pdf/<slug:kind>/<slug:slug>.pdf", sharing.pdf, name="pdf"),
    path("about/", views.about, name="about"),
    path("about/freshness/", freshness.index, name="freshness"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("metro/", include((metro_urls, "metro"))),
]
