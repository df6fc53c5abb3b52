#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Energy's figures computed twice (TAP).

Series of meters are generated with all that happens to meters: gaps, jitter, roll-over, replacement, resets, wrong
readings, days of 23 and 25 hours; sites of them with all that can be metered. They are written as CSV, Vigie's own code
(energy-figures) computes steps, totals, figures and periods of them, and so do energy_truth.py and this script: with exact
fractions, in another way, knowing what happened instead of having to find it out. All must agree to a relative 1e-9.

  energy-check.py PROGRAM [--seed N] [--keep FOLDER]
"""
import argparse
import csv
import datetime
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

from energy_series import (DAY, EPOCH, HOUR, MINUTE, PARIS, SECOND, UTC, iso, local, make_index, make_intervals,
                           make_power, micro)
from energy_truth import Site, Truth, compute_figures

TOLERANCE = Fraction(1, 10**9)

# ---- Comparing -----------------------------------------------------------------------------------


class Tap:
    def __init__(self):
        self.n, self.failed, self.compared = 0, 0, 0
        self.worst = Fraction(0)

    def result(self, ok, name, *why):
        self.n += 1
        self.failed += not ok
        print(f"{'ok' if ok else 'not ok'} {self.n} - {name}")
        for line in why if not ok else ():
            print(f"# {line}")

    def agrees(self, theirs, ours):
        """A number of theirs (text, empty if not known) and one of ours."""
        self.compared += 1
        if theirs == "" or ours is None:
            return theirs == "" and ours is None
        value = Fraction(float(theirs))
        size = max(abs(value), abs(ours))
        error = abs(value - ours) / size if size > Fraction(1, 10**9) else Fraction(0)
        self.worst = max(self.worst, error)
        return error <= TOLERANCE


def days(begin, n):
    """Local midnights from that of a date on."""
    date = datetime.date(*begin)
    return [local(d.year, d.month, d.day) for d in (date + datetime.timedelta(days=i) for i in range(n + 1))]


def check_meters(tap, program, folder, title, begin, n_days, step, meters):
    """Steps, lumps, events and totals of days of some meters over local days."""
    midnights = days(begin, n_days)
    n = (midnights[-1] - midnights[0]) // step
    plan = [
        ["asked", iso(midnights[0]), iso(midnights[-1]), iso(midnights[-1]), 0],
        ["site", "s", step // SECOND, 0, "", ""],
    ]
    edges = [(midnight - midnights[0]) // step for midnight in midnights]
    ranges = [(0, n), *zip(edges, edges[1:])]
    for meter in meters:
        plan += plan_of(meter, "s", "consumption")
        plan += [["total", meter.name, a, b] for a, b in ranges]
    results = run(program, folder, title, plan, meters)
    for meter in meters:
        amounts, lumps = Truth(meter, midnights[0], step, n).compute()
        mine = [r for r in results if len(r) > 1 and r[1] == meter.name]
        theirs = [r[3] for r in mine if r[0] == "step"]
        wrong = [
            f"step {i} ({iso(midnights[0] + i * step)}): {a or 'n. d.'}, computed {b and float(b * meter.factor)!r}"
            for i, (a, b) in enumerate(zip(theirs, amounts))
            if not tap.agrees(a, None if b is None else b * meter.factor)
        ]
        known = sum(a is not None for a in amounts)
        tap.result(
            # What a day's index a day cannot tell is not invented.
            not wrong and len(theirs) == n and (known > n // 4) == (meter.interval < DAY),
            f"{title}: {meter.name}: {n} steps, {known} known",
            f"{len(theirs)} steps", *wrong[:10])

        theirs = [r for r in mine if r[0] == "lump"]
        wrong = [
            f"{a[2:]} instead of {b[0]},{b[1]},{float(b[2] * meter.factor)!r}" for a, b in zip(theirs, lumps)
            if int(a[2]) != b[0] or int(a[3]) != b[1] or not tap.agrees(a[4], b[2] * meter.factor)
        ]
        tap.result(
            not wrong and len(theirs) == len(lumps), f"{title}: {meter.name}: {len(lumps)} lumps",
            f"{len(theirs)} lumps", *wrong[:10])

        wrong = []
        for a, b in ranges:
            parts = [x for x in amounts[a:b] if x is not None]
            inside = [l for l in lumps if l[0] >= midnights[0] + a * step and l[1] <= midnights[0] + b * step]
            time = len(parts) * step + sum(l[1] - l[0] for l in inside)
            total = sum(parts) + sum(l[2] for l in inside) if time else None
            row = next(r for r in mine if r[0] == "total" and r[2:4] == [str(a), str(b)])
            if not tap.agrees(row[4], None if total is None else total * meter.factor) or not tap.agrees(
                    row[5], Fraction(time, (b - a) * step)):
                wrong.append(f"{row[2:]}: computed {total and float(total * meter.factor)!r}")
        tap.result(not wrong, f"{title}: {meter.name}: totals of {n_days} days", *wrong[:10])

        if meter.aggregation == "cumulative":
            theirs = [(r[2], int(r[3]), int(r[4])) for r in mine if r[0] == "event" and r[2] != "gap"]
            due = [e for e in meter.events if e[1] < midnights[-1] and (e[2] or e[1]) >= midnights[0]]
            missing = [e for e in due if not any(t[:2] == e[:2] and e[2] in (None, t[2]) for t in theirs)]
            tap.result(
                not missing and len(theirs) == len(due), f"{title}: {meter.name}: {len(due)} events",
                f"missing {missing}", f"told {theirs}")


def plan_of(meter, site, role):
    about = [meter.aggregation, meter.unit, meter.interval // SECOND, meter.rollover or ""]
    changes = [["change", meter.name, iso(t), repr(last), repr(first)] for t, last, first in meter.changes]
    return [["meter", meter.name, site, role, *about], *changes]


def run(program, folder, title, plan, meters):
    """Lines of what the program says of a plan and of all the meters' readings."""
    readings = [["measure", "time", "value", "start"]]
    for meter in meters:
        for time, value, start in meter.readings:
            readings.append(
                [meter.name, iso(time), "" if value is None else repr(value), "" if start is None else iso(start)])
    name = title.replace(" ", "-")
    for suffix, rows in (("plan", plan), ("readings", readings)):
        with open(folder / f"{name}-{suffix}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    out = subprocess.run(
        [program, folder / f"{name}-plan.csv", folder / f"{name}-readings.csv"],
        check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    (folder / f"{name}-figures.csv").write_text(out, encoding="utf-8")
    return [line.split(",") for line in out.splitlines()]


# ---- Periods -------------------------------------------------------------------------------------


def midnight(date):
    return micro(datetime.datetime(date.year, date.month, date.day, tzinfo=PARIS))


def add_months(date, n):
    months = date.year * 12 + date.month - 1 + n
    return datetime.date(months // 12, months % 12 + 1, 1)


def bounds(unit, date):
    """First day of the period that a date is in, and of the one after."""
    if unit == "day":
        return date, date + datetime.timedelta(days=1)
    if unit == "week":
        first = date - datetime.timedelta(days=date.weekday())
        return first, first + datetime.timedelta(days=7)
    if unit == "month":
        return date.replace(day=1), add_months(date, 1)
    return datetime.date(date.year, 1, 1), datetime.date(date.year + 1, 1, 1)


def step_date(unit, first, n):
    if unit in ("day", "week"):
        return first + datetime.timedelta(days=n * (7 if unit == "week" else 1))
    return add_months(first, n * (12 if unit == "year" else 1))


def cut(unit, first, other, now):
    """Where the other period is cut: by Python's own rules for clocks (PEP 495)."""
    begin, end = bounds(unit, other)
    here = (EPOCH + datetime.timedelta(microseconds=now)).astimezone(PARIS)
    if not midnight(first) <= now < midnight(bounds(unit, first)[1]):
        return midnight(begin), midnight(end)
    if unit == "year":
        try:
            day = here.date().replace(year=other.year)
        except ValueError:
            return midnight(begin), midnight(datetime.date(other.year, 3, 1))
    else:
        day = other + (here.date() - first)
    if day >= end:
        return midnight(begin), midnight(end)
    naive = datetime.datetime.combine(day, here.time())
    first_fold = naive.replace(tzinfo=PARIS, fold=0)
    second_fold = naive.replace(tzinfo=PARIS, fold=1)
    there_and_back = first_fold.astimezone(UTC).astimezone(PARIS).replace(tzinfo=None, fold=0)
    if there_and_back != naive:
        # Skipped: both folds lie on either side of the change, which is at 1 h UTC in all of the Union.
        return midnight(begin), micro(datetime.datetime(day.year, day.month, day.day, 1, tzinfo=UTC))
    both = first_fold.utcoffset() != second_fold.utcoffset()
    return midnight(begin), micro(second_fold if both and here.fold else first_fold)


def check_periods(tap, program, folder, rng):
    plan = [["asked", iso(0), iso(0), iso(0), 0]]
    instants = [local(2026, 3, 29, 12), local(2026, 10, 25, 12), local(2026, 12, 31, 23, 59), local(2024, 2, 29, 7)]
    instants += [local(2026, 10, 25) + i * 30 * MINUTE for i in range(10)]
    instants += [local(2026, 3, 30) + i * 30 * MINUTE for i in range(8)]
    instants += [local(2015, 1, 1) + rng.randrange(0, 14 * 365 * 86400) * SECOND for _ in range(400)]
    for time in instants:
        for unit in ("day", "week", "month", "year"):
            n = rng.choice((0, 0, 0, 1, -1, 13, -53))
            now = time if rng.random() < 0.7 else time + rng.randrange(-40, 40) * DAY
            plan.append(["period", unit, iso(time), n, iso(now)])
    results = [r for r in run(program, folder, "periods", plan, []) if r[0] == "period"]
    wrong, hours = [], set()
    for row, (_, unit, time, n, now) in zip(results, plan[1:]):
        t, now = (micro(datetime.datetime.fromisoformat(x.replace("Z", "+00:00"))) for x in (time, now))
        date = (EPOCH + datetime.timedelta(microseconds=t)).astimezone(PARIS).date()
        first, _ = bounds(unit, step_date(unit, bounds(unit, date)[0], n))
        period = (midnight(first), midnight(bounds(unit, first)[1]))
        before = cut(unit, first, step_date(unit, first, -1), now)
        year = step_date(unit, first, -12 if unit == "month" else -1) if unit in ("month", "year") else (
            first - datetime.timedelta(days=364))
        due = [*period, *before, *cut(unit, first, year, now)]
        if [int(x) for x in row[5:]] != due:
            wrong.append(f"{row}: computed {due}")
        if unit == "day":
            hours.add((period[1] - period[0]) // HOUR)
    tap.result(
        not wrong and len(results) == len(plan) - 1 and {23, 24, 25} <= hours,
        f"{len(results)} periods and those they are compared with", *wrong[:10])


# ---- Figures -------------------------------------------------------------------------------------


def check_figures(tap, program, folder, title, begin, n_days, sites, factors, degree_days, share_past):
    """All figures of sites, alone and together, of local days of which a share is past; gives those that are told."""
    grace = 15 * MINUTE
    midnights = days(begin, n_days)
    from_, to = midnights[0], midnights[-1]
    now = from_ + int((to - from_) * share_past) // SECOND * SECOND + (2 * grace if share_past == 1 else 0)
    plan = [["asked", iso(from_), iso(to), iso(now), grace // SECOND]]
    plan += [["factor", iso(since), repr(kg)] for since, kg in factors]
    selections = {site.name: [site] for site in sites}
    selections |= {"all": sites, "first": sites[: len(sites) // 2], "last": sites[len(sites) // 2 :]}
    for site in sites:
        plan.append(["site", site.name, site.step // SECOND, int(site.data_centre), site.area or "",
                     "" if site.share is None else repr(site.share)])
        for role, meter in site.meters:
            plan += plan_of(meter, site.name, role)
        site.compute(from_, to, now, grace)
    plan += [["figures", name, "" if degree_days is None else repr(degree_days), *(s.name for s in some)]
             for name, some in selections.items()]
    results = run(program, folder, title, plan, [m for s in sites for _, m in s.meters])
    told = set()
    for name, some in selections.items():
        due = compute_figures(some, from_, to, now, factors, degree_days)
        rows = {r[2]: r for r in results if r[:2] == ["figure", name]}
        wrong = []
        for key, figure in due.items():
            _, _, _, reason, value, coverage, numerator, denominator, n_sites, n_derived, at = rows[key]
            agrees = [
                reason == figure.reason,
                tap.agrees(value, figure.value),
                tap.agrees(coverage, figure.coverage),
                (int(n_sites), int(n_derived)) == (figure.sites, figure.derived),
                figure.ratio is None or tap.agrees(numerator, figure.ratio[0]),
                figure.ratio is None or tap.agrees(denominator, figure.ratio[1]),
                at == ("" if figure.at is None else str(figure.at)),
            ]
            if not all(agrees):
                wrong.append(
                    f"{','.join(rows[key])}: computed {figure.reason or figure.value and float(figure.value)!r}, "
                    f"coverage {figure.coverage and float(figure.coverage)!r}, {figure.sites} sites, "
                    f"{figure.derived} derived, {figure.at}")
            if not figure.reason:
                told.add(key)
        tap.result(not wrong and rows.keys() == due.keys(), f"{title}: {len(due)} figures of {name}", *wrong)
    return told


def territory(rng, begin, n_days, hard):
    """Sites with all that can be metered at them; hard ones have gaps."""
    midnights = days(begin, n_days)
    early, late = midnights[0] - HOUR, midnights[-1] + HOUR
    gap = (midnights[0] + 5 * HOUR + 7 * MINUTE, midnights[0] + 9 * HOUR + 3 * MINUTE)
    short = (midnights[0] + 11 * HOUR + 1 * MINUTE, midnights[0] + 12 * HOUR + 9 * MINUTE)
    noon = (midnights[1] + 10 * HOUR + MINUTE, midnights[1] + 14 * HOUR - MINUTE)
    gaps = [gap] if hard else []
    serial = iter(range(100))

    def index(rate, **more):
        more.setdefault("gaps", gaps)
        return make_index(rng, f"m{next(serial)}", early, late, rate=rate, start=rng.random() * 1e5, **more)

    def interval(rate, **more):
        return make_intervals(rng, f"m{next(serial)}", early, late, rate=rate, gaps=gaps, **more)

    def power(size, **more):
        return make_power(rng, f"m{next(serial)}", early, late, size=size, gaps=gaps, **more)

    return [
        Site("town-hall", 10 * MINUTE, [("consumption", index(3)), ("production", interval(4))], area=1840.0),
        Site("school", 15 * MINUTE, [
            ("grid-import", index(2, interval=15 * MINUTE)), ("grid-export", index(0.01, interval=15 * MINUTE)),
            ("production", power(20, interval=15 * MINUTE))], area=950.5),
        Site("battery", 10 * MINUTE, [
            ("consumption", index(4)), ("production", index(3)), ("grid-import", index(2)),
            ("grid-export", index(0.02)), ("storage-charge", power(3)), ("storage-discharge", power(2))]),
        Site("battery-alone", 10 * MINUTE, [
            ("consumption", index(4)), ("production", index(3)), ("storage-charge", interval(0.5)),
            ("storage-discharge", interval(0.4))]),
        Site("plant", 10 * MINUTE, [("production", index(9)), ("grid-export", index(9))]),
        Site("hall", HOUR, [("grid-import", index(30, interval=HOUR, gaps=[noon] if hard else []))]),
        Site("pool", 30 * MINUTE, [
            ("consumption", index(5, jitter=3 * MINUTE)), ("consumption", index(2, gaps=[short])),
            ("water", index(0.2, unit="m³"))],
             area=2100.0),
        Site("dark-panels", 10 * MINUTE, [("production", index(3)), ("grid-import", index(3))]),
        Site("computers", 10 * MINUTE, [
            ("consumption", index(9)), ("it-load", index(4)), ("heat-reuse", interval(1)),
            ("water", index(0.01, unit="m³")), ("production", index(0.5)), ("grid-import", index(7))],
             data_centre=True, area=300.0, share=0.35),
        Site("more-computers", 15 * MINUTE, [
            ("grid-import", index(9)), ("it-load", power(20)), ("heat-reuse", index(0.4))],
             data_centre=True),
        Site("contradiction", 10 * MINUTE, [("consumption", index(2)), ("it-load", index(9)), ("heat-reuse", index(8))],
             data_centre=True),
    ]


# ---- The series ----------------------------------------------------------------------------------


def scenarios(rng, begin, n_days):
    midnights = days(begin, n_days)
    a, b = midnights[0], midnights[-1]
    early, late = a - 50 * MINUTE, b + 50 * MINUTE
    gap = (a + 5 * HOUR + 7 * MINUTE, a + 9 * HOUR + 3 * MINUTE)
    night = (midnights[1] - 2 * HOUR - 4 * MINUTE, midnights[1] + 3 * HOUR)
    noon = a + 12 * HOUR
    close = [(noon + 11 * MINUTE, noon + 59 * MINUTE), (noon + HOUR + 1, noon + 119 * MINUTE)]
    return [
        make_index(rng, "even", early, late),
        make_index(rng, "jitter", early, late, jitter=9 * MINUTE, unit="MWh", start=12.345, rate=0.4),
        make_index(rng, "gaps", early, late, jitter=3 * MINUTE, gaps=[gap, night]),
        make_index(rng, "close-gaps", early, late, gaps=close, unit="MJ"),
        make_index(rng, "large", early, late, start=187654321.25, jitter=2 * MINUTE, unit="Wh", rate=300),
        make_index(rng, "rolls-over", early, late, start=99900.0, rollover=100000, jitter=4 * MINUTE),
        make_index(rng, "rolls-over-unsaid", early, late, start=99900.0, rollover=100000, declared=False),
        make_index(rng, "rolls-over-16-bits", early, late, start=65400.0, rollover=65536, declared=False),
        make_index(rng, "rolls-over-in-a-gap", early, late, start=99970.0, rollover=100000, gaps=[gap]),
        make_index(
            rng, "replaced", early, late, jitter=2 * MINUTE, happenings=[(40, "change"), (150, "change-on-reading")]),
        make_index(rng, "reset", early, late, happenings=[(70, "reset")]),
        make_index(
            rng, "wrong", early, late, jitter=5 * MINUTE, happenings=[
                (30, "zero"), (60, "spike"), (90, "none"), (120, "negative"), (170, "spike"), (200, "zero")]),
        make_index(rng, "quarters", early, late, interval=15 * MINUTE, unit="m³"),
        make_index(rng, "fast", early, late, interval=MINUTE, jitter=20 * SECOND, rate=0.2),
        make_index(rng, "daily", early - DAY, late, interval=DAY),
        make_intervals(rng, "interval", early, late),
        make_intervals(rng, "interval-untold", early, late, told=False, jitter=90 * SECOND, missing=0.05),
        make_intervals(rng, "interval-jitter", early, late, jitter=30 * SECOND, gaps=[gap, night]),
        make_intervals(rng, "interval-hours", early - HOUR, late, interval=HOUR, unit="L"),
        make_power(rng, "power", early, late, jitter=2 * MINUTE),
        make_power(rng, "power-gaps", early, late, gaps=[gap, night], jitter=8 * MINUTE, unit="W"),
        make_power(rng, "power-both-ways", early, late, both_ways=True, interval=5 * MINUTE),
        make_power(rng, "flow", early, late, unit="L/s", interval=30 * MINUTE),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--keep", type=pathlib.Path, help="folder where the CSV files stay")
    options = parser.parse_args()
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="vigie-energy-") as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(exist_ok=True)
        rng = random.Random(options.seed)
        for title, begin, n_days, step in (
            ("two days of november", (2026, 11, 20), 2, 10 * MINUTE),
            ("the day of 23 hours", (2026, 3, 28), 3, 10 * MINUTE),
            ("the day of 25 hours", (2026, 10, 24), 3, 15 * MINUTE),
            ("hours over the new year", (2026, 12, 30), 3, HOUR),
        ):
            check_meters(tap, options.program, folder, title, begin, n_days, step, scenarios(rng, begin, n_days))
        begin = (2026, 3, 28)
        change = local(2026, 3, 29, 12)
        told = set()
        for title, hard, factors, degree_days, share_past in (
            ("figures", False, [(0, 0.052), (change, 0.061)], 38.25, 1),
            ("figures with gaps", True, [(0, 0.052), (change + 4 * MINUTE, 0.061)], 0.0, 1),
            ("figures of a period in progress", False, [(change, 0.06)], None, 0.61),
            ("figures without factors", True, [], 12.0, 0.97),
            ("figures of a period to come", False, [], 12.0, 0),
        ):
            sites = territory(rng, begin, 3, hard)
            told |= check_figures(
                tap, options.program, folder, title, begin, 3, sites, factors, degree_days, share_past)
        tap.result(len(told) == 25, f"{len(told)} figures are told somewhere")
        check_periods(tap, options.program, folder, rng)
    print(f"# {tap.compared} numbers compared, the furthest apart by {float(tap.worst):.1e}")
    print(f"1..{tap.n}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
