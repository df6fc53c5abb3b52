# SPDX-License-Identifier: GPL-3.0-or-later
"""OGC 18-088, A.1: SensorThings Read (Core)."""
import json

from service import ENTITIES, SET_OF, Requirement, answers, gives, is_as, is_text_of, want
from territory import PLACES

# ---- A.1.1 to A.1.9: what entities are made of ----


def walk(service):
    """Every entity of every set, once from its set and once from its own address."""
    for name, entity in ENTITIES.items():
        listed = service.values(name)
        want(listed, f"{name} is empty: nothing was checked")
        for one in listed:
            yield name, entity, one
            yield name, entity, service.get(f"{name}({one['@iot.id']})")


def has_control_information(service):
    seen = set()
    for name, entity, one in walk(service):
        want(isinstance(one.get("@iot.id"), int), f"{name}: @iot.id {one.get('@iot.id')}")
        link = f"{service.root}/{name}({one['@iot.id']})"
        want(one.get("@iot.selfLink") == link, f"{link}: @iot.selfLink {one.get('@iot.selfLink')}")
        seen.add(link)
        links = {member.removesuffix("@iot.navigationLink") for member in one if member.endswith("@iot.navigationLink")}
        want(links == {*entity.to_one, *entity.to_many}, f"{link}: links {links}")
    want(len(seen) == 2 + 2 + 4 + 4 + 4 + 3 + 12 + 2, f"{len(seen)} own links are told apart")


def self_links_lead_back(service):
    for name in ENTITIES:
        for one in service.values(name):
            want(service.get(one["@iot.selfLink"]) == one, f"{one['@iot.selfLink']} is another entity, or shows it otherwise")


def properties_of(name):
    """Every mandatory property, of its type; nothing but them and the optional ones."""
    entity = ENTITIES[name]

    def check(service):
        for found, _, one in walk(service):
            if found != name:
                continue
            where = one["@iot.selfLink"]
            for member, is_right in entity.mandatory.items():
                want(member in one and is_right(one[member]), f"{where}: {member} is {json.dumps(one.get(member))}")
            for member, value in one.items():
                if "@iot." not in member and member not in entity.mandatory:
                    want(member in entity.optional, f"{where}: {member} is no property of it")
                    want(entity.optional[member](value), f"{where}: {member} is {json.dumps(value)}")

    return "every mandatory property, of its type, and no others than the optional ones", check


def shows_optional(name, *members):
    """That what was given comes back: an optional property is not one that is never there."""

    def check(service):
        for member in members:
            want(any(member in one for one in service.values(name)), f"no {name} has {member}")

    return f"the optional {', '.join(members)}", check


def relations_of(name):
    entity = ENTITIES[name]

    def check(service):
        for one in service.values(name):
            for link in entity.to_one:
                there = service.get(one[f"{link}@iot.navigationLink"])
                want(there["@iot.selfLink"].startswith(f"{service.root}/{SET_OF[link]}("),
                     f"{one['@iot.selfLink']}/{link} is {there['@iot.selfLink']}")
            for link in entity.to_many:
                there = service.values(one[f"{link}@iot.navigationLink"])
                # The links back from there name this one.
                for other in there:
                    back = entity.name if entity.name in ENTITIES[link].to_one else name
                    others = (service.ids(other[f"{back}@iot.navigationLink"]) if back == name
                              else [service.get(other[f"{back}@iot.navigationLink"])["@iot.id"]])
                    want(one["@iot.id"] in others, f"{other['@iot.selfLink']}/{back} does not lead back")

    return "every link leads to what it says, and from there back", check


def model(part, name, words, optional=()):
    checks = [properties_of(name)]
    if optional:
        checks.append(shows_optional(name, *optional))
    return [Requirement(f"datamodel/{part}/properties", f"{ENTITIES[name].name}: {words}", checks),
            Requirement(f"datamodel/{part}/relations",
                        f"{ENTITIES[name].name}: {', '.join(ENTITIES[name].to_one + ENTITIES[name].to_many)}",
                        [relations_of(name)])]


# ---- A.1.10: resource paths ----

def service_document(service):
    document = service.get("")
    named = {entry["name"]: entry["url"] for entry in document["value"]}
    want(named == {name: f"{service.root}/{name}" for name in ENTITIES}, f"the sets are {named}")
    want(isinstance(document["serverSettings"]["conformance"], list), "no list of what the server conforms to")


def sets_are_lists(service):
    for name in ENTITIES:
        page = service.get(name)
        want(isinstance(page["value"], list) and "@iot.nextLink" not in page, f"{name}: {json.dumps(page)[:200]}")


def properties_have_addresses(service):
    """Each property as an object of one member, and its raw value: as the suite Capability1Tests reads them."""
    for name, entity in ENTITIES.items():
        one = service.values(name)[0]
        for member in entity.mandatory:
            alone = service.get(f"{name}({one['@iot.id']})/{member}")
            want(alone == {member: one[member]}, f"{name}/{member}: {alone}")
            raw = service.ask("GET", f"{name}({one['@iot.id']})/{member}/$value")
            want(raw.status == 200, f"{name}/{member}/$value: {raw.status} {raw.text}")
            if isinstance(one[member], dict):
                want(json.loads(raw.text) == one[member], f"{name}/{member}/$value: {raw.text}")
            else:
                want(raw.text == str(one[member]), f"{name}/{member}/$value: {raw.text}")


def paths_to_four_levels(service):
    """Every chain of links of four steps, and the references at each: the suite's own walk."""
    seen = 0

    def follow(path, name, is_set, level):
        nonlocal seen
        seen += 1
        found = service.get(path)
        one = found["value"][0] if is_set else found
        want(ENTITIES[name].mandatory.keys() <= one.keys(), f"{path} is no {name}")
        references = service.get(f"{path}/$ref")
        if is_set:
            want(references["value"] == [{"@iot.selfLink": other["@iot.selfLink"]} for other in found["value"]],
                 f"{path}/$ref: {references}")
        else:
            want(references == {"@iot.selfLink": one["@iot.selfLink"]}, f"{path}/$ref: {references}")
        if level == 4:
            return
        here = f"{path}({one['@iot.id']})" if is_set else path
        want(service.get(here)["@iot.selfLink"] == one["@iot.selfLink"], f"{here} is another entity")
        for link in ENTITIES[name].to_one:
            follow(f"{here}/{link}", SET_OF[link], False, level + 1)
        for link in ENTITIES[name].to_many:
            follow(f"{here}/{link}", link, True, level + 1)

    for name in ENTITIES:
        follow(name, name, True, 1)
    want(seen > 150, f"only {seen} paths were followed")


TABLE = [
    Requirement("datamodel/entity-control-information/common-control-information",
                "every entity has id, selfLink and a navigationLink for each relation", [
        ("ids, own links and links to others, in sets and alone", has_control_information),
        ("own links lead to the same entity", self_links_lead_back),
    ]),
    *model("thing", "Things", "name, description; properties", ["properties"]),
    *model("location", "Locations", "name, description, encodingType, location; properties"),
    *model("historical-location", "HistoricalLocations", "time"),
    *model("datastream", "Datastreams",
           "name, description, unitOfMeasurement, observationType; properties, observedArea, phenomenonTime, resultTime",
           ["observedArea", "phenomenonTime", "resultTime"]),
    *model("sensor", "Sensors", "name, description, encodingType, metadata; properties"),
    *model("observed-property", "ObservedProperties", "name, definition, description; properties"),
    *model("observation", "Observations", "phenomenonTime, result, resultTime; resultQuality, validTime, parameters",
           ["resultQuality", "validTime", "parameters"]),
    *model("feature-of-interest", "FeaturesOfInterest", "name, description, encodingType, feature; properties"),
    Requirement("resource-path/resource-path-to-entities", "the eight ways to address what is there (9.2)", [
        ("1: the sets and what the server conforms to", service_document),
        ("2: sets", sets_are_lists),
        gives("Things", ids="1 2"),
        gives("Datastreams(1)/Observations(1)/Datastream/Observations", ids="1 2 3"),
        # 3: one of a set
        answers(200, "Things(1)"),
        answers(404, "Things(3)"),
        answers(404, "Nothings"),
        # 4: a property, a property of a complex one
        ("4 and 5: each property, and its raw value", properties_have_addresses),
        is_as("Observations(1)/result", {"result": 1}),
        is_as("Datastreams(1)/unitOfMeasurement/symbol", {"symbol": "°C"}),
        is_as("Things(1)/properties/reference", {"reference": "first"}),
        is_as("Things(1)/properties/rooms/upstairs", {"upstairs": 1}),
        is_as("Things(1)/properties/rooms", {"rooms": {"upstairs": 1}}),
        answers(404, "Things(1)/nothing"),
        answers(404, "Things(1)/properties/nothing"),
        answers(404, "Things(1)/name/nothing"),
        answers(204, "Observations(3)/resultTime"),
        answers(204, "Observations(3)/validTime"),
        # 5: a raw value
        is_text_of("Observations(1)/result/$value", "1"),
        is_text_of("Observations(1)/phenomenonTime/$value", "2015-03-01T01:15:30Z"),
        is_text_of("Observations(2)/validTime/$value", "2015-03-02T00:00:00Z/2015-03-05T10:00:00Z"),
        is_text_of("Datastreams(1)/unitOfMeasurement/symbol/$value", "°C"),
        is_text_of("Things(1)/properties/rooms/upstairs/$value", "1"),
        # 6: related entities
        gives("Datastreams(1)/Observations", ids="1 2 3"),
        is_as("Observations(7)/FeatureOfInterest/feature", {"feature": {"type": "Point", "coordinates": PLACES[2]}}),
        answers(404, "Things(3)/Datastreams"),
        answers(404, "Things(1)/Sensors"),
        # 7: references
        is_as("Datastreams(1)/Observations/$ref", {"value": [
            {"@iot.selfLink": f"ROOT/Observations({number})"} for number in (1, 2, 3)]}),
        is_as("Things/$ref", {"value": [{"@iot.selfLink": "ROOT/Things(1)"}, {"@iot.selfLink": "ROOT/Things(2)"}]}),
        # 8: nested
        is_as("Datastreams(1)/Observations(1)/resultTime", {"resultTime": "2015-03-01T01:15:31Z"}),
        is_as("Datastreams(1)/Observations(1)/FeatureOfInterest/name", {"name": "location 1"}),
        answers(404, "Datastreams(1)/Observations(4)"),
        ("8: every chain of four links, each with its references", paths_to_four_levels),
    ]),
]
