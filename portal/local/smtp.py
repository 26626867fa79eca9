"""A mail server for one machine: it delivers nothing and keeps each mail as a file.

Run as `python -m portal.local.smtp SOCKET FOLDER`, SOCKET being the number of a
listening socket that the parent passes on.
"""

import asyncio
import secrets
import socket
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP


class Keeper:
    """Writes what arrives into a folder, one .eml file a mail, in order of arrival."""

    def __init__(self, folder: Path):
        self.folder = folder

    async def handle_DATA(self, server, session, envelope) -> str:
        name = f"{time.time_ns()}-{secrets.token_hex(3)}"
        unfinished = self.folder / f"{name}.part"
        unfinished.write_bytes(envelope.content)
        unfinished.rename(self.folder / f"{name}.eml")
        return "250 Kept"


async def serve(listener: socket.socket, folder: Path) -> None:
    """Take mail until the process is stopped."""
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Keeper(folder), enable_SMTPUTF8=True), sock=listener
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])))
