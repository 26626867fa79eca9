"""The letter that leads a person to all their coming places."""

from django.utils import timezone

from communities.events.models import SignUp
from portal.outbox.queue import Draft
from portal.outbox.writing import written


def found(places: list[SignUp]) -> Draft:
    """List the places of one mailbox, in the language of its newest. One a day: the key."""
    newest = max(places, key=lambda place: place.pk)
    oldest = min(place.pk for place in places)
    return written(
        "communities/my_places/mails/found",
        {"places": places},
        language=newest.language,
        key=f"sign-up:{oldest}:found:{timezone.localdate():%Y%m%d}",
        to=newest.email,
        headers={"Auto-Submitted": "auto-replied"},
    )
