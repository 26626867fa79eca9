"""programme/ and the four kinds below it, each in a namespace of its own."""

from django.urls import include, path

from communities.programme import views


def _one_of_each(namespace: str, view, *more):
    return include(([path("<slug:slug>/", view, name="detail"), *more], namespace))


_projects = path("", views.projects, name="index")
_platforms = path("", views.platforms, name="index")
_taxi = path("<slug:slug>/taxi/", views.platform_taxi, name="taxi")


urlpatterns = [
    path("", include(([path("", views.index, name="index")], "programme"))),
    path("scenarios/", _one_of_each("scenarios", views.scenario)),
    path("projects/", _one_of_each("projects", views.project, _projects)),
    path("platforms/", _one_of_each("platforms", views.platform, _platforms, _taxi)),
    path("series/", _one_of_each("series", views.series)),
]
