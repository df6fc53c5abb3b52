#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""launch-first-frame: from the start of vigie to its first painted frame, which shows the last known
state of 300 sites from the local store. Software rendering, no network needed; the median of 5.

    bench-launch.py MAKE-TERRITORY
"""
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_program as v  # noqa: E402

SITES, MEASURES, RUNS, BAR = 300, 4, 5, 500


def launch(folder, address):
    """Milliseconds from the start of the process to its word that the frame is painted."""
    environment = dict(os.environ, VIGIE_TRACE_FIRST_FRAME="1", GSK_RENDERER="cairo",
                       XDG_DATA_HOME=os.path.join(folder, "data"),
                       XDG_CACHE_HOME=os.path.join(folder, "cache"))
    start = time.monotonic()
    process = subprocess.Popen(["vigie", "--server", address], env=environment,
                               stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if line.startswith("first-frame "):
            elapsed = (time.monotonic() - start) * 1000
            shown = int(line.split()[1])
            process.wait()
            if shown != SITES:
                sys.exit(f"the first frame shows {shown} sites, not {SITES}")
            return elapsed
    sys.exit("vigie ended without a frame")


def main():
    os.environ.update(LANGUAGE="fr", LC_ALL="fr_FR.UTF-8", GSETTINGS_BACKEND="memory",
                      GDK_DEBUG="no-portals", VIGIE_TILE_ADDRESS="",
                      VIGIE_WINDOW_SIZE="1280x800")
    with tempfile.TemporaryDirectory(prefix="vigie-launch-") as folder:
        address = f"unix:{folder}/socket"
        v.fill_store(folder, sys.argv[1], address, SITES, MEASURES)
        launch(folder, address)  # files in the system's cache, as after a first start of the day
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        times = [launch(folder, address) for _ in range(RUNS)]
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Beside the time on the clock, which a busy machine lengthens.
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000 / RUNS
    print(f"launches: {', '.join(f'{ms:.0f}' for ms in times)} ms; {cpu:.0f} ms of processor each",
          file=sys.stderr)
    print(json.dumps({"name": "launch-first-frame", "value": round(statistics.median(times), 1),
                      "unit": "ms", "bar": BAR, "better": "lower"}))


main()
