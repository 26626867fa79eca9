from django.urls import path

from portal.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("answer/", views.answer, name="answer"),
    path("<uuid:token>/", views.choices, name="choices"),
    path("<uuid:token>/confirmation/", views.confirmation, name="confirmation"),
    path("<uuid:token>/end/", views.end, name="end"),
]
