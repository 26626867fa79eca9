from django.urls import path

from communities.events import feeds
from communities.events.views import event, listing, place, signing_up

app_name = "events"
urlpatterns = [
    path("", listing.index, name="index"),
    path("compare/", listing.compare, name="compare"),
    path("calendar.ics", feeds.everything, name="calendar"),
    path("communities/<slug:slug>/calendar.ics", feeds.community, name="community_calendar"),
    path("series/<slug:slug>/calendar.ics", feeds.series, name="series_calendar"),
    path("places/<uuid:token>/", place.place, name="place"),
    path("places/<uuid:token>/change/", place.change, name="change"),
    path("places/<uuid:token>/offer/", place.offer, name="offer"),
    path("places/<uuid:token>/opinion/", place.opinion, name="opinion"),
    path("places/<uuid:token>/cancellation/", place.cancellation, name="cancellation"),
    path("<slug:slug>/", event.detail, name="detail"),
    path("<slug:slug>/dates/<int:pk>/calendar.ics", feeds.date, name="date_calendar"),
    path("<slug:slug>/dates/<int:pk>/taxi/", event.taxi, name="taxi"),
    path("<slug:slug>/dates/<int:pk>/sign-up/", signing_up.sign_up, name="sign_up"),
    path("<slug:slug>/dates/<int:pk>/sign-up/answer/", signing_up.answer, name="answer"),
]
