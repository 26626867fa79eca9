from django.urls import path

from communities.pages import views

app_name = "communities"
urlpatterns = [
    path("", views.index, name="index"),
    path("compare/", views.compare, name="compare"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/taxi/", views.taxi, name="taxi"),
]
