# SPDX-License-Identifier: GPL-3.0-or-later
"""What the dialects have in common: HTTP, paths, lists, expansions, writes. How each does them is in its own class (frost.py, stean.py,
hydro.py), which overrides the methods under « What a dialect says »."""
import functools
import http.server
import json
import math
import socket
import threading
import time
import urllib.parse
import uuid

from evaluate import Unsupported, evaluate, sort_rows
from odata import Query, Syntax, date_time, filter_nodes, parse_path, parse_span
from territory import FIELDS, MANY, ONE, SINGULAR, copy_tables


class Answer(Exception):
    """An answer that ends the work on a request: of errors, redirects and the like too."""

    def __init__(self, status, body=b"", kind="application/json", **headers):
        super().__init__(status)
        self.status, self.kind = status, kind
        self.body = body.encode() if isinstance(body, str) else body
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Request:
    """What was asked, kept for the test."""

    def __init__(self, handler, body):
        self.method, self.target = handler.command, handler.path
        self.headers, self.body = dict(handler.headers.items()), body
        self.connection = handler.client_address[1]
        path, _, query = handler.path.partition("?")
        self.path = urllib.parse.unquote(path)
        # A + is a space here, as in a form (all three servers read it so).
        self.options = [(urllib.parse.unquote_plus(name), urllib.parse.unquote_plus(value))
                        for name, _, value in (part.partition("=") for part in query.split("&")) if name]
        self.query = query

    def __repr__(self):
        return f"{self.method} {self.target}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    dialect = None

    def setup(self):
        # How long a kept connection may be idle.
        self.timeout = self.dialect.idle * self.dialect.pace
        super().setup()

    def handle_any(self):
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(self, self.rfile.read(length) if length else b"")
        self.dialect.note(request)
        try:
            answer = self.dialect.answer(request)
        except Answer as early:
            answer = early
        fault = self.dialect.take_fault(request)
        if fault == "cut":
            # The work is done, its answer never comes.
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response_only(answer.status)
        self.send_header("Date", self.date_time_string())
        if answer.body or answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        if answer.body:
            self.send_header("Content-Type", answer.kind)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if self.dialect.close_after(answer):
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = do_OPTIONS = handle_any

    def log_message(self, *_arguments):
        pass


class Listener(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def get_request(self):
        connection, address = super().get_request()
        # Nagle would hold each answer back by the delay of an acknowledgement.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection, address

    def handle_error(self, request, client_address):
        pass  # whoever hangs up may


class Dialect:
    """One server. @pace scales what takes time (1: as in the document)."""

    name = base = ""
    default_top, max_top = 100, None
    idle = 60
    nested_links = False
    sets = tuple(FIELDS)

    def __init__(self, tables, pace=1.0):
        self.tables, self.pace = copy_tables(tables), pace
        self.requests, self.faults, self.lock, self.numbers = [], [], threading.RLock(), {}
        self.adopt()
        handler = type("ItsHandler", (Handler,), {"dialect": self})
        self.listener = Listener(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self.listener.server_address[1]}"
        self.address = self.origin + self.base
        threading.Thread(target=self.listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self):
        self.listener.shutdown()
        self.listener.server_close()

    def note(self, request):
        with self.lock:
            self.requests.append(request)

    def fail_next(self, method, fault):
        """The next request of that method gets the fault ("cut": it is done, and not answered)."""
        self.faults.append((method, fault))

    def take_fault(self, request):
        with self.lock:
            for fault in self.faults:
                if fault[0] == request.method:
                    self.faults.remove(fault)
                    return fault[1]
        return None

    # ---- What a dialect says ---------------------------------------------------------------------

    def adopt(self):
        """Takes over the rows as the server could hold them."""

    def check(self, request):
        """Whatever is refused before the path is read."""

    def id_of(self, set_, number):
        return number

    def key_of(self, set_, text):
        """The number of the row that a key in an address means; raises Answer."""
        raise NotImplementedError

    def link(self, request, rest):
        """An address of this server's, as it writes it."""
        raise NotImplementedError

    def check_query(self, set_, query, nested):
        """Raises Answer for what it does not do."""

    def page_size(self, query):
        top = self.default_top if query.top is None else query.top
        return min(top, self.max_top) if self.max_top else top

    def next_link(self, request, path, query, rows, at, size, set_):
        """Of the page that begins at row @at and is followed by more, or None."""
        raise NotImplementedError

    def count_told(self, query, total, shown):
        """What @iot.count says, or None."""
        return total if query.count else None

    def time_text(self, start, end):
        raise NotImplementedError

    def stream_times(self, rows):
        """(name, value) of what a Datastream says of its times, from its Observations."""
        return ()

    def result_text(self, value):
        return value

    def fields(self, set_, row):
        """The fields of an entity as it writes them, in order; without a name what is absent."""
        raise NotImplementedError

    def encode(self, value):
        return json.dumps(value, ensure_ascii=False)

    def refuse(self, status, words, syntax=False):
        """The Answer for an error."""
        raise NotImplementedError

    def formatted(self, request, set_, query, rows, whole):
        """The body for a $resultFormat, or None where it is left unheeded."""
        return None

    def close_after(self, answer):
        return False

    def other(self, request, path):
        """Answers what is no SensorThings path, or raises."""
        raise self.refuse(404, "Not found")

    def root(self, request):
        return Answer(200, self.encode({
            "value": [{"name": name, "url": self.link(request, "/" + name)} for name in self.sets],
            "serverSettings": {"conformance": self.conformance()}}))

    def conformance(self):
        return ["http://www.opengis.net/spec/iot_sensing/1.1/req/datamodel",
                "http://www.opengis.net/spec/iot_sensing/1.1/req/request-data"]

    # ---- Reading ---------------------------------------------------------------------------------

    def answer(self, request):
        self.check(request)
        if not request.path.startswith(self.base):
            return self.other(request, request.path)
        rest = request.path[len(self.base):]
        if rest in ("", "/"):
            return self.root_of(request, rest)
        if not rest.startswith("/"):
            return self.other(request, request.path)
        try:
            parts = parse_path(rest)
            if request.method == "GET":
                return self.read(request, parts)
            if request.method in ("HEAD", "OPTIONS"):
                return self.other_method(request, rest)
            with self.lock:
                return self.write(request, parts)
        except Syntax as syntax:
            raise self.refuse(400, str(syntax), syntax=True) from syntax
        except Unsupported as unsupported:
            raise self.refuse(400, str(unsupported)) from unsupported

    def root_of(self, request, rest):
        if request.method in ("HEAD", "OPTIONS"):
            return self.other_method(request, rest)
        return self.root(request)

    def other_method(self, request, rest):
        raise NotImplementedError

    def go(self, parts):
        """(set, row or None, rows): where a path leads."""
        name, key = parts[0]
        if name not in self.sets:
            raise self.refuse(404, f"no {name}")
        set_, rows, row = name, list(self.tables.rows[name].values()), None
        for index, (name, key) in enumerate(parts):
            if index > 0:
                if row is None:
                    raise self.refuse(404, f"no {name} of a set")
                if name in ONE[set_]:
                    set_, row, rows = ONE[set_][name], self.tables.rows[ONE[set_][name]][row[name]], None
                    continue
                if name not in MANY[set_]:
                    raise self.refuse(404, f"no {name}")
                rows, set_, row = self.tables.related(set_, row, name), name, None
            if key is not None:
                number = self.key_of(set_, key)
                row = next((one for one in rows if one["n"] == number), None)
                if row is None:
                    raise self.refuse(404, "no such entity")
        return set_, row, rows

    def read(self, request, parts):
        query = Query(request.options)
        set_, row, rows = self.go(parts)
        self.check_query(set_, query, nested=False)
        path = urllib.parse.unquote(request.path[len(self.base):])
        if row is not None:
            return Answer(200, self.encode(self.entity(request, set_, row, query)))
        rows = self.select_rows(set_, rows, query)
        size = self.page_size(query)
        shown = rows[query.skip:query.skip + size] if query.skip_filter is None else rows[:size]
        special = self.formatted(request, set_, query, shown, rows)
        if special is not None:
            return special
        page = self.page(request, set_, rows, shown, query, path, size)
        return Answer(200, self.encode(page))

    def select_rows(self, set_, rows, query):
        for tree in (query.filter, query.skip_filter):
            if tree is not None:
                tree = self.with_numbers(set_, tree)
                rows = [row for row in rows if evaluate(self.tables, set_, row, tree)]
        return sort_rows(self.tables, set_, rows, query.order)

    def with_numbers(self, set_, tree):
        """The filter with the numbers of rows in place of the identifiers that it compares."""
        if not isinstance(tree, tuple):
            return tree
        if tree[0] == "cmp" and tree[2][0] == "path" and tree[2][1][-1] in ("id", "@iot.id") and tree[3][0] == "lit":
            names = tree[2][1]
            target = set_ if len(names) == 1 else SINGULAR.get(names[-2], names[-2])
            return ("cmp", tree[1], tree[2], ("lit", self.number_of(target, tree[3][1])))
        return (tree[0], *(self.with_numbers(set_, part) for part in tree[1:]))

    def number_of(self, set_, value):
        """The number of the row of an identifier in a filter or a body; -1: of none."""
        return value

    def number_of_text(self, set_, text):
        if text not in self.numbers:
            for name, rows in list(self.tables.rows.items()):
                self.numbers.update({self.id_of(name, n): (name, n) for n in list(rows)})
        found = self.numbers.get(text)
        return found[1] if found and found[0] == set_ else -1

    def page(self, request, set_, rows, shown, query, path, size):
        """A list as an object: a link before the entities or behind does not matter to JSON."""
        body = {}
        count = self.count_told(query, len(rows), len(shown))
        if count is not None:
            body["@iot.count"] = count
        entities = [self.entity(request, set_, row, query) for row in shown]
        shown, entities = self.shorten(shown, entities)
        link = self.next_link(request, path, query, rows, shown, size, set_)
        if link is not None:
            body["@iot.nextLink"] = link
        body["value"] = entities
        return body

    def shorten(self, shown, entities):
        return shown, entities

    def entity(self, request, set_, row, query, nested=False):
        wanted = query.select
        told = {}
        if wanted is None or "id" in wanted or "@iot.id" in wanted:
            told["@iot.id"] = self.id_of(set_, row["n"])
        links = self.has_links(query, nested) and wanted is None
        own = f"/{set_}({self.quoted(set_, row['n'])})"
        if links:
            told["@iot.selfLink"] = self.link(request, own)
        for name, value in self.fields(set_, row):
            if wanted is None or name in wanted:
                told[name] = value
        expanded = {name for name, _ in query.expand}
        for name in (*ONE[set_], *MANY[set_]):
            if links and name not in expanded:
                told[f"{name}@iot.navigationLink"] = self.link(request, f"{own}/{name}")
        for name, inner in query.expand:
            self.expand(request, set_, row, own, name, inner, told)
        return told

    def has_links(self, query, nested):
        return not nested or self.nested_links

    def expand(self, request, set_, row, own, name, query, told):
        if name in ONE[set_]:
            target = ONE[set_][name]
            told[name] = self.entity(request, target, self.tables.rows[target][row[name]], query, nested=True)
            return
        if name not in MANY[set_]:
            raise self.refuse(400, f"no {name} to expand")
        self.check_query(name, query, nested=True)
        rows = self.select_rows(name, self.tables.related(set_, row, name), query)
        size = self.page_size(query)
        shown = rows[query.skip:query.skip + size]
        count = self.count_told(query, len(rows), len(shown))
        if count is not None:
            told[f"{name}@iot.count"] = count
        link = self.next_link(request, f"{own}/{name}", query, rows, shown, size, name)
        if link is not None:
            told[f"{name}@iot.nextLink"] = link
        told[name] = [self.entity(request, name, one, query, nested=True) for one in shown]

    def quoted(self, set_, number):
        given = self.id_of(set_, number)
        return "'" + given.replace("'", "''") + "'" if isinstance(given, str) else str(given)

    # ---- Writing ---------------------------------------------------------------------------------

    def write(self, request, parts):
        if request.method == "POST" and parts[0][0] == "CreateObservations":
            return self.create_observations(request, self.parse_body(request))
        if request.method == "POST":
            return self.post(request, parts, self.parse_body(request))
        set_, row, _rows = self.go(parts)
        if row is None:
            raise self.refuse(405, "not of a set")
        if request.method == "DELETE":
            self.tables.remove(set_, row["n"])
            return self.answer_delete(request, set_, row)
        if request.method in ("PATCH", "PUT"):
            return self.patch(request, set_, row, self.parse_body(request))
        raise self.refuse(405, request.method)

    def parse_body(self, request):
        try:
            body = json.loads(request.body)
        except ValueError as error:
            raise self.refuse(400, "no JSON", syntax=True) from error
        return body

    def unknown_fields(self, set_, body):
        known = {*FIELDS[set_], *ONE[set_], *MANY[set_], "@iot.id", "Location"}
        return [name for name in body if name not in known]

    def post(self, request, parts, body):
        set_, row, rows = self.go(parts)
        if row is not None or rows is None or not isinstance(body, dict):
            raise self.refuse(400, "nothing to be made there")
        around = None
        if len(parts) > 1:
            around = self.go(parts[:-1])
        made = self.create(set_, body, around)
        return self.answer_post(request, set_, self.tables.rows[set_][made])

    def refer(self, set_, given, around):
        """The number of the row that a body means: by its id, or made along."""
        if isinstance(given, dict) and "@iot.id" in given:
            number = self.number_of(set_, given["@iot.id"])
            if number not in self.tables.rows[set_]:
                raise self.refuse(400, f"no such {set_}")
            return number
        return self.create(set_, given, around)

    def create(self, set_, body, around=None):
        row = {name: body.get(name) for name in FIELDS[set_]}
        if set_ == "Observations":
            row["start"], row["end"] = self.take_time(body)
            row["resultTime"] = parse_span(body["resultTime"])[1] if body.get("resultTime") else None
            row["result"] = self.take_result(body.get("result"))
            row.pop("phenomenonTime")
        if set_ == "Things":
            row["Locations"] = [self.refer("Locations", one, None) for one in body.get("Locations", [])]
        for name, target in ONE[set_].items():
            if name in body:
                row[name] = self.refer(target, body[name], None)
            elif around is not None and around[0] == target:
                row[name] = around[1]["n"]
            elif name == "FeatureOfInterest":
                row[name] = 1
            else:
                raise self.refuse(400, f"{name} is missing")
        number = self.tables.add(set_, **row)
        if set_ == "Things":
            for stream in body.get("Datastreams", []):
                self.create("Datastreams", stream, ("Things", self.tables.rows[set_][number]))
        return number

    def take_time(self, body):
        if body.get("phenomenonTime"):
            return parse_span(body["phenomenonTime"])
        now = time.time_ns() // 1000
        return now, now

    def take_result(self, value):
        return value

    def patch(self, request, set_, row, body):
        """A member that is given replaces the whole of what was there: properties are not merged."""
        if not isinstance(body, dict):
            raise self.refuse(400, "no object")
        for name, value in body.items():
            if name == "result":
                row[name] = self.take_result(value)
            elif name in ONE[set_]:
                row[name] = self.refer(ONE[set_][name], value, None)
            elif name in FIELDS[set_] and name not in ("phenomenonTime", "resultTime"):
                row[name] = value
        return self.answer_patch(request, set_, row)

    def observation_of_group(self, group, cells):
        """The number of the row made of a dataArray's row."""
        body = dict(zip(group["components"], cells))
        body.pop("FeatureOfInterest/id", None)
        return self.create("Observations", {**body, "Datastream": group["Datastream"]})

    def create_observations(self, request, groups):
        """A link for each row, or what is wrong with it, whatever that is."""
        told = []
        for group in groups:
            for cells in group["dataArray"]:
                try:
                    number = self.observation_of_group(group, cells)
                    told.append(self.self_link(request, "Observations", self.tables.rows["Observations"][number]))
                except Exception as error:
                    told.append(self.row_error(error))
        return Answer(201, json.dumps(told))

    def row_error(self, error):
        raise NotImplementedError

    def answer_post(self, request, set_, row):
        return Answer(201, b"", Location=self.self_link(request, set_, row))

    def answer_patch(self, request, set_, row):
        raise NotImplementedError

    def answer_delete(self, request, set_, row):
        raise NotImplementedError

    # ---- Helpers ---------------------------------------------------------------------------------

    def self_link(self, request, set_, row):
        return self.link(request, f"/{set_}({self.quoted(set_, row['n'])})")

    def observations_of(self, row):
        return self.tables.related("Datastreams", row, "Observations")

    @staticmethod
    def is_number(value):
        return isinstance(value, (int, float)) and not isinstance(value, bool)

    @staticmethod
    def is_nan(value):
        return isinstance(value, float) and math.isnan(value)

    @staticmethod
    def calls(query):
        """Names of the functions that a filter calls."""
        return [tree[1] for tree in filter_nodes(query.filter) if tree and tree[0] == "call"] if query.filter else []

    @staticmethod
    def paths(query):
        return [tree[1] for tree in filter_nodes(query.filter) if tree and tree[0] == "path"] if query.filter else []


@functools.cache
def uuid_of(name):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def iso(micro, zone, separator="T", fraction=True):
    """As most servers write an instant: a fraction only where there is one."""
    time_ = date_time(micro)
    text = time_.strftime(f"%Y-%m-%d{separator}%H:%M:%S")
    rest = f"{time_.microsecond:06}".rstrip("0")
    return text + (f".{rest}" if fraction and rest else "") + zone


def html(status, words):
    return f"<!doctype html><html lang=\"en\"><head><title>HTTP Status {status} – {words}</title></head>" \
           f"<body><h1>{words}</h1></body></html>"
