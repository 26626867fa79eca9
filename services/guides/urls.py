from django.urls import path

from services.guides import views

app_name = "guides"
urlpatterns = [
    path("", views.index, name="index"),
    path("glossary/", views.glossary, name="glossary"),
    path("topics/<slug:topic>/changes.atom", views.topic_changes, name="topic_changes"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/both/", views.both, name="both"),
    path("<slug:slug>/wrong/<slug:key>/", views.wrong, name="wrong"),
]
