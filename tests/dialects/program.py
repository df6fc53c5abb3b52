#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`vigie --status` and `vigie --energy` of the same territory on vigie-ingest, FROST (integer and UUID identifiers), STEAN and hydro: all
that they say must be the same, but for what a server cannot hold, which is listed here by name (TAP)."""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "support")]
sys.dont_write_bytecode = True
import territory  # noqa: E402
from frost import Frost  # noqa: E402
from hydro import Hydro  # noqa: E402
from odata import date_time  # noqa: E402
from reference import Reference  # noqa: E402
from stean import Stean  # noqa: E402
from tap import Tap  # noqa: E402

ODD = "Résultats étranges d’« O’Brien »"
# What a dialect cannot hold: an object becomes null, what is no number is not stored, a fraction of a second is dropped.
EMPTY = {"value": None, "time": None, "freshness": "never", "condition": "unknown"}
LOST = {
    "frost": {}, "frost-uuid": {},
    "stean": {"Objet": {"value": None}},
    "hydro": {name: EMPTY for name in ("Texte", "Vrai", "Faux", "Objet", "Liste", "Rien")},
}


def run(folder, *arguments):
    variables = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    variables |= {"HOME": folder, "XDG_DATA_HOME": f"{folder}/data", "XDG_CACHE_HOME": f"{folder}/cache",
                  "XDG_CONFIG_HOME": f"{folder}/config"}
    return subprocess.run(["vigie", *arguments], env=variables, capture_output=True, text=True, timeout=120)


def expected_of(name, sites):
    """The reference as that server can hold it."""
    sites = json.loads(json.dumps(sites))
    for measure, lost in LOST[name].items():
        sites[ODD]["measures"][measure] |= lost
    if name == "hydro":
        fraction = sites[ODD]["measures"]["Fraction de seconde"]
        fraction["time"] = re.sub(r"\.\d+Z", "Z", fraction["time"])
    if LOST[name]:
        # Its reason counts measures.
        for key in ("reason", "condition"):
            del sites[ODD][key]
    return sites


def by_name(status):
    """Sites and their measures by their names, without identifiers."""
    sites = {}
    for site in status["list"]:
        site = dict(site)
        del site["id"]
        site["measures"] = {measure["name"]: {key: value for key, value in measure.items() if key != "id"} for measure in site["measures"]}
        sites[site["name"]] = site
    return sites


def differences(expected, got, where=""):
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in expected:
            yield from differences(expected[key], got.get(key, "(absent)"), f"{where}/{key}")
        for key in got.keys() - expected.keys():
            if not (where == f"/{ODD}" and key in ("reason", "condition")):
                yield f"{where}/{key}: too many"
    elif expected != got:
        yield f"{where}: {expected!r} expected, {got!r} told"


def without(energy):
    """The figures, by the names of the sites."""
    energy = {key: value for key, value in energy.items() if key not in ("server", "now", "problems", "duration_ms", "requests", "bytes")}
    energy["sites"] = {site["name"]: {key: value for key, value in site.items() if key != "id"} for site in energy["sites"]}
    return energy


def main():
    tap = Tap()
    tables = territory.make()
    # Dates of which all is behind us, in which the intervals begin and end at no hour.
    now = max(row["end"] for row in tables.rows["Observations"].values())
    days = [date_time(now - n * territory.DAY).strftime("%Y-%m-%d") for n in (2, 0)]
    with tempfile.TemporaryDirectory(prefix="vigie-dialects-") as folder:
        reference = Reference(folder, tables)
        stubs = {"frost": Frost(tables, size_max=150_000), "frost-uuid": Frost(tables, ids="uuid"), "stean": Stean(tables), "hydro": Hydro(tables)}
        addresses = {"reference": reference.address} | {name: stub.address for name, stub in stubs.items()}
        try:
            jobs = {}
            with concurrent.futures.ThreadPoolExecutor(3) as pool:
                for name, address in addresses.items():
                    for what, arguments in (("json", ["--status=json"]), ("text", ["--status"]),
                                            ("energy", ["--energy=json", "--from", days[0], "--to", days[1]])):
                        jobs[name, what] = pool.submit(run, os.path.join(folder, f"{name}-{what}"), *arguments, "--server", address)
            answers = {key: job.result() for key, job in jobs.items()}
            compare(tap, tables, stubs, answers)
        finally:
            reference.stop()
            for stub in stubs.values():
                stub.stop()
    tap.end()


def compare(tap, tables, stubs, answers):
    def told(name, what):
        try:
            return json.loads(answers[name, what].stdout)
        except ValueError:
            return {}

    reference = told("reference", "json")
    streams = tables.rows["Datastreams"]
    tap.check("the reference has the whole territory", reference.get("sites") == len(tables.rows["Things"])
              and reference["measures"] == len(streams) and reference["freshness"]["silent"] == 0
              and reference["condition"]["critical"] > 10 and reference["condition"]["warning"] > 10, answers["reference", "json"])
    sites = by_name(reference)
    latest = sites["Déchèterie n° 003"]["measures"]["Benne bois"]
    tap.check("and the values that were put there", latest["value"] == 24.5 and latest["unit"] == "%" and sites[ODD]["measures"][
        "Nombre immense"]["value"] == 1.7e300 and sites[ODD]["measures"]["Objet"]["value"] == {"état": "ouvert", "depuis": [1, 2.5, None]}, latest)
    energy = told("reference", "energy")
    tap.check("and amounts for all of the time asked for", energy and energy["consumption_kwh"] and energy["coverage"]["consumption_kwh"] == 1,
              answers["reference", "energy"])

    for name, stub in stubs.items():
        answer, status = answers[name, "json"], told(name, "json")
        found = by_name(status) if status else {}
        tap.check(f"{name}: no error is told", status and "error" not in status and answer.stderr == "", answer)
        tap.check_none(f"{name}: the same sites, measures, latest values and states",
                       list(differences(expected_of(name, sites), found))[:20])
        tap.check(f"{name}: the same exit code", answer.returncode == answers["reference", "json"].returncode, answer.returncode)
        numbers = {row["name"]: n for n, row in tables.rows["Things"].items()}
        tap.check(f"{name}: identifiers as they came", found and all(
            site["id"] == str(stub.id_of("Things", numbers[site["name"]])) for site in status["list"]))
        problems = {problem["reason"]: problem["count"] for problem in status.get("problems", [])}
        nan = 0 if name == "stean" else 1
        tap.check(f"{name}: what could not be used is told, and nothing else", sorted(problems.values()) == sorted([2] + [1] * nan), problems)

        text = answers[name, "text"].stdout.splitlines()[1:]
        wanted = answers["reference", "text"].stdout.splitlines()[1:]
        # What could not be used is checked above; a site without a value counts among the last line's.
        tap.check_none(f"{name}: the same lines for monitoring", [
            line for line in set(text) ^ set(wanted) if not re.match("Non util|Not used", line) and ODD not in line
            and not (name == "hydro" and re.match(r"(Et|And) \d+ (autres|more) sites", line))] if len(wanted) > 5 else ["no lines"])
        figures = told(name, "energy")
        tap.check_none(f"{name}: the same energy to the last digit, from all of the history", list(
            differences(without(energy), without(figures))) if figures and answers[name, "energy"].stderr == "" else [str(answers[name, "energy"])])

        tap.check_none(f"{name}: nothing but GET, and addresses under 7 KB", [
            str(request) for request in stub.requests if request.method != "GET" or len(request.target) >= 7000])
        orderless = [str(request) for request in stub.requests if re.search(r"\$(top|skip)=", request.target) and "$orderby=" not in request.target
                     and "/Datastreams?" not in request.target]
        tap.check_none(f"{name}: every list in an order", orderless)
        # Three runs: pages, and what a server refuses once a run.
        tap.check(f"{name}: few requests", len(stub.requests) < 60, "\n".join(map(str, stub.requests)))


main()
