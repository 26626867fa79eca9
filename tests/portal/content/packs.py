"""Small content packs on the disk. A test names only what it is about."""

from pathlib import Path

import yaml

SOURCE = {"title": "A page", "publisher": "A house", "read_on": "2026-11-23"}
STATION = {
    "slug": "wangjing",
    "name_en": "Wangjing",
    "name_zh_hans": "望京",
    "lines": [],
    "latitude": 39.99,
    "longitude": 116.47,
}
COMMUNITY = {
    "slug": "wangjing",
    "name_en": "Wangjing Community",
    "name_zh_hans": "望京社区",
    "short_name_en": "Wangjing",
    "short_name_zh_hans": "望京",
    "summary_en": "A quarter.",
    "summary_zh_hans": "一个街区。",
    "description_en": "A lively quarter.",
    "description_zh_hans": "热闹的街区。",
    "batch": 2017,
    "lattice": "nested",
    "landmarks": [{"name_en": "SOHO", "name_zh_hans": "望京SOHO", "kind": "office"}],
    "sources": [SOURCE],
}
APARTMENT = {
    "slug": "river-garden",
    "name_en": "River Garden",
    "name_zh_hans": "裕京花园",
    "summary_en": "Villas.",
    "summary_zh_hans": "别墅。",
    "kind": "villa_compound",
    "community": "wangjing",
    "nearest_metro": "wangjing",
    "sources": [SOURCE],
}
GUIDE = {
    "slug": "work-permit",
    "topic": "work",
    "title_en": "Get a work permit",
    "title_zh_hans": "办理工作许可",
    "summary_en": "How to.",
    "summary_zh_hans": "办法。",
    "who_en": "Everybody.",
    "who_zh_hans": "所有人。",
    "steps": [
        {"title_en": "One", "title_zh_hans": "一", "body_en": "Do.", "body_zh_hans": "做。"},
        {"title_en": "Two", "title_zh_hans": "二", "body_en": "Wait.", "body_zh_hans": "等。"},
    ],
    "sources": [SOURCE],
}


def write_pack(folder: Path, *, apartment: dict | None = None, **files) -> Path:
    """Write a pack of a station, a community, an apartment and a guide.

    `apartment` changes fields of the apartment (None takes one away); a keyword with a
    file's name replaces that file's records.
    """
    home = {k: v for k, v in (APARTMENT | (apartment or {})).items() if v is not None}
    contents = {
        "metro": [STATION],
        "communities": [COMMUNITY],
        "apartments": [home],
        "guides/work-permit": GUIDE,
    } | files
    for name, content in contents.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return folder
