"""The letters about a place: which words go to whom, in whose language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from communities.events.models import SignUp
from portal.outbox.queue import Draft


def received(sign_up: SignUp) -> Draft:
    """The answer to a sign-up: a seat, or a place in the queue."""
    return _letter(sign_up, sign_up.state, key=f"{sign_up.state}")


def repeated(sign_up: SignUp) -> Draft:
    """The same place once more, because somebody asked for it again."""
    return _letter(sign_up, sign_up.state, key=f"again:{sign_up.repeated_at:%Y%m%dT%H%M%S%f}")


def promoted(sign_up: SignUp) -> Draft:
    """The good news for one who waited."""
    return _letter(sign_up, "promoted", key="promoted")


def cancelled(sign_up: SignUp) -> Draft:
    """The receipt for a place that the person has given back."""
    return _letter(sign_up, "cancelled", key="cancelled")


def _letter(sign_up: SignUp, occasion: str, *, key: str) -> Draft:
    """Write in the person's language, whatever language we are speaking just now.

    Inside the override the addresses, too, get the reader's prefix.
    """
    template = f"communities/events/mails/{occasion}"
    with translation.override(sign_up.language):
        date = sign_up.date
        context = {
            "sign_up": sign_up,
            "date": date,
            "event": date.event,
            "link": settings.SITE_ROOT + sign_up.get_absolute_url(),
            "event_link": settings.SITE_ROOT + date.event.get_absolute_url(),
            "language": sign_up.language,
            "place_in_queue": sign_up.place_in_queue(),
        }
        subject, _blank, text = render_to_string(f"{template}.txt", context).partition("\n\n")
        html = render_to_string(f"{template}.html", context)
    return Draft(
        key=f"sign-up:{sign_up.pk}:{key}",
        to=sign_up.email,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        headers={"Content-Language": sign_up.language, "Auto-Submitted": "auto-generated"},
    )
