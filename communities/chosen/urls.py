from django.urls import path

from communities.chosen import views

app_name = "chosen"
urlpatterns = [
    path("", views.choice, name="choice"),
    path("choose/", views.choose, name="choose"),
]
