from django.urls import path

from communities.my_places import views

app_name = "my_places"
urlpatterns = [
    path("", views.find, name="find"),
    path("answer/", views.answer, name="answer"),
    path("deleted/", views.deleted, name="deleted"),
    path("<uuid:token>/calendar.ics", views.calendar_feed, name="calendar"),
    path("<uuid:token>/data/", views.data, name="data"),
    path("<uuid:token>/data.json", views.download, name="download"),
    path("<uuid:token>/deletion/", views.deletion, name="deletion"),
]
