# SPDX-License-Identifier: GPL-3.0-or-later
"""django-ogc-sensorthings 1.2.0 (« hydro »)."""
import json

from server import Answer, Dialect, html, iso, uuid_of


class Hydro(Dialect):
    name = "hydro"
    base = "/api/sensorthings/v1.1"
    configured = "https://hydro.exemple.fr/api/sensorthings/v1.1"
    default_top, max_top = 100, 100
    idle = 5
    nested_links = True

    def adopt(self):
        """Only floats are stored, and whole seconds; of an interval its end, which is when it was told."""
        rows = self.tables.rows["Observations"]
        for number in [number for number, row in rows.items() if not self.is_number(row["result"])]:
            self.tables.remove("Observations", number)
        for row in rows.values():
            row["result"] = float(row["result"])
            row["start"] = row["end"] = row["end"] // 1_000_000 * 1_000_000
            # Where none was given it is that of the phenomenon: never missing.
            row["resultTime"] = (row["resultTime"] or row["end"]) // 1_000_000 * 1_000_000

    def take_result(self, value):
        if not self.is_number(value):
            raise Answer(422, json.dumps({"detail": [{"loc": ["body", "result"], "msg": "value is not a valid float"}]}))
        return float(value)

    def take_time(self, body):
        _start, end = super().take_time(body)
        return end // 1_000_000 * 1_000_000, end // 1_000_000 * 1_000_000

    def check(self, request):
        if len(request.target) > 8192:
            raise Answer(500, html(500, "Server Error"), "text/html; charset=utf-8")

    def root_of(self, request, rest):
        if rest == "":
            raise Answer(301, html(301, "Moved"), "text/html; charset=utf-8", Location=f"{self.base}/")
        return super().root_of(request, rest)

    def other_method(self, request, rest):
        raise Answer(405, html(405, "Method Not Allowed"), "text/html; charset=utf-8", Allow="GET, POST")

    def other(self, request, path):
        raise Answer(404, html(404, "Not Found"), "text/html; charset=utf-8")

    def refuse(self, status, words, syntax=False):
        if status == 500:
            return Answer(500, html(500, "Server Error (500)"), "text/html; charset=utf-8")
        detail = [{"loc": ["query"], "msg": words, "type": "value_error"}] if status == 422 else words
        return Answer(status, json.dumps({"detail": detail}))

    # ---- Identifiers -----------------------------------------------------------------------------

    def id_of(self, set_, number):
        return uuid_of(f"hydro/{set_}/{number}")

    def key_of(self, set_, text):
        if not (text.startswith("'") and text.endswith("'") and len(text) > 2):
            raise self.refuse(404, "Not found")
        return self.number_of(set_, text[1:-1])

    def number_of(self, set_, value):
        return self.number_of_text(set_, value)

    # ---- Lists -----------------------------------------------------------------------------------

    def link(self, request, rest):
        return self.configured + rest

    def check_query(self, set_, query, nested):
        if query.top is not None and query.top > self.max_top:
            raise self.refuse(422, "ensure this value is less than or equal to 100")
        if any(path[0] == "phenomenonTime" for path, _ in query.order):
            raise self.refuse(500, "")
        calls = self.calls(query)
        if any("properties" in path for path in self.paths(query)):
            raise self.refuse(500, "")
        if "substringof" in calls or any(name.startswith(("geo.", "st_")) for name in calls):
            raise self.refuse(400, "unknown function")

    def next_link(self, request, path, query, rows, shown, size, set_):
        if size > 0 and query.skip + len(shown) >= len(rows):
            return None
        text = dict(query.text)
        # A page of none leads to itself.
        text["$top"], text["$skip"] = str(size), str(query.skip + len(shown))
        if size == 0 and "$skip" not in query.text:
            del text["$skip"]
        # As it is, blanks and all.
        return self.link(request, f"{path}?" + "&".join(f"{name}={value}" for name, value in text.items()))

    # ---- Values ----------------------------------------------------------------------------------

    def time_text(self, start, end):
        return iso(end, "+00:00", fraction=False)

    def fields(self, set_, row):
        if set_ == "Observations":
            yield "phenomenonTime", self.time_text(row["start"], row["end"])
            yield "resultTime", iso(row["resultTime"] or row["end"], "+00:00", fraction=False)
            yield "result", row["result"]
            return
        if set_ == "Datastreams":
            yield from ((name, row[name]) for name in ("name", "description", "observationType", "unitOfMeasurement"))
            if row["properties"]:
                yield "properties", row["properties"]
            return
        for name, value in row.items():
            if name not in ("n", "Locations", "Thing") and value is not None:
                yield name, value

    def encode(self, value):
        # Python writes a NaN as it is, which is no JSON.
        return json.dumps(value, ensure_ascii=False)

    def formatted(self, request, set_, query, rows, whole):
        if query.format != "dataArray" or set_ != "Observations":
            return None
        groups = {}
        names = ["id", "phenomenonTime", "resultTime", "result"]
        for row in rows:
            told = dict(self.fields(set_, row), id=self.id_of(set_, row["n"]))
            groups.setdefault(row["Datastream"], []).append([told.get(name) for name in names])
        return Answer(200, self.encode({"value": [{
            "Datastream@iot.navigationLink": self.link(request, f"/Datastreams({self.quoted('Datastreams', number)})"),
            "components": names, "dataArray": cells} for number, cells in groups.items()]}))

    # ---- Writing ---------------------------------------------------------------------------------

    def answer_patch(self, request, set_, row):
        return Answer(204)

    def answer_delete(self, request, set_, row):
        return Answer(204)

    def row_error(self, error):
        return "error"
