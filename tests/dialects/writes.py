#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Vigie's client asks of single things, and that what it writes arrives once, on each of the servers (TAP): writes.py CLIENT. The program itself writes to no server so
far (program.py and window.py hold it to GET); what will is vigie_st_client_create() and _update(), which are driven here."""
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "support")]
sys.dont_write_bytecode = True
import territory  # noqa: E402
from frost import Frost  # noqa: E402
from hydro import Hydro  # noqa: E402
from stean import Stean  # noqa: E402
from tap import Tap  # noqa: E402

CLIENT = sys.argv[1]
PACE = 0.1  # an idle connection of 5 s lasts half a second


def write(stub, *commands, user="", password=""):
    """The lines that the client says."""
    arguments = [part if isinstance(part, str) else json.dumps(part) for part in commands]
    done = subprocess.run([CLIENT, stub.address, user, password, *arguments], capture_output=True, text=True, timeout=60)
    return done.stdout.splitlines() if done.returncode == 0 else [done.stderr]


class Desk:
    """A stub and what is written to it."""

    def __init__(self, name, stub):
        self.name, self.stub = name, stub
        self.stream = next(n for n, row in stub.tables.rows["Datastreams"].items() if row["name"] == "Entier")
        self.thing = next(n for n, row in stub.tables.rows["Things"].items() if row["name"] == "Déchèterie n° 007")

    def observation(self, result, minute, **more):
        return {"phenomenonTime": f"2026-11-21T21:{minute:02}:00Z", "resultTime": f"2026-11-21T21:{minute:02}:01Z", "result": result,
                "Datastream": {"@iot.id": self.stub.id_of("Datastreams", self.stream)}, **more}

    def rows(self):
        return self.stub.tables.rows["Observations"]

    def results(self, before):
        """Of the Observations made since @before."""
        return [row["result"] for number, row in self.rows().items() if number > before]

    def path(self, set_, number):
        return f"{set_}({self.stub.quoted(set_, number)})"

    def count(self, method):
        return sum(request.method == method for request in self.stub.requests)


def check(tap, desk):
    name, stub = desk.name, desk.stub
    last = stub.tables.last

    water = next(n for n, row in stub.tables.rows["Datastreams"].items() if row["name"] == "Hauteur d’eau")
    said = write(stub, "INSPECT", stub.quoted("Datastreams", water), "COUNT", "Things", "COUNT", "Datastreams")
    inspected = json.loads(said[0]) if said[0].startswith("{") else {}
    newest = [stub.tables.rows["Observations"][n]["result"] for n in stub.tables.of_stream[water][:-6:-1]]
    tap.check(f"{name}: a measure as the server says it, with its newest readings", [
        one["result"] for one in inspected.get("Observations", [])] == newest and inspected["Thing"]["name"] == "Relevage de l’Histoire", said)
    tap.check(f"{name}: how many sites and measures there are", said[1:] == [str(len(stub.tables.rows[set_])) for set_ in (
        "Things", "Datastreams")], said[1:])

    before = last["Observations"]
    said = write(stub, "POST", "Observations", desk.observation(5.5, 30), "POST", f"{desk.path('Datastreams', desk.stream)}/Observations",
                 {key: value for key, value in desk.observation(6.5, 31).items() if key != "Datastream"})
    made = [stub.quoted("Observations", before + 1), stub.quoted("Observations", before + 2)]
    tap.check(f"{name}: what is made is told by its identifier, and is there once", desk.results(before) == [5.5, 6.5]
              and said == [f"made {one}" for one in made], (said, desk.results(before)))

    before, posts = last["Observations"], desk.count("POST")
    said = write(stub, "POST", "Observations", desk.observation(1.5, 32), "SLEEP", "800", "POST", "Observations", desk.observation(2.5, 33))
    tap.check(f"{name}: also on a connection that the server closed meanwhile", desk.results(before) == [1.5, 2.5]
              and all(line.startswith("made") for line in said) and desk.count("POST") == posts + 2, (said, desk.results(before)))

    before, posts = last["Observations"], desk.count("POST")
    stub.fail_next("POST", "cut")
    said = write(stub, "POST", "Observations", desk.observation(3.5, 34))
    tap.check(f"{name}: a write whose answer is lost is an error, and not sent again", desk.results(before) == [3.5]
              and desk.count("POST") == posts + 1 and said[0].startswith("failed"), (said, desk.results(before)))

    patches = desk.count("PATCH")
    properties = {"kind": "recycling-centre", "outOfService": {"note": "vidange d’hiver", "since": "2026-11-21T21:00:00Z"}}
    said = write(stub, "PATCH", desk.path("Things", desk.thing), {"properties": properties})
    tap.check(f"{name}: a change is a success whatever the answer is, and whole", said == ["done"] and desk.count("PATCH") == patches + 1
              and stub.tables.rows["Things"][desk.thing]["properties"] == properties, said)

    before, streams = last["Things"], last["Datastreams"]
    said = write(stub, "POST", "Things", {
        "name": "Main courante", "description": "", "properties": {"kind": "journal"},
        "Locations": [{"name": "là", "description": "", "encodingType": "application/geo+json",
                       "location": {"type": "Point", "coordinates": [-3.36, 47.75]}}],
        "Datastreams": [{
            "name": "Main courante", "description": "", "observationType": territory.ANY,
            "unitOfMeasurement": {"name": "", "symbol": "", "definition": ""},
            "Sensor": {"name": "Vigie", "description": "", "encodingType": "text/plain", "metadata": ""},
            "ObservedProperty": {"name": "Main courante", "description": "", "definition": "x"}}]})
    tap.check(f"{name}: a deep insert with a Location", said == [f"made {stub.quoted('Things', before + 1)}"] and last["Things"] == before + 1
              and last["Datastreams"] == streams + 1 and len(stub.tables.rows["Things"][before + 1]["Locations"]) == 1, said)

    before = last["Observations"]
    said = write(stub, "POST", "Observations", desk.observation({"texte": "vidé à 21 h"}, 36))
    kept = desk.results(before)
    expected = {"stean": ("made", [None]), "hydro": ("failed", [])}.get(name, ("made", [{"texte": "vidé à 21 h"}]))
    tap.check(f"{name}: an object as a result is kept, lost or refused as the table says", (said[0].split()[0], kept) == expected, (said, kept))

    before = last["Observations"]
    said = write(stub, "POST", "Observations", desk.observation(9.5, 37, inconnu=True))
    expected = {"stean": (r"failed .*without the address of what was made", []), "hydro": (r"made '", [9.5])}.get(
        name, (r"failed .*Unrecognized field", []))
    tap.check(f"{name}: what was not made is never told as made", re.match(expected[0], said[0]) and desk.results(before) == expected[1],
              (said, desk.results(before)))


def check_forbidden(tap, tables):
    stub = Frost(tables, user="vigie", password="secret", roles=("read",))
    desk = Desk("frost", stub)
    before = stub.tables.last["Observations"]
    said = write(stub, "POST", "Observations", desk.observation(1.5, 30), user="vigie", password="secret")
    tap.check("frost: a user who may not write is told so, and does not try again", re.match(r"failed \d+: HTTP 401", said[0])
              and desk.count("POST") == 1 and desk.results(before) == [], said)
    tap.check("frost: of the page that says so only the words are told", "<" not in said[0], said)
    stub.stop()


def main():
    tap, tables = Tap(), territory.make()
    desks = [Desk("frost", Frost(tables, PACE)), Desk("frost-uuid", Frost(tables, PACE, ids="uuid")), Desk("stean", Stean(tables, PACE)),
             Desk("hydro", Hydro(tables, PACE))]
    # Each waits for connections to be closed: side by side, told one after the other.
    with concurrent.futures.ThreadPoolExecutor() as pool:
        parts = [pool.submit(collect, check, desk) for desk in desks]
    for part in parts:
        for told in part.result():
            tap.check(*told)
    for desk in desks:
        desk.stub.stop()
    check_forbidden(tap, tables)
    tap.end()


class Collector(list):
    def check(self, *told):
        self.append(told)


def collect(function, desk):
    collector = Collector()
    function(collector, desk)
    return collector


main()
