#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings' schema: each key said in words and bounded, and a settings file of another version
read without harm (prints TAP): settings-keys.py."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

folder = pathlib.Path(tempfile.mkdtemp(prefix="vigie-settings-"))
kept = folder / "glib-2.0/settings/keyfile"
# Before GLib looks for them.
os.environ.update(XDG_CONFIG_HOME=str(folder), GSETTINGS_BACKEND="keyfile")

import gi  # noqa: E402

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

ID, GROUP = "fr.agglo.Vigie", "fr/agglo/Vigie"
source = pathlib.Path(os.environ["VIGIE_SOURCE"])
tap = Tap()
root = ElementTree.parse(source / f"data/{ID}.gschema.xml").getroot()
schema = root.find("schema")
keys = schema.findall("key")
enums = {enum.get("id"): [value.get("nick") for value in enum.findall("value")] for enum in root.findall("enum")}


def choices(key):
    """The closed list of a key's values, or None."""
    if key.get("enum"):
        return enums[key.get("enum")]
    return [choice.get("value") for choice in key.findall("choices/choice")] or None


def number(key, text):
    """The value of a number's key that is written as @text in the schema."""
    return float(text) if key.get("type") == "d" else int(text)


def problems(key):
    summary, description = (" ".join((key.findtext(part) or "").split()) for part in ("summary", "description"))
    if not 8 <= len(summary) <= 60 or summary[-1] in ".!:" or summary[0] != summary[0].upper():
        yield f"summary: {summary!r}"
    if len(description) < 20 or description[-1] != "." or description.rstrip(".") == summary:
        yield f"description: {description!r}"
    if (key.get("type") or "") in ("i", "u", "n", "q", "x", "t", "d") and key.find("range") is None:
        yield "a number without a range"
    values = choices(key)
    if values is not None and (len(values) < 2 or len(set(values)) < len(values)):
        yield f"choices: {values}"


names = [key.get("name") for key in keys]
tap.check("it is the program's, and translated", schema.get("id") == ID and schema.get("path") == f"/{GROUP}/"
          and root.get("gettext-domain") == "vigie", schema.attrib)
tap.check("no key is there twice", len(set(names)) == len(names) > 20, names)
for key in keys:
    found = list(problems(key))
    tap.check(f"{key.get('name')}: summary, description, bounds", not found, "\n".join(found))
code = "\n".join(path.read_text(encoding="utf-8") for path in (source / "src").rglob("*.c"))
unused = [name for name in names if f'"{name}"' not in code]
tap.check("each key is used", not unused, unused)

# What another version wrote: of another type, out of the range, none of the choices.
kept.parent.mkdir(parents=True)
lines = {}
for key in keys:
    kind = key.get("type") or "s"
    if choices(key):
        lines[key.get("name")] = "'of-another-version'"
    elif key.find("range") is not None:
        limits = key.find("range")
        lines[key.get("name")] = str(number(key, limits.get("max")) + 1)
    else:
        lines[key.get("name")] = "'not a truth value'" if kind == "b" else "42" if kind == "s" else "'of another type'"
kept.write_text(f"[{GROUP}]\n" + "".join(f"{name}={value}\n" for name, value in lines.items()) + "gone-since=true\n")
settings = Gio.Settings.new(ID)
for name in names:
    value, default = settings.get_value(name), settings.get_default_value(name)
    # Of a text the file may leave out the quotes: 42 is a text.
    expected = "'42'" if lines[name] == "42" else default.print_(False)
    tap.check(f"{name}: read as {expected} where the file has {lines[name]}", value.print_(False) == expected, value.print_(False))
for key in keys:
    for value in choices(key) or ():
        tap.check(f"{key.get('name')}: {value} is kept", settings.set_string(key.get("name"), value)
                  and settings.get_string(key.get("name")) == value)
    limits = key.find("range")
    if limits is not None:
        for end in "min", "max":
            value = GLib.Variant(key.get("type"), number(key, limits.get(end)))
            tap.check(f"{key.get('name')}: {limits.get(end)} is kept",
                      settings.set_value(key.get("name"), value) and settings.get_value(key.get("name")).equal(value))

help_text = subprocess.run(["vigie", "--help"], capture_output=True, text=True, check=True,
                           env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="en")).stdout
pages = re.search(r"--page=PAGE +.*: (.*)", help_text).group(1).split(", ")
# Diagnostics is for a moment: the next start does not open it.
tap.check("the page shown last is one of the program's",
          sorted(choices(next(key for key in keys if key.get("name") == "last-page"))) == sorted(set(pages) - {"diagnostics"}),
          pages)
shutil.rmtree(folder)
tap.end()
