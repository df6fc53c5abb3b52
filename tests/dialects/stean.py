# SPDX-License-Identifier: GPL-3.0-or-later
"""STEAN 1.4.0 (INRAE)."""
import base64
import json
import threading
import time

from odata import Query, filter_nodes
from server import Answer, Dialect, iso


class Stean(Dialect):
    name = "stean"
    base = "/stean/v1.1"
    default_top, max_top = 200, None
    idle = 5
    slow = 4.0  # an order by resultTime within an expansion takes so long
    user, password = "vigie", "mot de passe"

    def __init__(self, tables, pace=1.0, protected=False):
        self.protected, self.waited = protected, threading.local()
        super().__init__(tables, pace)

    def adopt(self):
        for row in self.tables.rows["Observations"].values():
            row["start"] = row["end"]
            row["result"] = self.take_result(row["result"])

    def take_result(self, value):
        """An object is lost; what is no number of JSON's is none."""
        return None if isinstance(value, dict) or self.is_nan(value) else value

    def take_time(self, body):
        _start, end = super().take_time(body)
        return end, end

    def check(self, request):
        if len(request.target) > 20_000:
            raise Answer(431)
        if self.protected and request.method in ("POST", "PATCH", "DELETE") and not request.path.endswith("/login"):
            bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
            if bearer != self.token():
                raise self.refuse(401, "Unauthorized")

    def token(self):
        """The plain password is in it."""
        parts = [json.dumps(part).encode() for part in (
            {"alg": "HS256", "typ": "JWT"}, {"username": self.user, "password": self.password, "exp": 3600})]
        return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (*parts, b"signature"))

    def other_method(self, request, rest):
        return Answer(204 if request.method == "OPTIONS" else 200)

    def refuse(self, status, words, syntax=False):
        # What cannot be read is the server's fault.
        if syntax:
            status = 500
        if status == 500 and len(words) % 2:
            return Answer(status, f"Internal Server Error: {words}", "text/plain; charset=utf-8")
        return Answer(status, json.dumps({"code": status, "message": "error", "detail": words}))

    def write(self, request, parts):
        if request.method == "POST" and parts[0][0] == "login":
            body = self.parse_body(request)
            if (body.get("username"), body.get("password")) != (self.user, self.password):
                raise self.refuse(401, "bad credentials")
            return Answer(200, json.dumps({"message": "Login succeeded", "user": self.user, "token": self.token()}))
        return super().write(request, parts)

    # ---- Identifiers -----------------------------------------------------------------------------

    def key_of(self, set_, text):
        if not text.isdigit():
            raise self.refuse(400, "id is not a number")
        return int(text)

    # ---- Lists -----------------------------------------------------------------------------------

    def link(self, request, rest):
        scheme = request.headers.get("X-Forwarded-Proto", "http")
        return f"{scheme}://{request.headers.get('Host')}{self.base}{rest}"

    def check_query(self, set_, query, nested):
        if any(name.startswith("st_") for name in self.calls(query)):
            raise self.refuse(500, "no such function", syntax=True)
        if nested and any(path == ["resultTime"] for path, _ in query.order):
            self.wait()

    def wait(self):
        """Once a request."""
        if not self.waited.done:
            self.waited.done = True
            time.sleep(self.slow * self.pace)

    def answer(self, request):
        self.waited.done = False
        return super().answer(request)

    def select_rows(self, set_, rows, query):
        tree = query.filter
        if tree is not None:
            # Found nothing, and said nothing.
            if "substringof" in self.calls(query):
                return []
            # Of properties a text is all that it can compare.
            for node in filter_nodes(tree):
                if node and node[0] == "cmp" and node[2][0] == "path" and "properties" in node[2][1] and (
                        node[3][0] == "lit" and not isinstance(node[3][1], str)):
                    return []
        return super().select_rows(set_, rows, query)

    def count_told(self, query, total, shown):
        # The whole where it is asked for, else that of the page.
        return total if query.count else shown

    def next_link(self, request, path, query, rows, shown, size, set_):
        # With $count=true there is always one more page.
        if not query.count and (size == 0 or query.skip + len(shown) >= len(rows)):
            return None
        text = dict(query.text)
        text["$top"], text["$skip"] = str(size), str(query.skip + max(len(shown), size))
        return self.link(request, f"{path}?" + "&".join(f"{name}={value.replace(' ', '%20')}" for name, value in text.items()))

    # ---- Values ----------------------------------------------------------------------------------

    def time_text(self, start, end):
        return iso(end, "+00:00")

    def fields(self, set_, row):
        if set_ == "Observations":
            yield "phenomenonTime", self.time_text(row["start"], row["end"])
            yield "resultTime", iso(row["resultTime"], "+00:00") if row["resultTime"] is not None else None
            yield "result", row["result"]
            yield from ((name, None) for name in ("resultQuality", "validTime", "parameters"))
            return
        if set_ == "Datastreams":
            observations = self.observations_of(row)
            yield from ((name, row[name]) for name in ("name", "description", "observationType", "unitOfMeasurement"))
            yield "observedArea", None
            for name, key in (("phenomenonTime", "end"), ("resultTime", "resultTime")):
                times = [one[key] for one in observations if one[key] is not None]
                yield name, f"{iso(min(times), 'Z')}/{iso(max(times), 'Z')}" if times else None
            yield "properties", row["properties"]
            return
        for name, value in row.items():
            if name not in ("n", "Locations", "Thing"):
                yield name, value
        if set_ in ("Locations", "FeaturesOfInterest"):
            yield "geom", None

    def formatted(self, request, set_, query, rows, whole):
        if query.format in ("dataArray", "CSV", "csv") and set_ == "Observations":
            names = ["@iot.id", "phenomenonTime", "resultTime", "result"]
            cells = [[row["n"], *(iso(row[key], "+00", separator=" ") if row[key] is not None else None for key in ("end", "resultTime")),
                      row["result"]] for row in rows]
            if query.format == "dataArray":
                # One block, whatever Datastreams they are of.
                return Answer(200, json.dumps({"value": [{"component": names, "count": len(cells), "dataArray": cells}]}))
            lines = [";".join(names)] + [";".join("" if cell is None else str(cell) for cell in line) for line in cells]
            return Answer(200, "\n".join(lines) + "\n", "text/csv; charset=utf-8")
        if query.format and query.format.lower() == "geojson":
            places = [row.get("location") or row.get("feature") for row in rows]
            return Answer(200, json.dumps([place for place in places if place][:1][0] if any(places) else {}))
        return None

    # ---- Writing ---------------------------------------------------------------------------------

    def post(self, request, parts, body):
        set_, _row, _rows = self.go(parts)
        if isinstance(body, dict) and self.unknown_fields(set_, body):
            # Nothing is made, and nothing is said.
            return Answer(200, "{}")
        return super().post(request, parts, body)

    def patch(self, request, set_, row, body):
        if isinstance(body, dict) and self.unknown_fields(set_, body):
            return Answer(200, "{}")
        return super().patch(request, set_, row, body)

    def whole(self, request, set_, row):
        return self.encode(self.entity(request, set_, row, Query([])))

    def answer_post(self, request, set_, row):
        return Answer(201, self.whole(request, set_, row), Location=self.self_link(request, set_, row))

    def answer_patch(self, request, set_, row):
        return Answer(201, self.whole(request, set_, row))

    def answer_delete(self, request, set_, row):
        return Answer(204)

    def create_observations(self, request, groups):
        # The groups behind the first are left out, and nobody is told.
        group = groups[0]
        made = [self.observation_of_group(group, cells) for cells in group["dataArray"]]
        return Answer(201, json.dumps([self.self_link(request, "Observations", self.tables.rows["Observations"][n]) for n in made]))
