"""A web server that answers oddly: each address says by its path how."""

import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from portal.links import fetching


class _Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer()

    def _answer(self):
        path = self.path.partition("?")[0]
        self.server.asked.append((self.command, path))
        name, _slash, more = path.strip("/").partition("/")
        getattr(self, f"_{name}")(more)

    def _send(self, status, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _status(self, more):
        self._send(int(more))

    def _get_only(self, more):
        self._send(200 if self.command == "GET" else 404)

    def _no_head(self, more):
        """Hang up on HEAD, as some old servers do."""
        if self.command == "GET":
            self._send(200)
        else:
            self.close_connection = True
            self.connection.close()

    def _lasting(self, more):
        self._send(301, "/status/200")

    def _passing(self, more):
        self._send(302, "/status/200")

    def _mixed(self, more):
        self._send(301, "/passing")

    def _to_gone(self, more):
        self._send(301, "/status/404")

    def _round(self, more):
        self._send(302, "/round")

    def _inward(self, more):
        self._send(302, "http://169.254.169.254/latest/meta-data/")

    def _to_file(self, more):
        self._send(302, "file:///etc/passwd")

    def _to_rubbish(self, more):
        self._send(301, "http://[broken")

    def _in_chinese(self, more):
        """As many sites here write it: UTF-8, which headers do not speak."""
        self._send(301, "/status/200?地址=\0".encode().decode("latin-1"))

    def _dripping(self, more):
        """Send a letter now and then, and never an end."""
        with suppress(OSError):
            while True:
                self.wfile.write(b"H")
                time.sleep(fetching.LONGEST / 10)

    def _slow(self, more):
        time.sleep(fetching.TIMEOUT * 2)

    def _rubbish(self, more):
        self.wfile.write(b"\x00\x01 this is not HTTP\r\n\r\n")
        self.close_connection = True

    def log_message(self, *args):
        pass


class OddSite:
    """The server, and what it was asked."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.daemon_threads = True
        self.server.asked = self.asked = []
        Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/{path}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
