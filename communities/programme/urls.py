"""programme/ and the four kinds below it, each in a namespace of its own."""

urlpatterns = []
