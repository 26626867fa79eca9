"""Staff, the metro, facts, pictures, links, and what readers wish and remark."""

import datetime as dt
import io
from functools import cache
from itertools import pairwise

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from communities.models import Community, Link, LinkUse, Picture, Remark
from portal.base.languages import CODES
from portal.base.rights import Role
from portal.models import Duty, Fact, FactValue, MetroLine, MetroStation, Subscription, User
from portal.pictures.sizes import make as make_sizes
from portal.publishing import answers
from tests.factories.making import maker, numbers


@maker
def make_user(**fields) -> User:
    n = next(numbers)
    return User.objects.create_user(**{"email": f"staff{n}@example.org"} | fields)


@maker
def make_colleague(role: Role, community: Community | None = None, **fields) -> User:
    """Make somebody who works at the desk in one role, for a community or for the city."""
    user = make_user(is_staff=True, **fields)
    Duty.objects.create(user=user, role=role, community=community)
    return user


@maker
def make_line(**fields) -> MetroLine:
    n = next(numbers)
    defaults = {
        "slug": f"made-line-{n}",  # of no real line, which a test may make beside it
        "name_en": f"Line {n}",
        "name_zh_hans": f"{n}号线",
        "sign": str(n),
        "colour": "#a4343a",
        "as_of": dt.date(2026, 8, 3),
        "headway_peak_seconds": 120,
    }
    return MetroLine.objects.create(**defaults | fields)


@maker
def make_station(*, lines=(), **fields) -> MetroStation:
    n = next(numbers)
    defaults = {
        "slug": f"station-{n}",
        "name_en": f"Station {n}",
        "name_zh_hans": f"车站{n}",
        "latitude": 39.99,
        "longitude": 116.47,
    }
    station = MetroStation.objects.create(**defaults | fields)
    station.lines.set(lines)
    return station


@maker
def make_metro(*stops: tuple[str, str], seconds: int = 600, **fields) -> MetroLine:
    """Make a line whose stations, named in both languages, lie ten kilometres apart."""
    slugs = [english.lower().replace(" ", "-") for english, _chinese in stops]
    line = make_line(
        branches=[slugs],
        segments=[
            {"from": start, "to": end, "metres": 10_000, "seconds": seconds}
            for start, end in pairwise(slugs)
        ],
        **fields,
    )
    for n, (slug, (english, chinese)) in enumerate(zip(slugs, stops, strict=True)):
        make_station(
            slug=slug,
            name_en=english,
            name_zh_hans=chinese,
            lines=[line],
            longitude=116.3 + n * 0.117,
        )
    return line


@maker
def make_fact(*, values, **fields) -> Fact:
    """Make a fact, a period if nothing else is said, with the values that follow each other."""
    n = next(numbers)
    defaults = {
        "slug": f"fact-{n}",
        "name_en": f"Fact {n}",
        "name_zh_hans": f"事项{n}",
        "kind": "period",
        "checked_on": timezone.localdate(),
    }
    fact = Fact.objects.create(**defaults | fields)
    for value in values:
        FactValue.objects.create(fact=fact, **value)
    return fact


@maker
def make_subscription(**fields) -> Subscription:
    """Make a confirmed subscription to everything, at once, that has heard of nothing yet."""
    n = next(numbers)
    defaults = {
        "email": f"reader{n}@example.org",
        "language": "en",
        "confirmed_at": timezone.now(),
    }
    return Subscription.objects.create(**defaults | fields)


@maker
def make_remark(**fields) -> Remark:
    defaults = {
        "kind": "guides",
        "object_pk": 1,
        "version": 1,
        "about": "text",
        "text": "Not so.",
        "language": "en",
    }
    return Remark.objects.create(**defaults | fields)


@maker
def make_link_use(**fields) -> LinkUse:
    """Make a place in a record that leads somewhere; the record itself may not be there."""
    n = next(numbers)
    defaults = {
        "link": Link.objects.create(url=f"https://site{n}.example/", host=f"site{n}.example"),
        "kind": "apartments",
        "object_pk": n,
        "title_en": f"Record {n}",
        "title_zh_hans": f"内容{n}",
        "field": "website",
    }
    return LinkUse.objects.create(**defaults | fields)


def picture_file(size=(960, 540), kind="JPEG", **options) -> bytes:
    """Draw a picture as a camera would send it."""
    drawn = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(drawn, kind, **options)
    return drawn.getvalue()


@cache
def _drawn(file_size) -> tuple[bytes, list[dict]]:
    """Draw once for all tests: it takes a while."""
    content = picture_file(file_size)
    return content, make_sizes(content, (50, 50))


@maker
def make_picture(*, file_size=(960, 540), **fields) -> Picture:
    """Make a picture that is complete, with its sizes."""
    n = next(numbers)
    content, sizes = _drawn(file_size)
    defaults = {
        "title": f"Picture {n}",
        "file": ContentFile(content, name=f"pictures/{n:024}.jpg"),
        "width": file_size[0],
        "height": file_size[1],
        "sizes": sizes,
        "alt_en": f"A street {n}",
        "alt_zh_hans": f"一条街{n}",
        "credit": f"Office {n}",
        "licence": "own",
    }
    return Picture.objects.create(**defaults | fields)


def publish(draft, *, note: str = "", stated_in=CODES) -> None:
    """Publish a record as it is in memory; with a note its meaning has changed."""
    revision = draft.save_revision()
    notes = dict.fromkeys(CODES, note)
    answers.answer(draft, by=None, is_change=bool(note), stated_in=list(stated_in), notes=notes)
    revision.publish()
