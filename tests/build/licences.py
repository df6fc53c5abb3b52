#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file of the sources says its licence, the way of the REUSE specification 3.3: licences.py SOURCE_ROOT (TAP).

A file that can hold a comment has a line of its own; REUSE.toml is for the others, and has nothing else. The text
of each licence is in LICENSES, and no other text.
"""
import os
import pathlib
import re
import subprocess
import sys
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

ROOT = pathlib.Path(sys.argv[1])
TAG = re.compile(r"SPDX-License-Identifier:\s*([A-Za-z0-9.+ ()-]+?)\s*(?:\*/|-->|\"|$)", re.M)
# A file of these holds its own line, beside any that begins with "#!".
OWN = {".c", ".h", ".py", ".sh", ".mjs", ".blp", ".css", ".build", ".options", ".supp", ".po", ".gresource.xml"}
# Not covered by the specification: it says so (3.3, "Covered File").
UNCOVERED = re.compile(r"LICENSES/|COPYING$|LICENSE$|REUSE\.toml$|.*\.license$")


def sources():
    """Paths of the files of the sources: what git knows and does not ignore, or all of a tarball."""
    if (ROOT / ".git").exists():
        text = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
                               "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        names = {name for name in text.split("\0") if name and (ROOT / name).exists()}
    else:
        names = set()
        for folder, folders, files in os.walk(ROOT):
            folders[:] = [name for name in folders if name not in ("_build", "__pycache__")]
            names |= {str(pathlib.Path(folder, name).relative_to(ROOT)) for name in files}
    return sorted(name for name in names if not UNCOVERED.match(name) and not (ROOT / name).is_symlink())


def annotation_matches(pattern, name):
    """A path of REUSE.toml: "*" within a folder, "**" over folders, nothing else is special."""
    parts = re.split(r"(\*\*|\*)", pattern)
    return re.fullmatch("".join({"**": ".*", "*": "[^/]*"}.get(part, re.escape(part)) for part in parts), name)


def read(name):
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def own_licence(text):
    found = TAG.search(text[:4000]) if text is not None else None
    return found[1] if found else None


annotations = []  # (path, licence), the last that matches counts
for entry in tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]:
    paths = entry["path"] if isinstance(entry["path"], list) else [entry["path"]]
    annotations += [(path, entry.get("SPDX-License-Identifier")) for path in paths]

without, used, listed = [], set(), set()
for name in sources():
    text = read(name)
    licence = own_licence(text)
    if licence is None:
        matching = [(path, given) for path, given in annotations if given and annotation_matches(path, name)]
        holds_own = text is not None and (text.startswith("#!") or name.endswith(tuple(OWN)))
        if matching and not holds_own:
            listed |= {path for path, _given in matching}
            licence = matching[-1][1]
    if licence is None:
        without.append(name)
    else:
        used |= set(re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", licence)) - {""}

texts = {path.stem for path in (ROOT / "LICENSES").iterdir()}
tap = Tap()
tap.check_none("every file says its licence", without)
tap.check_none("REUSE.toml has no path without a file", [path for path, given in annotations if given and path not in listed])
tap.check_none("the text of every licence is there", sorted(used - texts))
tap.check_none("and no other", sorted(texts - used))
tap.end()
