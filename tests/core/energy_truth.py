# SPDX-License-Identifier: GPL-3.0-or-later
"""What readings of meters amount to, with exact fractions: steps, and figures of sites as vigie-energy.h defines them."""
import bisect
import datetime
from fractions import Fraction
from math import lcm

from energy_series import DAY, EPOCH, HOUR, PARIS, local

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


# ---- Sites ---------------------------------------------------------------------------------------

FLOWS = {
    "consumption": "consumption", "production": "production", "grid-import": "import", "grid-export": "export",
    "storage-charge": "charge", "storage-discharge": "discharge", "it-load": "it", "heat-reuse": "heat",
    "water": "water",
}


class Flow:
    """Amounts of a site's steps (None: not known) and lumps, metered or derived."""

    def __init__(self, amounts, lumps, derived=False):
        self.amounts, self.lumps, self.derived = amounts, lumps, derived


class Site:
    """Meters is a list of (role, Meter)."""

    def __init__(self, name, step, meters, data_centre=False, area=None, share=None):
        self.name, self.step, self.meters = name, step, meters
        self.data_centre, self.area, self.share = data_centre, area, share

    def compute(self, begin, end, now, grace):
        self.begin, self.n = begin, (end - begin) // self.step
        self.due = max(0, min((now - begin - grace) // self.step, self.n))
        self.due_end = begin + self.due * self.step
        self.flows = {}
        for flow in FLOWS.values():
            of_flow = []
            for role, meter in self.meters:
                if FLOWS[role] == flow:
                    amounts, lumps = Truth(meter, begin, self.step, self.n).compute()
                    of_flow.append(
                        Flow([a if a is None else a * meter.factor for a in amounts],
                             [(a, b, x * meter.factor) for a, b, x in lumps]))
            if of_flow:
                self.flows[flow] = of_flow[0] if len(of_flow) == 1 else self.combine([(1, f) for f in of_flow])
        self.derive()

    def combine(self, terms, derived=False):
        """The sum of flows, each with its sign."""
        amounts = [
            None if any(f.amounts[i] is None for _, f in terms) else sum(s * f.amounts[i] for s, f in terms)
            for i in range(self.n)
        ]
        # Every stretch of whole steps that lumps touch, those that overlap as one.
        touched = sorted(
            ((a - self.begin) // self.step, -((self.begin - b) // self.step))
            for _, f in terms for a, b, _ in f.lumps if a >= self.begin and b <= self.begin + self.n * self.step)
        stretches = []
        for a, b in touched:
            if stretches and a < stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(b, stretches[-1][1]))
            else:
                stretches.append((a, b))
        lumps = []
        for a, b in stretches:
            from_, to = self.begin + a * self.step, self.begin + b * self.step
            total = Fraction(0)
            for sign, flow in terms:
                parts = [x for x in flow.amounts[a:b] if x is not None]
                inside = [l for l in flow.lumps if l[0] >= from_ and l[1] <= to]
                if len(parts) * self.step + sum(l[1] - l[0] for l in inside) < to - from_:
                    break
                total += sign * (sum(parts) + sum(l[2] for l in inside))
            else:
                lumps.append((from_, to, total))
        return Flow(amounts, lumps, derived)

    def terms(self, *signed):
        return [(sign, self.flows[name]) for sign, name in signed if name in self.flows]

    def derive(self):
        has = self.flows.__contains__
        if not has("consumption") and has("import") and (has("export") or not has("production")):
            self.flows["consumption"] = self.combine(
                self.terms((1, "import"), (1, "production"), (-1, "export"), (1, "discharge"), (-1, "charge")), True)
        self.own = None
        if has("production") and (has("export") or has("consumption")):
            own = []
            for i in range(self.n):
                made = self.amount("production", i)
                if has("export"):
                    out = self.amount("export", i)
                    used = None if made is None or out is None else made - out
                else:
                    parts = [self.amount("consumption", i), self.amount("charge", i, 0), self.amount("discharge", i, 0)]
                    used = None if None in parts else parts[0] + parts[1] - parts[2]
                own.append(None if made is None or used is None else max(Fraction(0), min(made, used)))
            self.own = Flow(own, [], not has("export"))
        if not has("import") and has("consumption"):
            terms = self.terms((1, "consumption"), (1, "charge"), (-1, "discharge"))
            flow = self.combine(terms + ([(-1, self.own)] if self.own else []), True)
            flow.amounts = [x if x is None else max(x, Fraction(0)) for x in flow.amounts]
            flow.lumps = [(a, b, max(x, Fraction(0))) for a, b, x in flow.lumps]
            self.flows["import"] = flow
        if not has("export") and self.own:
            self.flows["export"] = self.combine(self.terms((1, "production")) + [(-1, self.own)], True)

    def amount(self, flow, i, absent=None):
        return self.flows[flow].amounts[i] if flow in self.flows else absent

    def due_lumps(self, flow):
        return [l for l in flow.lumps if l[0] >= self.begin and l[1] <= self.due_end]


# ---- Figures -------------------------------------------------------------------------------------


class Figure:
    """What a figure is made of: numbers and time (µs, summed over sites)."""

    def __init__(self):
        self.numerator = self.denominator = Fraction(0)
        self.known = self.due = self.sites = self.derived = 0
        self.reason, self.value, self.at, self.ratio = "", None, None, None

    def take_part(self, site, derived):
        self.sites += 1
        self.derived += bool(derived)
        self.due += site.due * site.step

    def count(self, site, *parts):
        """In each due step where all parts are known: (numerator, denominator) of them."""
        for i in range(site.due):
            values = [part(i) for part in parts]
            if None not in values:
                self.numerator += values[0]
                self.denominator += values[1] if len(values) > 1 else 0
                self.known += site.step

    def add_lumps(self, site, flow):
        for a, b, amount in site.due_lumps(flow):
            self.numerator += amount
            self.known += b - a

    @property
    def coverage(self):
        return Fraction(self.known) / self.due if self.sites and self.due else None

    def enough(self, more=0):
        return self.known + more > 0 and 10 * (self.known + more) >= 9 * self.due


def median(values):
    values = sorted(values)
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


class Powers:
    """kW of the sites together, in the steps of the coarsest, where at least 90 % of the sites are known."""

    def __init__(self, sites, flow, begin):
        self.step = lcm(*(s.step for s in sites))
        n = min(s.n * s.step for s in sites) // self.step
        self.powers, self.known, self.due = [], [], []
        for i in range(n):
            energy, known, due = Fraction(0), 0, 0
            for step in {s.step for s in sites}:
                ratio, alike = self.step // step, [s for s in sites if s.step == step]
                counts = []
                for k in range(i * ratio, (i + 1) * ratio):
                    # What is not due is not told.
                    values = [s.flows[flow].amounts[k] for s in alike if k < s.due]
                    counts.append(sum(v is not None for v in values))
                    energy += sum(v for v in values if v is not None)
                known += min(counts)
                due += sum(s.due >= (i + 1) * ratio for s in alike)
            told = known > 0 and 10 * known >= 9 * len(sites)
            self.powers.append(energy * HOUR / self.step if told else None)
            self.known.append(known)
            self.due.append(due)
        self.told = [(p, begin + i * self.step) for i, p in enumerate(self.powers) if p is not None]
        self.peak = max((p for p, _ in self.told), default=None)
        self.at = next((t for p, t in self.told if p == self.peak), None)


def factor_at(factors, time):
    """kg/kWh at a time, None where none is declared."""
    return next((kg for since, kg in reversed(factors) if since <= time), None)


def compute_figures(sites, begin, end, now, factors, degree_days):
    """All figures of a selection: name → Figure."""
    f = {}

    def new(name):
        f[name] = Figure()
        return f[name]

    def amount_of(name, flow, of=sites):
        figure = new(name)
        for site in of:
            if flow in site.flows:
                figure.take_part(site, site.flows[flow].derived)
                figure.count(site, site.flows[flow].amounts.__getitem__)
                figure.add_lumps(site, site.flows[flow])

    def zero(i):
        return Fraction(0)

    centres = [s for s in sites if s.data_centre]
    for name, flow in (("production_kwh", "production"), ("consumption_kwh", "consumption"),
                       ("grid_import_kwh", "import"), ("grid_export_kwh", "export"), ("charge_kwh", "charge"),
                       ("discharge_kwh", "discharge"), ("it_kwh", "it"), ("heat_reused_kwh", "heat"), ("water_l", "water")):
        amount_of(name, flow)
    amount_of("data_centre_kwh", "consumption", centres)

    # What panels gave and was used on the spot.
    excess = Fraction(0)
    own, rate, share = new("self_consumed_kwh"), new("self_consumption"), new("self_production")
    for site in sites:
        if site.own:
            own.take_part(site, site.own.derived)
            own.count(site, site.own.amounts.__getitem__)
            rate.take_part(site, site.own.derived)
            rate.count(site, site.own.amounts.__getitem__, site.flows["production"].amounts.__getitem__)
            for i in range(site.due) if not site.own.derived else ():
                parts = [site.amount("export", i), site.amount("production", i), site.amount("discharge", i, 0)]
                if None not in parts:
                    excess += max(Fraction(0), parts[0] - parts[1] - parts[2])
        if "consumption" in site.flows and (site.own or "production" not in site.flows):
            consumption = site.flows["consumption"]
            share.take_part(site, consumption.derived or (site.own and site.own.derived))
            share.count(site, site.own.amounts.__getitem__ if site.own else zero, consumption.amounts.__getitem__)

    balance = new("balance_error")
    for site in sites:
        metered = {name for name, flow in site.flows.items() if not flow.derived}
        if {"import", "consumption"} <= metered and ("production" in metered) == ("export" in metered):
            def side(names):
                def sum_at(i, names=[n for n in names if n in metered]):
                    parts = [site.amount(n, i) for n in names]
                    return None if None in parts else sum(parts)
                return sum_at
            given, taken = side(("production", "import", "discharge")), side(("export", "charge", "consumption"))
            balance.take_part(site, False)
            balance.count(
                site, lambda i: None if given(i) is None or taken(i) is None else given(i) - taken(i), given)

    # Data centres.
    pue, erf, wue, ref, cue = new("pue"), new("erf"), new("wue"), new("ref"), new("cue")
    cue_without = 0
    green = False
    for site in centres:
        get = {name: flow.amounts.__getitem__ for name, flow in site.flows.items()}
        derived = {name: flow.derived for name, flow in site.flows.items()}
        if {"consumption", "it"} <= get.keys():
            pue.take_part(site, derived["consumption"])
            pue.count(site, get["consumption"], get["it"])
        if {"consumption", "heat"} <= get.keys():
            erf.take_part(site, derived["consumption"])
            erf.count(site, get["heat"], get["consumption"])
        if {"water", "it"} <= get.keys():
            wue.take_part(site, False)
            wue.count(site, get["water"], get["it"])
        if {"import", "consumption"} <= get.keys() and (site.own or "production" not in get):
            green = green or site.share is not None or site.own is not None
            ref.take_part(site, derived["import"] or derived["consumption"])
            own_at = site.own.amounts.__getitem__ if site.own else zero
            part = Fraction(site.share or 0)
            ref.count(
                site, lambda i: None if None in (own_at(i), get["import"](i)) else own_at(i) + part * get["import"](i),
                get["consumption"])
        if {"import", "it"} <= get.keys():
            cue.take_part(site, derived["import"])
            for i in range(site.due):
                kg, values = factor_at(factors, begin + i * site.step), (get["import"](i), get["it"](i))
                if None in values:
                    continue
                if kg is None:
                    cue_without += site.step
                else:
                    cue.numerator += Fraction(kg) * values[0]
                    cue.denominator += values[1]
                    cue.known += site.step

    carbon, without = new("co2_kg"), 0
    for site in sites:
        if "import" not in site.flows:
            continue
        flow = site.flows["import"]
        carbon.take_part(site, flow.derived)
        parts = [(begin + i * site.step, site.step, x) for i, x in enumerate(flow.amounts[:site.due]) if x is not None]
        # A lump over which the factor changes cannot be told.
        parts += [
            (a, b - a, x) for a, b, x in site.due_lumps(flow) if not any(a < since < b for since, _ in factors)]
        for time, length, energy in parts:
            kg = factor_at(factors, time)
            if kg is None:
                without += length
            else:
                carbon.numerator += Fraction(kg) * energy
                carbon.known += length

    # Powers of the sites together.
    peak, load, base = new("peak_kw"), new("load_factor"), new("base_load_kw")
    takers = {name: [s for s in sites if name in s.flows] for name in ("import", "consumption")}
    powers = {name: Powers(some, name, begin) if some else None for name, some in takers.items()}
    for figure, name in ((peak, "import"), (load, "consumption"), (base, "consumption")):
        for site in takers[name]:
            figure.take_part(site, site.flows[name].derived)
            figure.known += sum(x is not None for x in site.flows[name].amounts[:site.due]) * site.step
    nights = []
    if takers["consumption"]:
        whole = powers["consumption"]
        base.known = base.due = 0
        date = (EPOCH + datetime.timedelta(microseconds=begin)).astimezone(PARIS).date()
        while (midnight := local(date.year, date.month, date.day)) < end:
            a, b = local(date.year, date.month, date.day, 1), local(date.year, date.month, date.day, 5)
            date += datetime.timedelta(days=1)
            if a < begin or b > end:
                continue
            inside = [i for i in range(len(whole.powers))
                      if begin + i * whole.step >= a and begin + (i + 1) * whole.step <= b]
            base.known += sum(whole.known[i] for i in inside) * whole.step
            base.due += sum(whole.due[i] for i in inside) * whole.step
            told = [whole.powers[i] for i in inside if whole.powers[i] is not None]
            if told and 10 * len(told) >= 9 * len(inside):
                nights.append(min(told))

    area = new("kwh_per_m2")
    for site in sites:
        if site.area and "consumption" in site.flows:
            area.take_part(site, site.flows["consumption"].derived)
            area.count(site, site.flows["consumption"].amounts.__getitem__)
            area.add_lumps(site, site.flows["consumption"])
            area.denominator += Fraction(site.area)
    heating = new("kwh_per_degree_day")
    for key, value in vars(f["consumption_kwh"]).items():
        setattr(heating, key, value)

    # Whether each can be told.
    of_centres = {"it_kwh", "data_centre_kwh", "heat_reused_kwh", "pue", "ref", "erf", "cue", "wue"}
    for name, figure in f.items():
        if not figure.sites:
            figure.reason = "not-metered"
            if name in of_centres and not centres:
                figure.reason = "no-data-centre"
            elif name == "kwh_per_m2" and not any(s.area for s in sites):
                figure.reason = "no-area"
        elif now <= begin:
            figure.reason = "future"
        elif not figure.known:
            figure.reason = "no-reading"
        elif not figure.enough():
            figure.reason = "coverage"
        else:
            figure.value = figure.numerator

    def divide(figure, numerator, denominator):
        if figure.reason:
            return
        figure.ratio = (numerator, denominator)
        figure.value = numerator / denominator if denominator > 0 else None
        figure.reason = "" if denominator > 0 else "zero"

    def refuse(figure, reason):
        figure.value, figure.reason = None, reason

    for figure in (rate, share, balance, pue, ref, erf, cue, wue, area):
        divide(figure, figure.numerator, figure.denominator)
    if not any(s.own for s in sites):
        f["self_production"] = share = Figure()
        share.reason = "not-metered"
    for figure in (own, rate, share):
        if not figure.reason and 20 * excess > rate.denominator:
            refuse(figure, "impossible")
    battery = any(s.own and ("charge" in s.flows or "discharge" in s.flows) for s in sites)
    if not share.reason and 100 * share.value > 105 and not battery:
        refuse(share, "impossible")
    elif not share.reason:
        share.value = min(share.value, Fraction(1))
    if not pue.reason and pue.value < 1:
        refuse(pue, "impossible")
    if not erf.reason and erf.value > 1:
        refuse(erf, "impossible")
    if not ref.reason:
        ref.value = min(ref.value, Fraction(1))
    if ref.sites and not green:
        f["ref"] = Figure()
        f["ref"].reason = "not-metered"
    for figure, lacking in ((carbon, without), (cue, cue_without)):
        if figure.sites and figure.reason not in ("", "future"):
            if not factors or (lacking and figure.enough(lacking)):
                refuse(figure, "no-factor")
    if not peak.reason:
        peak.value, peak.at = powers["import"].peak, powers["import"].at
        if peak.value is None:
            refuse(peak, "coverage")
    if not load.reason:
        whole = powers["consumption"]
        if whole.peak is None:
            refuse(load, "coverage")
        else:
            divide(load, sum(p for p, _ in whole.told) / len(whole.told), whole.peak)
            load.at = whole.at
    if not base.reason:
        base.value = median(nights) if nights else None
        if not nights:
            refuse(base, "coverage")
    if not heating.reason:
        if degree_days is None:
            refuse(heating, "no-temperature")
        else:
            divide(heating, heating.numerator, Fraction(degree_days))
    return f
