# SPDX-License-Identifier: GPL-3.0-or-later
"""The one data set behind all servers of these tests, as rows that belong to no dialect.

Rows are numbered from 1 in each set; a server gives them identifiers of its own. Times are µs since 1970 and an Observation's is
(start, end), which are the same for an instant. All of it hangs on the minute in which the test began, so that what is shown of it is
the same from all servers: what is live is live for hours."""
import copy
import math
import time

MINUTE, HOUR, DAY = 60_000_000, 3_600_000_000, 86_400_000_000
MEASUREMENT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"
TRUTH = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_TruthObservation"
ANY = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Observation"

# Of each set: its relations to one, and to many by the relation that leads back (or a list of numbers of its own).
ONE = {
    "Things": {}, "Locations": {}, "Sensors": {}, "ObservedProperties": {}, "FeaturesOfInterest": {},
    "HistoricalLocations": {"Thing": "Things"},
    "Datastreams": {"Thing": "Things", "Sensor": "Sensors", "ObservedProperty": "ObservedProperties"},
    "Observations": {"Datastream": "Datastreams", "FeatureOfInterest": "FeaturesOfInterest"},
}
MANY = {
    "Things": ("Datastreams", "Locations", "HistoricalLocations"),
    "Locations": ("Things", "HistoricalLocations"),
    "HistoricalLocations": ("Locations",),
    "Datastreams": ("Observations",),
    "Sensors": ("Datastreams",),
    "ObservedProperties": ("Datastreams",),
    "Observations": (),
    "FeaturesOfInterest": ("Observations",),
}
# What an entity holds beside its relations, in the order of the standard's tables.
FIELDS = {
    "Things": ("name", "description", "properties"),
    "Locations": ("name", "description", "encodingType", "location", "properties"),
    "HistoricalLocations": ("time",),
    "Datastreams": ("name", "description", "observationType", "unitOfMeasurement", "observedArea", "phenomenonTime",
                    "resultTime", "properties"),
    "Sensors": ("name", "description", "encodingType", "metadata", "properties"),
    "ObservedProperties": ("name", "definition", "description", "properties"),
    "Observations": ("phenomenonTime", "resultTime", "result", "resultQuality", "validTime", "parameters"),
    "FeaturesOfInterest": ("name", "description", "encodingType", "feature", "properties"),
}
SINGULAR = {"Thing": "Things", "Location": "Locations", "Datastream": "Datastreams", "Sensor": "Sensors",
            "ObservedProperty": "ObservedProperties", "FeatureOfInterest": "FeaturesOfInterest"}


class Tables:
    """Rows by set and number, with an index of the Observations of each Datastream."""

    def __init__(self):
        self.rows = {name: {} for name in FIELDS}
        self.of_stream = {}
        self.last = {name: 0 for name in FIELDS}

    def add(self, set_, **row):
        self.last[set_] += 1
        row["n"] = self.last[set_]
        self.rows[set_][row["n"]] = row
        if set_ == "Observations":
            self.of_stream.setdefault(row["Datastream"], []).append(row["n"])
        return row["n"]

    def remove(self, set_, number):
        row = self.rows[set_].pop(number)
        if set_ == "Observations":
            self.of_stream[row["Datastream"]].remove(number)

    def related(self, set_, row, name):
        """The rows that a relation to many leads to, in the order of their numbers."""
        if set_ == "Datastreams" and name == "Observations":
            return [self.rows[name][n] for n in self.of_stream.get(row["n"], ())]
        if set_ == "Things" and name == "Locations":
            return [self.rows[name][n] for n in row["Locations"]]
        if set_ == "Locations" and name == "Things":
            return [thing for thing in self.rows[name].values() if row["n"] in thing["Locations"]]
        back = next((key for key, target in ONE[name].items() if target == set_), None)
        return [other for other in self.rows[name].values() if back and other[back] == row["n"]]


def point(lat, lon):
    return {"type": "Point", "coordinates": [lon, lat]}


class Maker:
    def __init__(self, now):
        self.tables, self.now = Tables(), now
        self.sensors, self.observed = {}, {}

    def location(self, name, place, encoding="application/geo+json"):
        return self.tables.add("Locations", name=name, description="", encodingType=encoding, location=place,
                               properties=None)

    def thing(self, name, locations, **properties):
        return self.tables.add("Things", name=name, description=f"{name}, d’essai", properties=properties or None,
                               Locations=locations)

    def shared(self, cache, set_, name, **row):
        if name not in cache:
            cache[name] = self.tables.add(set_, name=name, description="", properties=None, **row)
        return cache[name]

    def stream(self, thing, name, unit, readings, kind=MEASUREMENT, sensor="Sonde", observed=None, **properties):
        """Readings: (time or (start, end), result), oldest first; the time of the result is that of its end."""
        number = self.tables.add(
            "Datastreams", name=name, description="", observationType=kind,
            unitOfMeasurement={"name": unit, "symbol": unit, "definition": f"ucum:{unit}"}, observedArea=None,
            properties=properties or None, Thing=thing,
            Sensor=self.shared(self.sensors, "Sensors", sensor, encodingType="text/plain", metadata="d’essai"),
            ObservedProperty=self.shared(self.observed, "ObservedProperties", observed or name,
                                         definition=f"https://exemple.fr/{len(self.observed)}"))
        for at, result in readings:
            start, end = at if isinstance(at, tuple) else (at, at)
            # Of every third no time of the result is known.
            told = None if self.tables.last["Observations"] % 3 == 2 else end
            self.tables.add("Observations", start=start, end=end, resultTime=told, result=result, Datastream=number,
                            FeatureOfInterest=1)
        return number

    def past(self, interval, count, value):
        """So many readings, the last of them two minutes ago at most, of value (n)."""
        last = (self.now - MINUTE) // interval * interval if interval > 10 * MINUTE else self.now - 2 * MINUTE
        return [(last - (count - 1 - n) * interval, value(n)) for n in range(count)]


def places(maker):
    """Locations of all the kinds that servers were seen to have."""
    square = [[-3.37, 47.74], [-3.35, 47.74], [-3.35, 47.76], [-3.37, 47.76], [-3.37, 47.74]]
    return (
        ("Réservoir en polygone", [maker.location("enclos", {"type": "Polygon", "coordinates": [square]})]),
        ("Conduite en ligne", [maker.location("tracé", {"type": "LineString",
                                                        "coordinates": [[-3.40, 47.70], [-3.38, 47.72]]})]),
        ("Sonde en Feature", [maker.location("là", {"type": "Feature", "properties": {},
                                                    "geometry": point(47.81, -3.28)})]),
        ("Adresse en texte", [maker.location("adresse", "2 bd du Général-Leclerc, Lorient", "text/plain")]),
        ("Mobile à deux lieux", [maker.location("avant", point(47.70, -3.30)), maker.location("après", point(47.71, -3.31))]),
        ("Sans lieu", []),
    )


def make(now=None):
    """The territory as of @now (µs), whole seconds."""
    now = now if now is not None else int(time.time()) // 60 * 60_000_000
    maker = Maker(now)
    tables = maker.tables
    tables.add("FeaturesOfInterest", name="territoire", description="", encodingType="application/geo+json",
               feature=point(47.75, -3.36), properties=None)
    slow = {"expectedInterval": "PT2H"}

    for index in range(510):
        place = maker.location(f"lieu {index}", point(47.65 + index / 2000, -3.50 + index / 1500))
        thing = maker.thing(f"Déchèterie n° {index:03}", [place], kind="recycling-centre", commune="56121", rang=index,
                            ouvert=index % 2 == 0)
        maker.stream(thing, "Benne bois", "%", maker.past(20 * MINUTE, 4, lambda n, i=index: (i * 7 + n) % 97 + 0.5),
                     role="fill-level", thresholds={"high": 80, "highhigh": 90, "deadband": 2}, **slow)
        # Of every tenth nothing was ever received.
        maker.stream(thing, "Pile", "%", maker.past(HOUR, 2, lambda n, i=index: 99.5 - i / 8 - n) if index % 10 else [],
                     role="battery-level", expectedInterval="PT6H")

    for name, locations in places(maker):
        thing = maker.thing(name, locations)
        maker.stream(thing, "Niveau", "cm", maker.past(10 * MINUTE, 3, lambda n: 12.25 + n), **slow)

    # More Datastreams than a page of any of them has.
    post = maker.thing("Poste de deux cent trois mesures", [maker.location("poste", point(47.76, -3.33))], kind="substation")
    for index in range(203):
        maker.stream(post, f"Départ {index:03}", "A", maker.past(10 * MINUTE, 1, lambda n, i=index: i + 0.125), **slow)

    odd = maker.thing("Résultats étranges d’« O’Brien »", [maker.location("labo", point(47.75, -3.37))])
    for name, kind, result in (
            ("Nombre immense", MEASUREMENT, 1.7e300), ("Nombre infime", MEASUREMENT, -2.5e-7), ("Aucun nombre", MEASUREMENT, math.nan),
            ("Entier", MEASUREMENT, 42), ("Zéro", MEASUREMENT, 0.0), ("Texte", ANY, "vanne ouverte <b>&amp;</b>"), ("Vrai", TRUTH, True),
            ("Faux", TRUTH, False), ("Objet", ANY, {"état": "ouvert", "depuis": [1, 2.5, None]}), ("Liste", ANY, [1, "deux", False]),
            ("Rien", ANY, None)):
        maker.stream(odd, name, "", maker.past(10 * MINUTE, 2, lambda n, r=result: r), kind=kind, **slow)
    maker.stream(odd, "Fraction de seconde", "s", [(now - 3 * MINUTE + 250_000, 0.75)], **slow)

    # Histories of several pages: one in instants, one in intervals that end and begin with each other, as meters tell amounts.
    water = maker.thing("Relevage de l’Histoire", [maker.location("bâche", point(47.73, -3.36))], kind="water")
    maker.stream(water, "Hauteur d’eau", "cm", maker.past(5 * MINUTE, 330, lambda n: round(150 + 40 * math.sin(n / 9), 3)),
                 expectedInterval="PT5M")
    quarter = 15 * MINUTE
    end = now // quarter * quarter - 3 * MINUTE  # never late; no hour and no day begins where one of them does
    school = maker.thing("École aux quarts d’heure", [maker.location("école", point(47.74, -3.39))], kind="public-building")
    maker.stream(school, "Consommation par quart d’heure", "kWh",
                 [((end - (n + 1) * quarter, end - n * quarter), 1 + (n * 37 % 100) / 8) for n in range(3 * 96 + 40)][::-1],
                 role="consumption", aggregation="interval", expectedInterval="PT15M")
    return tables


def copy_tables(tables):
    return copy.deepcopy(tables)
