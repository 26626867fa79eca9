"""The letters about a place: which words go to whom, in whose language."""

import datetime as dt
from dataclasses import replace

from django.conf import settings
from django.utils import translation

from communities.events import calendar
from communities.events.models import EventDate, SignUp
from portal.outbox.queue import Draft
from portal.outbox.writing import written


def received(sign_up: SignUp, *, asked: int) -> Draft:
    """The answer to a sign-up: seats, or a place in the queue, for as many as found room."""
    return _standing(sign_up, key=sign_up.state, asked=asked)


def repeated(sign_up: SignUp) -> Draft:
    """The same place once more, because somebody asked for it again."""
    stamp = f"{sign_up.repeated_at:%Y%m%dT%H%M%S%f}"
    return _standing(sign_up, key=f"again:{stamp}")


def promoted(sign_up: SignUp, *, asked: int) -> Draft:
    """The good news for one who waited."""
    return _letter(sign_up, "promoted", key="promoted", asked=asked)


def offered(sign_up: SignUp, *, asked: int) -> Draft:
    """A seat for one who waited, to be accepted in time."""
    return _letter(sign_up, "offered", key="offered", asked=asked)


def accepted(sign_up: SignUp) -> Draft:
    """The place of one who has accepted the offer."""
    return _letter(sign_up, "confirmed", key="accepted")


def lapsed(sign_up: SignUp) -> Draft:
    """The end of an offer that was not accepted in time."""
    return _letter(sign_up, "lapsed", key="lapsed")


def changed(sign_up: SignUp) -> Draft:
    """The receipt for what the person has changed."""
    return _letter(sign_up, "changed", key=f"changed:{sign_up.revision}")


def cancelled(sign_up: SignUp) -> Draft:
    """The receipt for a place that the person has given back."""
    return _letter(sign_up, "cancelled", key="cancelled")


def moved(sign_up: SignUp, *, before: EventDate) -> Draft:
    """The new time or venue of a date, beside the old one."""
    key = f"moved:{sign_up.date.revision}"
    return _letter(sign_up, "moved", key=key, before=before)


def called_off(sign_up: SignUp) -> Draft:
    """The news that the date will not take place, and why."""
    return _letter(sign_up, "called_off", key="called_off")


def reminder(sign_up: SignUp, *, hours: int) -> Draft:
    """When and where, once more, some hours before the start; again if the date has moved."""
    return _letter(sign_up, "reminder", key=f"reminder:{sign_up.date.revision}:{hours}")


def thanks(sign_up: SignUp) -> Draft:
    """A word afterwards, with one question."""
    return _letter(sign_up, "thanks", key="thanks")


def message(
    sign_up: SignUp, *, stamp: str, subject: str, words: str, send_after: dt.datetime
) -> Draft:
    """What the organiser has written, with the facts of the place below."""
    letter = _letter(sign_up, "message", key=f"message:{stamp}", subject=subject, words=words)
    return replace(letter, send_after=send_after)


def _standing(sign_up: SignUp, *, key: str, **facts) -> Draft:
    number = sign_up.place_in_queue()
    return _letter(sign_up, sign_up.state, key=key, number=number, **facts)


def message_key(pk: int, stamp: str) -> str:
    """The key of a message's mail to the holder of one place."""
    return _key(pk, f"message:{stamp}")


def _key(pk: int, key: str) -> str:
    return f"sign-up:{pk}:{key}"


def _letter(sign_up: SignUp, occasion: str, *, key: str, **facts) -> Draft:
    context = {
        "sign_up": sign_up,
        "date": sign_up.date,
        "event": sign_up.date.event,
        "code": sign_up.code if _lets_in(sign_up, occasion) else "",
    }
    return written(
        f"communities/events/mails/{occasion}",
        context | facts,
        language=sign_up.language,
        key=_key(sign_up.pk, key),
        to=sign_up.email,
        attachments=_parts(sign_up, occasion),
    )


def _lets_in(sign_up: SignUp, occasion: str) -> bool:
    """Whether the letter says that its reader has a seat at a date to come."""
    others = {"called_off", "thanks", "message"}
    return sign_up.state == SignUp.State.CONFIRMED and occasion not in others


def _parts(sign_up: SignUp, occasion: str) -> list[dict]:
    """Keep the entry in the person's calendar in step with the place that they have, and
    add the code that is scanned at the door."""
    if occasion in {"called_off", "cancelled"}:
        return [calendar.invitation(sign_up, method="CANCEL")]
    if _lets_in(sign_up, occasion):
        with translation.override(sign_up.language):
            address = settings.SITE_ROOT + sign_up.get_absolute_url()
        code = {"name": "code.png", "type": "image/png", "qr": address}
        return [calendar.invitation(sign_up), code]
    return []
