from django.urls import path

from services.journeys import views

app_name = "journeys"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.detail, name="detail"),
]
