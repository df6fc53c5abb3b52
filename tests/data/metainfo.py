#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What software centres show of Vigie, as AppStream's own validator sees it, and held against the launcher, the program and
the pictures (prints TAP): metainfo.py METAINFO METAINFO_WITH_AN_ADDRESS DESKTOP."""
import configparser
import os
import pathlib
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

source = pathlib.Path(os.environ["VIGIE_SOURCE"])
plain, addressed, launcher = (pathlib.Path(name) for name in sys.argv[1:4])
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
tap = Tap()


def validate(path, *options):
    """Exit code, tags of the issues that are more than pedantry (GNOME's identifiers have capitals), and what was said."""
    run = subprocess.run(["appstreamcli", "validate", "--no-net", "--format=yaml", *options, str(path)],
                         capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE=""))
    # AppStream 1.2 writes its YAML in JSON's manner.
    issues = re.findall(r"""^[-\s{]*"?tag"?: "?([\w-]+)"?,?\n\s+"?severity"?: "?(\w+)""", run.stdout, re.M)
    return run.returncode, sorted(tag for tag, severity in issues if severity != "pedantic"), run.stdout + run.stderr


def texts(element, path):
    return [" ".join(found.text.split()) for found in element.findall(path) if LANGUAGE not in found.attrib]


root, example = (ElementTree.parse(path).getroot() for path in (plain, addressed))
code, tags, shown = validate(addressed, "--strict")
tap.check("strictly valid with the address of a home page", code == 0 and not tags, shown)
code, tags, shown = validate(plain, "--strict")
if root.findall("url"):
    tap.check("strictly valid with the address of this build", code == 0 and not tags, shown)
else:
    tap.check("without one, that it has none is all that is found", tags == ["url-homepage-missing"], shown)
    tap.check("without an address there are no pictures to fetch", root.find("screenshots") is None)
for name, path in ("this build", plain), ("the example", addressed):
    content = path.read_text(encoding="utf-8")
    tap.check(f"nothing is left to fill in of {name}", not re.search(r"@\w+@|<!-- (only|end)", content), content)

version = subprocess.run(["vigie", "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
releases = root.findall("releases/release")
tap.check("the newest release is this program's version, and tells what it has",
          releases[0].get("version") == version and releases[0].findall("description//li"), version)

entry = configparser.ConfigParser(interpolation=None)
entry.optionxform = str
entry.read(launcher, encoding="utf-8")
entry = entry["Desktop Entry"]
tap.check("categories are the launcher's",
          texts(root, "categories/category") == [word for word in entry["Categories"].split(";")
                                                 if word not in ("", "GTK", "GNOME")], entry["Categories"])
tap.check("media types are the launcher's",
          sorted(texts(root, "provides/mediatype")) == sorted(filter(None, entry["MimeType"].split(";"))),
          entry["MimeType"])
keywords = texts(root, "keywords/keyword")
tap.check("search words are among the launcher's", len(keywords) >= 8 and set(keywords) <= set(entry["Keywords"].split(";")),
          keywords)
summary = texts(root, "summary")[0]
tap.check("the summary fits a tile of a software centre",
          10 <= len(summary) <= 35 and not summary.endswith("."), summary)

for shot in example.findall("screenshots/screenshot"):
    image = shot.find("image")
    caption = texts(shot, "caption")[0]
    # Where flathub and others fetch it: a tag, never a branch.
    match = re.fullmatch(rf"https://forge\.example\.org/agglo/vigie/raw/v{re.escape(version)}/(\S+\.png)", image.text)
    file = source / match.group(1) if match else None
    size = struct.unpack(">II", file.read_bytes()[16:24]) if file and file.exists() else None
    tap.check(f"picture: {caption}",
              size == (int(image.get("width")), int(image.get("height"))) and len(caption) <= 80 and caption[-1] != ".",
              (image.text, size))
tap.check("one picture is the first", len(example.findall("screenshots/screenshot[@type='default']")) == 1)


def luminance(colour):
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


for colour in root.findall("branding/color"):
    # The text on it is black on the light one and white on the dark one.
    scheme = colour.get("scheme_preference")
    light, dark = (luminance(colour.text), 0) if scheme == "light" else (1, luminance(colour.text))
    tap.check(f"text can be read on the {scheme} colour", (light + 0.05) / (dark + 0.05) >= 7, colour.text)
tap.end()
