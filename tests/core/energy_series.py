# SPDX-License-Identifier: GPL-3.0-or-later
"""Meters as they are and what they say: series with all that happens to meters, and what happened."""
import datetime
import zoneinfo
from fractions import Fraction

SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86400 * SECOND
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
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
