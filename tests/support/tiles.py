#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves the tiles of an MBTiles file over HTTP on the loopback address, to try the map on real tiles.

    tiles.py [--port 0] FILE.mbtiles

Says the address template on standard output, then answers /{z}/{x}/{y}.png until it is ended. Rows of
MBTiles are counted from the south (TMS): they are turned round. ETag and If-None-Match are kept, as a
tile server should.
"""
import argparse
import hashlib
import http.server
import pathlib
import re
import sqlite3
import sys
import threading

PATH = re.compile(r"/(\d{1,2})/(\d{1,8})/(\d{1,8})\.(png|jpg|jpeg|pbf)$")
KINDS = [(b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"\x1f\x8b", "application/vnd.mapbox-vector-tile")]


class Tiles:
    """One read-only connection a thread: sqlite3's are not to be shared."""

    def __init__(self, path):
        if not pathlib.Path(path).is_file():
            sys.exit(f"tiles.py: there is no file {path}")
        self.uri = pathlib.Path(path).resolve().as_uri() + "?mode=ro"
        self.local = threading.local()

    def get(self, z, x, y):
        if not hasattr(self.local, "db"):
            self.local.db = sqlite3.connect(self.uri, uri=True)
        row = self.local.db.execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            (z, x, (1 << z) - 1 - y)).fetchone()
        return row and bytes(row[0])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    tiles = None

    def do_GET(self):
        match = PATH.match(self.path.split("?")[0])
        data = match and self.tiles.get(*(int(number) for number in match.groups()[:3]))
        if not data:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        etag = '"%s"' % hashlib.sha256(data).hexdigest()[:16]
        same = self.headers.get("If-None-Match") == etag
        self.send_response(304 if same else 200)
        self.send_header("ETag", etag)
        self.send_header("Cache-Control", "max-age=3600")
        if not same:
            self.send_header("Content-Type", next((kind for start, kind in KINDS if data.startswith(start)), "application/octet-stream"))
            if data.startswith(b"\x1f\x8b"):
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if not same:
            self.wfile.write(data)

    def log_message(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("file")
    arguments = parser.parse_args()
    Handler.tiles = Tiles(arguments.file)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
    server.daemon_threads = True
    print("http://127.0.0.1:%d/{z}/{x}/{y}.png" % server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
