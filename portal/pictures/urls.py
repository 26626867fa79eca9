"""The address of a picture's file."""

from django.urls import re_path

from portal.pictures import views

urlpatterns = [
    re_path(
        r"^(?P<name>[0-9a-zA-Z_]{24,40})\.(?P<ending>avif|webp|jpg|png)$",
        views.file,
        name="picture_file",
    ),
]
