#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""wall-30-days: how much the program grows in 30 days on the wall.

The demonstration goes 21 600 times as fast as the clock: 30 days are two minutes in which all readings of 30 days
pass through network, store, model and wall. It is no wall that hangs for a month: the program asks as often as ever by
the real clock, which is for 30 hours of readings at a time, and the wall turns once a second. A site that becomes critical
holds it on the situation until somebody answers: once a day somebody does, else all of the last days would be of one
scene. What is told is the mean of its resident memory over the last six days less that over the first six, after three
days to settle: of the mean, as the pictures of a scene (4 MB of the map) come and go with it.
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

PACE, DAYS, SETTLING, ENDS, BAR = 21600, 30, 3, 6, 5
DAY = 86400 / PACE  # seconds


def resident(pid):
    """Bytes of memory that the process has now."""
    pages = int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


def observations(server):
    return server.get("/v1.1/Observations", count="true", top="0")["@iot.count"]


def main():
    with tempfile.TemporaryDirectory(prefix="vigie-wall-") as folder:
        settings = pathlib.Path(folder, "glib-2.0", "settings")
        settings.mkdir(parents=True)
        (settings / "keyfile").write_text("[fr/agglo/Vigie]\nwall-rotation=uint32 1\n")
        os.environ.update(LANGUAGE="fr", LC_ALL="fr_FR.UTF-8", GSETTINGS_BACKEND="keyfile",
                          XDG_CONFIG_HOME=folder, GDK_DEBUG="no-portals", GSK_RENDERER="cairo",
                          VIGIE_TILE_ADDRESS="", VIGIE_WINDOW_SIZE="1280x720")
        server = v.Server("--pace", str(PACE))
        program = None
        try:
            before = observations(server)
            program = v.Program("--server", server.address, "--wall")
            program.wait("Lien établi", seconds=60)
            time.sleep(SETTLING * DAY)
            samples = []
            for number in range(int(DAYS * DAY * 2)):
                if number % int(DAY * 2) == 0:
                    v.type_keys("2")
                samples.append(resident(program.process.pid))
                time.sleep(0.5)
            program.wait("Lien établi", seconds=30)
            taken = observations(server) - before
        finally:
            if program is not None:
                program.stop()
            server.kill()  # it would write what it is behind with first
            server.stop()
    end = len(samples) * ENDS // DAYS
    first, last = statistics.mean(samples[:end]), statistics.mean(samples[-end:])
    print(f"wall: {DAYS} days in {DAYS * DAY:.0f} s, {taken} readings; "
          f"{first / 1e6:.1f} MB at first, {last / 1e6:.1f} MB at last, {max(samples) / 1e6:.1f} MB at most",
          file=sys.stderr)
    print(json.dumps({"name": "wall-30-days", "value": round(max(last - first, 0) / 1e6, 2),
                      "unit": "MB", "bar": BAR, "better": "lower"}))


if __name__ == "__main__":
    main()
