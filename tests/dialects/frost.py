# SPDX-License-Identifier: GPL-3.0-or-later
"""FROST-Server 2.4.2, with integer or UUID identifiers.

Somebody has subscribed to it by MQTT, so that a list without an order comes in another order each time. Its links name the host of its
configuration, which is not the one that it is reached by."""
import base64
import json
import random
import re
import urllib.parse

from server import Answer, Dialect, html, iso, uuid_of

MARK = "\ue000"  # around a number that json cannot write as Java does


class Frost(Dialect):
    name = "frost"
    base = "/capteurs/v1.1"
    configured = "http://frost.interne:8080/FROST-Server/v1.1"
    default_top, max_top = 100, 10_000
    idle = 60

    def __init__(self, tables, pace=1.0, ids="integer", user=None, password=None, roles=("read", "create", "update", "delete"),
                 anonymous_read=True, size_max=25_000_000):
        self.ids, self.user, self.password, self.roles = ids, user, password, roles
        self.anonymous_read, self.size_max = anonymous_read, size_max
        self.random = random.Random(4)
        super().__init__(tables, pace)

    def check(self, request):
        if len(request.target) > 8192:
            raise Answer(400, html(400, "Bad Request"), "text/html;charset=utf-8")
        if request.method == "OPTIONS" or self.user is None:
            return
        need = {"GET": "read", "POST": "create", "PATCH": "update", "PUT": "update", "DELETE": "delete"}.get(request.method, "read")
        if need == "read" and self.anonymous_read:
            return
        given = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        # Who may not is not told apart from who is not known.
        if request.headers.get("Authorization") != f"Basic {given}" or need not in self.roles:
            raise Answer(401, html(401, "Unauthorized"), "text/html;charset=utf-8",
                         WWW_Authenticate='Basic realm="FROST-Server", charset="UTF-8"')

    def other_method(self, request, rest):
        if request.method == "OPTIONS":
            return Answer(200, b"", Allow="GET,POST,PATCH,PUT,DELETE,OPTIONS")
        raise self.refuse(400, "Method HEAD is not supported")

    def refuse(self, status, words, syntax=False):
        return Answer(status, json.dumps({"code": status, "type": "error", "message": words}), "application/json;charset=utf-8")

    # ---- Identifiers -----------------------------------------------------------------------------

    def id_of(self, set_, number):
        return number if self.ids == "integer" else uuid_of(f"frost/{set_}/{number}")

    def key_of(self, set_, text):
        quoted = text.startswith("'")
        if quoted == (self.ids == "integer") or (not quoted and not text.lstrip("-").isdigit()):
            raise self.refuse(404, "Nothing found.")
        return self.number_of(set_, text[1:-1].replace("''", "'") if quoted else int(text))

    def number_of(self, set_, value):
        return value if self.ids == "integer" else self.number_of_text(set_, value)

    # ---- Lists -----------------------------------------------------------------------------------

    def link(self, request, rest):
        return self.configured + rest

    def has_links(self, query, nested):
        return not nested and self.metadata(query) == "full"

    @staticmethod
    def metadata(query):
        return query.text.get("$resultMetadata", "full")

    def check_query(self, set_, query, nested):
        if query.unknown:
            raise self.refuse(400, f"Unknown query option: {query.unknown[0]}")
        if "contains" in self.calls(query):
            raise self.refuse(400, "Unknown function: contains")

    def select_rows(self, set_, rows, query):
        if not query.order:
            rows = list(rows)
            self.random.shuffle(rows)
        return super().select_rows(set_, rows, query)

    def next_link(self, request, path, query, rows, shown, size, set_):
        """Written anew from what was understood, each value as a form writes it; by the order's values where they are known."""
        if self.metadata(query) == "off" or size == 0 or not shown:
            return None
        at = next(index for index, row in enumerate(rows) if row is shown[-1])
        if at + 1 >= len(rows):
            return None
        parts = []
        if query.top is not None:
            parts.append(f"$top={query.top}")
        parts.append(f"$skip={query.skip + len(shown)}")
        for name in ("$select", "$filter", "$resultFormat", "$expand"):
            if name in query.text:
                parts.append(f"{name}={urllib.parse.quote_plus(query.text[name], safe='*-._')}")
        if query.order:
            order = ",".join("/".join(name) + (" desc" if down else " asc") for name, down in query.order)
            parts.append("$orderby=" + urllib.parse.quote_plus(order, safe=",/"))
        if query.count:
            parts.append("$count=true")
        skip = self.skip_filter(set_, query.order, rows[at])
        if skip is not None:
            parts.append("$skipFilter=" + urllib.parse.quote_plus(skip, safe=""))
        return f"{self.configured}{path}?{'&'.join(parts)}"

    def skip_filter(self, set_, order, row):
        """All that comes behind @row, or None where a value of it is not there or not simple."""
        if not order or order[-1][0] not in (["id"], ["@iot.id"]):
            return None
        text = None
        for path, down in reversed(order):
            value = self.order_value(set_, row, path)
            if value is None:
                return None
            name = "/".join(path)
            beyond = f"{name} {'lt' if down else 'gt'} {value}"
            text = f"({beyond})" if text is None else f"({beyond} or ({name} eq {value} and {text}))"
        return text

    def order_value(self, set_, row, path):
        if path in (["id"], ["@iot.id"]):
            given = self.id_of(set_, row["n"])
            return f"'{given}'" if isinstance(given, str) else str(given)
        if path == ["phenomenonTime"] and set_ == "Observations":
            return self.time_text(row["start"], row["end"])
        if path == ["resultTime"] and row.get("resultTime") is not None:
            return iso(row["resultTime"], "Z")
        value = row.get(path[0])
        return "'" + value.replace("'", "''") + "'" if isinstance(value, str) and len(path) == 1 else None

    def shorten(self, shown, entities):
        """Where the page would be too large it ends sooner, and links to the rest."""
        used = 0
        for index, entity in enumerate(entities):
            used += len(json.dumps(entity))
            if used > self.size_max:
                return shown[:max(index, 1)], entities[:max(index, 1)]
        return shown, entities

    # ---- Values ----------------------------------------------------------------------------------

    def time_text(self, start, end):
        return iso(start, "Z") if start == end else f"{iso(start, 'Z')}/{iso(end, 'Z')}"

    def result_text(self, value):
        if self.is_nan(value):
            return "NaN"
        if isinstance(value, float) and (abs(value) >= 1e7 or (value != 0 and abs(value) < 1e-3)):
            plain = repr(value)
            if "e" in plain:
                mantissa, exponent = plain.split("e")
                mantissa += "" if "." in mantissa else ".0"
                return f"{MARK}{mantissa}E{'+' if int(exponent) >= 0 else ''}{int(exponent)}{MARK}"
        return value

    def encode(self, value):
        return re.sub(f'"{MARK}([^"{MARK}]*){MARK}"', r"\1", json.dumps(value, ensure_ascii=False))

    def fields(self, set_, row):
        if set_ == "Observations":
            yield "phenomenonTime", self.time_text(row["start"], row["end"])
            yield "resultTime", iso(row["resultTime"], "Z") if row["resultTime"] is not None else None
            yield "result", self.result_text(row["result"])
            return
        if set_ == "Datastreams":
            observations = self.observations_of(row)
            yield from ((name, row[name]) for name in ("name", "description", "observationType", "unitOfMeasurement"))
            if observations:
                first, last = min(one["start"] for one in observations), max(one["end"] for one in observations)
                # Also where both are the same.
                yield "phenomenonTime", f"{iso(first, 'Z')}/{iso(last, 'Z')}"
            if row["properties"]:
                yield "properties", row["properties"]
            return
        for name, value in row.items():
            if name not in ("n", "Locations", "Thing") and value is not None:
                yield name, value

    def formatted(self, request, set_, query, rows, whole):
        if query.format == "dataArray" and set_ == "Observations":
            groups = {}
            names = query.select or ["id", "phenomenonTime", "resultTime", "result"]
            for row in rows:
                told = dict(self.fields(set_, row), id=self.id_of(set_, row["n"]))
                groups.setdefault(row["Datastream"], []).append([told.get(name) for name in names])
            body = {"value": [{
                "Datastream@iot.navigationLink": self.link(request, f"/Datastreams({self.quoted('Datastreams', number)})"),
                "components": names, "dataArray@iot.count": len(cells), "dataArray": cells} for number, cells in groups.items()]}
            link = self.next_link(request, request.path[len(self.base):], query, whole, rows, self.page_size(query), set_)
            if link is not None:
                body["@iot.nextLink"] = link
            return Answer(200, self.encode(body))
        if query.format == "GeoJSON":
            features = [{"type": "Feature", "geometry": self.geometry(set_, row),
                         "properties": {"id": self.id_of(set_, row["n"]), **dict(self.fields(set_, row))}} for row in rows]
            body = {"type": "FeatureCollection"}
            if features:
                body["features"] = features
            return Answer(200, self.encode(body), "application/geo+json")
        return None

    def geometry(self, set_, row):
        if set_ == "Things":
            places = self.tables.related(set_, row, "Locations")
            row = places[0] if places else {}
        place = row.get("location") or row.get("feature")
        return place if isinstance(place, dict) else None

    # ---- Writing ---------------------------------------------------------------------------------

    def create(self, set_, body, around=None):
        unknown = self.unknown_fields(set_, body)
        if unknown:
            raise self.refuse(400, f"Unrecognized field \"{unknown[0]}\"")
        return super().create(set_, body, around)

    def patch(self, request, set_, row, body):
        if isinstance(body, dict) and self.unknown_fields(set_, body):
            raise self.refuse(400, f"Unrecognized field \"{self.unknown_fields(set_, body)[0]}\"")
        return super().patch(request, set_, row, body)

    def answer_patch(self, request, set_, row):
        return Answer(200)

    def answer_delete(self, request, set_, row):
        return Answer(200)

    def row_error(self, error):
        return f"error {json.loads(error.body)['message'] if isinstance(error, Answer) else error}"
