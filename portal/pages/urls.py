from django.urls import include, path

from portal.pages import freshness, metro, search, views, whom_to_call

metro_urls = [
    path("", metro.index, name="index"),
    path("lines/<slug:slug>/", metro.line, name="line"),
    path("<slug:slug>/", metro.detail, name="detail"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search.results, name="search"),
    path("search/suggestions/", search.suggestions, name="search_suggestions"),
    path("help/", whom_to_call.index, name="help"),
    path("help/card/", whom_to_call.card, name="emergency_card"),
    path("about/", views.about, name="about"),
    path("about/freshness/", freshness.index, name="freshness"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("metro/", include((metro_urls, "metro"))),
]
