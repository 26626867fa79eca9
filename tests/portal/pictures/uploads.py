"""Files that somebody might send in, good and bad."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from tests.factories import picture_file

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"


def polyglot() -> bytes:
    """Make a picture with a comment that is HTML, and a ZIP behind it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("run.js", "alert(1)")
    return picture_file(comment=SCRIPT) + archive.getvalue()


def bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """Make a PNG that says it is huge; whoever decoded it would find nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def damaged_avif() -> bytes:
    """Make an AVIF picture that says it is whole, and is not."""
    whole = picture_file(kind="AVIF")
    return whole[: len(whole) // 2] + bytes(len(whole) // 2)


def with_position() -> bytes:
    """Make a photo that lies on its side and says where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 0.0), 3: "E", 4: (116.0, 23.0, 0.0)})
    return picture_file(exif=exif)


def heavy() -> bytes:
    """Make a picture of fifty megabytes."""
    return picture_file() + bytes(50 * 1024 * 1024)
