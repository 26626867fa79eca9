from django.urls import path

from services.questions import views

app_name = "questions"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/answers/", views.answers, name="answers"),
    path("<slug:slug>/wrong/<slug:key>/", views.wrong, name="wrong"),
]
