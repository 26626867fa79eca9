"""The same place in the map that people have on their phones.

Each provider has its own order of degrees, its own words and its own datum: Amap, Tencent
and Apple (whose map of mainland China is Amap's) draw in GCJ-02, Baidu in BD-09. The datum
is named in the link wherever the provider has a word for it. What is known only to be near
a station is never pinned: its links show the station.
"""

from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import pgettext

from portal.base.languages import current, localized
from portal.places.datums import bd09, gcj02
from portal.places.models import Precision


class MapLink(NamedTuple):
    """A link into one provider's map."""

    provider: str  # amap, baidu, tencent, apple
    name: str  # in the page's language
    url: str


def links(
    latitude: float, longitude: float, name_zh: str, *, name: str = "", address_zh: str = ""
) -> list[MapLink]:
    """Pin a WGS-84 position in the four maps.

    The Chinese maps label the pin with `name_zh`, for the driver who sees it too; Apple's,
    which speaks the reader's language, with `name` where one is given.
    """
    national, baidus = gcj02(latitude, longitude).rounded(), bd09(latitude, longitude).rounded()
    return [
        MapLink("amap", pgettext("map", "Amap"), _amap(national, name_zh)),
        MapLink("baidu", pgettext("map", "Baidu"), _baidu(baidus, name_zh, address_zh)),
        MapLink("tencent", pgettext("map", "Tencent"), _tencent(national, name_zh, address_zh)),
        MapLink("apple", pgettext("map", "Apple Maps"), _apple(national, name or name_zh)),
    ]


def links_to(place, name: str = "name") -> list[MapLink]:
    """Pin a place, or the station that it is near where no more is known of it.

    A place of any kind, a community, a metro station, or a date at its venue: `name` is the
    field that says what the place is called. One without a position has none.
    """
    if place.latitude is None:
        return []
    if getattr(place, "position_precision", "") == Precision.METRO and place.nearest_metro:
        return links_to(place.nearest_metro)
    return links(
        place.latitude,
        place.longitude,
        getattr(place, "sign_zh", "") or localized(place, name, "zh-hans"),
        name=localized(place, name, current()),
        address_zh=getattr(place, "address_zh_hans", "") or "",
    )


def _amap(at, name: str) -> str:
    # Longitude first. `gaode` is its word for GCJ-02; callnative opens the app if it is there.
    asked = {
        "position": f"{at.longitude},{at.latitude}",
        "name": name,
        "coordinate": "gaode",
        "callnative": "1",
        "src": settings.SITE_HOST,
    }
    return f"https://uri.amap.com/marker?{_query(asked)}"


def _baidu(at, name: str, address: str) -> str:
    # Latitude first; it wants words under the title too.
    asked = {
        "location": f"{at.latitude},{at.longitude}",
        "title": name,
        "content": address or name,
        "coord_type": "bd09ll",
        "output": "html",
        "src": settings.SITE_HOST,
    }
    return f"https://api.map.baidu.com/marker?{_query(asked)}"


def _tencent(at, name: str, address: str) -> str:
    # One parameter holds the pin, its parts set apart by ";" and ":", which no text may hold.
    parts = {"coord": f"{at.latitude},{at.longitude}", "title": name, "addr": address or name}
    pin = ";".join(f"{key}:{_plain(text)}" for key, text in parts.items())
    asked = {"marker": pin, "referer": settings.SITE_HOST}
    return f"https://apis.map.qq.com/uri/v1/marker?{_query(asked)}"


def _apple(at, name: str) -> str:
    return (
        f"https://maps.apple.com/?{_query({'ll': f'{at.latitude},{at.longitude}', 'q': name})}"
    )


def _plain(text: str) -> str:
    return text.translate({ord(";"): " ", ord(":"): " "})


def _query(asked: dict[str, str]) -> str:
    return urlencode(asked, quote_via=quote, safe=",:;")
