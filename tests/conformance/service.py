# SPDX-License-Identifier: GPL-3.0-or-later
"""The real vigie-ingest on a loopback port, and the small words that the tables of requirements are written in."""
import http.client
import json
import os
import pathlib
import re
import subprocess
import tempfile
import typing
import urllib.parse

ROOT = "http://www.opengis.net/spec/iot_sensing/1.1/req/"
MEASUREMENT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"


class Unmet(Exception):
    """A requirement is not met."""


def want(condition, words):
    if not condition:
        raise Unmet(words)


class Requirement(typing.NamedTuple):
    """A line of the tables."""

    name: str  # what follows ROOT
    asks: str  # in a few words
    checks: list  # of (words, function of a Service that raises Unmet)


class Entity(typing.NamedTuple):
    """What the tables of 18-088, 8.2 say of a type."""

    name: str
    mandatory: dict  # property: its type
    optional: dict
    to_one: list  # links
    to_many: list


def is_instant(value):
    return isinstance(value, str) and bool(
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value))


def is_time(value):
    return isinstance(value, str) and all(is_instant(part) for part in value.split("/")) and value.count("/") < 2


def is_interval(value):
    return is_time(value) and "/" in value


def is_text(value):
    return isinstance(value, str)


def is_object(value):
    return isinstance(value, dict)


def is_unit(value):
    return is_object(value) and set(value) == {"name", "symbol", "definition"}


def is_anything(value):
    return True


NAMED = {"name": is_text, "description": is_text}
ENTITIES = {
    "Things": Entity("Thing", NAMED, {"properties": is_object}, [], ["Locations", "HistoricalLocations", "Datastreams"]),
    "Locations": Entity("Location", NAMED | {"encodingType": is_text, "location": is_anything},
                        {"properties": is_object}, [], ["Things", "HistoricalLocations"]),
    "HistoricalLocations": Entity("HistoricalLocation", {"time": is_instant}, {}, ["Thing"], ["Locations"]),
    "Datastreams": Entity("Datastream", NAMED | {"unitOfMeasurement": is_unit, "observationType": is_text},
                          {"properties": is_object, "observedArea": is_object, "phenomenonTime": is_interval,
                           "resultTime": is_interval},
                          ["Thing", "Sensor", "ObservedProperty"], ["Observations"]),
    "Sensors": Entity("Sensor", NAMED | {"encodingType": is_text, "metadata": is_anything}, {"properties": is_object},
                      [], ["Datastreams"]),
    "ObservedProperties": Entity("ObservedProperty", NAMED | {"definition": is_text}, {"properties": is_object},
                                 [], ["Datastreams"]),
    "Observations": Entity("Observation",
                           {"phenomenonTime": is_time, "result": is_anything,
                            "resultTime": lambda value: value is None or is_instant(value)},
                           {"resultQuality": is_anything, "validTime": is_time, "parameters": is_object},
                           ["Datastream", "FeatureOfInterest"], []),
    "FeaturesOfInterest": Entity("FeatureOfInterest", NAMED | {"encodingType": is_text, "feature": is_anything},
                                 {"properties": is_object}, [], ["Observations"]),
}
SET_OF = {entity.name: name for name, entity in ENTITIES.items()}


class Answer(typing.NamedTuple):
    status: int
    headers: dict
    text: str

    @property
    def json(self):
        try:
            return json.loads(self.text)
        except ValueError as error:
            raise Unmet(f"the answer is no JSON: {self.text[:300]}") from error


class Service:
    """A server with a store of its own."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory(prefix="vigie-conformance-")
        self.process = subprocess.Popen(
            [program, "--store", str(pathlib.Path(self.folder.name) / "store.sqlite"), "--listen", "127.0.0.1:0",
             "--exit-with-parent"],
            stdout=subprocess.PIPE, text=True, env=dict(os.environ, LANGUAGE="en"))
        self.root = self.process.stdout.readline().strip().rpartition(" ")[2]
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.root).netloc, timeout=30)

    def stop(self):
        self.connection.close()
        self.process.terminate()
        status = self.process.wait(timeout=30)
        self.folder.cleanup()
        return status

    def ask(self, method, path, body=None, content_type="application/json"):
        """@path below the service's root, or one of its own links; spaces as they are."""
        address = path if path.startswith("http") else f"{self.root}/{path}".rstrip("/")
        want(address.startswith(self.root), f"{address} leads away from {self.root}")
        where = urllib.parse.quote(address[address.index("/v1.1"):], safe="/?$&=()',;:@%!*")
        data = None if body is None else json.dumps(body).encode()
        try:
            self.connection.request(method, where, data, {} if data is None else {"Content-Type": content_type})
            response = self.connection.getresponse()
        except (http.client.HTTPException, OSError) as error:
            self.connection.close()
            raise Unmet(f"{method} {path}: no answer on a connection that was to be kept: {error!r}") from error
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()},
                      response.read().decode())

    def get(self, path):
        answer = self.ask("GET", path)
        want(answer.status == 200, f"GET {path}: {answer.status} {answer.text[:300]}")
        return answer.json

    def values(self, path):
        return self.get(path)["value"]

    def ids(self, path):
        return [entity["@iot.id"] for entity in self.values(path)]

    def post(self, path, body):
        """Creates; gives the id of what its Location header names."""
        answer = self.ask("POST", path, body)
        want(answer.status == 201, f"POST {path}: {answer.status} {answer.text[:300]}")
        link = answer.headers.get("location", "")
        set_name = re.sub(r"\(.*?\)$", "", path).rpartition("/")[2]
        found = re.fullmatch(re.escape(f"{self.root}/{set_name}(") + r"(\d+)\)", link)
        want(found, f"POST {path}: Location: {link}")
        want(self.get(link)["@iot.selfLink"] == link, f"{link} is not the entity's own link")
        return int(found[1])

    def change(self, path, body):
        answer = self.ask("PATCH", path, body)
        want(answer.status in (200, 204), f"PATCH {path}: {answer.status} {answer.text[:300]}")

    def refused(self, method, path, body, *statuses):
        answer = self.ask(method, path, body)
        want(answer.status in statuses, f"{method} {path} {json.dumps(body)}: {answer.status} {answer.text[:300]}")
        return answer


# ---- Checks of one request ----

def gives(path, ids=None, more=None, count=None, **members):
    """The set at @path: its ids in their order ("1 2 3"), whether a nextLink leads on, its @iot.count, and other members
    of its entities in their order."""

    def check(service):
        page = service.get(path)
        value = page["value"]
        if ids is not None:
            found = " ".join(str(entity["@iot.id"]) for entity in value)
            want(found == ids, f"{path}: {found}, not {ids}")
        for name, wanted in members.items():
            found = [entity.get(name) for entity in value]
            want(found == wanted, f"{path}: {name} {found}, not {wanted}")
        if more is not None:
            want(("@iot.nextLink" in page) == more, f"{path}: {'no' if more else 'a'} nextLink")
        if count is not None:
            want(page.get("@iot.count") == count, f"{path}: @iot.count {page.get('@iot.count')}, not {count}")
        else:
            want("@iot.count" not in page, f"{path}: an @iot.count that nobody asked for")

    return path, check


def is_as(path, wanted):
    """The JSON at @path is @wanted; "ROOT" in it stands for the service's."""

    def check(service):
        found = service.get(path)
        whole = json.loads(json.dumps(wanted).replace("ROOT", service.root))
        want(found == whole, f"{path}: {json.dumps(found)[:400]}, not {json.dumps(whole)[:400]}")

    return path, check


def is_text_of(path, wanted):
    """The raw value at @path."""

    def check(service):
        answer = service.ask("GET", path)
        want(answer.status == 200 and answer.text == wanted, f"{path}: {answer.status} {answer.text[:300]}, not {wanted}")
        want(answer.headers["content-type"].startswith("text/plain"), f"{path}: {answer.headers['content-type']}")

    return path, check


def answers(status, path, method="GET", body=None):
    """The status alone, with the reason as JSON where it is one of failure."""

    def check(service):
        answer = service.ask(method, path, body)
        want(answer.status == status, f"{method} {path}: {answer.status} {answer.text[:300]}, not {status}")
        if status >= 400:
            want(answer.json["code"] == status and answer.json["message"], f"{path}: no reason is told: {answer.text}")

    return f"{method} {path} is answered by {status}", check
