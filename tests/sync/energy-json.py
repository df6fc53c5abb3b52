#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`vigie --energy=json` against the same figures computed another way (TAP).

A territory with all that happens to meters is posted to vigie-ingest: a meter that rolls over, one that is replaced, gaps, export, a
day of 25 hours and one of 23, sub-meters, two delivery points, an index and a power of one meter, a data centre, values that no meter
can have. Then this script reads the observations back from the server by HTTP, as anybody could, finds out what they mean, and computes
the figures with exact fractions (tests/core/energy_truth.py). All must agree to a relative 1e-9.
"""
import http.client
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "core"))
from energy_series import DAY, EPOCH, HOUR, MINUTE, Meter, iso, local, micro  # noqa: E402
from energy_truth import FLOWS, Flow, Site, Truth, compute_figures  # noqa: E402
import datetime  # noqa: E402

TOLERANCE = Fraction(1, 10**9)
COUNTED = ("production_kwh", "consumption_kwh", "grid_import_kwh", "grid_export_kwh", "self_consumed_kwh", "charge_kwh",
           "discharge_kwh", "it_kwh", "data_centre_kwh", "heat_reused_kwh", "water_l", "co2_kg")
RATIOS = ("self_consumption", "self_production", "balance_error", "pue", "ref", "erf", "cue", "wue")

AUTUMN = (local(2025, 10, 23), local(2025, 10, 29))  # the 26th has 25 hours
SPRING = (local(2025, 3, 29), local(2025, 4, 1))  # the 30th has 23
rng = random.Random(20251026)


# ---- The server ----------------------------------------------------------------------------------


class Server:
    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["vigie-ingest", "--listen", "127.0.0.1:0", "--store", str(folder / "ingest.sqlite"), "--exit-with-parent"],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().strip()
        self.address = line.rsplit(" ", 1)[-1]
        where = urllib.parse.urlsplit(self.address if "://" in self.address else f"http://{self.address}")
        self.host, self.port = where.hostname, where.port
        self.address = f"http://{self.host}:{self.port}/v1.1"

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        connection.request(method, path, json.dumps(body) if body is not None else None,
                           {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
        return json.loads(text) if text else None, answer.getheader("Location")

    def all(self, path):
        """All of a list, page by page."""
        while path:
            page, _ = self.ask("GET", path)
            yield from page["value"]
            following = page.get("@iot.nextLink")
            if following:
                where = urllib.parse.urlsplit(following)
                path = f"{where.path}?{where.query}"
            else:
                path = None

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=30)


class Poster:
    """Posts a territory."""

    def __init__(self, server):
        self.server, self.groups = server, []

    def thing(self, name, kind, **properties):
        body = {
            "name": name, "description": "", "properties": {"kind": kind, **properties},
            "Locations": [{
                "name": name, "description": "", "encodingType": "application/geo+json",
                "location": {"type": "Point", "coordinates": [-3.36, 47.75]}}],
        }
        _, location = self.server.ask("POST", "/v1.1/Things", body)
        return location[location.rindex("(") + 1:-1]

    def sensor(self, name):
        _, location = self.server.ask("POST", "/v1.1/Sensors", {
            "name": name, "description": "", "encodingType": "text/plain", "metadata": "m"})
        return int(location[location.rindex("(") + 1:-1])

    def stream(self, thing, sensor, name, unit, role, aggregation, interval, readings, **properties):
        """Readings: (time or (begin, end), result)."""
        properties = {"role": role, "expectedInterval": f"PT{interval // MINUTE}M", **properties}
        if aggregation:
            properties["aggregation"] = aggregation
        _, location = self.server.ask("POST", f"/v1.1/Things({thing})/Datastreams", {
            "name": name, "description": "", "observationType":
            "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
            "unitOfMeasurement": {"name": unit, "symbol": unit, "definition": "d"}, "properties": properties,
            "Sensor": {"@iot.id": sensor},
            "ObservedProperty": {"name": name, "definition": "d", "description": ""}})
        id_ = int(location[location.rindex("(") + 1:-1])
        rows = [["/".join(map(iso, t)) if isinstance(t, tuple) else iso(t), result] for t, result in readings]
        for i in range(0, len(rows), 1000):
            self.server.ask("POST", "/v1.1/CreateObservations", [{
                "Datastream": {"@iot.id": id_}, "components": ["phenomenonTime", "result"],
                "dataArray": rows[i:i + 1000]}])
        return id_


# ---- A territory ---------------------------------------------------------------------------------


def times(span, interval):
    """From an interval before to one after."""
    return range(span[0] - 2 * interval, span[1] + 2 * interval + 1, interval)


def grow(index, watt_hours, digits=3):
    return round(index + watt_hours / 1000, digits)


def hour_of(time):
    return (time // HOUR) % 24


def solar(time):
    return max(0, 60 - 9 * abs(hour_of(time) - 12)) * rng.randrange(60, 100)


def school(poster):
    """All is metered and the balance closes; the import meter rolls over, that of the consumption is replaced, that of the production
    has two gaps and a reading that comes late."""
    thing = poster.thing("École", "public-building", area=1850)
    index = {"production": 4100.5, "export": 120.25, "consumption": 88000.125, "import": 999990.75}
    readings = {name: [] for name in index}
    replaced = None
    for span in (SPRING, AUTUMN):
        for n, time in enumerate(times(span, 10 * MINUTE)):
            made, used = solar(time), rng.randrange(800, 3200)
            export, taken = max(0, made - used), max(0, used - made)
            index["production"] = grow(index["production"], made)
            index["export"] = grow(index["export"], export)
            index["consumption"] = grow(index["consumption"], used)
            index["import"] = grow(index["import"], taken)
            if index["import"] >= 1000000:
                index["import"] = round(index["import"] - 1000000, 3)
            if span is AUTUMN and n == 300:
                # Four minutes before this reading.
                replaced = {"time": iso(time - 4 * MINUTE), "last": round(index["consumption"] - 0.2, 3), "first": 17.5}
                index["consumption"] = 17.7
            for name in index:
                if name == "production" and span is AUTUMN and (200 <= n < 230 or 500 <= n < 502):
                    continue
                late = 130_000_000 if name == "production" and n == 400 else 0
                readings[name].append((time + late, index[name]))
    for name, role, more in (("production", "production", {}), ("export", "grid-export", {}),
                             ("consumption", "consumption", {"replacements": [replaced]}),
                             ("import", "grid-import", {"rollover": 1000000})):
        poster.stream(thing, poster.sensor(name), f"{name}, index", "kWh", role,
                      None if name == "export" else "cumulative", 10 * MINUTE, readings[name], **more)
    return thing


def panels(poster):
    """Consumption as a power, production as amounts, no meter of the grid; a battery; the power is missing for an afternoon."""
    thing = poster.thing("Gymnase", "public-building")
    load, made, charge, discharge = [], [], [], []
    for n, time in enumerate(times(AUTUMN, 15 * MINUTE)):
        if not 300 <= n < 316:
            load.append((time, round(rng.random() * 30 + 2, 2)))
        made.append(((time - 15 * MINUTE, time), round(solar(time) / 1000, 3)))
        charge.append((time, round(rng.random() * 2, 2) if hour_of(time) == 12 else 0))
        discharge.append((time, round(rng.random() * 2, 2) if hour_of(time) == 20 else 0))
    poster.stream(thing, poster.sensor("a"), "Puissance appelée", "kW", "consumption", "instant", 15 * MINUTE, load)
    poster.stream(thing, poster.sensor("b"), "Production par quart d’heure", "kWh", "production", None, 15 * MINUTE, made)
    poster.stream(thing, poster.sensor("c"), "Charge", "kW", "storage-charge", "instant", 15 * MINUTE, charge)
    poster.stream(thing, poster.sensor("c"), "Décharge", "kW", "storage-discharge", "instant", 15 * MINUTE, discharge)
    return thing


def deliveries(poster):
    """Two delivery points, one in Wh and with two tariffs, one in MWh."""
    thing = poster.thing("Piscine", "public-building")
    day, night, other = 5_000_000, 7_000_000, 3.25
    first, second, third = [], [], []
    for time in times(AUTUMN, 30 * MINUTE):
        if 6 <= hour_of(time) < 22:
            day += rng.randrange(1000, 40000)
        else:
            night += rng.randrange(1000, 20000)
        other = round(other + rng.random() / 50, 5)
        first.append((time, day))
        second.append((time + 7_000_000, night))
        third.append((time + 300_000_000, other))
    linky = poster.sensor("Linky")
    poster.stream(thing, linky, "EAST, heures pleines", "Wh", "grid-import", "cumulative", 30 * MINUTE, first)
    poster.stream(thing, linky, "EAST, heures creuses", "Wh", "grid-import", "cumulative", 30 * MINUTE, second)
    poster.stream(thing, linky, "PAPP", "VA", "grid-import", "instant", 30 * MINUTE, [(AUTUMN[0], 5)])
    poster.stream(thing, poster.sensor("Local technique"), "Index", "MWh", "grid-import", "cumulative", 30 * MINUTE, third)
    return thing


def centre(poster):
    """A data centre: its consumption as an hourly index beside a power of every quarter of an hour, a sub-meter of it, servers, heat, water."""
    thing = poster.thing("Centre de données", "data-centre", renewableShare=0.4)
    whole, cold, servers, heat, water = 12000.5, 50.0, 9000.0, 400.0, 77.0
    readings = {name: [] for name in ("whole", "power", "cold", "servers", "heat", "water")}
    for n, time in enumerate(times(AUTUMN, 15 * MINUTE)):
        power = round(180 + 60 * rng.random(), 1)
        whole = grow(whole, power * 250)
        cold = grow(cold, power * 60)
        servers = grow(servers, power * 195)
        heat = grow(heat, power * 20)
        water = round(water + 0.004 * rng.random(), 4)
        hourly = time % HOUR == 0
        if not 200 <= n < 208:
            readings["power"].append((time, power))
        if hourly and not 300 <= n < 330:
            readings["whole"].append((time, whole))
        readings["cold"].append((time, cold))
        readings["servers"].append((time, servers))
        if hourly:
            readings["heat"].append((time, heat))
            readings["water"].append((time, water))
    main = poster.sensor("Général")
    id_ = poster.stream(thing, main, "Général, index", "kWh", "consumption", "cumulative", HOUR, readings["whole"])
    poster.stream(thing, main, "Général", "kW", "consumption", "instant", 15 * MINUTE, readings["power"])
    poster.stream(thing, poster.sensor("Froid"), "Froid, index", "kWh", "consumption", "cumulative", 15 * MINUTE,
                  readings["cold"], partOf=id_)
    poster.stream(thing, poster.sensor("Onduleurs"), "Serveurs, index", "kWh", "it-load", "cumulative", 15 * MINUTE,
                  readings["servers"], partOf=id_)
    poster.stream(thing, poster.sensor("Chaleur"), "Chaleur, index", "kWh", "heat-reuse", "cumulative", HOUR,
                  readings["heat"])
    poster.stream(thing, poster.sensor("Eau"), "Eau, index", "m³", "water", "cumulative", HOUR, readings["water"])
    return thing


def hostile(poster):
    """Values that no meter can have among good ones, and a meter that never said anything."""
    thing = poster.thing("<b>Relevage</b>", "water")
    index, readings = 100.0, []
    wrong = [None, -5, "NaN", "en panne", {"a": [1]}, True, 1e300, -1e300]
    for n, time in enumerate(times(AUTUMN, 10 * MINUTE)):
        index = grow(index, rng.randrange(100, 900))
        readings.append((time, wrong[n // 50 % len(wrong)] if n % 50 == 25 else index))
    poster.stream(thing, poster.sensor("x"), "Index", "kWh", "consumption", "cumulative", 10 * MINUTE, readings,
                  rollover="souvent", replacements="non", partOf={}, thresholds=[])
    poster.stream(thing, poster.sensor("y"), "Sans rien", "m³", "water", "cumulative", 10 * MINUTE, [])
    return thing


# ---- What the observations mean ------------------------------------------------------------------


def instant(text):
    return micro(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")))


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e15


def meter_of(stream, observations):
    """A meter of a Datastream's own words and its Observations."""
    properties = stream["properties"]
    name = stream["name"].lower()
    aggregation = properties.get("aggregation") or ("interval" if "par " in name else "cumulative")
    minutes = int(properties["expectedInterval"][2:-1])
    rollover = properties.get("rollover")
    meter = Meter(name, aggregation, stream["unitOfMeasurement"]["symbol"], minutes * MINUTE,
                  rollover if isinstance(rollover, int) else 0)
    changes = properties.get("replacements")
    changes = changes if isinstance(changes, list) else []
    good = []
    for observation in observations:
        begin, _, end = observation["phenomenonTime"].partition("/")
        value = observation["result"]
        if not is_number(value):
            continue
        if aggregation == "interval":
            meter.links.append((instant(begin), instant(end), Fraction(value)))
        good.append((instant(end or begin), Fraction(value)))
    if aggregation == "instant":
        meter.readings = [(t, v, None) for t, v in good]
    if aggregation != "cumulative":
        return meter
    for (t0, v0), (t1, v1) in zip(good, good[1:]):
        change = next((c for c in changes if t0 < instant(c["time"]) <= t1), None)
        if change:
            at = instant(change["time"])
            meter.links.append((t0, at, Fraction(change["last"]) - v0))
            meter.links.append((at, t1, v1 - Fraction(change["first"])))
        elif v1 >= v0:
            meter.links.append((t0, t1, v1 - v0))
        else:
            meter.links.append((t0, t1, v1 - v0 + meter.rollover if meter.rollover else None))
    return meter


class Measured(Site):
    """A site whose meters may each be an index and a power."""

    def compute(self, begin, end, now, grace):
        self.begin, self.n = begin, (end - begin) // self.step
        self.due = max(0, min((now - begin - grace) // self.step, self.n))
        self.due_end = begin + self.due * self.step
        self.flows = {}
        for flow in dict.fromkeys(FLOWS.values()):
            flows = [self.fuse(meters) for role, meters in self.meters if FLOWS[role] == flow]
            if flows:
                self.flows[flow] = flows[0] if len(flows) == 1 else self.combine([(1, f) for f in flows])
        self.derive()

    def fuse(self, meters):
        told = []
        for meter in meters:
            amounts, lumps = Truth(meter, self.begin, self.step, self.n).compute()
            told.append(([x if x is None else x * meter.factor for x in amounts],
                         [(a, b, x * meter.factor) for a, b, x in lumps]))
        if len(told) == 1:
            return Flow(*told[0])
        (index, lumps), (power, _) = told
        amounts = list(index)
        block = meters[0].interval // self.step
        for i in range(0, self.n, block):
            if None not in index[i:i + block] and None not in power[i:i + block]:
                total = sum(power[i:i + block])
                for k in range(i, i + block):
                    amounts[k] = sum(index[i:i + block]) * (power[k] / total if total else Fraction(1, block))
        for a, b, amount in lumps:
            if a < self.begin or b > self.begin + self.n * self.step:
                continue  # a gap that the period cuts: the power alone tells of it
            first, last = (a - self.begin) // self.step, (b - self.begin) // self.step
            assert None not in power[first:last], "the power tells all of the index's gap in this territory"
            total = sum(power[first:last])
            for k in range(first, last):
                amounts[k] = amount * power[k] / total
        return Flow([p if x is None else x for x, p in zip(amounts, power)], [])


def read_sites(server):
    """All sites of the server, by its API alone."""
    sites = []
    for thing in server.all("/v1.1/Things?$orderby=id"):
        meters, by_sensor, step = [], {}, 0
        streams = list(server.all(f"/v1.1/Things({thing['@iot.id']})/Datastreams?$expand=Sensor($select=id)&$orderby=id"))
        ids = {stream["@iot.id"]: stream for stream in streams}
        for stream in streams:
            properties = stream["properties"]
            whole = ids.get(properties.get("partOf")) if not isinstance(properties.get("partOf"), dict) else None
            if stream["unitOfMeasurement"]["symbol"] == "VA":
                continue
            if whole and whole["properties"]["role"] == properties["role"]:
                continue
            observations = list(server.all(
                f"/v1.1/Datastreams({stream['@iot.id']})/Observations?$orderby=phenomenonTime&$top=1000"))
            meter = meter_of(stream, observations)
            same = by_sensor.setdefault((stream["Sensor"]["@iot.id"], properties["role"]), [])
            same.append(meter)
            if len(same) == 2 and same[1].aggregation == "instant":
                continue  # with the index of its sensor
            meters.append((properties["role"], same if len(same) == 1 else [meter]))
        for role, same in meters:
            if role not in ("it-load", "heat-reuse", "water"):
                step = max(step, min(meter.interval for meter in same))
        sites.append(Measured(str(thing["@iot.id"]), step, meters, thing["properties"]["kind"] == "data-centre",
                              share=thing["properties"].get("renewableShare")))
        sites[-1].share = None if sites[-1].share is None else Fraction(sites[-1].share)
    return sites


# ---- Comparing -----------------------------------------------------------------------------------

number, failed, worst = 0, 0, Fraction(0)


def result(ok, name, *why):
    global number, failed
    number += 1
    failed += not ok
    print(f"{'ok' if ok else 'not ok'} {number} - {name}", flush=True)
    for line in why if not ok else ():
        print(f"# {line}")


def agrees(theirs, ours):
    global worst
    size = max(abs(Fraction(theirs)), abs(ours))
    error = abs(Fraction(theirs) - ours) / size if size > TOLERANCE else abs(Fraction(theirs) - ours)
    worst = max(worst, error)
    return error <= TOLERANCE


def expected_of(name, figure):
    """The value that is to be told, or None."""
    if not figure.sites or not figure.enough():
        return None
    if name in COUNTED:
        return figure.numerator
    if figure.denominator == 0:
        return None
    value = figure.numerator / figure.denominator
    if name == "ref":
        value = min(value, Fraction(1))
    return value if name != "pue" or value >= 1 else None


def wrong_figures(told, sites, begin, end, now, factors):
    """What of an object of figures is not as computed."""
    for site in sites:
        slowest = max(meter.interval for _, meters in site.meters for meter in meters)
        site.compute(begin, end, now, slowest * 3 // 2)
    figures = compute_figures(sites, begin, end, now, factors, None)
    wrong = []
    for name in COUNTED + RATIOS:
        figure = figures[name]
        value = expected_of(name, figure)
        if (told[name] is None) != (value is None) or (value is not None and not agrees(told[name], value)):
            wrong.append(f"{name}: {told[name]!r}, computed {value and float(value)!r}")
        coverage = figure.coverage or Fraction(0)
        if not agrees(told["coverage"][name], coverage):
            wrong.append(f"coverage of {name}: {told['coverage'][name]!r}, computed {float(coverage)!r}")
        if (told[name] is None) != (name in told["reason"]):
            wrong.append(f"{name}: its reason is {told['reason'].get(name)!r}")
    return wrong


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="vigie-energy-json-"))
    environment = dict(os.environ, HOME=str(folder), XDG_DATA_HOME=str(folder / "data"),
                       XDG_CONFIG_HOME=str(folder / "config"), XDG_CACHE_HOME=str(folder / "cache"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    profile = json.loads((pathlib.Path(__file__).resolve().parents[2] / "data" / "profile.json").read_text())
    factors = [(local(*map(int, factor["since"].split("-"))), Fraction(factor["kgPerKWh"]))
               for factor in profile["territory"]["energy"]["emissionFactors"]]
    server = Server(folder)
    print("TAP version 14")
    try:
        poster = Poster(server)
        ids = {make.__name__: make(poster) for make in (school, panels, deliveries, centre, hostile)}
        sites = read_sites(server)
        cases = [
            ("the whole of six days, one of 25 hours", AUTUMN, None),
            ("the day of 25 hours", (local(2025, 10, 26), local(2025, 10, 27)), None),
            ("the day of the first gap", (local(2025, 10, 24), local(2025, 10, 25)), ids["school"]),
            ("hours across the change of clocks", (local(2025, 10, 25, 22), local(2025, 10, 26, 5)), None),
            ("the day of 23 hours", (local(2025, 3, 30), local(2025, 3, 31)), ids["school"]),
            ("three days of spring", SPRING, None),
            ("panels and a battery", AUTUMN, ids["panels"]),
            ("two delivery points", AUTUMN, ids["deliveries"]),
            ("the data centre", AUTUMN, ids["centre"]),
            ("values that no meter can have", AUTUMN, ids["hostile"]),
        ]
        for title, (begin, end), site in cases:
            arguments = ["--from", iso(begin), "--to", iso(end)] + (["--site", site] if site else [])
            answer = subprocess.run(["vigie", "--energy=json", "--server", server.address, *arguments], env=environment,
                                    capture_output=True, text=True, timeout=120)
            if answer.returncode or answer.stderr:
                result(False, title, f"exit code {answer.returncode}", answer.stderr)
                continue
            told = json.loads(answer.stdout)
            now = instant(told["now"])
            chosen = [one for one in sites if site in (None, one.name)]
            wrong = wrong_figures(told, chosen, begin, end, now, factors)
            if {one["id"] for one in told["sites"]} != {one.name for one in chosen}:
                wrong.append(f"sites: {[one['id'] for one in told['sites']]}")
            if told["step_s"] * 1_000_000 != max(one.step for one in chosen):
                wrong.append(f"step: {told['step_s']} s")
            for one in told["sites"]:
                of_site = [other for other in chosen if other.name == one["id"]]
                wrong += [f"site {one['id']}: {line}" for line in wrong_figures(one, of_site, begin, end, now, factors)]
            result(not wrong, title, *wrong)
            if title.startswith("the whole"):
                left_out = sorted((entry["site"], entry["name"]) for entry in told["left_out"])
                result(left_out == sorted([(ids["deliveries"], "PAPP"), (ids["centre"], "Froid, index")]),
                       "what is left out is told", str(left_out))
                told_at_all = [name for name in COUNTED + RATIOS if told[name] is not None]
                result(len(told_at_all) >= 15, "most figures of the whole are told, so that there is something to compare",
                       str(told["reason"]))
        print(f"# worst relative error: {float(worst):.3g}")
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"1..{number}")
    sys.exit(1 if failed else 0)


main()
