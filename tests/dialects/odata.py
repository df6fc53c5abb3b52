# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses and query options of SensorThings 1.1 (OGC 18-088, 9.2 and 9.3) as trees: what every dialect reads alike.

What a dialect refuses or understands otherwise is its own matter: this file only reads."""
import datetime
import re

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)")
TOKEN = re.compile(r"""\s*(?:
    (?P<geo>geography'(?:[^']|'')*')
  | (?P<text>'(?:[^']|'')*')
  | (?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)
      (?:/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?))?)
  | (?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<word>[@A-Za-z_][\w.@]*(?:/[@A-Za-z_][\w.@]*)*)
  | (?P<mark>[(),])
)""", re.X)


class Syntax(Exception):
    """What cannot be read."""


def parse_time(text):
    """µs since 1970."""
    found = TIME.fullmatch(text)
    if not found:
        raise Syntax(f"no time: {text}")
    year, month, day, hour, minute = (int(found[i]) for i in range(1, 6))
    time = datetime.datetime(year, month, day, hour, minute, int(found[6] or 0), tzinfo=datetime.timezone.utc)
    micro = (time - EPOCH) // datetime.timedelta(microseconds=1) + int(((found[7] or "") + "000000")[:6])
    zone = found[8]
    if zone != "Z":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        offset = (int(digits[:2]) * 60 + int(digits[2:])) * 60_000_000
        micro += -offset if zone[0] == "+" else offset
    return micro


def parse_span(text):
    """(start, end) of an instant or of a/b."""
    begin, _, end = text.partition("/")
    start = parse_time(begin)
    return start, parse_time(end) if end else start


def date_time(micro):
    return EPOCH + datetime.timedelta(microseconds=micro)


# ---- Filters -------------------------------------------------------------------------------------


class Filter:
    """Reads a $filter into tuples: ("and", a, b), ("or", a, b), ("not", a), ("cmp", "eq", a, b), ("call", name, [a, …]),
    ("lit", value), ("time", (start, end)), ("geo", wkt), ("path", [segment, …])."""

    def __init__(self, text):
        self.tokens, at = [], 0
        text = text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise Syntax(f"cannot read {text[at:at + 20]!r}")
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else (None, None)

    def take(self, kind=None, value=None):
        token = self.peek()
        if token[0] is None or (kind and token[0] != kind) or (value and token[1] != value):
            raise Syntax(f"{value or kind} expected, found {token[1]!r}")
        self.at += 1
        return token

    def whole(self):
        tree = self.disjunction()
        if self.at != len(self.tokens):
            raise Syntax(f"left over: {self.peek()[1]!r}")
        return tree

    def disjunction(self):
        tree = self.conjunction()
        while self.peek() == ("word", "or"):
            self.at += 1
            tree = ("or", tree, self.conjunction())
        return tree

    def conjunction(self):
        tree = self.negation()
        while self.peek() == ("word", "and"):
            self.at += 1
            tree = ("and", tree, self.negation())
        return tree

    def negation(self):
        if self.peek() == ("word", "not"):
            self.at += 1
            return ("not", self.negation())
        left = self.primary()
        kind, word = self.peek()
        if kind == "word" and word in ("eq", "ne", "gt", "ge", "lt", "le"):
            self.at += 1
            return ("cmp", word, left, self.primary())
        return left

    def primary(self):
        kind, text = self.take()
        if kind == "mark" and text == "(":
            tree = self.disjunction()
            self.take("mark", ")")
            return tree
        if kind == "text":
            return ("lit", text[1:-1].replace("''", "'"))
        if kind == "geo":
            return ("geo", text[len("geography'"):-1])
        if kind == "time":
            return ("time", parse_span(text))
        if kind == "number":
            return ("lit", float(text) if re.search(r"[.eE]", text) else int(text))
        if kind != "word":
            raise Syntax(f"misplaced {text!r}")
        if text in ("true", "false"):
            return ("lit", text == "true")
        if text == "null":
            return ("lit", None)
        if self.peek() == ("mark", "("):
            self.at += 1
            arguments = []
            while self.peek() != ("mark", ")"):
                if arguments:
                    self.take("mark", ",")
                arguments.append(self.disjunction())
            self.take("mark", ")")
            return ("call", text, arguments)
        return ("path", text.split("/"))


def parse_filter(text):
    return Filter(text).whole()


def filter_nodes(tree):
    """The tree and all that is in it."""
    if isinstance(tree, tuple):
        yield tree
        for part in tree[1:]:
            yield from filter_nodes(part)
    elif isinstance(tree, list):
        for part in tree:
            yield from filter_nodes(part)


# ---- Options -------------------------------------------------------------------------------------


def split_outside(text, mark):
    """The parts between marks that stand in no brackets and in no text."""
    parts, depth, quoted, begin = [], 0, False, 0
    for at, letter in enumerate(text):
        if letter == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
        elif letter == mark and depth == 0:
            parts.append(text[begin:at])
            begin = at + 1
    if depth != 0 or quoted:
        raise Syntax(f"brackets or quotes that do not close in {text!r}")
    return [part for part in parts + [text[begin:]] if part]


class Query:
    """The options of a list or of an expansion. @text keeps each as it was given."""

    KNOWN = ("$top", "$skip", "$count", "$orderby", "$select", "$expand", "$filter", "$resultFormat", "$skipFilter",
             "$resultMetadata")

    def __init__(self, pairs):
        self.text, self.unknown = {}, []
        for name, value in pairs:
            if name in self.KNOWN:
                self.text[name] = value
            else:
                self.unknown.append(name)
        self.top = self.number("$top")
        self.skip = self.number("$skip") or 0
        self.count = self.text.get("$count", "false").lower() == "true"
        self.filter = parse_filter(self.text["$filter"]) if "$filter" in self.text else None
        self.skip_filter = parse_filter(self.text["$skipFilter"]) if "$skipFilter" in self.text else None
        self.select = [part.strip() for part in self.text["$select"].split(",")] if "$select" in self.text else None
        self.order = []
        for part in split_outside(self.text.get("$orderby", ""), ","):
            words = part.split()
            if len(words) > 2 or (len(words) == 2 and words[1] not in ("asc", "desc")):
                raise Syntax(f"no order: {part!r}")
            self.order.append((words[0].split("/"), len(words) == 2 and words[1] == "desc"))
        self.format = self.text.get("$resultFormat")
        self.expand = []
        for part in split_outside(self.text.get("$expand", ""), ","):
            name, bracket, inside = part.strip().partition("(")
            query = Query.inside(inside[:-1]) if bracket else Query([])
            first, _, rest = name.partition("/")
            if rest:
                query = Query([("$expand", rest)])
            self.expand.append((first, query))

    def number(self, name):
        if name not in self.text:
            return None
        if not self.text[name].isdigit():
            raise Syntax(f"{name} is no number: {self.text[name]!r}")
        return int(self.text[name])

    @classmethod
    def inside(cls, text):
        """Of an expansion: $top=1;$orderby=…"""
        pairs = []
        for part in split_outside(text, ";"):
            name, _, value = part.partition("=")
            pairs.append((name.strip(), value))
        return cls(pairs)


SEGMENT = re.compile(r"([A-Za-z]+)(?:\((.*)\))?")


def parse_path(path):
    """[(name, key or None), …] of the path below the version, decoded; the key as it was written."""
    parts = []
    for part in split_outside(path.strip("/"), "/"):
        found = SEGMENT.fullmatch(part)
        if not found:
            parts.append((part, None))
        else:
            parts.append((found[1], found[2]))
    return parts
