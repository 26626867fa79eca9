from django.urls import path

from communities.events import feeds, views

app_name = "events"
urlpatterns = [
    path("", views.index, name="index"),
    path("compare/", views.compare, name="compare"),
    path("calendar.ics", feeds.everything, name="calendar"),
    path("communities/<slug:slug>/calendar.ics", feeds.community, name="community_calendar"),
    path("series/<slug:slug>/calendar.ics", feeds.series, name="series_calendar"),
    path("places/<uuid:token>/", views.place, name="place"),
    path("places/<uuid:token>/change/", views.change, name="change"),
    path("places/<uuid:token>/offer/", views.offer, name="offer"),
    path("places/<uuid:token>/opinion/", views.opinion, name="opinion"),
    path("places/<uuid:token>/cancellation/", views.cancellation, name="cancellation"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/dates/<int:pk>/calendar.ics", feeds.date, name="date_calendar"),
    path("<slug:slug>/dates/<int:pk>/taxi/", views.taxi, name="taxi"),
    path("<slug:slug>/dates/<int:pk>/sign-up/", views.sign_up, name="sign_up"),
    path("<slug:slug>/dates/<int:pk>/sign-up/answer/", views.answer, name="answer"),
]
