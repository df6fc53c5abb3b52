#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The icons, held against GNOME's guidelines for them (prints TAP): icons.py FOLDER."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

folder = pathlib.Path(sys.argv[1])
SVG = "{http://www.w3.org/2000/svg}"
tap = Tap()


def alpha(path, size):
    """Rows of the opacity (0 to 255) of @path drawn at @size pixels."""
    pixbuf = GdkPixbuf.Pixbuf.new_from_file_at_size(str(path), size, size)
    data, stride, channels = pixbuf.get_pixels(), pixbuf.get_rowstride(), pixbuf.get_n_channels()
    return [[data[y * stride + x * channels + 3] for x in range(pixbuf.get_width())] for y in range(pixbuf.get_height())]


def parts(path):
    return {element.tag.removeprefix(SVG) for element in ElementTree.parse(path).iter()}


# A program is as large as the key lines of a square or of a landscape, a file as those of a portrait.
for icon, width in ("apps/fr.agglo.Vigie", 96), ("mimetypes/fr.agglo.Vigie-mbtiles", 80):
    path = folder / f"hicolor/scalable/{icon}.svg"
    root = ElementTree.parse(path).getroot()
    tap.check(f"{icon}: on the grid of 128", root.get("viewBox") == "0 0 128 128", root.attrib)
    tap.check(f"{icon}: no text, no filter and no picture in it",
              not parts(path) & {"text", "filter", "image", "foreignObject", "script"}, parts(path))
    drawn = [(x, y) for y, row in enumerate(alpha(path, 128)) for x, value in enumerate(row) if value > 8]
    left, right = min(x for x, _ in drawn), max(x for x, _ in drawn)
    top, bottom = min(y for _, y in drawn), max(y for _, y in drawn)
    tap.check(f"{icon}: it keeps to the key lines, as large as they are and not larger",
              left >= 6 and top >= 4 and right <= 121 and bottom <= 121 and right - left >= width and bottom - top >= 96,
              (left, top, right, bottom))
    tap.check(f"{icon}: it stands in the middle", abs(left + right - 127) <= 1, (left, right))

symbols = sorted([folder / "hicolor/symbolic/apps/fr.agglo.Vigie-symbolic.svg", *(folder / "actions").glob("*.svg")])
for symbol in symbols:
    text = symbol.read_text(encoding="utf-8")
    root = ElementTree.parse(symbol).getroot()
    # GTK paints a symbol in the text's colour: other colours would be lost.
    colours = {colour.lower() for colour in re.findall(r"(?:fill|stroke)=\"(#[0-9a-fA-F]+|\w+)\"", text)} - {"none"}
    tap.check(f"{symbol.stem}: 16 pixels, one colour, no gradient",
              root.get("viewBox") == "0 0 16 16" and len(colours) <= 1 and "Gradient" not in text, (root.attrib, colours))

# Crisp: where a symbol of 16 pixels is drawn, most of it is whole pixels.
opacity = [value for row in alpha(symbols[-1], 16) for value in row if value > 8]
tap.check("the program's symbol is crisp at 16 pixels",
          symbols[-1].stem == "fr.agglo.Vigie-symbolic" and sum(value > 240 for value in opacity) >= 0.7 * len(opacity),
          sorted(opacity))
tap.end()
