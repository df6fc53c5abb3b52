# SPDX-License-Identifier: GPL-3.0-or-later
"""The small territory that the checks of reading know: of the size and shape that the OGC's own test suite makes for itself
(2 Things that changed places, 4 Datastreams, 12 Observations)."""
from service import MEASUREMENT

# Observation N has the result N, on the Nth of March 2015 at N:15:30; the last of each Datastream has no resultTime.
DAY = "2015-03-%02dT%02d:15:30Z"
PLACES = {1: [-3.34, 47.91], 2: [-3.37, 47.73]}
PROPERTIES = {1: "Niveau", 2: "Température", 3: "Énergie"}
PROPERTY_OF = {1: 1, 2: 2, 3: 3, 4: 2}  # Datastream: ObservedProperty
NAMES = {1: "Déchèterie de Plouay", 2: "Maison de l'Agglomération"}


def location(number):
    return {"name": f"location {number}", "description": f"Lieu {number}", "encodingType": "application/geo+json",
            "location": {"type": "Point", "coordinates": PLACES[number]}}


def sensor(number):
    return {"name": f"sensor {number}", "description": f"Sonde {number}", "encodingType": "text/html",
            "metadata": f"https://exemple.test/sonde/{number}"}


def observed_property(number):
    return {"name": PROPERTIES[number], "definition": f"https://exemple.test/def#{number}", "description": f"p {number}"}


def datastream(number, known):
    """With links to what @known says exists already, and with its three Observations."""
    of = PROPERTY_OF[number]
    link = {"@iot.id": of} if of in known else observed_property(of)
    known.add(of)
    return {"name": f"datastream {number}", "description": f"Mesure {number}", "observationType": MEASUREMENT,
            "unitOfMeasurement": {"name": "degré Celsius", "symbol": "°C", "definition": "ucum:Cel"},
            "Sensor": sensor(number), "ObservedProperty": link,
            "Observations": [observation(n) for n in range(3 * number - 2, 3 * number + 1)]}


def observation(number):
    day = DAY % (number, number)
    body = {"phenomenonTime": day, "result": number}
    if number % 3 != 0:
        body["resultTime"] = day.replace("15:30", "15:31")
    if number == 2:
        body |= {"validTime": "2015-03-02T00:00:00Z/2015-03-05T12:00:00+02:00", "parameters": {"altitude": 12.5},
                 "resultQuality": {"code": "ok"}}
    return body


def make(service):
    known = set()
    for number in (1, 2):
        service.post("Things", {
            "name": NAMES[number], "description": f"thing {number}",
            "properties": {"reference": "first" if number == 1 else "second", "rooms": {"upstairs": number}},
            "Locations": [location(number)],
            "Datastreams": [datastream(2 * number - 1, known), datastream(2 * number, known)]})
    for thing, place in ((1, 2), (2, 1)):
        service.change(f"Things({thing})", {"Locations": [{"@iot.id": place}]})
