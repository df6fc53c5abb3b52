# SPDX-License-Identifier: GPL-3.0-or-later
"""What filters and orders mean, for all dialects: values of paths, comparisons, functions."""
import math
import re

from odata import Syntax, parse_span
from territory import ONE, SINGULAR

TIMES = ("phenomenonTime", "resultTime", "validTime", "time")


class Unsupported(Exception):
    """A function or a path that the dialect does not have."""


def value_at(tables, set_, row, path):
    """What a path leads to: a scalar, a dictionary, ("time", start, end), or None."""
    name, rest = path[0], path[1:]
    if name in ("id", "@iot.id"):
        return row["n"]
    if name in ONE[set_]:
        target = ONE[set_][name]
        return value_at(tables, target, tables.rows[target][row[name]], rest)
    if name in SINGULAR.values() or name in SINGULAR:
        related = tables.related(set_, row, SINGULAR.get(name, name))
        return value_at(tables, SINGULAR.get(name, name), related[0], rest) if related else None
    if name == "phenomenonTime" and set_ == "Observations":
        return ("time", row["start"], row["end"])
    if name == "resultTime" and set_ == "Observations":
        return ("time", row["resultTime"], row["resultTime"]) if row["resultTime"] is not None else None
    if name not in row and name not in TIMES:
        raise Unsupported(f"no property {name}")
    value = row.get(name)
    for part in rest:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def compare_times(op, left, right):
    """As FROST-Server compares its pairs of instants (StaTimeIntervalWrapper), of which an instant is one of twice the same."""
    (_, start, end), (_, begin, stop) = left, right
    if begin == stop:
        return {"eq": start == begin == end, "ne": start != begin and end != begin, "gt": start > begin,
                "ge": start >= begin, "lt": end <= begin and start < begin, "le": end <= begin}[op]
    return {"eq": (start, end) == (begin, stop), "ne": start != begin and end != stop,
            "gt": start >= stop and start > begin, "ge": start >= begin and end >= stop,
            "lt": end <= begin and start < begin, "le": start <= begin and end <= stop}[op]


def kind_of(value):
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, (int, float)):
        return "number"
    return "text" if isinstance(value, str) else type(value).__name__


def compare(op, left, right):
    if left is None or right is None:
        return (left is right) if op == "eq" else (left is not right) if op == "ne" else False
    if isinstance(left, tuple) and isinstance(right, tuple):
        return compare_times(op, left, right)
    if isinstance(right, tuple) or isinstance(left, tuple) or kind_of(left) != kind_of(right):
        return op == "ne"
    if isinstance(left, (dict, list)):
        return {"eq": left == right, "ne": left != right}.get(op, False)
    return {"eq": left == right, "ne": left != right, "gt": left > right, "ge": left >= right, "lt": left < right,
            "le": left <= right}[op]


# ---- Places --------------------------------------------------------------------------------------


def read_wkt(text):
    """("point", x, y) or ("polygon", [(x, y), …])."""
    found = re.fullmatch(r"\s*(POINT|POLYGON)\s*\(+([^()]*)\)+\s*", text)
    if not found:
        raise Syntax(f"no geography: {text}")
    pairs = [tuple(map(float, pair.split())) for pair in found[2].split(",")]
    return ("point", *pairs[0]) if found[1] == "POINT" else ("polygon", pairs)


def place_of(value):
    """The first coordinates of what a Location or a literal holds, or None."""
    if isinstance(value, tuple):
        return (value[1], value[2]) if value[0] == "point" else None
    if isinstance(value, dict):
        if value.get("type") == "Feature":
            return place_of(value.get("geometry"))
        at = value.get("coordinates")
        while at and isinstance(at[0], list):
            at = at[0]
        return tuple(at) if at else None
    return None


def inside(place, polygon):
    """By the number of edges that a ray meets."""
    if place is None or polygon[0] != "polygon":
        return False
    odd, corners = False, polygon[1]
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1]):
        if (y1 > place[1]) != (y2 > place[1]) and place[0] < (x2 - x1) * (place[1] - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def distance(one, other):
    """In degrees, as PostGIS has it between geometries."""
    return math.dist(one, other) if one and other else None


# ---- The tree ------------------------------------------------------------------------------------


def evaluate(tables, set_, row, tree):
    """The value of a filter's tree for a row."""
    kind = tree[0]
    if kind == "and":
        return evaluate(tables, set_, row, tree[1]) and evaluate(tables, set_, row, tree[2])
    if kind == "or":
        return evaluate(tables, set_, row, tree[1]) or evaluate(tables, set_, row, tree[2])
    if kind == "not":
        return not evaluate(tables, set_, row, tree[1])
    if kind == "lit":
        return tree[1]
    if kind == "time":
        return ("time", *tree[1])
    if kind == "geo":
        return read_wkt(tree[1])
    if kind == "path":
        return value_at(tables, set_, row, tree[1])
    if kind == "cmp":
        return compare(tree[1], evaluate(tables, set_, row, tree[2]), evaluate(tables, set_, row, tree[3]))
    values = [evaluate(tables, set_, row, part) for part in tree[2]]
    name = tree[1]
    if name in ("startswith", "endswith", "contains", "substringof") and len(values) == 2:
        where, what = values if name != "substringof" else values[::-1]
        if not isinstance(where, str):
            return False
        return {"startswith": where.startswith, "endswith": where.endswith}.get(name, lambda text: text in where)(what)
    if name in ("tolower", "toupper") and len(values) == 1:
        return getattr(str(values[0]), name[2:])()
    if name == "geo.distance" and len(values) == 2:
        return distance(place_of(values[0]), place_of(values[1]))
    if name in ("geo.intersects", "st_intersects", "st_within") and len(values) == 2:
        return inside(place_of(values[0]), values[1])
    raise Unsupported(f"no function {name}")


def order_key(tables, set_, row, path):
    """Sortable, what is not there last."""
    value = value_at(tables, set_, row, path)
    if isinstance(value, tuple):
        value = value[1]
    return (value is None, value if value is not None else 0)


def sort_rows(tables, set_, rows, order):
    rows = list(rows)
    for path, down in reversed(order):
        rows.sort(key=lambda row, path=path: order_key(tables, set_, row, path), reverse=down)
    return rows


__all__ = ["Unsupported", "evaluate", "parse_span", "sort_rows", "value_at"]
