"""The letter that leads a person to all their coming places."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from communities.events.models import SignUp
from portal.outbox.queue import Draft


def found(places: list[SignUp]) -> Draft:
    """List the places of one mailbox, in the language of its newest. One a day: the key."""
    newest = max(places, key=lambda place: place.pk)
    template = "communities/my_places/mails/found"
    with translation.override(newest.language):
        for place in places:
            place.link = settings.SITE_ROOT + place.get_absolute_url()
        context = {"places": places, "language": newest.language}
        subject, _blank, text = render_to_string(f"{template}.txt", context).partition("\n\n")
        html = render_to_string(f"{template}.html", context)
    oldest = min(place.pk for place in places)
    return Draft(
        key=f"sign-up:{oldest}:found:{timezone.localdate():%Y%m%d}",
        to=newest.email,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        headers={"Content-Language": newest.language, "Auto-Submitted": "auto-replied"},
    )
