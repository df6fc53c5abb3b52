#!/usr/bin/env python3
"""Energy's figures computed twice (TAP).

Series of meters are generated with all that happens to meters: gaps, jitter, roll-over, replacement, resets, wrong
readings, days of 23 and 25 hours. They are written as CSV, Vigie's own code (energy-figures) computes steps, totals and
periods of them, and so does this script: with exact fractions, in another way, knowing what happened instead of having to
find it out. All must agree to a relative 1e-9.

  energy-check.py PROGRAM [--seed N] [--keep FOLDER]
"""
import argparse
import bisect
import csv
import datetime
import pathlib
import random
import subprocess
import sys
import tempfile
import zoneinfo
from fractions import Fraction

SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86400 * SECOND
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
TOLERANCE = Fraction(1, 10**9)
FACTORS = {
    "Wh": Fraction(1, 1000),
    "kWh": Fraction(1),
    "MWh": Fraction(1000),
    "MJ": Fraction(10, 36),
    "kW": Fraction(1),
    "W": Fraction(1, 1000),
    "m³": Fraction(1000),
    "L/s": Fraction(3600),
    "L": Fraction(1),
}


def micro(moment):
    """µs since 1970 of an aware datetime, exactly."""
    return (moment - EPOCH) // datetime.timedelta(microseconds=1)


def local(year, month, day, hour=0, minute=0):
    return micro(datetime.datetime(year, month, day, hour, minute, tzinfo=PARIS))


def iso(time):
    return (EPOCH + datetime.timedelta(microseconds=time)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# ---- Meters as they are, and what they say -------------------------------------------------------


class Meter:
    """A meter's readings, and for this script alone what they mean."""

    def __init__(self, name, aggregation, unit, interval, rollover=0):
        self.name, self.aggregation, self.unit = name, aggregation, unit
        self.interval, self.rollover = interval, rollover
        self.changes = []  # (time, last, first)
        self.readings = []  # (time, value or None, start or None)
        # What happened from one good index to the next: (from, to, amount or None).
        self.links = []
        self.events = []  # (kind, from, to)
        self.factor = FACTORS[unit]

    @property
    def reach(self):
        return min(3 * self.interval, 3 * HOUR)


def schedule(rng, begin, end, interval, jitter, gaps):
    """Instants of readings: every interval, up to jitter late, none within gaps."""
    times = []
    time = begin
    while time <= end:
        late = rng.randrange(0, jitter // SECOND + 1) * SECOND if jitter else 0
        if not any(a < time + late < b for a, b in gaps):
            times.append(time + late)
        time += interval
    return times


def make_index(rng, name, begin, end, interval=10 * MINUTE, jitter=0, gaps=(), unit="kWh", start=48213.7, rate=3.0,
               rollover=0, declared=True, happenings=()):
    """A cumulative meter. Happenings are (reading number, kind): "change", "change-on-reading", "reset", "zero", "spike",
    "none", "negative"."""
    meter = Meter(name, "cumulative", unit, interval, rollover if declared else 0)
    index, last_good = start, None
    happenings = dict(happenings)
    for i, time in enumerate(schedule(rng, begin, end, interval, jitter, gaps)):
        kind = happenings.get(i)
        grown = round(rng.random() * rate, 3) if rng.random() < 0.8 else 0.0
        if kind in ("zero", "spike", "none", "negative"):
            wrong = {"zero": 0.0, "spike": index + 5000 * rate, "none": None, "negative": -3.5}[kind]
            meter.readings.append((time, wrong, None))
            meter.events.append(("impossible", time, time))
            index = round(index + grown, 3)
            continue
        amount = None
        if kind == "reset":
            index = round(rng.random() * rate, 3)
            meter.events.append(("reset", last_good[0], time))
        elif kind in ("change", "change-on-reading"):
            at = time if kind == "change-on-reading" else last_good[0] + (time - last_good[0]) // 3
            old, first = round(index + grown / 3, 3), round(rng.random() * 900, 3)
            index = round(first + grown, 3)
            meter.changes.append((at, old, first))
            meter.links.append((last_good[0], at, Fraction(old) - Fraction(last_good[1])))
            before = last_good[0]
            last_good = (at, first)
            if kind == "change-on-reading":
                # What was declared for the instant stands for what is read at it.
                meter.readings.append((time, index, None))
                meter.events.append(("replacement", before, None))
                continue
            meter.events.append(("replacement", before, time))
            amount = Fraction(index) - Fraction(first)
        else:
            grown_index = round(index + grown, 3)
            if rollover and grown_index >= rollover:
                grown_index = round(grown_index - rollover, 3)
                meter.events.append(("rollover", last_good[0], time))
                amount = Fraction(rollover) - Fraction(last_good[1]) + Fraction(grown_index)
            elif last_good:
                amount = Fraction(grown_index) - Fraction(last_good[1])
            index = grown_index
        if last_good:
            meter.links.append((last_good[0], time, amount))
        meter.readings.append((time, index, None))
        last_good = (time, index)
    return meter


def make_intervals(rng, name, begin, end, interval=10 * MINUTE, jitter=0, gaps=(), unit="kWh", told=True, rate=3.0,
                   missing=0.0):
    """A meter that says what it counted since the reading before, telling its begin or not."""
    meter = Meter(name, "interval", unit, interval)
    before = None
    for time in schedule(rng, begin, end, interval, jitter, gaps):
        value = rng.random() * rate
        if rng.random() < missing:
            continue
        if told:
            # Clocks that are up to 20 s apart leave holes and overlaps; now and then one speaks of much less.
            start = time - interval + rng.randrange(-20, 21) * SECOND if jitter else time - interval
            if rng.random() < 0.02:
                start = time - interval // 2
        else:
            start = None
        meter.readings.append((time, value, start))
        amount, since = Fraction(value), None
        if told:
            since = start
            if before is not None and abs(start - before) * 10 <= time - start:
                since = before
            elif before is not None and start < before:
                amount = amount * (time - before) / (time - start)
                since = before
        elif before is not None and 2 * (time - before) <= 3 * interval:
            since = before
        else:
            since = time - interval if before is None else max(time - interval, before)
        meter.links.append((since, time, amount))
        before = time
    return meter


def make_power(rng, name, begin, end, interval=10 * MINUTE, jitter=0, gaps=(), unit="kW", size=40.0, both_ways=False):
    meter = Meter(name, "instant", unit, interval)
    for time in schedule(rng, begin, end, interval, jitter, gaps):
        value = (rng.random() - (0.5 if both_ways else 0)) * size
        meter.readings.append((time, None if rng.random() < 0.01 else value, None))
    return meter


# ---- What they amount to, exactly ----------------------------------------------------------------


def area(line, a, b):
    """The area under what is positive of the line (t0, v0, t1, v1) between a and b, in value-hours."""
    t0, v0, t1, v1 = line

    def at(t):
        return v0 + (v1 - v0) * Fraction(t - t0, t1 - t0)

    points = [Fraction(a), Fraction(b)]
    if v0 * v1 < 0:
        crossing = t0 + (t1 - t0) * v0 / (v0 - v1)
        if a < crossing < b:
            points.insert(1, crossing)
    total = Fraction(0)
    for p, q in zip(points, points[1:]):
        total += max(Fraction(0), (at(p) + at(q)) / 2) * (q - p)
    return total / HOUR


class Truth:
    """Amounts of any stretch: what was counted up to each instant, and where that is known step by step."""

    def __init__(self, meter, begin, step, n):
        self.meter, self.begin, self.step, self.n = meter, begin, step, n
        self.end = begin + n * step
        self.known = []  # (from, to, number of the link), joined where they touch; of fine knowledge
        self.gaps = []  # (from, to, amount): known as a whole
        if meter.aggregation == "instant":
            good = [(t, Fraction(v)) for t, v, _ in meter.readings if v is not None]
            self.pieces = [
                (a, b, (a, va, b, vb)) for (a, va), (b, vb) in zip(good, good[1:]) if b - a <= meter.reach
            ]
        else:
            self.pieces = []
            for a, b, amount in meter.links:
                if amount is None or a == b:
                    continue
                if b - a <= meter.reach:
                    self.pieces.append((a, b, amount))
                else:
                    self.gaps.append((a, b, amount))
        self.ends = [b for _, b, _ in self.pieces]

    def amount(self, a, b):
        """Of a ≤ t < b, if all of it is known step by step."""
        if a == b:
            return Fraction(0)
        total, at = Fraction(0), a
        for i in range(bisect.bisect_right(self.ends, a), len(self.pieces)):
            from_, to, what = self.pieces[i]
            if from_ > at:
                return None
            p, q = max(a, from_), min(b, to)
            if self.meter.aggregation == "instant":
                total += area(what, p, q)
            else:
                total += what * Fraction(q - p, to - from_)
            at = q
            if at == b:
                return total
        return None

    def compute(self):
        """Steps, and lumps with the known rest of the steps at their ends."""
        amounts = [self.amount(self.begin + i * self.step, self.begin + (i + 1) * self.step) for i in range(self.n)]
        lumps = []
        for a, b, amount in self.gaps:
            if b <= self.begin or a >= self.end:
                continue
            left, right = a, b
            if a >= self.begin:
                edge = self.begin + (a - self.begin) // self.step * self.step
                if lumps and lumps[-1][1] > edge:
                    # Two gaps meet in a step: what lies between goes with the first.
                    rest = self.amount(lumps[-1][1], a)
                    if rest is not None:
                        lumps[-1] = (lumps[-1][0], a, lumps[-1][2] + rest)
                else:
                    rest = self.amount(edge, a)
                    if rest is not None:
                        left, amount = edge, amount + rest
            if b < self.end:
                edge = self.begin - (self.begin - b) // self.step * self.step
                rest = self.amount(b, edge)
                if rest is not None:
                    right, amount = edge, amount + rest
            lumps.append((left, right, amount))
        kept = []
        for a, b, amount in lumps:
            if b - a == self.step and (a - self.begin) % self.step == 0 and self.begin <= a < self.end:
                amounts[(a - self.begin) // self.step] = amount
            else:
                kept.append((a, b, amount))
        return amounts, kept


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


def check_meters(tap, program, folder, title, begin, n_days, step, meters, seed):
    """Steps, lumps, events and totals of days of some meters over local days."""
    midnights = days(begin, n_days)
    n = (midnights[-1] - midnights[0]) // step
    plan = [["grid", iso(midnights[0]), step // SECOND, n]]
    readings = [["measure", "time", "value", "start"]]
    ranges = [(0, n)] + [((a - midnights[0]) // step, (b - midnights[0]) // step) for a, b in zip(midnights, midnights[1:])]
    for meter in meters:
        plan.append(["meter", meter.name, meter.aggregation, meter.unit, meter.interval // SECOND, meter.rollover or ""])
        plan += [["change", meter.name, iso(t), repr(last), repr(first)] for t, last, first in meter.changes]
        plan += [["total", meter.name, a, b] for a, b in ranges]
        for time, value, start in meter.readings:
            readings.append(
                [meter.name, iso(time), "" if value is None else repr(value), "" if start is None else iso(start)])
    results = run(program, folder, title, plan, readings)
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


def run(program, folder, title, plan, readings):
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
    plan = [["grid", iso(0), 600, 0]]
    instants = [local(2026, 3, 29, 12), local(2026, 10, 25, 12), local(2026, 12, 31, 23, 59), local(2024, 2, 29, 7)]
    instants += [local(2026, 10, 25) + i * 30 * MINUTE for i in range(10)]
    instants += [local(2026, 3, 30) + i * 30 * MINUTE for i in range(8)]
    instants += [local(2015, 1, 1) + rng.randrange(0, 14 * 365 * 86400) * SECOND for _ in range(400)]
    for time in instants:
        for unit in ("day", "week", "month", "year"):
            n = rng.choice((0, 0, 0, 1, -1, 13, -53))
            now = time if rng.random() < 0.7 else time + rng.randrange(-40, 40) * DAY
            plan.append(["period", unit, iso(time), n, iso(now)])
    results = [r for r in run(program, folder, "periods", plan, [["measure"]]) if r[0] == "period"]
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


# ---- The series ----------------------------------------------------------------------------------


def scenarios(rng, begin, n_days):
    midnights = days(begin, n_days)
    a, b = midnights[0], midnights[-1]
    early, late = a - 50 * MINUTE, b + 50 * MINUTE
    gap = (a + 5 * HOUR + 7 * MINUTE, a + 9 * HOUR + 3 * MINUTE)
    night = (midnights[1] - 2 * HOUR - 4 * MINUTE, midnights[1] + 3 * HOUR)
    close = [(a + 12 * HOUR + 11 * MINUTE, a + 12 * HOUR + 59 * MINUTE), (a + 13 * HOUR + 1, a + 13 * HOUR + 59 * MINUTE)]
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
        make_index(rng, "replaced", early, late, jitter=2 * MINUTE, happenings=[(40, "change"), (150, "change-on-reading")]),
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
            check_meters(tap, options.program, folder, title, begin, n_days, step, scenarios(rng, begin, n_days), options.seed)
        check_periods(tap, options.program, folder, rng)
    print(f"# {tap.compared} numbers compared, the furthest apart by {float(tap.worst):.1e}")
    print(f"1..{tap.n}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
