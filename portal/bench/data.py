"""Fills the database to a stated number of apartments, copies of the content pack's."""

from django.core.cache import cache
from django.db import connection, transaction

from portal.models import SearchEntry
from portal.publishing.content import content_changed
from services.models import Apartment

KINDS = Apartment.Kind.values
DISTRICTS = ("chaoyang", "haidian", "dongcheng", "xicheng", "fengtai", "shunyi", "tongzhou")


def fill(size: int) -> str:
    """Bring the number of apartments to `size` and return the address of one of them.

    Copies differ in address, name, kind, district, rent and position, so that filters
    and neighbours have something to choose from.
    """
    have = Apartment.objects.count()
    with transaction.atomic(), connection.cursor() as cursor:
        if size < have:
            surplus = Apartment.objects.order_by("-pk").values_list("pk", flat=True)
            doomed = list(surplus[: have - size])
            SearchEntry.objects.filter(kind="apartments", object_pk__in=doomed).delete()
            Apartment.objects.filter(pk__in=doomed)._raw_delete("default")
        elif size > have:
            _copy(cursor, size - have)
            _index_copies(cursor)
        content_changed()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    cache.clear()
    return Apartment.objects.order_by("pk").values_list("slug", flat=True)[size // 2]


def _copy(cursor, how_many: int) -> None:
    columns = [
        field.column for field in Apartment._meta.concrete_fields if field.column != "id"
    ]
    changed = {
        "slug": "'copy-' || n",
        "name_en": "'Residence ' || md5(n::text)",
        "name": "'Residence ' || md5(n::text)",
        "apartment_kind": _pick(KINDS, "n"),
        "district": _pick(DISTRICTS, "n / 4"),
        "rent_min": "CASE WHEN mod(n, 3) = 0 THEN NULL ELSE 3000 + mod(n, 40000) END",
        "rent_max": "CASE WHEN mod(n, 3) = 0 THEN NULL ELSE 45000 + mod(n, 9000) END",
        "rent_as_of": "'2020'",
        "latitude": "39.7 + mod(n, 997) * 0.0006",
        "longitude": "116.1 + mod(n, 991) * 0.0006",
        "position_precision": "'street'",
    }
    values = ", ".join(changed.get(column, column) for column in columns)
    cursor.execute(
        f"""
        WITH pack AS (
            SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS total
            FROM services_apartment
        )
        INSERT INTO services_apartment ({", ".join(columns)})
        SELECT {values} FROM generate_series(
            (SELECT count(*) FROM services_apartment),
            (SELECT count(*) FROM services_apartment) + %s - 1
        ) AS n JOIN pack ON pack.place = mod(n, pack.total)
        """,  # noqa: S608 (no value comes from outside)
        [how_many],
    )


def _index_copies(cursor) -> None:
    entry = [f.column for f in SearchEntry._meta.concrete_fields if f.column != "id"]
    from_apartment = {
        "kind": "'apartments'",
        "object_pk": "a.id",
        "slug": "a.slug",
        "title_en": "a.name_en",
        "title_zh_hans": "a.name_zh_hans",
        "summary_en": "a.summary_en",
        "summary_zh_hans": "a.summary_zh_hans",
        "text_en": "''",
        "text_zh_hans": "''",
        "headings_en": "''",
        "headings_zh_hans": "''",
        "community": "''",
        "district": "a.district",
        "latitude": "a.latitude",
        "longitude": "a.longitude",
        "position_precision": "a.position_precision",
        "changed_on": "current_date",
        "other_names": "'{}'",
        "facts": "'{}'",
        "groups": "'{}'",
        "over_at": "NULL",
        "prominence": "0",
        "names": "ARRAY[lower(replace(a.name_en, ' ', ''))]",
        "name_words": "setweight(to_tsvector('english', a.name_en), 'A')",
        "words": "setweight(to_tsvector('english', a.name_en), 'A')",
    }
    cursor.execute(
        f"""
        INSERT INTO portal_searchentry ({", ".join(entry)})
        SELECT {", ".join(from_apartment[column] for column in entry)}
        FROM services_apartment a WHERE a.slug LIKE 'copy-%%'
        ON CONFLICT DO NOTHING
        """,  # noqa: S608 (no value comes from outside)
        [],
    )


def _pick(choices, by: str) -> str:
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return f"(ARRAY[{listed}])[1 + mod({by}, {len(choices)})]"
