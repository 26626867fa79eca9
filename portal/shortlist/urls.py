from django.urls import path

from portal.shortlist import views

urlpatterns = [path("", views.shortlist, name="shortlist")]
