from django.urls import path

from portal.match import views

app_name = "match"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.community, name="community"),
]
