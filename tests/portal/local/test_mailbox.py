"""The mailbox of a local copy: mail as its reader would see it."""

import smtplib
import socket
import sys
from email.message import EmailMessage

import pytest
from django.urls import reverse

from portal.local.mailbox import letters
from portal.local.processes import Process
from tests.background import wait_until

pytestmark = pytest.mark.urls("tests.portal.local.mailbox_urls")


@pytest.fixture
def folder(tmp_path, settings):
    settings.MAILBOX_DIR = str(tmp_path)
    return tmp_path


@pytest.fixture
def mail_server(folder):
    """The runner's mail server, as the runner starts it; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = listener.fileno()
        command = [sys.executable, "-m", "portal.local.smtp", str(number), str(folder)]
        log = folder.parent / "mail.log"
        process = Process("mail", command, log=log, keep_open=(number,))
        process.start()
        yield listener.getsockname()[1]
        process.stop()


def make_mail(subject="您的名额", *, text="你好", html="", attachment=None):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "portal@example.org", "ada@example.org", subject
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    if attachment:
        mail.add_attachment(b"BEGIN:VCALENDAR", "text", "calendar", filename=attachment)
    return mail


def keep(folder, mail, name="1795690000000000000-abcdef"):
    (folder / f"{name}.eml").write_bytes(mail.as_bytes())
    return name


def test_what_the_mail_server_takes_is_in_the_mailbox_newest_first(folder, mail_server, client):
    with smtplib.SMTP("127.0.0.1", mail_server) as server:
        server.send_message(make_mail("First"))
        server.send_message(make_mail("Second"))
    wait_until(lambda: len(letters.newest_first(10)) == 2)

    shown = client.get(reverse("mailbox:index")).context["letters"]

    assert [(letter.subject, letter.text.strip()) for letter in shown] == [
        ("Second", "你好"),
        ("First", "你好"),
    ]


def test_a_letter_shows_its_text_with_links_to_follow(folder, client):
    name = keep(folder, make_mail(text="See http://127.0.0.1/en/ <now>"))

    page = client.get(reverse("mailbox:letter", args=[name])).text

    assert 'See <a href="http://127.0.0.1/en/" rel="nofollow">' in page
    assert "&lt;now&gt;" in page


def test_html_is_shown_in_a_frame_that_can_do_nothing(folder, client):
    name = keep(folder, make_mail(html="<p style='color: red'>Hi</p>"))

    response = client.get(reverse("mailbox:html", args=[name]))

    assert response.text == "<base target=\"_top\"><p style='color: red'>Hi</p>\n"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert " sandbox " in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_attachments_come_as_files_under_their_names(folder, client):
    name = keep(folder, make_mail(attachment="日历.ics"))

    response = client.get(reverse("mailbox:attachment", args=[name, 1]))

    assert response.content == b"BEGIN:VCALENDAR"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%97%A5%E5%8E%86.ics"
    )


def test_attachments_are_listed_with_name_and_type(folder, client):
    name = keep(folder, make_mail(attachment="日历.ics"))

    page = client.get(reverse("mailbox:letter", args=[name])).text

    assert ">日历.ics</a> (text/calendar)" in page


@pytest.mark.parametrize("number", [0, 2])
def test_there_is_no_other_attachment(folder, client, number):
    name = keep(folder, make_mail(attachment="a.ics"))

    assert client.get(reverse("mailbox:attachment", args=[name, number])).status_code == 404


@pytest.mark.urls("portal.urls")
def test_there_is_no_mailbox_where_nobody_switched_it_on(client):
    assert client.get("/mailbox/").status_code == 404
