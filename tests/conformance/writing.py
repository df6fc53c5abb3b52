# SPDX-License-Identifier: GPL-3.0-or-later
"""OGC 18-088, A.3: Create-Update-Delete Extension. Each check makes what it changes."""
import datetime

from service import ENTITIES, MEASUREMENT, SET_OF, Requirement, want

UNIT = {"name": "Lumen", "symbol": "lm", "definition": "ucum:lm"}
THING = {"name": "Bureaux", "description": "Bureaux", "properties": {"reference": "troisième étage"}}
SENSOR = {"name": "Fluxmètre", "description": "Fluxmètre", "encodingType": "application/pdf", "metadata": "notice.pdf"}
PROPERTY = {"name": "Flux lumineux", "definition": "https://exemple.test/flux", "description": "Flux"}
AT = "2015-03-01T00:40:00Z"


def place(longitude=-3.35, **members):
    return {"name": "Toit ouest", "description": "Toit", "encodingType": "application/geo+json",
            "location": {"type": "Point", "coordinates": [longitude, 47.75]}} | members


def address(text="12 rue du Port"):
    return place(encodingType="text/plain", location=text)


def feature(longitude=10):
    return {"name": "Station", "description": "Station", "encodingType": "application/geo+json",
            "feature": {"type": "Point", "coordinates": [longitude, 10]}}


def datastream(**members):
    return {"name": "Lumière", "description": "Lumière", "observationType": MEASUREMENT, "unitOfMeasurement": UNIT} | members


def link(number):
    return {"@iot.id": number}


def whole(service, **members):
    """A Thing with all that can be nested; gives the ids of all eight, by the name of the set."""
    thing = service.post("Things", THING | {"Locations": [place()], "Datastreams": [
        datastream(Sensor=SENSOR, ObservedProperty=PROPERTY, Observations=[{"phenomenonTime": AT, "result": 10}])]} | members)
    ids = {"Things": thing}
    for name in ("Locations", "HistoricalLocations", "Datastreams"):
        [ids[name]] = service.ids(f"Things({thing})/{name}")
    stream = f"Datastreams({ids['Datastreams']})"
    ids["Sensors"] = service.get(f"{stream}/Sensor")["@iot.id"]
    ids["ObservedProperties"] = service.get(f"{stream}/ObservedProperty")["@iot.id"]
    [ids["Observations"]] = service.ids(f"{stream}/Observations")
    ids["FeaturesOfInterest"] = service.get(f"Observations({ids['Observations']})/FeatureOfInterest")["@iot.id"]
    return ids


def totals(service):
    return {name: service.get(f"{name}?$count=true&$top=0")["@iot.count"] for name in ENTITIES}


def holds(service, path, members):
    """That the entity at @path has @members as they are; gives it."""
    one = service.get(path)
    for name, value in members.items():
        want(one.get(name) == value, f"{path}: {name} is {one.get(name)}, not {value}")
    return one


# ---- Creating ----

def creates_each(service):
    """The eight, one by one, with links to those before."""
    thing = service.post("Things", THING)
    holds(service, f"Things({thing})", THING)
    location = service.post("Locations", place() | {"properties": {"a": 1}})
    holds(service, f"Locations({location})", place() | {"properties": {"a": 1}})
    sensor = service.post("Sensors", SENSOR)
    holds(service, f"Sensors({sensor})", SENSOR)
    observed = service.post("ObservedProperties", PROPERTY)
    holds(service, f"ObservedProperties({observed})", PROPERTY)
    foi = service.post("FeaturesOfInterest", feature())
    holds(service, f"FeaturesOfInterest({foi})", feature())
    stream = service.post("Datastreams", datastream(Thing=link(thing), Sensor=link(sensor), ObservedProperty=link(observed)))
    holds(service, f"Datastreams({stream})", datastream())
    one = service.post("Observations", {"phenomenonTime": AT, "resultTime": "2015-03-01T00:41:00Z", "result": 8,
                                        "Datastream": link(stream), "FeatureOfInterest": link(foi)})
    holds(service, f"Observations({one})", {"phenomenonTime": AT, "resultTime": "2015-03-01T00:41:00Z", "result": 8})
    past = service.post("HistoricalLocations", {"time": AT, "Thing": link(thing), "Locations": [link(location)]})
    holds(service, f"HistoricalLocations({past})", {"time": AT})


def answers_created(service):
    answer = service.ask("POST", "Things", THING)
    want(answer.status == 201, answer.status)
    want(answer.headers["location"].startswith(f"{service.root}/Things("), answer.headers["location"])
    want(answer.json["@iot.selfLink"] == answer.headers["location"], answer.text)


def links_by_place(service):
    """A POST at a navigationLink links the new entity to where it was sent, whichever of the links it is."""
    ids = whole(service)
    made = {
        "Things": {"Locations": address(), "Datastreams": datastream(Sensor=SENSOR, ObservedProperty=PROPERTY),
                   "HistoricalLocations": {"time": AT, "Locations": [link(ids["Locations"])]}},
        "Locations": {"Things": THING, "HistoricalLocations": {"time": AT, "Thing": link(ids["Things"])}},
        "HistoricalLocations": {"Locations": address()},
        "Datastreams": {"Observations": {"phenomenonTime": AT, "result": 1}},
        "Sensors": {"Datastreams": datastream(Thing=link(ids["Things"]), ObservedProperty=PROPERTY)},
        "ObservedProperties": {"Datastreams": datastream(Thing=link(ids["Things"]), Sensor=SENSOR)},
        "FeaturesOfInterest": {"Observations": {"phenomenonTime": AT, "result": 1, "Datastream": link(ids["Datastreams"])}},
    }
    for name, entity in ENTITIES.items():
        for target in entity.to_many:
            path = f"{name}({ids[name]})/{target}"
            one = service.post(path, made[name][target])
            want(one in service.ids(path), f"{path} does not lead to what was created there")
    # Behind a link to one, too: it is the same set.
    path = f"Observations({ids['Observations']})/Datastream/Observations"
    one = service.post(path, {"phenomenonTime": AT, "result": 2})
    want(one in service.ids(path), f"{path} does not lead to what was created there")
    before = totals(service)
    service.refused("POST", "Things(999999)/Locations", place(), 404)
    service.refused("POST", f"Things({ids['Things']})/Sensors", SENSOR, 404)
    want(totals(service) == before, "something was created behind a link that leads nowhere")


def refuses_incomplete(service):
    """Table 24, and each mandatory property, nothing being left behind."""
    ids = whole(service)
    nowhere = service.post("Things", THING)
    unplaced = service.post("Datastreams", datastream(Thing=link(nowhere), Sensor=link(ids["Sensors"]),
                                                      ObservedProperty=link(ids["ObservedProperties"])))
    links = {"Thing": link(ids["Things"]), "Sensor": link(ids["Sensors"]),
             "ObservedProperty": link(ids["ObservedProperties"])}
    good = {"Things": THING, "Locations": place(), "Sensors": SENSOR, "ObservedProperties": PROPERTY,
            "FeaturesOfInterest": feature(), "Datastreams": datastream(**links),
            "Observations": {"result": 8, "Datastream": link(ids["Datastreams"])},
            "HistoricalLocations": {"time": AT, "Thing": link(ids["Things"]), "Locations": [link(ids["Locations"])]}}
    before = totals(service)
    for name, body in good.items():
        for member in body:
            if member not in ENTITIES[name].optional:
                service.refused("POST", name, {m: v for m, v in body.items() if m != member}, 400, 409)
    for member in links:
        service.refused("POST", "Datastreams", datastream(**(links | {member: link(999999)})), 400, 409)
    service.refused("POST", "Datastreams", datastream(**links, unitOfMeasurement="lm"), 400)
    service.refused("POST", "Observations", {"result": 8, "Datastream": link(999999)}, 400, 409)
    # No feature of interest, and no place to make one of.
    service.refused("POST", "Observations", {"result": 8, "Datastream": link(unplaced)}, 400, 409)
    service.refused("POST", f"Datastreams({unplaced})/Observations", {"result": 8}, 400, 409)
    want(totals(service) == before, "a body that was refused left something behind")


def makes_the_feature(service):
    """Special case 1: of the Thing's Location, once; of a new one after the Thing has moved."""
    ids = whole(service)
    stream = f"Datastreams({ids['Datastreams']})"
    made = service.get(f"Observations({ids['Observations']})/FeatureOfInterest")
    want(made["feature"] == place()["location"] and made["encodingType"] == "application/geo+json", str(made))
    again = service.post(f"{stream}/Observations", {"result": 11, "phenomenonTime": AT})
    want(service.get(f"Observations({again})/FeatureOfInterest")["@iot.id"] == made["@iot.id"], "a feature more")
    service.post(f"Things({ids['Things']})/Locations", place(-3.5))
    moved = service.post(f"{stream}/Observations", {"result": 12, "phenomenonTime": AT})
    want(service.get(f"Observations({moved})/FeatureOfInterest")["feature"] == place(-3.5)["location"], "the old place")
    want(service.get(f"Observations({again})/FeatureOfInterest")["@iot.id"] == made["@iot.id"], "an old reading moved")


def null_result_time(service):
    """Special case 2, and the note of table 12."""
    ids = whole(service)
    one = holds(service, f"Observations({ids['Observations']})", {"phenomenonTime": AT})
    want("resultTime" in one and one["resultTime"] is None, f"resultTime is {one.get('resultTime')}")
    begin = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=5)
    timeless = service.post(f"Datastreams({ids['Datastreams']})/Observations", {"result": 3})
    one = service.get(f"Observations({timeless})")
    want(one["resultTime"] is None, f"resultTime is {one['resultTime']}")
    taken = datetime.datetime.fromisoformat(one["phenomenonTime"].replace("Z", "+00:00"))
    want(begin < taken < begin + datetime.timedelta(minutes=1), f"phenomenonTime is {taken}, not the server's time")


def links_to_existing(service):
    """Each type, by the ids of what exists."""
    ids = whole(service)
    thing = service.post("Things", THING | {"Locations": [link(ids["Locations"])]})
    want(service.ids(f"Things({thing})/Locations") == [ids["Locations"]], "Things/Locations")
    location = service.post("Locations", address() | {"Things": [link(thing)]})
    want(location in service.ids(f"Things({thing})/Locations"), "Locations/Things")
    stream = service.post("Datastreams", datastream(Thing=link(thing), Sensor=link(ids["Sensors"]),
                                                    ObservedProperty=link(ids["ObservedProperties"])))
    for name, wanted in (("Thing", thing), ("Sensor", ids["Sensors"]), ("ObservedProperty", ids["ObservedProperties"])):
        want(service.get(f"Datastreams({stream})/{name}")["@iot.id"] == wanted, f"Datastreams/{name}")
    one = service.post("Observations", {"result": 1, "Datastream": link(stream),
                                        "FeatureOfInterest": link(ids["FeaturesOfInterest"])})
    want(service.get(f"Observations({one})/Datastream")["@iot.id"] == stream, "Observations/Datastream")
    want(service.get(f"Observations({one})/FeatureOfInterest")["@iot.id"] == ids["FeaturesOfInterest"], "FeatureOfInterest")
    past = service.post("HistoricalLocations", {"time": AT, "Thing": link(thing), "Locations": [link(location)]})
    want(service.get(f"HistoricalLocations({past})/Thing")["@iot.id"] == thing, "HistoricalLocations/Thing")
    want(service.ids(f"HistoricalLocations({past})/Locations") == [location], "HistoricalLocations/Locations")


def deep_inserts(service):
    """Each type with all that may be nested in it: what createEntitiesWithDeepInsert sends, and the rest."""
    stream = datastream(Sensor=SENSOR, ObservedProperty=PROPERTY, Observations=[
        {"phenomenonTime": AT, "result": 10, "FeatureOfInterest": feature()}])
    thing = service.post("Things", THING | {"Locations": [place(), address()], "Datastreams": [stream, stream],
                                            "HistoricalLocations": [{"time": AT, "Locations": [place(-3.6)]}]})
    want(len(service.ids(f"Things({thing})/Datastreams")) == 2, "Things/Datastreams")
    want([one["encodingType"] for one in service.values(f"Things({thing})/Locations?$orderby=id")]
         == ["application/geo+json", "text/plain"], "Things/Locations")
    want(len(service.ids(f"Things({thing})/HistoricalLocations")) == 2, "Things/HistoricalLocations")
    first = service.ids(f"Things({thing})/Datastreams?$orderby=id")[0]
    holds(service, f"Datastreams({first})", datastream())
    holds(service, f"Datastreams({first})/Sensor", SENSOR)
    holds(service, f"Datastreams({first})/ObservedProperty", PROPERTY)
    [one] = service.ids(f"Datastreams({first})/Observations")
    holds(service, f"Observations({one})", {"phenomenonTime": AT, "result": 10})
    holds(service, f"Observations({one})/FeatureOfInterest", feature())
    observation = service.post("Observations", {
        "result": 100, "FeatureOfInterest": feature(),
        "Datastream": datastream(Thing=THING | {"Locations": [place()]}, Sensor=SENSOR, ObservedProperty=PROPERTY)})
    holds(service, f"Observations({observation})/Datastream/Thing", THING)
    location = service.post("Locations", place() | {
        "Things": [THING], "HistoricalLocations": [{"time": AT, "Thing": THING}]})
    holds(service, f"Things({service.ids(f'Locations({location})/Things')[0]})", THING)
    want(AT in [past["time"] for past in service.values(f"Locations({location})/HistoricalLocations")], "Locations' past")
    past = service.post("HistoricalLocations", {"time": AT, "Thing": THING, "Locations": [place(-3.7)]})
    holds(service, f"HistoricalLocations({past})/Thing", THING)
    for name, body, nested in (
            ("Sensors", SENSOR, datastream(Thing=THING, ObservedProperty=PROPERTY)),
            ("ObservedProperties", PROPERTY, datastream(Thing=THING, Sensor=SENSOR))):
        one = service.post(name, body | {"Datastreams": [nested]})
        [inner] = service.ids(f"{name}({one})/Datastreams")
        holds(service, f"Datastreams({inner})/Thing", THING)
    foi = service.post("FeaturesOfInterest", feature() | {"Observations": [{"result": 5, "Datastream": link(first)}]})
    want(len(service.ids(f"FeaturesOfInterest({foi})/Observations")) == 1, "FeaturesOfInterest/Observations")


def ignores_ids(service):
    """An id in what is to be created is the server's to give."""
    thing = service.post("Things", THING | {"@iot.id": 987654, "Locations": [place() | {"@iot.id": 987654}], "Datastreams": [
        datastream(Sensor=SENSOR | {"@iot.id": 987654}, ObservedProperty=PROPERTY)]})
    want(thing != 987654, "the client gave the id")
    [location] = service.ids(f"Things({thing})/Locations")
    want(location != 987654, "the client gave the nested id")
    holds(service, f"Locations({location})", place())
    [stream] = service.ids(f"Things({thing})/Datastreams")
    holds(service, f"Datastreams({stream})/Sensor", SENSOR)


def all_or_nothing(service):
    ids = whole(service)
    before = totals(service)
    no_unit = {"name": "d", "description": "d", "observationType": MEASUREMENT}
    for body in (
            # A mandatory property, a mandatory relation, a link to nothing: deep inside, after what is right.
            THING | {"Locations": [place()], "Datastreams": [no_unit | {"Sensor": SENSOR, "ObservedProperty": PROPERTY}]},
            THING | {"Locations": [place()], "Datastreams": [datastream(Sensor=SENSOR)]},
            THING | {"Locations": [place(), {"name": "x"}]},
            THING | {"Locations": [place()], "Datastreams": [datastream(Sensor=SENSOR, ObservedProperty=link(999999))]},
            THING | {"Locations": [place()], "Datastreams": [
                datastream(Sensor=SENSOR, ObservedProperty=PROPERTY, Observations=[{"result": 1}, {}])]},
            # A place is missing that the nested Observation's feature would be made of.
            THING | {"Datastreams": [datastream(Sensor=SENSOR, ObservedProperty=PROPERTY, Observations=[{"result": 1}])]}):
        service.refused("POST", "Things", body, 400, 409)
    service.refused("POST", "Datastreams", datastream(Sensor=SENSOR, ObservedProperty=PROPERTY), 400, 409)
    service.refused("POST", "Observations", {"result": 1, "FeatureOfInterest": {"name": "x", "description": "x"},
                                             "Datastream": link(ids["Datastreams"])}, 400, 409)
    service.refused("POST", "Locations", place() | {"Things": [{"name": "no description"}]}, 400, 409)
    service.refused("POST", "Sensors", SENSOR | {"Datastreams": [datastream(Thing=THING)]}, 400, 409)
    want(totals(service) == before, f"left behind: {totals(service)}, before {before}")


# ---- Where Things are and were ----

def remembers_places(service):
    """With each new Location a HistoricalLocation of now, which has it."""
    ids = whole(service)
    thing = f"Things({ids['Things']})"
    begin = service.get(f"HistoricalLocations({ids['HistoricalLocations']})")["time"]
    want(service.ids(f"HistoricalLocations({ids['HistoricalLocations']})/Locations") == [ids["Locations"]], "of the first")
    posted = service.post(f"{thing}/Locations", place(-3.5))
    given = service.post("Locations", place(-3.6) | {"Things": [link(ids["Things"])]})
    service.change(thing, {"Locations": [link(ids["Locations"])]})
    past = service.values(f"{thing}/HistoricalLocations?$orderby=time,id&$expand=Locations")
    want([[one["@iot.id"] for one in entry["Locations"]] for entry in past]
         == [[ids["Locations"]], [posted], [given], [ids["Locations"]]], str(past))
    want(begin <= past[1]["time"] <= past[3]["time"], "they are not in the order of time")
    want(service.ids(f"{thing}/Locations") == [ids["Locations"]], "it is where it was last said to be")


def takes_places_by_hand(service):
    """8.2.3: a HistoricalLocation that is the latest moves the Thing; an earlier one does not."""
    ids = whole(service)
    thing = f"Things({ids['Things']})"
    earlier = service.post(f"{thing}/HistoricalLocations", {"time": AT, "Locations": [place(-3.6)]})
    want(service.ids(f"{thing}/Locations") == [ids["Locations"]], "the past moved the Thing")
    later = service.post(f"{thing}/HistoricalLocations", {"time": "2036-01-01T00:00:00Z", "Locations": [place(-3.7)]})
    now = service.ids(f"{thing}/Locations")
    want(now == service.ids(f"HistoricalLocations({later})/Locations"), f"the Thing is at {now}")
    want(len(service.ids(f"{thing}/HistoricalLocations")) == 3, "a HistoricalLocation more than was said")
    want(earlier in service.ids(f"{thing}/HistoricalLocations"), "the earlier one is gone")


# ---- Changing ----

CHANGES = {
    "Things": [{"description": "changé"}, {"name": "changé"}, {"properties": {"a": 0.1}}],
    "Locations": [{"location": {"type": "Point", "coordinates": [-3.1, 47.5]}}, {"name": "changé"},
                  {"encodingType": "application/vnd.geo+json"}],
    "HistoricalLocations": [{"time": "2015-07-01T00:00:00Z"}],
    "Sensors": [{"metadata": "changé"}, {"metadata": {"a": [1, None]}}, {"encodingType": "text/html"}],
    "ObservedProperties": [{"description": "changé"}, {"definition": "https://exemple.test/autre"}],
    "FeaturesOfInterest": [{"feature": {"type": "Point", "coordinates": [-3, 47]}}, {"properties": {"a": True}}],
    "Datastreams": [{"description": "changé"}, {"unitOfMeasurement": {"name": "a", "symbol": "b", "definition": "c"}},
                    {"observationType": MEASUREMENT + "2"}],
    "Observations": [{"phenomenonTime": "2015-07-01T00:40:00Z"}, {"result": "texte"}, {"result": None},
                     {"resultTime": "2015-07-01T00:41:00Z"}, {"resultTime": None}, {"parameters": {"a": 1}},
                     {"resultQuality": "bonne"}, {"validTime": "2015-07-01T00:00:00Z/2015-07-02T00:00:00Z"}],
}


def patches(service):
    """What is sent is replaced, what is not stays: for each type."""
    ids = whole(service)
    for name, bodies in CHANGES.items():
        path = f"{name}({ids[name]})"
        for body in bodies:
            before = service.get(path)
            service.change(path, body)
            want(service.get(path) == before | body, f"PATCH {path} {body}: {service.get(path)}")


def keeps_parts(service):
    """Of a complex property, what is not sent stays."""
    ids = whole(service)
    path = f"Datastreams({ids['Datastreams']})"
    service.change(path, {"unitOfMeasurement": {"symbol": "klm"}})
    holds(service, path, {"unitOfMeasurement": UNIT | {"symbol": "klm"}})
    service.change(path, {"unitOfMeasurement": {"definition": None}})
    holds(service, path, {"unitOfMeasurement": UNIT | {"symbol": "klm", "definition": None}})


def ignores_what_cannot_change(service):
    ids = whole(service)
    for name in ENTITIES:
        path = f"{name}({ids[name]})"
        before = service.get(path)
        service.change(path, {"@iot.id": 987654, "@iot.selfLink": "https://exemple.test/"})
        want(service.get(path) == before, f"{path} changed: {service.get(path)}")
        want(service.ask("GET", f"{name}(987654)").status == 404, f"{name} took another id")
    path = f"Datastreams({ids['Datastreams']})"
    before = service.get(path)
    service.change(path, {"phenomenonTime": "2001-01-01T00:00:00Z/2002-01-01T00:00:00Z"})
    want(service.get(path) == before, f"{path} changed: {service.get(path)}")


def patches_no_content(service):
    """Inline entities: refused (invalidPatchEntities, and every other link of every type)."""
    ids = whole(service)
    inline = {"Thing": THING, "Things": [THING], "Location": place(), "Locations": [place()],
              "HistoricalLocations": [{"time": AT}], "Datastream": datastream(), "Datastreams": [datastream()],
              "Sensor": SENSOR, "ObservedProperty": PROPERTY, "Observations": [{"result": 92122}],
              "FeatureOfInterest": feature()}
    before = totals(service)
    for name, entity in ENTITIES.items():
        for member in entity.to_one + entity.to_many:
            service.refused("PATCH", f"{name}({ids[name]})", {member: inline[member]}, 400)
            nothing = link(999999) if member in entity.to_one else [link(999999)]
            service.refused("PATCH", f"{name}({ids[name]})", {member: nothing}, 400)
    want(totals(service) == before, "a change that was refused left something behind")


def patches_links(service):
    """Links to one are replaced, those to many are added to: every link of every type."""
    for name, entity in ENTITIES.items():
        for member in entity.to_one + entity.to_many:
            ids, others = whole(service), whole(service, Locations=[address()])
            target = SET_OF.get(member, member)
            path = f"{name}({ids[name]})"
            one = link(others[target])
            service.change(path, {member: one if member in entity.to_one else [one]})
            if member in entity.to_one:
                want(service.get(f"{path}/{member}")["@iot.id"] == others[target], f"{path}/{member} is the old one")
            else:
                want(sorted(service.ids(f"{path}/{member}")) == [ids[target], others[target]],
                     f"{path}/{member}: {service.ids(f'{path}/{member}')}")


def moves_with_place(service):
    """Locations of one Thing have different encodings (table 3): one of the same encoding takes the other's place."""
    ids = whole(service, Locations=[place()])
    thing = f"Things({ids['Things']})"
    words, there = service.post("Locations", address()), service.post("Locations", place(-3.5))
    service.change(thing, {"Locations": [link(words)]})
    service.change(thing, {"Locations": [link(there)]})
    want(sorted(service.ids(f"{thing}/Locations")) == [words, there], str(service.ids(f"{thing}/Locations")))


def keeps_features(service):
    """A reading's feature of interest stays its own when the reading or its Datastream moves to another Thing."""
    ids, others = whole(service), whole(service, Locations=[place(-3.9)])
    reading = f"Observations({ids['Observations']})"
    service.change(reading, {"Datastream": link(others["Datastreams"])})
    want(service.get(f"{reading}/FeatureOfInterest")["@iot.id"] == ids["FeaturesOfInterest"], "it took the other's place")
    ids = whole(service)
    service.change(f"Datastreams({ids['Datastreams']})", {"Thing": link(others["Things"])})
    want(service.get(f"Observations({ids['Observations']})/FeatureOfInterest")["@iot.id"] == ids["FeaturesOfInterest"],
         "the old reading moved")
    new = service.post(f"Datastreams({ids['Datastreams']})/Observations", {"result": 1})
    want(service.get(f"Observations({new})/FeatureOfInterest")["feature"] == place(-3.9)["location"], "the old place")


def patches_where_it_is(service):
    """Any address of one entity; none of what does not exist, and not by a link that does not lead there."""
    ids, others = whole(service), whole(service)
    service.change(f"Datastreams({ids['Datastreams']})/Sensor", {"name": "par le lien"})
    holds(service, f"Sensors({ids['Sensors']})", {"name": "par le lien"})
    service.change(f"Things({ids['Things']})/Datastreams({ids['Datastreams']})", {"name": "par le chemin"})
    holds(service, f"Datastreams({ids['Datastreams']})", {"name": "par le chemin"})
    service.refused("PATCH", f"Things({ids['Things']})/Datastreams({others['Datastreams']})", {"name": "x"}, 404)
    holds(service, f"Datastreams({others['Datastreams']})", {"name": "Lumière"})
    for name in ENTITIES:
        service.refused("PATCH", f"{name}(999999)", {}, 404)


def has_no_put(service):
    """10.3.1: a service without PUT answers 501; nothing changes."""
    ids = whole(service)
    for name in ENTITIES:
        path = f"{name}({ids[name]})"
        before = service.get(path)
        service.refused("PUT", path, before, 501)
        want(service.get(path) == before, f"{path} changed")
    service.refused("PUT", "Things", THING, 501)


def has_no_json_patch(service):
    ids = whole(service)
    answer = service.ask("PATCH", f"Things({ids['Things']})", [{"op": "replace", "path": "/name", "value": "x"}],
                         "application/json-patch+json")
    want(answer.status in (415, 501), f"{answer.status} {answer.text}")
    holds(service, f"Things({ids['Things']})", THING)


# ---- Deleting ----

# Table 25: what goes with an entity, besides itself.
GOES_WITH = {
    "Things": ["Datastreams", "HistoricalLocations", "Observations"],
    "Locations": ["HistoricalLocations"],
    "HistoricalLocations": [],
    "Datastreams": ["Observations"],
    "Sensors": ["Datastreams", "Observations"],
    "ObservedProperties": ["Datastreams", "Observations"],
    "Observations": [],
    "FeaturesOfInterest": ["Observations"],
}


def deletes_with(name):
    def check(service):
        ids, others = whole(service), whole(service)
        answer = service.ask("DELETE", f"{name}({ids[name]})")
        want(answer.status in (200, 204), f"{answer.status} {answer.text}")
        for other in ENTITIES:
            gone = service.ask("GET", f"{other}({ids[other]})").status
            want(gone == (404 if other == name or other in GOES_WITH[name] else 200), f"{other}: {gone}")
            want(service.ask("GET", f"{other}({others[other]})").status == 200, f"{other} of another Thing is gone")
        # No link leads to what is gone.
        for other, entity in ENTITIES.items():
            if other == name or other in GOES_WITH[name]:
                continue
            for target in entity.to_many:
                want(ids[target] not in service.ids(f"{other}({ids[other]})/{target}")
                     or service.ask("GET", f"{target}({ids[target]})").status == 200, f"{other}/{target} leads to nothing")

    return f"{name}: with {', '.join(GOES_WITH[name]) or 'nothing else'}", check


def deletes_only_what_is(service):
    before = totals(service)
    for name in ENTITIES:
        service.refused("DELETE", f"{name}(9223372036854775807)", None, 404)
    ids, others = whole(service), whole(service)
    service.refused("DELETE", f"Things({ids['Things']})/Datastreams({others['Datastreams']})", None, 404)
    want(service.ask("DELETE", f"Datastreams({ids['Datastreams']})/Observations({ids['Observations']})").status == 200,
         "by a path")
    want(totals(service)["Observations"] == before["Observations"] + 1, "not just the one")


TABLE = [
    Requirement("create-update-delete/create-entity",
                "POST at a set or a navigationLink; Location header; table 24; a feature of interest; resultTime null", [
        ("each of the eight", creates_each),
        ("201, with the own link as Location", answers_created),
        ("at each navigationLink: linked to where it was sent", links_by_place),
        ("without what table 24 or its own table asks: refused", refuses_incomplete),
        ("without FeatureOfInterest: one of the Thing's Location", makes_the_feature),
        ("without resultTime: null; without phenomenonTime: now", null_result_time),
    ]),
    Requirement("create-update-delete/link-to-existing-entities", "by the ids in the body", [
        ("each type", links_to_existing),
    ]),
    Requirement("create-update-delete/deep-insert", "with related entities inline; ids ignored; all or nothing", [
        ("each type, with all that may be nested", deep_inserts),
        ("ids in the body", ignores_ids),
        ("nothing of what is wrong somewhere", all_or_nothing),
    ]),
    Requirement("create-update-delete/deep-insert-status-code", "201 and the Location header", [
        ("a Thing with all of it", whole),
    ]),
    Requirement("create-update-delete/update-entity", "PATCH: what is sent replaces; links are replaced or added; 404; no PUT", [
        ("each type, property by property", patches),
        ("parts of a complex property", keeps_parts),
        ("ids and what is computed are ignored", ignores_what_cannot_change),
        ("inline entities are refused", patches_no_content),
        ("each link of each type", patches_links),
        ("a Location of the same encoding takes the place of the other", moves_with_place),
        ("readings keep their feature of interest", keeps_features),
        ("at any address of one entity, and of none that does not exist", patches_where_it_is),
        ("PUT: 501", has_no_put),
    ]),
    Requirement("create-update-delete/delete-entity", "with what table 25 says, and the relations; 404", [
        *[deletes_with(name) for name in GOES_WITH],
        ("of what does not exist: 404", deletes_only_what_is),
    ]),
    Requirement("create-update-delete/historical-location-auto-creation", "for each new Location of a Thing", [
        ("nested, at the link, by the other side, by a change", remembers_places),
    ]),
    Requirement("create-update-delete/historical-location-manual-creation", "the latest one moves the Thing", [
        ("an earlier one, a later one", takes_places_by_hand),
    ]),
]
