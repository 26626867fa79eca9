from django.urls import path

from portal.getting_around import views

app_name = "getting_around"
urlpatterns = [path("", views.index, name="index")]
