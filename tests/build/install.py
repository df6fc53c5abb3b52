#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What "meson install" installs: these files and no other (TAP): install.py BUILD INSTALLED.txt [FEATURE…]

A line of INSTALLED.txt that begins with [feature] is of builds that have it. What was built is installed into a
folder beside it, and looked at there: list, rights, links of desktop files, and that no folder of this machine is told.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

build, listed, features = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), set(sys.argv[3:])
source = listed.resolve().parent.parent.parent


def expected():
    for line in listed.read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"(?:\[(\w+)\] )?(\S+)", line)
        if match and (match[1] is None or match[1] in features):
            yield match[2]


def contents(path):
    """Its bytes; of a program without what is for the debugger only, which a package has apart."""
    data = path.read_bytes()
    if not data.startswith(b"\x7fELF"):
        return data
    with tempfile.NamedTemporaryFile() as stripped:
        subprocess.run(["strip", "--strip-debug", "-o", stripped.name, path], check=True)
        return pathlib.Path(stripped.name).read_bytes()


tap = Tap()
with tempfile.TemporaryDirectory(prefix="vigie-install-") as stage:
    run = subprocess.run(["meson", "install", "-C", str(build), "--no-rebuild", "--quiet", "--destdir", stage],
                         capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8"))
    tap.check_none("it is installed", [] if run.returncode == 0 else (run.stdout + run.stderr).splitlines())
    options = subprocess.run(["meson", "introspect", "--buildoptions", str(build)], check=True, capture_output=True, text=True)
    prefix = next(option["value"] for option in json.loads(options.stdout) if option["name"] == "prefix")
    root = pathlib.Path(stage + prefix)
    files = {str(path.relative_to(root)): path for path in root.rglob("*") if not path.is_dir()}
    outside = [str(path) for path in pathlib.Path(stage).rglob("*") if not path.is_dir() and root not in path.parents]
    wanted = set(expected())
    tap.check_none("these files and no other",
          [f"not installed: {name}" for name in sorted(wanted - set(files))]
          + [f"not in {listed.name}: {name}" for name in sorted(set(files) - wanted)]
          + [f"outside of the prefix: {name}" for name in outside])
    tap.check_none("programs may be executed, the rest may be read", [
        f"{name}: {path.stat().st_mode & 0o777:o}" for name, path in sorted(files.items())
        if path.stat().st_mode & 0o777 != (0o755 if name.startswith("bin/") else 0o644)])
    told = [str(place).encode() for place in {source, build.resolve(), pathlib.Path(stage)}]
    tap.check_none("no folder of this machine is told", [
        name for name, path in sorted(files.items()) if any(place in contents(path) for place in told)])
tap.end()
