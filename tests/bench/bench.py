#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs benchmarks and prints each figure beside the bar to reach (used by ./dev bench).

    bench.py --build DIR [--json FILE] [NAME…]

Benchmarks are those that Meson has registered; NAME is one of them or a part of its name. Those of the suite
« when-named » take too long to be run with all others. Each prints, on
standard output, one JSON object a line: {"name", "value", "unit", "bar", "better": "lower" | "higher"}.
The exit code is 1 where a benchmark failed or gave no figure; a bar that is not met is told, not a failure.
"""
import argparse
import json
import os
import subprocess
import sys

FIELDS = ("name", "value", "unit", "bar", "better")


def registered(build):
    text = subprocess.run(["meson", "introspect", "--benchmarks", build], check=True,
                          capture_output=True, text=True).stdout
    return json.loads(text)


def is_chosen(benchmark, names):
    if names:
        return any(name in benchmark["name"] for name in names)
    return not any(suite.endswith("when-named") for suite in benchmark["suite"])


def run(benchmark, build):
    """The figures of one benchmark, and whether it ended well. Its paths may be the build folder's."""
    try:
        done = subprocess.run(benchmark["cmd"], cwd=benchmark.get("workdir") or build,
                              env={**os.environ, **benchmark["env"]}, text=True,
                              stdout=subprocess.PIPE, timeout=benchmark["timeout"] or None)
    except subprocess.TimeoutExpired:
        print(f"bench: {benchmark['name']} took more than {benchmark['timeout']} s", file=sys.stderr)
        return [], False
    figures, good = [], done.returncode == 0
    for line in done.stdout.splitlines():
        if not line.startswith("{"):
            continue
        figure = json.loads(line)
        missing = [field for field in FIELDS[:3] if field not in figure]
        if missing:
            print(f"bench: {benchmark['name']}: no {', '.join(missing)} in {line}", file=sys.stderr)
            good = False
        else:
            figures.append(figure)
    if done.returncode:
        print(f"bench: {benchmark['name']} ended with {done.returncode}", file=sys.stderr)
    elif not figures:
        print(f"bench: {benchmark['name']} gave no figure", file=sys.stderr)
        good = False
    return figures, good


def verdict(figure):
    bar = figure.get("bar")
    if bar is None:
        return ""
    met = (figure["value"] >= bar) if figure.get("better") == "higher" else (figure["value"] < bar)
    return "ok" if met else "NOT MET"


def number(value):
    return "" if value is None else f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def table(figures):
    rows = [("name", "value", "unit", "bar", "")]
    for figure in figures:
        sign = "≥" if figure.get("better") == "higher" else "<"
        bar = figure.get("bar")
        rows.append((figure["name"], number(figure["value"]), figure["unit"],
                     "" if bar is None else f"{sign} {number(bar)}", verdict(figure)))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        print("  ".join((row[0].ljust(widths[0]), row[1].rjust(widths[1]), row[2].ljust(widths[2]),
                         row[3].rjust(widths[3]), row[4])).rstrip())


def main():
    parser = argparse.ArgumentParser(description="Runs benchmarks beside the bars to reach.")
    parser.add_argument("--build", required=True, metavar="DIR", help="build folder")
    parser.add_argument("--json", metavar="FILE", help="write the figures there as well")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which benchmarks (all)")
    options = parser.parse_args()

    all_of_them = registered(options.build)
    chosen = [benchmark for benchmark in all_of_them if is_chosen(benchmark, options.names)]
    if not chosen:
        names = ", ".join(benchmark["name"] for benchmark in all_of_them)
        sys.exit(f"bench: no such benchmark; there are: {names}")
    figures, good = [], True
    for benchmark in chosen:
        print(f"bench: {benchmark['name']}", file=sys.stderr, flush=True)
        more, well = run(benchmark, options.build)
        figures += more
        good = good and well
    table(figures)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(figures, file, indent=1, ensure_ascii=False)
            file.write("\n")
    sys.exit(0 if good else 1)


main()
