"""The mails that the local mail server kept, read as a mail program reads them."""

import datetime as dt
from base64 import b64encode
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path

from django.conf import settings


class Letter:
    """One mail in the mailbox's folder, named after the moment it came in."""

    def __init__(self, file: Path):
        self.name = file.stem
        self.message: EmailMessage = message_from_bytes(
            file.read_bytes(), policy=policy.default
        )

    @property
    def arrived_at(self) -> dt.datetime:
        nanoseconds = int(self.name.partition("-")[0])
        return dt.datetime.fromtimestamp(nanoseconds / 1e9, tz=dt.UTC)

    @property
    def subject(self) -> str:
        return self.message["subject"] or ""

    @property
    def sender(self) -> str:
        return self.message["from"] or ""

    @property
    def recipients(self) -> str:
        return self.message["to"] or ""

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        """The HTML, with the pictures that came with the mail in their places."""
        html = self._body("html")
        for part in self.attachments:
            if name := (part["content-id"] or "").strip("<>"):
                picture = b64encode(part.get_payload(decode=True)).decode()
                source = f"data:{part.get_content_type()};base64,{picture}"
                html = html.replace(f"cid:{name}", source)
        return html

    @cached_property
    def attachments(self) -> list[EmailMessage]:
        return list(self.message.iter_attachments())

    @property
    def enclosed(self) -> list[tuple[str, str]]:
        """Name each attachment and its type; pictures within the mail have no name.

        A template would look for these among the headers of the part.
        """
        return [
            (part.get_filename() or "", part.get_content_type()) for part in self.attachments
        ]

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content() if part else ""


def newest_first(limit: int) -> list[Letter]:
    """Return the latest letters."""
    files = sorted(Path(settings.MAILBOX_DIR).glob("*.eml"), reverse=True)
    return [Letter(file) for file in files[:limit]]


def find(name: str) -> Letter | None:
    """Return the letter of this name."""
    file = Path(settings.MAILBOX_DIR) / f"{name}.eml"
    return Letter(file) if file.is_file() else None
