"""What is measured is measured on rows of every table and column that there is now."""

import pytest

from portal.bench import data
from portal.models import SearchEntry
from portal.search import index
from services.models import Apartment
from tests.factories import make_apartment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", [9, 2])
def test_the_database_is_brought_to_a_size_with_an_entry_for_each_home(size):
    index.refresh_many([make_apartment() for _home in range(3)])

    slug = data.fill(size)

    assert Apartment.objects.count() == size
    assert sorted(SearchEntry.objects.values_list("object_pk", flat=True)) == sorted(
        Apartment.objects.values_list("pk", flat=True)
    )
    assert Apartment.objects.filter(slug=slug).exists()
