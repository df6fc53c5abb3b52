#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Of what Vigie is made, as a table for About: parts.py PARTS.json OUTPUT.h [demo]

What stands in parts.json is told once and serves the window and the SBOM (sbom.py) alike.
"""
import json
import re
import sys

# What GTK has words of its own for. LGPL 2.0, and a choice of licences, have none.
GTK = {"LGPL-2.1-or-later": "LGPL_2_1", "BSD-2-Clause": "BSD", "MIT": "MIT_X11"}


def parts(data, features):
    """(kind, part) of those that this build has."""
    for kind in ("libraries", "data"):
        for part in data[kind]:
            if part.get("only", None) in (None, *features):
                yield kind, part


def quote(text):
    return "NULL" if text is None else json.dumps(text, ensure_ascii=False)


def markup(licence):
    """An SPDX expression with a link to each licence."""
    return re.sub(r"[A-Za-z0-9.-]+", lambda match: match[0] if match[0] in ("OR", "AND", "WITH") else
                  f'<a href="https://spdx.org/licenses/{match[0]}.html">{match[0]}</a>', licence)


def main(source, output, *features):
    with open(source, encoding="utf-8") as file:
        data = json.load(file)
    with open(output, "w", encoding="utf-8") as file:
        file.write("/* Made of parts.json by parts.py: do not edit. */\n"
                   "static const VigiePart parts[] = {\n")
        for kind, part in parts(data, features):
            gtk = GTK.get(part["licence"], "CUSTOM")
            file.write("  {" + ", ".join((
                "VIGIE_PART_LIBRARY" if kind == "libraries" else "VIGIE_PART_DATA", quote(part["id"]), quote(part["name"]),
                quote(part["copyright"]), "TRUE" if part.get("others") else "FALSE", f"GTK_LICENSE_{gtk}",
                quote(part["licence"]), quote(markup(part["licence"]) if gtk == "CUSTOM" else None))) + "},\n")
        file.write("};\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
