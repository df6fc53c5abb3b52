#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The launcher, what the bus starts and GNOME Shell's search provider, held against each other and against the program
(prints TAP): desktop-entry.py DESKTOP SERVICE SEARCH_PROVIDER."""
import configparser
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

ID = "fr.agglo.Vigie"
have_demo = os.environ["VIGIE_HAVE_DEMO"] == "1"
tap = Tap()


def read(path):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string(pathlib.Path(path).read_text(encoding="utf-8"))
    return parser


def words(text):
    return [word for word in text.split(";") if word]


desktop, service, provider = (read(path) for path in sys.argv[1:4])
entry = desktop["Desktop Entry"]
tap.check("the bus may activate it, under the name of its file",
          entry["DBusActivatable"] == "true" and pathlib.Path(sys.argv[1]).name == f"{ID}.desktop"
          and service["D-BUS Service"]["Name"] == ID, dict(entry))
command = service["D-BUS Service"]["Exec"].split()
tap.check("the bus starts the installed program as a service",
          os.path.isabs(command[0]) and command[0].endswith("/vigie") and command[1:] == ["--gapplication-service"],
          command)
tap.check("the search provider is this program's",
          dict(provider["Shell Search Provider"]) == {
              "DesktopId": f"{ID}.desktop", "BusName": ID, "ObjectPath": "/" + ID.replace(".", "/") + "/SearchProvider",
              "Version": "2"}, dict(provider["Shell Search Provider"]))
actions = words(entry["Actions"])
groups = [name.removeprefix("Desktop Action ") for name in desktop.sections() if name != "Desktop Entry"]
tap.check("each action has its group and each group its action",
          sorted(actions) == sorted(groups) and sorted(actions) == (["demonstration"] if have_demo else []) + ["wall"],
          (actions, groups))
tap.check("the names of the actions are short, and not the same",
          all(len(desktop[f"Desktop Action {name}"]["Name"]) <= 20 for name in actions)
          and len({desktop[f"Desktop Action {name}"]["Name"] for name in actions}) == len(actions), actions)
options = subprocess.run(["vigie", "--help"], capture_output=True, text=True, check=True).stdout
tap.check("what the actions start is an option of the program",
          all(option in re.findall(r"--[a-z-]+", options)
              for name in actions for option in desktop[f"Desktop Action {name}"]["Exec"].split()[1:]), options)
tap.check("links and map files are opened with it",
          words(entry["MimeType"]) == ["x-scheme-handler/vigie", "application/vnd.mapbox-mbtiles", "application/vnd.pmtiles"]
          and entry["Exec"] == "vigie %U", entry["MimeType"])
keywords = words(entry["Keywords"])
name = entry["Name"].casefold()
tap.check("search words are distinct, and say what the name does not",
          len(keywords) >= 8 and len({word.casefold() for word in keywords}) == len(keywords)
          and name not in (word.casefold() for word in keywords), keywords)

# That nothing is left in English is the suite checks' to say.
own = words(entry.get("Keywords[fr]", ""))
tap.check("the French search words are distinct, and others than the English ones",
          not own or len({word.casefold() for word in own}) == len(own) >= 8 and len(set(own) & set(keywords)) < len(own) / 2,
          own)
tap.end()
