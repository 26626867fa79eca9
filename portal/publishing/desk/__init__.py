"""The desk of everything that is published: lists, forms, what is asked, who is in charge."""

from portal.publishing.desk.view_sets import (
    PublishableViewSet,
    ShownViewSet,
    preview_of,
    with_schedule,
)

__all__ = ["PublishableViewSet", "ShownViewSet", "preview_of", "with_schedule"]
