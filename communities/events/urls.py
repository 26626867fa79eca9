from django.urls import path

from communities.events import views

app_name = "events"
urlpatterns = [
    path("", views.index, name="index"),
    path("places/<uuid:token>/", views.place, name="place"),
    path("places/<uuid:token>/cancellation/", views.cancellation, name="cancellation"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/dates/<int:pk>/sign-up/", views.sign_up, name="sign_up"),
    path("<slug:slug>/dates/<int:pk>/sign-up/answer/", views.answer, name="answer"),
]
