#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""demo-hour: how much the program grows in an hour of work on the demonstration.

The demonstration goes 60 times as fast as the clock. Somebody goes from page to page, a few seconds on each: the map
(a search, a site's panel and its measures), energy, attendance, fleet; every tenth round each page is asked for a word
that only it has, so that keys which lead nowhere are no hour of work. What is told is the median of the resident memory
over the last sixth of the time less that over the second sixth: the first is for what is made once.

An hour is too long for all who run the benchmarks: this one is run where it is named, `./dev bench demo-hour`.
VIGIE_BENCH_MINUTES asks for other than 60.
"""
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_program as v  # noqa: E402

PACE, BAR = 60, 5
STAY = 4  # seconds on a page
PAGES = (("alt+2", "P90"), ("alt+3", "À dire à l’usager"), ("alt+4", "Milesight VS350"), ("alt+1", "À traiter"))
SITES = ("riantec", "caudan", "ploemeur", "plouay", "groix", "centre de données", "bubry", "languidic")


def memory(pid):
    """Bytes that the process has now: resident, and of them those of its own."""
    texts = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    values = dict(line.split(":", 1) for line in texts)
    return int(values["VmRSS"].split()[0]) * 1024, int(values["RssAnon"].split()[0]) * 1024


def work(program, number, samples):
    """One round through the pages."""
    def stay():
        v.settle(STAY)
        samples.append((time.monotonic(), *memory(program.process.pid)))

    for key, word in PAGES:
        v.type_keys(key)
        stay()
        if number % 10 == 0 and not program.find(word):
            v.type_keys(key)  # a busy machine may lose one
            program.wait(word)
    v.type_keys("ctrl+f")
    v.settle(0.3)
    v.type_keys("ctrl+a")
    v.type_text(SITES[number % len(SITES)])
    v.settle(0.7)
    v.type_keys("Return", "Return")
    stay()
    if number % 10 == 0:
        program.wait("Capteurs et mesures")
    v.type_keys("Escape")
    v.settle(0.3)
    v.type_keys("ctrl+f", "ctrl+a", "BackSpace", "Escape")
    stay()


def main():
    minutes = float(os.environ.get("VIGIE_BENCH_MINUTES", "60"))
    with tempfile.TemporaryDirectory(prefix="vigie-hour-") as folder:
        os.environ.update(LANGUAGE="fr", LC_ALL="fr_FR.UTF-8", GSETTINGS_BACKEND="memory", XDG_CONFIG_HOME=folder,
                          GDK_DEBUG="no-portals", GSK_RENDERER="cairo", VIGIE_TILE_ADDRESS="",
                          VIGIE_WINDOW_SIZE="1280x800")
        server = v.Server("--pace", str(PACE))
        program = None
        samples, rounds = [], 0
        try:
            program = v.Program("--server", server.address)
            program.wait("Lien établi", seconds=60)
            start = time.monotonic()
            while time.monotonic() - start < minutes * 60:
                work(program, rounds, samples)
                rounds += 1
            program.wait("Lien établi", seconds=30)
        finally:
            if program is not None:
                program.stop()
            server.kill()
            server.stop()

    def median(sixth, column):
        first, last = start + sixth * minutes * 10, start + (sixth + 1) * minutes * 10
        return statistics.median(sample[column] for sample in samples if first <= sample[0] < last)

    resident = [median(sixth, 1) for sixth in range(6)]
    own = [median(sixth, 2) for sixth in range(6)]
    told = ", ".join(f"{all_of_it / 1e6:.1f} ({anonymous / 1e6:.1f} of its own)"
                     for all_of_it, anonymous in zip(resident, own))
    print(f"demo: {minutes:g} min, {rounds} rounds; medians of the sixths: {told} MB", file=sys.stderr)
    print(json.dumps({"name": "demo-hour", "value": round(max(resident[5] - resident[1], 0) / 1e6, 2),
                      "unit": "MB", "bar": BAR, "better": "lower"}))


if __name__ == "__main__":
    main()
