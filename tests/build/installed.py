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
from tap import Tap  # noqa: E402

prefix = pathlib.Path(sys.argv[1])
tap = Tap()
for name in ("VIGIE_LOCALEDIR", "GSETTINGS_SCHEMA_DIR"):
    assert name not in os.environ
program = v.Program("--demo", environment={"GSETTINGS_BACKEND": "memory"})
try:
    child = None
    words = "Déchèterie de Riantec"
    program.wait(words, seconds=60.0)
    texts = program.texts()
    tap.check("vigie starts with its settings, and shows the demonstration", True)
    tap.check("in French", any("Énergie" in text for text in texts), texts)
    children = [pathlib.Path(f"/proc/{pid}/exe").resolve() for pid in program.children()]
    tap.check("of the vigie-ingest beside it", prefix / "bin/vigie-ingest" in children, children)
    text = subprocess.run(["gapplication", "list-apps"], capture_output=True, text=True).stdout
    tap.check("its desktop file is known", "fr.agglo.Vigie" in text.split(), text)
finally:
    program.stop()
tap.end()
