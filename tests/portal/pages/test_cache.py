"""The page cache: what is kept, for whom, for how long; and life without it."""

import gzip

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.test import RequestFactory

from communities.models import Community
from portal.pages.cache import LONGEST_QUERY, MOST_PARAMETERS, PageCache
from portal.publishing import content


class Origin:
    """A WSGI application that counts how often it is asked."""

    def __init__(self, *headers, status="200 OK"):
        self.asked = 0
        self.queries = []
        self.status = status
        self.headers = [("Content-Type", "text/html; charset=utf-8"), *headers]

    def __call__(self, environ, start_response):
        self.asked += 1
        self.queries.append(environ["QUERY_STRING"])
        start_response(self.status, list(self.headers))
        return [f"page {self.asked}".encode()]


def ask(application, path="/en/", *, method="get", **environ):
    request = getattr(RequestFactory(), method)(path, **environ)
    answer = {}

    def start_response(status, headers, exc_info=None):
        answer.update(status=status, headers=dict(headers))

    request.environ["HTTP_HOST"] = environ.get("HTTP_HOST", "testserver")
    answer["body"] = b"".join(application(request.environ, start_response))
    return answer


@pytest.fixture(autouse=True)
def fresh_version(db):
    cache.clear()
    content.repair_version()


def test_the_second_reader_is_answered_from_the_cache():
    origin = Origin()
    application = PageCache(origin)

    assert ask(application)["body"] == b"page 1"
    assert ask(application)["body"] == b"page 1"
    assert origin.asked == 1


def test_pages_for_different_choices_never_mix_and_there_are_nine_kinds():
    origin = Origin()
    application = PageCache(origin)
    lattices = list(Community.Lattice.values)
    words = ["", *lattices, "", "other", "HEX", f"{lattices[0]}x"]
    cookies = [f"theme=dark; community={word}; z=1" for word in words]

    first = [ask(application, HTTP_COOKIE=cookie)["body"] for cookie in cookies]
    again = [ask(application, HTTP_COOKIE=cookie)["body"] for cookie in cookies]

    assert origin.asked == 9
    assert len(set(first)) == 9
    assert again == first
    assert [first[0]] * 4 == first[9:]  # what is none of the eight is no choice
    assert ask(application)["body"] == first[0]


@pytest.mark.parametrize(
    "cookie",
    [
        "community =hex",
        "community=hex\xc2\xa0",  # a blank in UTF-8, and a letter with a blank in Latin-1
        "community=hex\x85",
        'community="hex"',
        "community=star; community=hex",
        "community=hex; Community=star",
    ],
)
def test_a_cookie_that_could_be_read_in_two_ways_changes_nobody_elses_page(cookie):
    words = ["", *Community.Lattice.values]

    def origin(environ, start_response):
        said = WSGIRequest(environ).COOKIES.get("community", "")
        start_response("200 OK", [("Content-Type", "text/html")])
        return [f"for {said if said in words else ''}".encode()]

    application = PageCache(origin)
    ask(application, HTTP_COOKIE=cookie)

    for word in words:
        answer = ask(application, HTTP_COOKIE=f"community={word}")
        assert answer["body"] == f"for {word}".encode()


def test_publishing_anything_makes_every_kept_page_old_at_once(
    django_capture_on_commit_callbacks,
):
    origin = Origin()
    application = PageCache(origin)
    ask(application)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        content.content_changed()

    assert ask(application)["body"] == b"page 2"


def test_a_version_missed_after_the_commit_is_repaired():
    with transaction.atomic():
        content.content_changed()
    before = content.version()

    assert content.repair_version() > before
    assert content.version() == content.repair_version()


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "a=b"),
        ("Vary", "Cookie"),
        ("Vary", "Accept-Encoding, Accept-Language"),
        ("Cache-Control", "max-age=0, private"),
        ("Cache-Control", "no-store"),
    ],
)
def test_an_answer_for_one_person_is_never_kept(header):
    application = PageCache(Origin(header))

    ask(application)

    assert ask(application)["body"] == b"page 2"


@pytest.mark.parametrize("status", ["404 Not Found", "302 Found", "500 Oops", "422 No"])
def test_only_whole_successes_are_kept(status):
    application = PageCache(Origin(status=status))

    ask(application)

    assert ask(application)["body"] == b"page 2"


def test_whoever_carries_a_session_is_sent_on():
    application = PageCache(Origin())
    ask(application)

    assert ask(application, HTTP_COOKIE="sessionid=abc")["body"] == b"page 2"


@pytest.mark.parametrize("path", ["/desk/", "/accounts/login/", "/health/", "/mailbox/"])
def test_addresses_that_are_not_public_are_sent_on(path):
    application = PageCache(Origin())
    ask(application, path)

    assert ask(application, path)["body"] == b"page 2"


def test_a_post_is_sent_on():
    application = PageCache(Origin())
    ask(application)

    assert ask(application, method="post")["body"] == b"page 2"


def test_a_foreign_host_never_enters_the_cache():
    application = PageCache(Origin())
    ask(application, HTTP_HOST="evil.example")

    assert ask(application, HTTP_HOST="evil.example")["body"] == b"page 2"


def test_parameters_in_another_order_are_the_same_page():
    application = PageCache(Origin())
    ask(application, "/en/?b=2&a=1")

    assert ask(application, "/en/?a=1&b=2")["body"] == b"page 1"
    assert ask(application, "/en/?a=1&b=3")["body"] == b"page 2"


@pytest.mark.parametrize("query", ["b=2&a=1", "a=1&b=2"])
def test_django_is_asked_what_the_key_says(query):
    origin = Origin()

    ask(PageCache(origin), f"/en/?{query}")

    assert origin.queries == ["a=1&b=2"]


def test_of_two_answers_to_one_question_the_order_matters():
    application = PageCache(Origin())
    ask(application, "/en/?page=1&page=2")

    assert ask(application, "/en/?page=2&page=1")["body"] == b"page 2"


def test_chinese_words_reach_django_whichever_way_a_browser_writes_them():
    origin = Origin()
    application = PageCache(origin)
    plain = "北京".encode().decode("latin-1")
    ask(application, QUERY_STRING=f"q={plain}")

    assert ask(application, "/en/?q=%E5%8C%97%E4%BA%AC")["body"] == b"page 1"
    assert origin.queries == ["q=%E5%8C%97%E4%BA%AC"]


@pytest.mark.parametrize(
    "query", ["a=" + "x" * LONGEST_QUERY, "&".join(["a=1"] * (MOST_PARAMETERS + 1))]
)
def test_a_query_that_nobody_could_mean_is_not_kept(query):
    application = PageCache(Origin())
    ask(application, f"/en/?{query}")

    assert ask(application, f"/en/?{query}")["body"] == b"page 2"


def test_a_part_of_a_page_is_never_given_for_the_whole():
    application = PageCache(Origin())
    ask(application, HTTP_HX_REQUEST="true")

    assert ask(application)["body"] == b"page 2"


@pytest.mark.parametrize("value", ["1", "false", "True"])
def test_a_header_that_only_looks_like_htmx_is_kept_as_the_whole_page(value):
    def origin(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ.get("HTTP_HX_REQUEST", "whole").encode()]

    application = PageCache(origin)

    assert ask(application, HTTP_HX_REQUEST=value)["body"] == b"whole"
    assert ask(application, HTTP_HX_REQUEST="true")["body"] == b"true"
    assert ask(application)["body"] == b"whole"


def test_the_port_and_the_spelling_of_the_host_make_no_other_page():
    application = PageCache(Origin())
    ask(application, HTTP_HOST="testserver")

    assert ask(application, HTTP_HOST="TestServer:8099")["body"] == b"page 1"


@pytest.mark.parametrize("path", ["/sitemap.xml", "/metro/ground.json", "/metro/names.json"])
def test_what_is_the_same_in_every_language_is_kept_too(path):
    application = PageCache(Origin(("Vary", "Accept-Language")))
    ask(application, path)

    assert ask(application, path)["body"] == b"page 1"


def test_tracking_parameters_reach_neither_the_key_nor_the_page():
    origin = Origin()
    application = PageCache(origin)
    ask(application, "/en/?a=1&utm_source=x&from=timeline")

    assert ask(application, "/en/?a=1")["body"] == b"page 1"
    assert origin.queries == ["a=1"]


def test_a_reader_who_has_the_page_hears_304():
    application = PageCache(Origin())
    first = ask(application)

    second = ask(application, HTTP_IF_NONE_MATCH=first["headers"]["ETag"])

    assert (second["status"], second["body"]) == ("304 Not Modified", b"")


def test_pages_travel_compressed_to_those_who_can_read_that():
    application = PageCache(Origin())

    answer = ask(application, HTTP_ACCEPT_ENCODING="gzip, br")

    assert answer["headers"]["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer["body"]) == b"page 1"


def test_a_head_request_is_answered_without_a_body():
    application = PageCache(Origin())
    ask(application)

    answer = ask(application, method="head")

    assert (answer["body"], answer["headers"]["Content-Length"]) == (b"", "6")


def test_without_the_cache_server_every_request_goes_on(settings):
    broken = {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": settings.CACHES["default"] | broken}
    application = PageCache(Origin())

    ask(application)

    assert ask(application)["body"] == b"page 2"


@pytest.mark.django_db(transaction=True)
def test_a_lost_version_is_found_again_after_the_database_was_restarted():
    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    somebody_else = connection.copy()
    with somebody_else.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    somebody_else.close()

    assert ask(PageCache(Origin()))["status"] == "200 OK"


def test_a_view_may_shorten_the_life_of_its_page():
    application = PageCache(Origin(("Cache-Control", "max-age=5")))
    ask(application)

    key = application.redis.keys("page:*")[0]

    assert application.redis.ttl(key) <= 5


@pytest.mark.django_db(transaction=True)
def test_changes_that_commit_out_of_order_never_bring_an_old_page_back():
    with transaction.atomic():
        content.content_changed()
    first = content.version()
    change = content.ContentChange.objects.latest("pk").pk

    content._move_to(change + 1)
    content._move_to(change)

    assert content.version() != first
