from django.urls import path

from portal.offline import views

urlpatterns = [path("", views.kept, name="kept")]
