#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs' command lines as monitoring and people use them (prints TAP): words and exit codes."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

folder = pathlib.Path(tempfile.mkdtemp(prefix="vigie-command-"))
environment = dict(os.environ, HOME=str(folder), XDG_DATA_HOME=str(folder / "data"),
                   XDG_CONFIG_HOME=str(folder / "config"), XDG_CACHE_HOME=str(folder / "cache"))
for name in ("DISPLAY", "WAYLAND_DISPLAY"):  # a status needs no screen
    environment.pop(name, None)
socket = f"unix:{folder}/socket"
number = 0


def run(*arguments):
    return subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=60)


def check(name, good, shown):
    global number
    good = bool(good)
    number += 1
    if not good:
        for line in str(shown).splitlines():
            print(f"# {line}")
    print(f"{'ok' if good else 'not ok'} {number} - {name}", flush=True)
    return good


def status_json(server):
    answer = run("vigie", "--status=json", "--server", server)
    try:
        return answer, json.loads(answer.stdout)
    except ValueError:
        return answer, None


print("TAP version 14")
print("1..17")
good = True

ingest = subprocess.Popen(
    ["vigie-ingest", "--demo", "--listen", socket, "--store", str(folder / "demo.sqlite"), "--exit-with-parent"],
    env=environment, stdout=subprocess.PIPE, text=True)
line = ingest.stdout.readline().strip()
good &= check("the server says where it listens", line == f"vigie-ingest: listening on {socket}", line)

answer, status = status_json(socket)
fields = {"server", "sites", "measures", "freshness", "condition", "problems", "list", "requests", "bytes",
          "duration_ms"}
good &= check("status as one JSON object with its fields", status is not None and fields <= set(status), answer)
if status is not None:
    counts = status["freshness"], status["condition"]
    good &= check("counts add up to the measures",
                  all(sum(count.values()) == status["measures"] for count in counts)
                  and len(status["list"]) == status["sites"] > 0
                  and sum(len(site["measures"]) for site in status["list"]) == status["measures"], counts)
    worst = 2 if counts[1]["critical"] else 1 if counts[1]["warning"] else 3 if counts[1]["unknown"] else 0
    good &= check("exit code as monitoring plugins have it", answer.returncode == worst,
                  (answer.returncode, counts))
else:
    good = check("counts add up to the measures", False, "no status") and False
    check("exit code as monitoring plugins have it", False, "no status")

answer = run("vigie", "--status", "--server", socket)
first = answer.stdout.splitlines()[0] if answer.stdout else ""
good &= check("text begins with a plugin's line in French", first.startswith("VIGIE "), answer)

answer = run("vigie", "--energy=json", "--server", socket)
try:
    energy = json.loads(answer.stdout)
except ValueError:
    energy = {}
figures = ("production_kwh", "consumption_kwh", "grid_import_kwh", "grid_export_kwh", "self_consumed_kwh",
           "self_consumption", "self_production", "balance_error", "pue", "ref", "erf", "cue", "wue", "co2_kg")
good &= check("energy as one JSON object with its figures, coverage and reasons",
              answer.returncode == 0 and answer.stderr == ""
              and {"from", "to", "step_s", "coverage", "reason", "sites", *figures} <= set(energy)
              and all(0 <= energy["coverage"][name] <= 1 for name in figures)
              and all((energy[name] is None) == bool(energy["reason"].get(name)) for name in figures)
              and all({"id", "name", "step_s", "derived", "coverage", "reason", *figures} <= set(site)
                      for site in energy["sites"]), answer)
if energy.get("sites"):
    site = energy["sites"][0]
    answer = run("vigie", "--energy=json", "--server", socket, "--site", site["id"], "--from", energy["from"],
                 "--to", energy["to"])
    alone = json.loads(answer.stdout)
    good &= check("the energy of a site alone is that of the site among all",
                  [alone[name] for name in figures] == [site[name] for name in figures]
                  and len(alone["sites"]) == 1, (alone, site))
    answer = run("vigie", "--energy", "--server", socket, "--commune", site["commune"])
    good &= check("the energy of a commune", answer.returncode == 0 and all(
        one["commune"] == site["commune"] for one in json.loads(answer.stdout)["sites"]), answer)
else:
    good = check("the energy of a site alone is that of the site among all", False, "no energy") and False
    check("the energy of a commune", False, "no energy")
refusals = (("--site", "nowhere"), ("--commune", "75056"), ("--from", "2026-02-30"), ("--from", "yesterday"),
            ("--from", "2026-02-01T10:10:00Z"), ("--from", "2026-02-02", "--to", "2026-02-01"),
            ("--from", "2026-02-02", "--to", "2026-02-02"), ("--from", "2000-01-01", "--to", "2026-01-01"),
            ("--site", "1", "--commune", "56121"), ("--page", "map"), ("words",))
answers = [run("vigie", "--energy=json", "--server", socket, *refusal) for refusal in refusals]
good &= check("what cannot be asked of energy is refused in one sentence", all(
    one.returncode == 3 and one.stdout == "" and len(one.stderr.strip().splitlines()) == 1 for one in answers), answers)
answer = run("vigie", "--energy=csv", "--server", socket)
good &= check("an unknown format of energy is refused", answer.returncode == 3 and "csv" in answer.stderr, answer)

ingest.terminate()
ingest.wait(timeout=30)
answer = run("vigie", "--energy=json", "--server", socket)
good &= check("energy of a server that is not there: words, and an object with the error",
              answer.returncode == 3 and "error" in json.loads(answer.stdout)
              and len(answer.stderr.strip().splitlines()) == 1, answer)
answer, status = status_json(socket)
good &= check("a server that is not there is unknown, in words",
              answer.returncode == 3 and status is not None and "error" in status and answer.stderr.strip(), answer)
answer = run("vigie", "--status", "--server", socket)
good &= check("as text it is told among the errors only",
              answer.returncode == 3 and answer.stdout == "" and len(answer.stderr.strip().splitlines()) == 1, answer)
answer = run("vigie", "--help")
good &= check("help names each option, what can follow it, and links", answer.returncode == 0 and all(
    word in answer.stdout for word in ("--server", "--demo", "--page", "fleet", "--site", "--status", "--energy", "--from", "--to", "--commune",
                                       "--version", "vigie:site/", "geo:")), answer)
answer = run("vigie", "--status=xml", "--server", socket)
good &= check("an unknown format is refused", answer.returncode == 3 and "xml" in answer.stderr, answer)
answer = run("vigie", "--status", "--server", "ftp://nowhere")
good &= check("an address that cannot be used is unknown", answer.returncode == 3 and answer.stderr.strip(), answer)
answer = run("vigie-ingest", "--listen", "0.0.0.0:0", "--store", str(folder / "open.sqlite"))
good &= check("no open address without a token", answer.returncode != 0 and "--token-file" in answer.stderr, answer)

shutil.rmtree(folder, ignore_errors=True)
sys.exit(0 if good else 1)
