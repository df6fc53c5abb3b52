#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each row of « SensorThings as servers really speak it », held against the stub of each server (TAP): a stub that were lenient would
make the test of the program say nothing. What stands in quotes is the cell of the table."""
import concurrent.futures
import http.client
import json
import pathlib
import re
import sys
import time
import urllib.parse

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "support")]
sys.dont_write_bytecode = True
import territory  # noqa: E402
from frost import Frost  # noqa: E402
from hydro import Hydro  # noqa: E402
from stean import Stean  # noqa: E402
from tap import Tap  # noqa: E402

TABLES = territory.make()
PACE = 0.3  # of those that are timed: 5 s are 1.5 s, 4 s are 1.2 s


class Reply:
    def __init__(self, answer, body):
        self.status, self.headers, self.bytes = answer.status, answer.headers, body
        self.text = body.decode("utf-8", "replace")
        self.kind = (answer.getheader("Content-Type") or "").split(";")[0]

    @property
    def json(self):
        return json.loads(self.text, parse_constant=self.refuse)

    @staticmethod
    def refuse(word):
        raise ValueError(f"{word} is no JSON")

    @property
    def values(self):
        return self.json["value"]


class Peer:
    """Asks a stub, without any help."""

    def __init__(self, stub):
        self.stub = stub

    def ask(self, method, rest, body=None, **headers):
        """@rest: behind the version, blanks and quotes to be encoded; or a whole link."""
        if "://" in rest:
            where = urllib.parse.urlsplit(rest)
            shown = re.sub(r"^.*?/v1\.1", self.stub.base, where.path)
            target = shown + (f"?{where.query}" if where.query else "")
        else:
            target = self.stub.base + rest
        # A + that stands in a link stays one.
        target = urllib.parse.quote(target, safe="/?&=$()',;:@+%*!")
        connection = http.client.HTTPConnection("127.0.0.1", int(self.stub.origin.rsplit(":", 1)[1]), timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, json.dumps(body) if body is not None else None, sent)
        answer = connection.getresponse()
        reply = Reply(answer, answer.read())
        connection.close()
        return reply

    def get(self, rest, **headers):
        return self.ask("GET", rest, **headers)

    def pages(self, rest, limit=60):
        """All entities of a list by its links, and how many pages."""
        entities, count = [], 0
        while rest and count < limit:
            page = self.get(rest).json
            entities += page["value"]
            rest = page.get("@iot.nextLink")
            count += 1
        return entities, count

    def id_of(self, set_, number):
        return self.stub.quoted(set_, number)

    def number(self, set_, **fields):
        return next(n for n, row in self.stub.tables.rows[set_].items() if all(row[key] == fields[key] for key in fields))

    def stream(self, name):
        return self.id_of("Datastreams", self.number("Datastreams", name=name))

    def new(self, set_):
        return self.stub.tables.last[set_]


frost = Peer(Frost(TABLES))
frost_uuid = Peer(Frost(TABLES, ids="uuid"))
stean = Peer(Stean(TABLES))
hydro = Peer(Hydro(TABLES))
timed = {name: Peer(dialect(TABLES, PACE)) for name, dialect in (("FROST", Frost), ("STEAN", Stean), ("hydro", Hydro))}
tap = Tap()


def check(name, good, shown=""):
    try:
        good = good() if callable(good) else good
    except Exception as error:  # what was expected is not there
        good, shown = False, f"{type(error).__name__}: {error}\n{shown}"
    tap.check(name, good, shown)


def statuses(peer, *paths):
    return [peer.get(path).status for path in paths]


# ---- id in URL -----------------------------------------------------------------------------------

check("id in URL, FROST: « (1) », « wrong quoting 404 »", statuses(frost, "/Things(1)", "/Things('1')", "/Things(99999)") == [200, 404, 404])
own, foreign = frost_uuid.id_of("Things", 1), frost_uuid.id_of("Things", 1).strip("'")
check("id in URL, FROST: « UUID ('…') »", statuses(frost_uuid, f"/Things({own})", f"/Things({foreign})", "/Things(1)") == [200, 404, 404])
check("id in URL, STEAN: « (1); quoted 400 »", statuses(stean, "/Things(1)", "/Things('1')") == [200, 400])
own = hydro.id_of("Things", 1)
check("id in URL, hydro: « ('uuid') only »", lambda: re.fullmatch(r"'[0-9a-f-]{36}'", own) and statuses(
    hydro, f"/Things({own})", "/Things(1)", f"/Things({own.strip(chr(39))})") == [200, 404, 404])
check("id in an entity is what its address has", all(
    f"({peer.id_of('Things', 1)})" in peer.get("/Things?$top=1&$orderby=id").values[0]["@iot.selfLink"] for peer in (frost, frost_uuid, stean, hydro)))

# ---- root ----------------------------------------------------------------------------------------

for peer, name in ((frost, "FROST"), (stean, "STEAN")):
    check(f"root, {name}: « 200 »", statuses(peer, "", "/") == [200, 200] and "Things" in peer.get("").text)
moved = hydro.get("")
check("root, hydro: « 301 to / »", moved.status == 301 and moved.headers["Location"] == hydro.stub.base + "/" and hydro.get("/").status == 200)

# ---- default / max $top --------------------------------------------------------------------------


def sizes(peer, *paths):
    return [len(peer.get(path).values) for path in paths]


check("$top, FROST: « 100 / 10 000 (clamped) »", sizes(frost, "/Things", "/Things?$top=500") == [100, 500] and frost.stub.max_top == 10000
      and frost.get("/Observations?$top=20000&$orderby=id").status == 200)
clamped = Frost(TABLES)
clamped.max_top = 300
check("$top, FROST: « clamped »", sizes(Peer(clamped), "/Things?$top=500") == [300])
clamped.stop()
check("$top, STEAN: « 200 / none »", sizes(stean, "/Things", "/Observations?$top=3000") == [200, 3000])
check("$top, hydro: « 100 / 100, above → 422 »", sizes(hydro, "/Things", "/Things?$top=100") == [100, 100]
      and hydro.get("/Things?$top=101").status == 422)

# ---- @iot.count ----------------------------------------------------------------------------------

total = len(TABLES.rows["Things"])
counts = {peer: (peer.get("/Things?$top=7").json.get("@iot.count"), peer.get("/Things?$top=7&$count=true").json["@iot.count"])
          for peer in (frost, stean, hydro)}
check("@iot.count without $count, FROST: « absent »", counts[frost] == (None, total), counts[frost])
check("@iot.count without $count, STEAN: « page size »", counts[stean] == (7, total), counts[stean])
check("@iot.count without $count, hydro: « absent »", counts[hydro] == (None, total), counts[hydro])

# ---- nextLink ------------------------------------------------------------------------------------

link = frost.get("/Things?$top=5&$orderby=name desc,id&$filter=properties/rang gt 3").json["@iot.nextLink"]
check("nextLink, FROST: « rewritten with $skipFilter, + for space »", "$skipFilter=" in link and "+" in link and " " not in link
      and "%20" not in link and "$orderby=name+desc,id+asc" in link, link)
for peer, name in ((frost, "FROST"), (frost_uuid, "FROST with UUIDs"), (stean, "STEAN"), (hydro, "hydro")):
    found, count = peer.pages("/Things?$top=100&$orderby=id&$expand=Locations($select=id,location)")
    check(f"nextLink, {name}: its pages are the whole list, once", [one["name"] for one in found] == [
        row["name"] for row in TABLES.rows["Things"].values()] and count == -(-total // 100), (len(found), count))
    found, _ = peer.pages(f"/Datastreams({peer.stream('Hauteur d’eau')})/Observations?$top=100&$orderby={'resultTime' if peer is hydro else 'phenomenonTime'},id")
    check(f"nextLink, {name}: of Observations in the order of their times too", len({one["@iot.id"] for one in found}) == len(found) == 330, len(found))
empty = stean.get(f"/Things?$top=100&$count=true&$skip={total + 100}").json
check("nextLink, STEAN: « endless empty pages with $count=true »", empty["value"] == [] and "@iot.nextLink" in empty
      and stean.get(empty["@iot.nextLink"]).json["value"] == [] and "@iot.nextLink" in stean.get(empty["@iot.nextLink"]).json)
check("nextLink, STEAN: an end without $count", "@iot.nextLink" not in stean.get(f"/Things?$top=1000").json)
link = hydro.get("/Things?$top=5&$orderby=name desc").json["@iot.nextLink"]
check("nextLink, hydro: « raw spaces »", "$orderby=name desc" in link, link)
link = hydro.get("/Things?$top=0").json["@iot.nextLink"]
check("nextLink, hydro: « $top=0 links to itself »", link.endswith("/Things?$top=0") or hydro.get(link).json["@iot.nextLink"] == link, link)

# ---- host in links -------------------------------------------------------------------------------

check("host in links, FROST: « fixed by its configuration »", frost.get("/Things(1)", Host="ici.fr").json["@iot.selfLink"].startswith(
    "http://frost.interne:8080/FROST-Server/v1.1/"))
link = stean.get("/Things(1)", Host="ici.fr:81", X_Forwarded_Proto="https").json["@iot.selfLink"]
check("host in links, STEAN: « from Host / X-Forwarded-Proto »", link.startswith("https://ici.fr:81/stean/v1.1/"), link)
check("host in links, hydro: « fixed »", hydro.get("/Things", Host="ici.fr").values[0]["@iot.selfLink"].startswith("https://hydro.exemple.fr/"))

# ---- times ---------------------------------------------------------------------------------------


def first(peer, name, more="", **headers):
    return peer.get(f"/Datastreams({peer.stream(name)})/Observations?$top=1&$orderby=id{more}", **headers)


FRACTION, QUARTER = "Fraction de seconde", "Consommation par quart d’heure"
instant, span = (first(frost, name).values[0]["phenomenonTime"] for name in (FRACTION, QUARTER))
check("times of an Observation, FROST: « …Z or a/b »", re.fullmatch(r"[\d-]{10}T[\d:]{8}\.25Z", instant)
      and re.fullmatch(r"\S+Z/\S+Z", span), (instant, span))
instant = first(stean, FRACTION).values[0]["phenomenonTime"]
check("times of an Observation, STEAN: « +00:00 »", re.fullmatch(r"[\d-]{10}T[\d:]{8}\.25\+00:00", instant), instant)
block = first(stean, FRACTION, "&$resultFormat=dataArray").values[0]
check("times of an Observation, STEAN: « dataArray/CSV 2026-11-21 21:30:00+00 »", lambda: re.fullmatch(
    r"[\d-]{10} [\d:]{8}(\.\d+)?\+00", block["dataArray"][0][1]) and re.search(
        r";[\d-]{10} [\d:]{8}(\.\d+)?\+00;", first(stean, FRACTION, "&$resultFormat=CSV").text), block)
instant = first(hydro, FRACTION).values[0]["phenomenonTime"]
check("times of an Observation, hydro: « +00:00, fractions dropped »", re.fullmatch(r"[\d-]{10}T[\d:]{8}\+00:00", instant), instant)


def stream(peer, name):
    return peer.get(f"/Datastreams({peer.stream(name)})").json


NEVER = next(row for row in TABLES.rows["Datastreams"].values() if row["n"] not in TABLES.of_stream)["n"]
ended = stream(frost, FRACTION)["phenomenonTime"]
check("Datastream phenomenonTime, FROST: « a/b (even a/a), absent when empty »", len(set(ended.split("/"))) == 1 and "/" in ended
      and "/" in stream(frost, QUARTER)["phenomenonTime"] and "phenomenonTime" not in frost.get(f"/Datastreams({NEVER})").json, ended)
told = stean.get(f"/Datastreams({NEVER})").json
check("Datastream phenomenonTime, STEAN: « a/b Z; null »", re.fullmatch(r"\S+Z/\S+Z", stream(stean, FRACTION)["phenomenonTime"])
      and told["phenomenonTime"] is None, told)
check("Datastream phenomenonTime, hydro: « never »", "phenomenonTime" not in stream(hydro, QUARTER))

# ---- missing values ------------------------------------------------------------------------------

place = TABLES.rows["Locations"][1]
told = frost.get(f"/Things({next(n for n, row in TABLES.rows['Things'].items() if row['properties'] is None)})").json
observation = frost.get(f"/Observations({next(n for n, row in TABLES.rows['Observations'].items() if row['resultTime'] is None)})").json
check("missing values, FROST: « key absent, but resultTime: null present »", "properties" not in told and observation["resultTime"] is None
      and "validTime" not in observation, (told, observation))
told = stean.get(f"/Things({told['@iot.id']})").json
check("missing values, STEAN: « null; extra geom: null »", told["properties"] is None and stean.get("/Locations(1)").json["geom"] is None)
told = hydro.get(f"/Things({hydro.id_of('Things', told['@iot.id'])})").json
observation = hydro.get("/Observations?$top=1").values[0]
check("missing values, hydro: « absent »", "properties" not in told and "validTime" not in observation and "parameters" not in observation, told)

# ---- results -------------------------------------------------------------------------------------

ODD = ("Nombre immense", "Entier", "Texte", "Vrai", "Objet", "Liste", "Rien")
results = {name: first(frost, name).values[0]["result"] for name in ODD}
check("results, FROST: « all JSON types »", results == {"Nombre immense": 1.7e300, "Entier": 42, "Texte": "vanne ouverte <b>&amp;</b>", "Vrai": True,
                                                        "Objet": {"état": "ouvert", "depuis": [1, 2.5, None]},
                                                        "Liste": [1, "deux", False], "Rien": None}, results)
check("results, FROST: « 1.7E+300, "'"NaN"'" »", '"result": 1.7E+300' in first(frost, "Nombre immense").text
      and first(frost, "Aucun nombre").values[0]["result"] == "NaN", first(frost, "Nombre immense").text)
check("results, STEAN: « object → null »", first(stean, "Objet").values[0]["result"] is None
      and first(stean, "Liste").values[0]["result"] == [1, "deux", False] and first(stean, "Vrai").values[0]["result"] is True)
check("results, hydro: « float only »", first(hydro, "Texte").values == [] and '"result": 42.0' in first(hydro, "Entier").text)
check("results, hydro: « can emit bare NaN (invalid JSON) »", lambda: re.search(r'"result": NaN[,}]', first(hydro, "Aucun nombre").text))

# ---- $orderby ------------------------------------------------------------------------------------

for peer, name, status in ((frost, "FROST", 200), (stean, "STEAN", 200), (hydro, "hydro", 500)):
    got = statuses(peer, "/Observations?$top=1&$orderby=phenomenonTime desc",
                   "/Datastreams?$top=1&$expand=Observations($top=1;$orderby=phenomenonTime desc)")
    check(f"$orderby=phenomenonTime, {name}: « {'ok' if status == 200 else status} »", got == [status] * 2, got)
    start = time.monotonic()
    got = timed[name].get("/Things?$top=2&$expand=Datastreams($expand=Observations($top=1;$orderby=resultTime desc))").status
    slow = time.monotonic() - start
    check(f"$orderby=resultTime in expand, {name}: « {'slow (4 s)' if peer is stean else 'ok'} »",
          got == 200 and (slow >= 4 * PACE) == (peer is stean) and (peer is not stean or timed[name].stub.slow == 4), slow)

# ---- filters -------------------------------------------------------------------------------------


def found(peer, condition, set_="Things"):
    reply = peer.get(f"/{set_}?$top=100&$filter={condition}")
    return len(reply.values) if reply.status == 200 else reply.status


def finds(peer, *conditions, set_="Things"):
    return [found(peer, condition, set_) for condition in conditions]


CALLS = "substringof('Résultats',name)", "contains(name,'Résultats')", "startswith(name,'Résultats')"
check("substringof / contains, FROST: « ok / 400 »", finds(frost, *CALLS) == [1, 400, 1], finds(frost, *CALLS))
check("substringof / contains, STEAN: « silently [] / ok »", finds(stean, *CALLS) == [0, 1, 1], finds(stean, *CALLS))
check("substringof / contains, hydro: « 400 / ok »", finds(hydro, *CALLS) == [400, 1, 1], finds(hydro, *CALLS))
PROPERTIES = "properties/kind eq 'water'", "properties/rang eq 7", "properties/ouvert eq true and properties/rang lt 4"
check("filter on properties/x, FROST: « string, number, bool »", finds(frost, *PROPERTIES) == [1, 1, 2], finds(frost, *PROPERTIES))
check("filter on properties/x, STEAN: « string only »", finds(stean, *PROPERTIES) == [1, 0, 0], finds(stean, *PROPERTIES))
check("filter on properties/x, hydro: « 500 »", finds(hydro, *PROPERTIES) == [500] * 3, finds(hydro, *PROPERTIES))
AREA = "geography'POLYGON((-3.3755 47.7295,-3.3555 47.7295,-3.3555 47.7305,-3.3755 47.7305,-3.3755 47.7295))'"
GEO = (f"geo.intersects(location,{AREA})", f"st_within(location,{AREA})", "geo.distance(location,geography'POINT(-3.36 47.73)') lt 0.0001")
check("geo functions, FROST: « geo.*, st_* »", finds(frost, *GEO, set_="Locations") == [1, 1, 1], finds(frost, *GEO, set_="Locations"))
check("geo functions, STEAN: « geo.* »", finds(stean, *GEO, set_="Locations") == [1, 500, 1], finds(stean, *GEO, set_="Locations"))
check("geo functions, hydro: « none »", finds(hydro, *GEO, set_="Locations") == [400] * 3, finds(hydro, *GEO, set_="Locations"))

# ---- formats -------------------------------------------------------------------------------------

ARRAY = "/Observations?$top=9&$orderby=id&$resultFormat=dataArray"
OF_TWO = len({row["Datastream"] for row in list(TABLES.rows["Observations"].values())[:9]})
for peer, name in ((frost, "FROST"), (hydro, "hydro")):
    blocks = peer.get(ARRAY).values
    check(f"dataArray, {name}: « grouped{' by Datastream, component id' if peer is frost else ', id'} »", len(blocks) == OF_TWO > 1
          and all("id" in block["components"] and "Datastream@iot.navigationLink" in block for block in blocks)
          and sum(len(block["dataArray"]) for block in blocks) == 9, blocks)
blocks = stean.get(ARRAY).values
check("dataArray, STEAN: « one ungrouped block, @iot.id »", len(blocks) == 1 and "@iot.id" in str(blocks[0]["component"])
      and "Datastream@iot.navigationLink" not in blocks[0] and len(blocks[0]["dataArray"]) == 9, blocks)
shapes = frost.get("/Locations?$top=2&$resultFormat=GeoJSON").json
none = frost.get("/Locations?$filter=name eq 'nulle part'&$resultFormat=GeoJSON").json
check("GeoJSON, FROST: « standard; empty set lacks features »", shapes["type"] == "FeatureCollection" and len(shapes["features"]) == 2
      and "features" not in none, (shapes, none))
shape = stean.get("/Locations?$top=2&$orderby=id&$resultFormat=GeoJSON").json
check("GeoJSON, STEAN: « bare geometry »", shape == place["location"], shape)
check("GeoJSON, hydro: « ignored »", "value" in hydro.get("/Locations?$top=2&$resultFormat=GeoJSON").json)

# ---- writing -------------------------------------------------------------------------------------


def body_for(peer, **more):
    number = peer.number("Datastreams", name="Entier")
    return {"result": 3.5, "phenomenonTime": "2026-11-21T21:30:00Z", "resultTime": "2026-11-21T21:30:01Z",
            "Datastream": {"@iot.id": peer.stub.id_of("Datastreams", number)}, **more}


for peer, name, cell in ((frost, "FROST", "201, empty body, Location only"), (stean, "STEAN", "201 + body"), (hydro, "hydro", "201, empty")):
    before = peer.new("Observations")
    reply = peer.ask("POST", "/Observations", body_for(peer))
    made = peer.get(reply.headers["Location"]).json if reply.headers["Location"] else None
    check(f"answer to POST, {name}: « {cell} »", reply.status == 201 and (reply.text != "") == (peer is stean)
          and peer.new("Observations") == before + 1 and made["result"] == 3.5, (reply.status, reply.text, made))
    path = reply.headers["Location"]
    reply = peer.ask("PATCH", path, {"result": 4.5})
    gone = peer.ask("DELETE", path)
    cells = {frost: (200, "", 200, ""), hydro: (204, "", 204, "")}
    check(f"PATCH / DELETE, {name}: « {'200 / 200, empty' if peer is frost else '201 + body / 204' if peer is stean else '204 / 204'} »",
          ((reply.status, reply.text, gone.status, gone.text) == cells[peer]) if peer in cells
          else (reply.status, gone.status, gone.text) == (201, 204, "") and reply.json["result"] == 4.5, (reply.status, reply.text, gone.status))
    check(f"DELETE, {name}: it is gone", peer.get(path).status == 404)
    number = peer.number("Things", name="Déchèterie n° 005")
    path = f"/Things({peer.id_of('Things', number)})"
    peer.ask("PATCH", path, {"properties": {"outOfService": True}})
    check(f"PATCH of properties, {name}: « replaces, does not merge »", peer.get(path).json["properties"] == {"outOfService": True})
    before = peer.new("Observations")
    reply = peer.ask("POST", "/Observations", body_for(peer, inconnu=1))
    changed = peer.ask("PATCH", path, {"inconnu": 1})
    got = reply.status, reply.text, changed.status, peer.new("Observations") - before
    if peer is frost:
        check("unknown field, FROST: « 400 »", (got[0], *got[2:]) == (400, 400, 0), got)
    elif peer is stean:
        check("unknown field, STEAN: « 200 {}, nothing created »", got == (200, "{}", 200, 0), got)
    else:
        check("unknown field, hydro: « created / 204 »", (got[0], *got[2:]) == (201, 204, 1), got)

for peer, name, cell in ((frost, "FROST", "201; per-row « error … » strings"), (stean, "STEAN", "only the first group stored, silently"),
                         (hydro, "hydro", "201; « error »")):
    groups = [{"Datastream": {"@iot.id": peer.stub.id_of("Datastreams", peer.number("Datastreams", name=stream_name))},
               "components": ["phenomenonTime", "result"], "dataArray": rows}
              for stream_name, rows in (("Entier", [["2026-11-20T10:00:00Z", 1.0], ["2026-11-20T10:01:00Z", 2.0]]),
                                        ("Zéro", [["2026-11-20T10:00:00Z", 0.0], ["never", 0.0]]))]
    before = peer.new("Observations")
    reply = peer.ask("POST", "/CreateObservations", groups)
    told, made = reply.json, peer.new("Observations") - before
    if peer is stean:
        good = len(told) == 2 == made and reply.status == 201
    else:
        good = (len(told) == 4 and made == 3 and told[3].startswith("error") and (told[3] == "error") == (peer is hydro)
                and all("/Observations(" in one for one in told[:3]) and reply.status == 201)
    check(f"CreateObservations, {name}: « {cell} »", good, (reply.status, told, made))

# ---- errors --------------------------------------------------------------------------------------

told = frost.get("/Things?$filter=name eq").json
check("errors, FROST: « {code,type,message} »", set(told) == {"code", "type", "message"} and told["code"] == 400, told)
closed = Peer(Frost(TABLES, user="u", password="p", anonymous_read=False, roles=("read",)))
who = {"Authorization": "Basic dTpw"}
refused, may_not, may = closed.get("/Things"), closed.ask("POST", "/Things", {"name": "x"}, **who), closed.get("/Things?$top=1", **who)
check("errors, FROST: « 401 and long URL are HTML »", refused.status == 401 and refused.kind == "text/html" and "<html" in refused.text
      and refused.headers["WWW-Authenticate"].startswith("Basic"), refused.text)
check("auth, FROST: « A user without the role gets 401, never 403 »", may_not.status == 401 and may_not.kind == "text/html" and may.status == 200)
open_ = Peer(Frost(TABLES, user="u", password="p"))
check("auth, FROST: « Anonymous reading may be allowed »", open_.get("/Things").status == 200
      and open_.ask("POST", "/Observations", body_for(open_)).status == 401)
for peer in (closed, open_):
    peer.stub.stop()
wrong = [stean.get(f"/Things?$filter={text}") for text in ("name eq", "name eq )", "name eq 1 )", "(name", "name eq 1 1")]
kinds = {reply.kind for reply in wrong}
check("errors, STEAN: « {code,message,detail}; syntax errors 500; sometimes text/plain »", {reply.status for reply in wrong} == {500}
      and kinds == {"application/json", "text/plain"}
      and set(stean.get("/Things('1')").json) == {"code", "message", "detail"}, kinds)
texts = [hydro.get(path) for path in ("/Things(1)", "/Things?$top=101", "/Things?$orderby=phenomenonTime")]
check("errors, hydro: « {detail} string or array; HTML »", isinstance(texts[0].json["detail"], str) and isinstance(texts[1].json["detail"], list)
      and texts[2].kind == "text/html", [one.text for one in texts])

# ---- methods, length, connections ----------------------------------------------------------------

check("HEAD / OPTIONS, FROST: « 400 / 200 »", [frost.ask(method, "/Things").status for method in ("HEAD", "OPTIONS")] == [400, 200])
check("HEAD / OPTIONS, STEAN: « 200 / 204 »", [stean.ask(method, "/Things").status for method in ("HEAD", "OPTIONS")] == [200, 204])
check("HEAD / OPTIONS, hydro: « 301 or 405 / 405 »", [hydro.ask(*ask).status for ask in (("HEAD", ""), ("HEAD", "/Things"), ("OPTIONS", "/Things"))]
      == [301, 405, 405])


def long(peer, length):
    return peer.get("/Things?$filter=name eq '" + "x" * (length - len(peer.stub.base) - 28) + "'")


reply = long(frost, 8300)
check("URL too long, FROST: « > 8 KB → HTML 400 »", reply.status == 400 and reply.kind == "text/html" and long(frost, 7000).status == 200, reply.text)
check("URL too long, STEAN: « 431 at 20 KB »", long(stean, 20100).status == 431 and long(stean, 19000).status == 200)
check("URL too long, hydro: « 500 »", long(hydro, 8300).status == 500 and long(hydro, 7000).status == 200)


def is_kept(peer, seconds):
    """Whether the connection still serves when it was idle for so long."""
    connection = http.client.HTTPConnection("127.0.0.1", int(peer.stub.origin.rsplit(":", 1)[1]), timeout=5)
    connection.request("GET", peer.stub.base + "/Things?$top=1")
    connection.getresponse().read()
    time.sleep(seconds)
    connection.auto_open = 0
    try:
        connection.request("GET", peer.stub.base + "/Things?$top=1")
        return connection.getresponse().status == 200
    except (http.client.HTTPException, OSError):
        return False
    finally:
        connection.close()


with concurrent.futures.ThreadPoolExecutor() as pool:
    waits = {(name, part): pool.submit(is_kept, peer, part * 5 * PACE) for name, peer in timed.items() for part in (0.3, 1.6)}
for name, idle in (("FROST", 60), ("STEAN", 5), ("hydro", 5)):
    check(f"idle keep-alive, {name}: « {idle} s »", timed[name].stub.idle == idle and waits[name, 0.3].result()
          and waits[name, 1.6].result() == (idle > 10))
for peer, name in ((frost, "FROST"), (stean, "STEAN"), (hydro, "hydro")):
    reply = peer.get("/Things?$top=1", Accept_Encoding="gzip")
    check(f"ETag, gzip, {name}: « none »", reply.headers["ETag"] is None and reply.headers["Content-Encoding"] is None and reply.json)

# ---- What stands below the table -----------------------------------------------------------------

orders = {tuple(one["@iot.id"] for one in frost.get("/Things?$top=50").values) for _ in range(3)}
check("FROST: without an order « rows may move between pages »", len(orders) == 3)
check("FROST: « unknown query options → 400 »", statuses(frost, "/Things?$topp=1", "/Things?x=1") == [400, 400])
nested = frost.get(f"/Things({frost.number('Things', name='Poste de deux cent trois mesures')})?$expand=Datastreams($count=true)").json
check("FROST: « nested sets carry @iot.nextLink and @iot.count; the default page applies inside »", len(nested["Datastreams"]) == 100
      and "Datastreams@iot.nextLink" in nested and nested["Datastreams@iot.count"] == 203)
rest = frost.get(nested["Datastreams@iot.nextLink"]).json
check("FROST: the link of a nested set leads on", len(rest["value"]) == 100 and not {one["@iot.id"] for one in rest["value"]} > {
    one["@iot.id"] for one in nested["Datastreams"]})
one = frost.get("/Datastreams?$top=1&$orderby=id&$expand=Observations($top=1;$orderby=phenomenonTime desc)").values[0]
check("FROST: « Observations@iot.nextLink »", "Observations@iot.nextLink" in one and len(one["Observations"]) == 1, one)
check("FROST: « Nested entities have no navigation links »", not any("Link" in key for key in nested["Datastreams"][0]), nested["Datastreams"][0])
small = Peer(Frost(TABLES, size_max=20000))
page = small.get("/Things?$top=500&$orderby=id").json
check("FROST: « A size limit (25 MB) may shorten pages »", 0 < len(page["value"]) < 500 and "@iot.nextLink" in page
      and frost.stub.size_max == 25_000_000 and len(small.pages("/Things?$top=500&$orderby=id")[0]) == total)
small.stub.stop()
plain, off = (frost.get(f"/Things?$top=5&$orderby=id&$resultMetadata={word}").json for word in ("none", "off"))
check("FROST: « $resultMetadata=none drops links but keeps nextLink; off drops nextLink too »", "@iot.nextLink" in plain
      and "@iot.selfLink" not in plain["value"][0] and "@iot.nextLink" not in off)
NEAR = first(frost, QUARTER).values[0]["phenomenonTime"].split("/")[0]
check("FROST: « Times in filters unquoted; %2B for offsets »", statuses(
    frost, f"/Observations?$top=1&$filter=phenomenonTime ge {NEAR[:-1]}%2B00:00", f"/Observations?$top=1&$filter=phenomenonTime ge {NEAR[:-1]}+00:00")
      == [200, 400])
check("FROST: an interval is at or after an instant by its beginning, and before one by its end", finds(
    frost, f"Datastream/name eq '{QUARTER}' and phenomenonTime lt {first(frost, QUARTER).values[0]['phenomenonTime'].split('/')[1]}",
    f"Datastream/name eq '{QUARTER}' and phenomenonTime eq {'/'.join(first(frost, QUARTER).values[0]['phenomenonTime'].split('/'))}",
    set_="Observations") == [1, 1])

guarded = Peer(Stean(TABLES, protected=True))
login = guarded.ask("POST", "/login", {"username": "vigie", "password": "mot de passe"})
token = login.json.get("token", "")
check("STEAN: « POST /login gives a JWT … Bearer; Invalid bearers are ignored on GET »", token.count(".") == 2
      and guarded.get("/Things(1)", Authorization="Bearer faux").status == 200
      and guarded.ask("POST", "/Observations", body_for(guarded)).status == 401
      and guarded.ask("POST", "/Observations", body_for(guarded), Authorization=f"Bearer {token}").status == 201)
guarded.stub.stop()

kinds = {json.dumps(row["location"])[:20] if isinstance(row["location"], str) else row["location"]["type"]
         for row in TABLES.rows["Locations"].values()}
check("Locations: « Point, LineString, Polygon, Feature, plain text, several for one Thing, or [] »",
      {"Point", "LineString", "Polygon", "Feature"} < kinds and len(kinds) == 5
      and {len(row["Locations"]) for row in TABLES.rows["Things"].values()} == {0, 1, 2}, kinds)

# ---- Shapes that work on all three ---------------------------------------------------------------

for peer, name in ((frost, "FROST"), (frost_uuid, "FROST with UUIDs"), (stean, "STEAN"), (hydro, "hydro")):
    own = peer.id_of("Datastreams", 3)
    shapes = (
        "/Things?$top=100&$orderby=id&$expand=Locations",
        "/Things?$top=100&$orderby=id&$expand=Locations($select=id,location),Datastreams($select=id,name,unitOfMeasurement,observationType)",
        "/Datastreams?$top=100&$expand=Thing,ObservedProperty",
        f"/Datastreams?$filter=Thing/id eq {peer.id_of('Things', 3)}",
        f"/Datastreams?$filter=id eq {own} or id eq {peer.id_of('Datastreams', 4)}",
        f"/Datastreams({own})/Observations?$top=100&$filter=phenomenonTime ge 2020-01-01T00:00:00Z and phenomenonTime lt 2100-01-01T00:00:00Z",
        "/Things?$top=0&$count=true", "/Things?$filter=startswith(name,'École')")
    got = [(reply.status, len(reply.values)) for reply in map(peer.get, shapes)]
    check(f"shapes that work on all three, {name}", got == [(200, 100), (200, 100), (200, 100), (200, 2), (200, 2), (200, 4), (200, 0), (200, 1)], got)

for peer in (frost, frost_uuid, stean, hydro, *timed.values()):
    peer.stub.stop()
tap.end()
