"""Whatever is sent in, nothing but a picture stays, and whoever sent it is told why not."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.users.models import UserProfile

from communities.models import Picture
from tests.factories import picture_file
from tests.portal.desk.forms import filled, messages
from tests.portal.pictures import uploads

pytestmark = pytest.mark.django_db

REFUSED = {
    "SVG with a script": (
        uploads.SVG,
        "drawing.svg",
        "SVG drawings are not taken: they can hold programs. Please save it as PNG.",
        "不接收 SVG 图形，因为其中可能含有程序。请另存为 PNG 后上传。",
    ),
    "20,000 × 20,000 pixels": (
        uploads.bomb(),
        "bomb.png",
        "This picture has too many pixels; 40 million are the most. Please save it smaller, "
        "2,400 pixels wide at most.",
        "图片像素过多，最多 4000 万像素。请缩小后再上传，宽度不超过 2400 像素即可。",
    ),
    "41 million pixels": (
        uploads.bomb(10_250, 4_000),
        "large.png",
        "This picture has too many pixels; 40 million are the most. Please save it smaller, "
        "2,400 pixels wide at most.",
        "图片像素过多，最多 4000 万像素。请缩小后再上传，宽度不超过 2400 像素即可。",
    ),
    "50 MB": (
        uploads.heavy(),
        "heavy.jpg",
        "This file has 50.0 MB; a picture may have 10.0 MB. Please save it smaller, 2,400 "
        "pixels wide at most.",
        "该文件有 50.0 MB，图片最大 10.0 MB。请缩小后再上传，宽度不超过 2400 像素即可。",
    ),
    "a web page named JPEG": (
        b"<!doctype html>" + uploads.SCRIPT,
        "photo.jpg",
        "This file is not a JPEG, PNG, WebP or AVIF picture, whatever its name says.",
        "该文件不是 JPEG、PNG、WebP 或 AVIF 图片（不论文件名怎么写）。",
    ),
    "an animation named PNG": (
        picture_file(kind="GIF"),
        "wave.png",
        "This file is not a JPEG, PNG, WebP or AVIF picture, whatever its name says.",
        "该文件不是 JPEG、PNG、WebP 或 AVIF 图片（不论文件名怎么写）。",
    ),
    "half a picture": (
        picture_file()[:3000],
        "half.jpg",
        "This picture is damaged and cannot be opened.",
        "图片已损坏，无法打开。",
    ),
    "half an AVIF picture": (
        uploads.damaged_avif(),
        "half.avif",
        "This picture is damaged and cannot be opened.",
        "图片已损坏，无法打开。",
    ),
    "a thumbnail": (
        picture_file((200, 120)),
        "small.jpg",
        "This picture has 200 × 120 pixels: readers would see it blurred. Please take one of "
        "at least 640 × 360.",
        "图片只有 200 × 120 像素，读者看到的会是模糊的。请换一张至少 640 × 360 像素的图片。",
    ),
}
CLEANED = {
    "a picture, a page and an archive in one": (uploads.polyglot(), "photo.jpg", (960, 540)),
    "a photo with its position, on its side": (uploads.with_position(), "p.jpg", (540, 960)),
    "a JPEG named PNG": (picture_file(), "wrong.png", (960, 540)),
    "a WebP named as a program": (picture_file(kind="WEBP"), "run.html", (960, 540)),
}
GONE = {
    "en": "The picture was drawn anew: where and with what it was taken, and whatever else was "
    "in the file, is not kept.",
    "zh-hans": "图片已重新生成：拍摄地点、设备以及文件中夹带的其他内容均未保留。",
}


def speak(user, language: str) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})


def send(desk, content: bytes, name: str):
    """Send a file in by the window in which editors pick a picture."""
    chooser = Picture.snippet_viewset.chooser_viewset
    values = {"title": "T", "file": SimpleUploadedFile(name, content)}
    return desk.post(reverse(chooser.get_url_name("create")), values).json()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_good_is_refused_in_words(name, language, desk, administrator):
    content, file_name, english, chinese = REFUSED[name]
    speak(administrator, language)

    answer = send(desk, content, file_name)

    form = BeautifulSoup(answer["htmlFragment"], "html.parser")
    said = [error.text.replace("\xa0", " ").strip() for error in form.select(".error-message")]
    assert said == [{"en": english, "zh-hans": chinese}[language]]
    assert not Picture.objects.exists()


@pytest.mark.parametrize("name", CLEANED)
def test_of_what_is_taken_nothing_but_the_picture_stays(name, desk):
    content, file_name, size = CLEANED[name]

    answer = send(desk, content, file_name)

    picture = Picture.objects.get()
    assert answer["result"]["id"] == str(picture.pk)
    assert (picture.width, picture.height) == size
    kept = picture.file.read()
    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept
    with Image.open(io.BytesIO(kept)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", size, {})
        assert drawn.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                     "progressive", "progression"}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_library_takes_files_by_the_same_way_and_says_what_is_gone(
    language, desk, administrator, at
):
    speak(administrator, language)
    add = at(Picture, "add")
    form = filled(desk.get(add), title="T")

    refused = desk.post(add, form | {"file": SimpleUploadedFile("a.svg", uploads.SVG)})
    photo = SimpleUploadedFile("a.jpg", uploads.with_position())
    taken = desk.post(add, form | {"file": photo}, follow=True)

    assert refused.context["form"].errors.keys() == {"file"}
    assert GONE[language] in messages(taken)[0]
    assert Picture.objects.get().height == 960


def test_every_size_is_made_once_in_our_shape_and_sent_as_what_it_is(desk, client):
    send(desk, picture_file((2000, 1600)), "big.jpg")
    picture = Picture.objects.get()
    client.logout()

    assert [(s["width"], s["height"]) for s in picture.sizes] == [
        (480, 270), (720, 405), (1080, 608), (1600, 900),
    ]  # fmt: skip
    answer = client.get(picture.default_size["url"])
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    with Image.open(io.BytesIO(answer.getvalue())) as sent:
        assert (sent.format, sent.size) == ("WEBP", (720, 405))


def test_a_picture_that_is_not_there_is_not_found(client):
    assert client.get(f"/media/pictures/{'0' * 24}.webp").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "images/", "images/add/", "images/multiple/add/", "images/chooser/",
        "images/chooser/create/", "api/main/images/", "bulk/wagtailimages/image/delete/",
        "bulk/communities/picture/add_tags/",
    ],
)  # fmt: skip
def test_wagtails_own_ways_for_images_are_shut(desk, path):
    assert desk.get(f"/desk/{path}").status_code == 404
    assert desk.post(f"/desk/{path}").status_code == 404
