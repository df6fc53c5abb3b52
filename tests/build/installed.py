#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that were installed find their data, and each other, where they were installed (TAP): installed.py PREFIX

Nothing of a build folder is on the path or in the environment.
"""
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_program as v  # noqa: E402

prefix = pathlib.Path(sys.argv[1])
failed = False


def check(number, name, good, shown=""):
    global failed
    failed |= not good
    for line in str(shown).splitlines() if not good else ():
        print(f"# {line}")
    print(f"{'ok' if good else 'not ok'} {number} - {name}", flush=True)


print("TAP version 14\n1..4")
for name in ("VIGIE_LOCALEDIR", "GSETTINGS_SCHEMA_DIR"):
    assert name not in os.environ
program = v.Program("--demo", environment={"GSETTINGS_BACKEND": "memory"})
try:
    child = None
    words = "Déchèterie de Riantec"
    program.wait(words, seconds=60.0)
    texts = program.texts()
    check(1, "vigie starts with its settings, and shows the demonstration", True)
    check(2, "in French", any("Énergie" in text for text in texts), texts)
    children = [pathlib.Path(f"/proc/{pid}/exe").resolve() for pid in program.children()]
    check(3, "of the vigie-ingest beside it", prefix / "bin/vigie-ingest" in children, children)
    text = subprocess.run(["gapplication", "list-apps"], capture_output=True, text=True).stdout
    check(4, "its desktop file is known", "fr.agglo.Vigie" in text.split(), text)
finally:
    program.stop()
sys.exit(failed)
