"""What apartments, schools and hospitals share at the desk."""

from django.http import HttpRequest, HttpResponse

from portal.base.rights import Area
from portal.exchange.desk import Exchanging
from portal.publishing.desk import PublishableViewSet
from services.listings import views
from services.listings.kinds import Kind
from services.listings.models import Listing


class ListingViewSet(Exchanging, PublishableViewSet):
    """A kind of place that people choose; its preview is the page that readers get."""

    kind: Kind
    area = Area.LISTINGS
    path = "community"

    def preview(self, request: HttpRequest, place: Listing) -> HttpResponse:
        return views.page(request, self.kind, place)
