"""Every list and every form of the desk opens."""

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

MODELS = get_snippet_models()


def url(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_list_opens(desk, model, language):
    response = desk.get(url(model, "list"), headers={"accept-language": language})
    assert response.status_code == 200
