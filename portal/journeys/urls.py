from django.urls import path

from portal.journeys import views

app_name = "journeys"
urlpatterns = [path("", views.index, name="index")]
