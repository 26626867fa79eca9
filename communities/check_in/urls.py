from django.urls import path

from communities.check_in import views

app_name = "check_in"
urlpatterns = [
    path("<uuid:token>/", views.door, name="door"),
    path("<uuid:token>/camera/", views.camera, name="camera"),
    path("<uuid:token>/list/", views.listing, name="list"),
    path("<uuid:token>/arrivals/", views.arrive, name="arrive"),
    path("<uuid:token>/arrivals/<int:pk>/withdrawal/", views.withdraw, name="withdraw"),
]
