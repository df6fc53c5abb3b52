# SPDX-License-Identifier: GPL-3.0-or-later
"""OGC 18-088, A.6: Data Array Extension, and the classes that vigie-ingest does not claim."""
from service import Requirement, answers, want
from writing import AT, datastream, has_no_json_patch, has_no_put, link, whole


def reads_arrays(service):
    """Grouped by Datastream; each row has a value for each component."""
    for path in ("Observations", "Datastreams(2)/Observations"):
        plain = {one["@iot.id"]: one for one in service.values(path)}
        groups = service.values(f"{path}?$resultFormat=dataArray")
        seen = []
        want(len({group["Datastream@iot.navigationLink"] for group in groups}) == len(groups), f"{path}: a group twice")
        for group in groups:
            stream = service.get(group["Datastream@iot.navigationLink"])
            names = group["components"]
            want({"id", "phenomenonTime", "result", "resultTime"} <= set(names), f"{path}: components {names}")
            want(group.get("dataArray@iot.count", len(group["dataArray"])) == len(group["dataArray"]), f"{path}: its count")
            for row in group["dataArray"]:
                want(len(row) == len(names), f"{path}: a row of {len(row)} values for {len(names)} components")
                values = dict(zip(names, row))
                one = plain[values.pop("id")]
                want(all(one.get(name) == value for name, value in values.items()), f"{path}: {values}, not {one}")
                want(service.get(f"Observations({one['@iot.id']})/Datastream") == stream, f"{path}: in another's group")
                seen.append(one["@iot.id"])
        want(sorted(seen) == sorted(plain), f"{path}: {seen}")


def reads_with_options(service):
    """$select, $top, $skip, $count, $orderby and $filter as ever."""
    path = ("Observations?$resultFormat=dataArray&$count=true&$top=2&$skip=1&$orderby=result desc&$select=id,result"
            "&$filter=result lt 12")
    page = service.get(path)
    want(page["@iot.count"] == 11 and "@iot.nextLink" in page, str(page))
    want([group["components"] for group in page["value"]] == [["id", "result"]] * 2, str(page))
    want([group["dataArray"] for group in page["value"]] == [[[10, 10]], [[9, 9]]], str(page))
    more = service.get(page["@iot.nextLink"])
    want([row[1] for group in more["value"] for row in group["dataArray"]] == [8, 7], str(more))
    service.refused("GET", "Observations?$resultFormat=dataArray&$expand=Datastream", None, 400)


def creates_arrays(service):
    """For two Datastreams at once; the links in the order of the rows; "error" for what is wrong."""
    ids, others = whole(service), whole(service)
    answer = service.ask("POST", "CreateObservations", [
        {"Datastream": link(ids["Datastreams"]), "components": ["phenomenonTime", "result", "FeatureOfInterest/id"],
         "dataArray@iot.count": 3,
         "dataArray": [["2010-12-23T10:20:00-07:00", 20, others["FeaturesOfInterest"]],
                       ["2010-12-23T10:21:00-07:00", 30, 999999],
                       ["2010-12-23T10:22:00-07:00", 40, ids["FeaturesOfInterest"]]]},
        {"Datastream": link(others["Datastreams"]), "components": ["phenomenonTime", "result", "resultTime"],
         "dataArray": [[AT, 65, AT], ["yesterday", 66, AT], [AT, 67]]},
        {"Datastream": link(999999), "components": ["phenomenonTime", "result"], "dataArray": [[AT, 1], [AT, 2]]}])
    want(answer.status == 201, f"{answer.status} {answer.text}")
    lines = answer.json
    want([line.startswith("error") for line in lines] == [False, True, False, False, True, True, True, True], str(lines))
    want([service.get(line)["result"] for line in lines if not line.startswith("error")] == [20, 40, 65], str(lines))
    want(service.get(f"{lines[0]}/FeatureOfInterest")["@iot.id"] == others["FeaturesOfInterest"], "the feature that was named")
    want(service.get(f"{lines[3]}/FeatureOfInterest")["@iot.id"] == others["FeaturesOfInterest"], "the feature of its place")
    want(service.get(f"{lines[0]}/Datastream")["@iot.id"] == ids["Datastreams"], "its Datastream")
    one = service.get(lines[0])
    want(one["phenomenonTime"] == "2010-12-23T17:20:00Z" and one["resultTime"] is None, str(one))
    want(service.get(lines[3])["resultTime"] == AT, "its resultTime")
    want(len(service.ids(f"Datastreams({ids['Datastreams']})/Observations")) == 3, "rows with an error were stored")
    for body in ({}, [1], [{"components": ["result"], "dataArray": [[1]]}],
                 [{"Datastream": link(ids["Datastreams"]), "dataArray": [[1]]}],
                 [{"Datastream": link(ids["Datastreams"]), "components": ["result"]}]):
        service.refused("POST", "CreateObservations", body, 400)


def has_error_without_place(service):
    thing = service.post("Things", {"name": "Sans lieu", "description": ""})
    ids = whole(service)
    stream = service.post("Datastreams", datastream(Thing=link(thing), Sensor=link(ids["Sensors"]),
                                                    ObservedProperty=link(ids["ObservedProperties"])))
    answer = service.ask("POST", "CreateObservations", [
        {"Datastream": link(stream), "components": ["phenomenonTime", "result"], "dataArray": [[AT, 1]]}])
    want(answer.status == 201 and answer.json[0].startswith("error"), f"{answer.status} {answer.text}")


def leads_on_by_itself(service):
    """More than a page that nobody limited: every one of them once, by the server's own links."""
    ids = whole(service)
    stream = f"Datastreams({ids['Datastreams']})/Observations"
    service.ask("POST", "CreateObservations", [
        {"Datastream": link(ids["Datastreams"]), "components": ["phenomenonTime", "result"],
         "dataArray": [[AT, number] for number in range(349)]}])
    page, found, pages = service.get(stream), [], 0
    while True:
        found += [one["@iot.id"] for one in page["value"]]
        pages += 1
        if "@iot.nextLink" not in page:
            break
        page = service.get(page["@iot.nextLink"])
    want(pages > 1, "350 on one page: the server limits nothing")
    want(len(found) == len(set(found)) == 350, f"{len(found)} on {pages} pages, {len(set(found))} of them different")
    above = service.get(f"{stream}?$top=1000000")
    want(len(above["value"]) == 350 or "@iot.nextLink" in above, "what is above the limit is lost")


READING = [
    Requirement("data-array/data-array", "Observations as arrays, by GET with $resultFormat=dataArray and by CreateObservations", [
        ("GET: groups, components, rows", reads_arrays),
        ("GET: with the other options", reads_with_options),
    ]),
]
WRITING = [
    Requirement("data-array/data-array", "", [
        ("POST: two Datastreams, with rows that are wrong", creates_arrays),
        ("POST: no place to make a feature of interest of", has_error_without_place),
    ]),
    Requirement("request-data/pagination", "", [
        ("350 Observations that nobody limited", leads_on_by_itself),
    ]),
]

# What the service document must not list, and how a client that tries learns it.
NOT_CLAIMED = [
    Requirement("create-update-delete/update-entity-put", "replacing by PUT", [("PUT: 501", has_no_put)]),
    Requirement("create-update-delete/update-entity-jsonpatch", "changing by JSON Patch", [
        ("JSON Patch is refused and changes nothing", has_no_json_patch)]),
    Requirement("batch-request/batch-request", "several requests in one", [answers(404, "$batch", "POST", {})]),
    *[Requirement(f"multi-datastream/{part}", "results of several properties", [answers(404, "MultiDatastreams")])
      for part in ("properties", "relations", "constraints")],
    # Those that need another protocol: nothing to ask here, but they are not to be listed.
    Requirement("create-observations-via-mqtt/observations-creation", "creating through MQTT", []),
    Requirement("receive-updates-via-mqtt/receive-updates", "notices through MQTT", []),
]
