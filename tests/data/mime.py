#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The type of a map file, as the desktop finds it (prints TAP): mime.py MIME_PACKAGE."""
import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

tap = Tap()
source = pathlib.Path(os.environ["VIGIE_SOURCE"])
folder = pathlib.Path(tempfile.mkdtemp(prefix="vigie-mime-"))
packages = folder / "data/mime/packages"
packages.mkdir(parents=True)
shutil.copy(sys.argv[1], packages)
environment = dict(os.environ, XDG_DATA_HOME=str(folder / "data"))


def run(*arguments):
    return subprocess.run(arguments, env=environment, capture_output=True, text=True)


def info(path, attribute):
    answer = run("gio", "info", "-a", attribute, str(path))
    return [line.split(": ", 1)[1] for line in answer.stdout.splitlines() if f"{attribute}: " in line], answer


def type_of(path):
    return info(path, "standard::content-type")


made = run("update-mime-database", str(folder / "data/mime"))
tap.check("the database takes it in without a word", made.returncode == 0 and not made.stderr, made)
for name, expected in ("carte.mbtiles", "application/vnd.mapbox-mbtiles"), ("CARTE.MBTILES", "application/vnd.mapbox-mbtiles"), \
        ("store.sqlite", "application/vnd.sqlite3"):
    with contextlib.closing(sqlite3.connect(folder / name)) as database:
        database.execute("CREATE TABLE metadata (name text, value text)")
        database.commit()
    found, answer = type_of(folder / name)
    tap.check(f"{name} is {expected}", found == [expected], answer)
for name in "carte.pmtiles", "sans suffixe":
    (folder / name).write_bytes(b"PMTiles\3" + bytes(119))
    found, answer = type_of(folder / name)
    tap.check(f"{name} is application/vnd.pmtiles", found == ["application/vnd.pmtiles"], answer)
empty = folder / "vide.mbtiles"
empty.touch()
run("truncate", "-s", "1", str(empty))
found, answer = type_of(empty)
tap.check("a damaged one has still the type of its name", found == ["application/vnd.mapbox-mbtiles"], answer)
for name in "carte.mbtiles", "carte.pmtiles":
    icons, answer = info(folder / name, "standard::icon")
    names = icons[0].split(", ") if icons else []
    tap.check(f"{name} has an icon of its own",
              names[:1] == ["fr.agglo.Vigie-mbtiles"]
              and (source / f"data/icons/hicolor/scalable/mimetypes/{names[0]}.svg").exists(), answer)
subclasses = (folder / "data/mime/subclasses").read_text().split("\n")
tap.check("a program for SQLite may open it too", "application/vnd.mapbox-mbtiles application/vnd.sqlite3" in subclasses,
          subclasses)
shutil.rmtree(folder)
tap.end()
