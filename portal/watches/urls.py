from django.urls import path

from portal.watches import feeds, views

app_name = "watches"
urlpatterns = [
    path("answer/", views.answer, name="answer"),
    path("<uuid:token>/confirmation/", views.confirmation, name="confirmation"),
    path("<uuid:token>/end/", views.end, name="end"),
    path("changes.atom", feeds.everything, name="all_changes"),
    path("<slug:kind>/<slug:slug>/changes.atom", feeds.page, name="changes"),
    # After the keys: a key would pass for a kind too.
    path("<slug:kind>/<slug:slug>/", views.ask, name="ask"),
]
