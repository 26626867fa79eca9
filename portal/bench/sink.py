"""A mail server that says yes to everything and keeps only the number."""

import asyncio
import threading

LINE = b"\r\n"
END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """Speaks as much of a mail server's language as there is need for, and keeps nothing."""

    accepted = 0

    def connection_made(self, transport):
        self.transport, self.heard, self.reads_mail = transport, b"", False
        self._say("220 sink")

    def data_received(self, data):
        self.heard += data
        while (end := END if self.reads_mail else LINE) in self.heard:
            said, _end, self.heard = self.heard.partition(end)
            if self.reads_mail:
                type(self).accepted += 1
                self.reads_mail = False
                self._say("250 kept")
            else:
                self._answer(said[:4].upper())

    def _answer(self, verb: bytes) -> None:
        self.reads_mail = verb == b"DATA"
        self._say({b"DATA": "354 go on", b"QUIT": "221 bye"}.get(verb, "250 ok"))
        if verb == b"QUIT":
            self.transport.close()

    def _say(self, words: str) -> None:
        self.transport.write(words.encode() + LINE)


def listen() -> int:
    """Start the mail server in a thread of its own and return its port."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(Sink, "127.0.0.1", 0))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return server.sockets[0].getsockname()[1]
