# SPDX-License-Identifier: GPL-3.0-or-later
"""OGC 18-088, A.2: Filtering Extension."""
import datetime
import operator

from service import ENTITIES, SET_OF, Requirement, answers, gives, is_as, want

TWELVE = "1 2 3 4 5 6 7 8 9 10 11 12"


# ---- $expand and $select, of every type ----

def expands(service):
    """Each link alone, all at once, and each of the links after it: what Capability3Tests asks."""
    for name, entity in ENTITIES.items():
        links = entity.to_one + entity.to_many
        for path in (name, f"{name}(1)"):
            for link in links:
                check_expanded(service, path, [link])
                target = SET_OF.get(link, link)
                further = ENTITIES[target].to_one + ENTITIES[target].to_many
                for second in further:
                    check_expanded(service, path, [f"{link}/{second}"])
                check_expanded(service, path, [f"{link}/{second}" for second in further])
            check_expanded(service, path, links)


def check_expanded(service, path, paths):
    where = f"{path}?$expand={','.join(paths)}"
    found = service.get(where)
    for one in found["value"] if "value" in found else [found]:
        for chain in paths:
            check_chain(service, where, [one], chain.split("/"))


def check_chain(service, where, entities, chain):
    """That what is inline is what the link leads to."""
    link, *rest = chain
    for one in entities:
        want(link in one, f"{where}: {link} is not inline")
        inline = one[link] if isinstance(one[link], list) else [one[link]]
        own = service.get(f"{one['@iot.selfLink']}/{link}")
        own = own["value"] if "value" in own else [own]
        want([e["@iot.id"] for e in inline] == [e["@iot.id"] for e in own], f"{where}: {link} of {one['@iot.selfLink']}")
        for whole, short in zip(own, inline):
            missing = {m: v for m, v in whole.items() if "@iot.navigationLink" not in m and short.get(m) != v}
            want(not missing, f"{where}: {link} lacks {missing}")
        if rest:
            check_chain(service, where, inline, rest)


def selects(service):
    """Each property and link alone, then one more each time; of sets, of one, and of sets behind a link."""
    for name, entity in ENTITIES.items():
        members = [*entity.mandatory, *entity.to_one, *entity.to_many]
        for selected in [[member] for member in members] + [members[:n + 1] for n in range(len(members))]:
            for path in [name, f"{name}(1)"]:
                found = service.get(f"{path}?$select={','.join(selected)}")
                for one in found["value"] if "value" in found else [found]:
                    shown = {member.removesuffix("@iot.navigationLink") for member in one}
                    want(shown == set(selected), f"{path}?$select={','.join(selected)}: {sorted(shown)}")


# ---- $orderby, $filter, on every property ----

def key(value):
    """As the service orders: nothing first, numbers and texts each among themselves."""
    return (value is not None, value if not isinstance(value, dict) else str(value))


def orders(service):
    for name, entity in ENTITIES.items():
        for member in entity.mandatory:
            for words, reverse in (("", False), (" asc", False), (" desc", True)):
                path = f"{name}?$orderby={member}{words}"
                values = [one[member] for one in service.values(path)]
                if not any(isinstance(value, dict) for value in values):
                    want(values == sorted(values, key=key, reverse=reverse), f"{path}: {values}")
        # Several keys: the second among those that are alike in the first.
        member = next(iter(entity.mandatory))
        found = service.ids(f"{name}?$orderby={member},id desc")
        one = {e["@iot.id"]: e[member] for e in service.values(name)}
        want(found == sorted(sorted(one, reverse=True), key=lambda i: key(one[i])), f"{name}?$orderby={member},id desc")


OPERATORS = {"lt": operator.lt, "le": operator.le, "eq": operator.eq, "ne": operator.ne, "ge": operator.ge,
             "gt": operator.gt}


def literal(value):
    if isinstance(value, str) and not value[:4].isdigit():
        return "'" + value.replace("'", "''") + "'"
    return str(value)


def compares(service):
    """Every comparison on every primitive property, with a value that exists: exactly those for which it is true."""
    asked = 0
    for name, entity in ENTITIES.items():
        listed = service.values(name)
        for member in entity.mandatory:
            values = {one["@iot.id"]: one[member] for one in listed if one[member] is not None}
            if any(isinstance(value, dict) for value in values.values()):
                continue
            sample = sorted(values.values())[len(values) // 2]
            for word, compare in OPERATORS.items():
                path = f"{name}?$filter={member} {word} {literal(sample)}"
                wanted = sorted(i for i, value in values.items() if compare(value, sample))
                found = sorted(service.ids(path))
                want(found == wanted, f"{path}: {found}, not {wanted}")
                asked += 1
    want(asked > 100, f"only {asked} filters")


def walks_pages(path, size, wanted):
    """From link to link: each entity once, the last page without a link."""

    def check(service):
        found, page, pages = [], service.get(path), 0
        while True:
            want(len(page["value"]) <= size, f"{path}: a page of {len(page['value'])}")
            found += [str(one["@iot.id"]) for one in page["value"]]
            pages += 1
            if "@iot.nextLink" not in page:
                break
            want(page["@iot.nextLink"].startswith(service.root), f"{page['@iot.nextLink']} is not absolute")
            page = service.get(page["@iot.nextLink"])
        want(" ".join(found) == wanted, f"{path}: {found}")
        want(pages == -(-len(found) // size), f"{path}: {pages} pages")

    return f"{path}, page by page", check


def now_is_now(service):
    later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
    want(len(service.ids("Observations?$filter=phenomenonTime lt now()")) == 12, "now() lies before 2015")
    path = f"Things?$filter=now() lt {later:%Y-%m-%dT%H:%M:%SZ} and now() gt 2026-01-01T00:00:00Z"
    want(service.ids(path) == [1, 2], "now() is not now")


def keeps_within(path, ids):
    """Of the Locations (1: Plouay, -3.34 47.91; 2: Lorient, -3.37 47.73)."""
    return gives(f"Locations?$filter={path}&$orderby=id", ids=ids)


AROUND_BOTH = "geography'POLYGON ((-4 47, -3 47, -3 48, -4 48, -4 47))'"
AROUND_TWO = "geography'POLYGON ((-3.5 47.7, -3.3 47.7, -3.3 47.8, -3.5 47.8, -3.5 47.7))'"
THROUGH_ONE = "geography'LINESTRING (-3.4 47.91, -3.3 47.91)'"
POINT_ONE = "geography'POINT (-3.34 47.91)'"

TABLE = [
    Requirement("request-data/status-code", "what is no longer there: 404 or 410", [
        *[answers(404, f"{name}(9223372036854775807)") for name in ENTITIES],
        answers(404, "Things(99999999999999999999)"),
        answers(404, "Things('1')"),
    ]),
    Requirement("request-data/query-status-code", "an option that is not supported: 501, and nothing else is answered", [
        *[answers(501, f"Things?{option}") for option in
          ("$search=a", "$format=json", "$apply=aggregate(id with sum as n)", "$compute=id add 1 as n", "$levels=2",
           "$unheard=1", "$top=1&$search=a")],
        # Wrong values of options that are: the client's fault.
        *[answers(400, f"Things?{option}") for option in
          ("$filter=name eq", "$filter=nothing eq 1", "$filter=unheard(name) eq 1", "$orderby=nothing", "$orderby=name up",
           "$select=nothing", "$expand=nothing", "$top=1&$top=2", "$filter=name eq 'a", "$filter=(name eq 'a'")],
    ]),
    Requirement("request-data/order", "$filter, $count, $orderby, $skip, $top; then $select, $expand, whatever their place", [
        gives("Observations?$count=true&$top=1&$skip=2&$orderby=phenomenonTime asc&$filter=result gt 3", ids="6", count=9,
              more=True),
        gives("Observations?$filter=result gt 3&$orderby=phenomenonTime asc&$skip=2&$top=1&$count=true", ids="6", count=9,
              more=True),
        gives("Observations?$select=result&$skip=1&$orderby=id desc&$top=2&$filter=Datastream/id eq 2", result=[5, 4],
              more=False),
        gives("Things?$expand=Datastreams($select=name)&$select=name&$filter=id eq 2", name=["Maison de l'Agglomération"],
              Datastreams=[[{"name": "datastream 3"}, {"name": "datastream 4"}]]),
    ]),
    Requirement("request-data/expand", "related entities inline; several; multi-level; options of their own", [
        ("every link, every pair of links, all at once", expands),
        gives("Things?$expand=Datastreams/ObservedProperty,Locations&$select=id&$filter=id eq 1", ids="1"),
        is_as("Datastreams(1)?$select=id&$expand=Observations($filter=result eq 2;$select=result)",
              {"@iot.id": 1, "Observations": [{"result": 2}]}),
        is_as("Observations(12)?$select=id&$expand=Datastream($select=id;$expand=Thing($select=name))",
              {"@iot.id": 12, "Datastream": {"@iot.id": 4, "Thing": {"name": "Maison de l'Agglomération"}}}),
        gives("Datastreams?$select=id&$filter=id eq 1&$expand=Observations($orderby=result desc;$skip=1;$top=1;$count=true"
              ";$select=result),Sensor($select=name)", ids="1", Observations=[[{"result": 2}]], Sensor=[{"name": "sensor 1"}],
              **{"Observations@iot.count": [3]}),
        answers(400, "Datastreams(1)?$expand=Observations($resultFormat=dataArray)"),
        answers(400, "Datastreams(1)?$expand=Locations"),
    ]),
    Requirement("request-data/select", "only what is named, links too; with what is expanded", [
        ("every property, every link, one more each time", selects),
        gives("Observations?$select=result,resultTime&$top=1", result=[1], resultTime=["2015-03-01T01:15:31Z"]),
        is_as("Things(1)?$select=id,Locations",
              {"@iot.id": 1, "Locations@iot.navigationLink": "ROOT/Things(1)/Locations"}),
        is_as("Observations(1)?$select=id&$expand=FeatureOfInterest($select=name)",
              {"@iot.id": 1, "FeatureOfInterest": {"name": "location 1"}}),
        is_as("Datastreams(1)?$select=id&$expand=Observations($select=result)",
              {"@iot.id": 1, "Observations": [{"result": 1}, {"result": 2}, {"result": 3}]}),
        is_as("Datastreams(1)?$select=unitOfMeasurement/symbol", {"unitOfMeasurement": {"symbol": "°C"}}),
    ]),
    Requirement("request-data/orderby", "asc unless desc; null before the rest; key after key; expressions", [
        ("every property, both ways; two keys", orders),
        gives("Observations?$orderby=result", ids=TWELVE),
        gives("Observations?$orderby=Datastream/id desc,phenomenonTime", ids="10 11 12 7 8 9 4 5 6 1 2 3"),
        gives("Observations?$expand=Datastream&$orderby=Datastream/Thing/name desc,id desc&$top=1", ids="12"),
        gives("Observations?$orderby=resultTime,id&$top=5", ids="3 6 9 12 1"),
        gives("Observations?$orderby=resultTime desc,id&$top=8", ids="11 10 8 7 5 4 2 1"),
        gives("Observations?$orderby=result mod 4 desc,result desc", ids="11 7 3 10 6 2 9 5 1 12 8 4"),
        gives("Observations?$orderby=day(phenomenonTime) desc&$top=2", ids="12 11"),
        gives("Things?$orderby=properties/reference desc", ids="2 1"),
        gives("Things(1)/Datastreams?$orderby=name   desc", ids="2 1"),
        *[answers(200, f"{name}?$orderby={member} desc")
          for name, member in (("Locations", "location"), ("FeaturesOfInterest", "feature"), ("Sensors", "metadata"))],
    ]),
    Requirement("request-data/top", "at most n, a whole number that is not negative; above the server's limit: that limit", [
        gives("Things?$top=1", ids="1", more=True),
        gives("Things?$top=2", ids="1 2", more=False),
        gives("Things?$top=3", ids="1 2", more=False),
        gives("Observations?$top=5", ids="1 2 3 4 5", more=True),
        gives("Observations?$top=12", ids=TWELVE, more=False),
        gives("Observations?$top=13", ids=TWELVE, more=False),
        gives("Observations?$top=5&$orderby=phenomenonTime desc", ids="12 11 10 9 8", more=True),
        gives("FeaturesOfInterest(1)/Observations?$top=3", ids="1 2 3", more=True),
        gives("Things(1)/HistoricalLocations?$top=3&$orderby=id", ids="1 3", more=False),
        gives("Things?$top=0", ids=""),
        gives("Observations?$top=2000000000", ids=TWELVE, more=False),
        gives("Observations?$top=99999999999999999999", ids=TWELVE, more=False),
        *[answers(400, f"Things?$top={value}") for value in ("-1", "1.5", "a", "", "'1'")],
    ]),
    Requirement("request-data/skip", "the first n are left out, before $top; a whole number that is not negative", [
        gives("Things?$skip=1", ids="2", more=False),
        gives("Observations?$skip=11", ids="12", more=False),
        gives("Observations?$skip=12", ids="", more=False),
        gives("Observations?$skip=2&$top=2&$orderby=result", ids="3 4", more=True),
        gives("Observations?$top=2&$skip=10", ids="11 12", more=False),
        gives("Datastreams(1)/Observations?$skip=1", ids="2 3", more=False),
        gives("Sensors(1)/Datastreams?$skip=1", ids="", more=False),
        *[answers(400, f"Things?$skip={value}") for value in ("-1", "1.5", "a", "")],
    ]),
    Requirement("request-data/count", "the number that match, before $top and $skip; 400 unless true or false", [
        *[gives(f"{name}?$count=true&$top=1&$skip=1", count=count) for name, count in
          (("Things", 2), ("Locations", 2), ("HistoricalLocations", 4), ("Datastreams", 4), ("Sensors", 4),
           ("ObservedProperties", 3), ("Observations", 12), ("FeaturesOfInterest", 2))],
        gives("Things?$count=false", ids="1 2"),
        gives("Observations?$count=true&$filter=result gt 10&$expand=Datastream", ids="11 12", count=2),
        gives("FeaturesOfInterest(1)/Observations?$count=true&$top=0", ids="", count=6),
        gives("ObservedProperties(2)/Datastreams?$count=true", ids="2 4", count=2),
        gives("Things?$count=true&$filter=id eq 9", ids="", count=0),
        *[answers(400, f"Things?$count={value}") for value in ("foo", "1", "0", "", "null")],
    ]),
    Requirement("request-data/filter", "properties, those of related entities, and literals; null and false are left out", [
        gives("Observations?$filter=result lt 10.00&$top=3", ids="1 2 3"),
        gives("Observations?$filter=Datastream/id eq 1", ids="1 2 3"),
        gives("Observations?$filter=Datastream/Thing/id eq 2 and Datastream/ObservedProperty/name eq 'Température'",
              ids="10 11 12"),
        gives("Things?$filter=geo.distance(Locations/location, geography'POINT(-122 43)') gt 1", ids="1 2"),
        gives("Things?$expand=Datastreams/Observations/FeatureOfInterest&$filter="
              "Datastreams/Observations/FeatureOfInterest/id eq 1 and Datastreams/Observations/resultTime ge "
              "2010-06-01T00:00:00Z and Datastreams/Observations/resultTime le 2015-07-01T00:00:00Z", ids="1"),
        gives("Things(1)/Datastreams?$filter=Sensor/id eq 2", ids="2"),
        gives("Things?$filter=properties/reference eq 'second'", ids="2"),
        gives("Things?$filter=properties/rooms/upstairs gt 1", ids="2"),
        gives("Datastreams?$filter=unitOfMeasurement/symbol eq '°C' and id lt 3", ids="1 2"),
        gives("Things?$filter=name eq 'Maison de l''Agglomération'", ids="2"),
        gives("Things?$filter=true", ids="1 2"),
        gives("Things?$filter=false", ids=""),
        gives("Things?$filter=properties/nothing eq 'a'", ids=""),
        gives("Things?$filter=not (properties/nothing eq 'a')", ids="1 2"),
        gives("Observations?$filter=resultTime gt 2015-03-11T00:00:00Z", ids="11"),
        gives("Observations?$filter=phenomenonTime ge 2015-03-11T12:15:30%2B01:00", ids="11 12"),
        gives("Observations?$filter=phenomenonTime eq 2015-03-02T02:15:30Z", ids="2"),
        gives("Observations?$filter=validTime gt 2015-03-01T00:00:00Z", ids="2"),
    ]),
    Requirement("request-data/built-in-filter-operations", "the operators of table 22, in their order of precedence", [
        ("eq, ne, gt, ge, lt, le on every property of every type", compares),
        gives("Datastreams?$filter=unitOfMeasurement/name eq 'degré Celsius'", ids="1 2 3 4"),
        gives("Datastreams?$filter=unitOfMeasurement/name ne 'degré Celsius'", ids=""),
        gives("Observations?$filter=result gt 10.0", ids="11 12"),
        gives("Observations?$filter=result ge 10.0", ids="10 11 12"),
        gives("Observations?$filter=result lt 3", ids="1 2"),
        gives("Observations?$filter=result le 3", ids="1 2 3"),
        gives("Observations?$filter=result le 8.5 and FeatureOfInterest/id eq 2", ids="7 8"),
        gives("Observations?$filter=result gt 11 or result le 1.5", ids="1 12"),
        gives("Things?$filter=not startswith(description,'thing')", ids=""),
        gives("Things?$filter=not startswith(name,'M')", ids="1"),
        gives("Observations?$filter=result add 5 gt 16", ids="12"),
        gives("Observations?$filter=result sub 5 gt 6", ids="12"),
        gives("Observations?$filter=result mul 2 gt 22", ids="12"),
        gives("Observations?$filter=result div 2 gt 5.5", ids="12"),
        gives("Observations?$filter=result mod 5 eq 0", ids="5 10"),
        gives("Observations?$filter=(result sub 5) gt 6", ids="12"),
        # Each pair of neighbours in OData's order: grouping, unary, multiplicative, additive, relational, equality, and, or.
        gives("Observations?$filter=(result add 1) mul 2 eq 6", ids="2"),
        gives("Observations?$filter=result add 1 mul 2 eq 6", ids="4"),
        gives("Observations?$filter=2 mul result add 1 eq 7", ids="3"),
        gives("Observations?$filter=12 sub result sub 1 eq 4", ids="7"),
        gives("Observations?$filter=12 div result div 2 eq 3", ids="2"),
        gives("Observations?$filter=not result gt 3 and result lt 3", ids="1 2"),
        gives("Observations?$filter=not (result gt 3 and result lt 5)", ids="1 2 3 5 6 7 8 9 10 11 12"),
        gives("Observations?$filter=-result add 3 gt 0", ids="1 2"),
        gives("Observations?$filter=result gt 10 eq true", ids="11 12"),
        gives("Observations?$filter=result eq 1 or result eq 2 and result eq 3", ids="1"),
        gives("Observations?$filter=(result eq 1 or result eq 3) and result eq 3", ids="3"),
        gives("Observations?$filter=result eq 2 and result eq 3 or result eq 1", ids="1"),
    ]),
    Requirement("request-data/built-in-query-functions", "the functions of table 23, in $filter and $orderby", [
        # texts
        gives("Things?$filter=substringof('Plouay',name)", ids="1"),
        gives("Things?$filter=endswith(name,'Agglomération')", ids="2"),
        gives("Things?$filter=startswith(name,'Déch')", ids="1"),
        gives("Things?$filter=length(name) eq 20", ids="1"),
        gives("Things?$filter=indexof(name,'Plouay') eq 14", ids="1"),
        gives("Things?$filter=indexof(name,'nowhere') eq -1", ids="1 2"),
        gives("Things?$filter=substring(name,14) eq 'Plouay'", ids="1"),
        gives("Things?$filter=substring(name,1,3) eq 'éch'", ids="1"),
        gives("Things?$filter=tolower(name) eq 'déchèterie de plouay'", ids="1"),
        gives("Things?$filter=toupper(name) eq 'DÉCHÈTERIE DE PLOUAY'", ids="1"),
        gives("Things?$filter=trim(concat('  ',concat(name,' '))) eq 'Déchèterie de Plouay'", ids="1"),
        gives("Datastreams?$filter=concat(concat(unitOfMeasurement/symbol,', '), unitOfMeasurement/name) eq "
              "'°C, degré Celsius' and id eq 1", ids="1"),
        # times
        gives("Observations?$filter=year(resultTime) eq 2015 and id lt 3", ids="1 2"),
        gives("Observations?$filter=month(resultTime) eq 3 and id lt 3", ids="1 2"),
        gives("Observations?$filter=day(resultTime) eq 8", ids="8"),
        gives("Observations?$filter=hour(resultTime) eq 1", ids="1"),
        gives("Observations?$filter=minute(resultTime) eq 15 and id lt 3", ids="1 2"),
        gives("Observations?$filter=second(resultTime) eq 31 and id lt 3", ids="1 2"),
        gives("Observations?$filter=fractionalseconds(resultTime) eq 0 and id lt 3", ids="1 2"),
        gives("Observations?$filter=date(resultTime) eq 2015-03-02", ids="2"),
        gives("Observations?$filter=date(resultTime) ne date(validTime)", ids=""),
        gives("Observations?$filter=date(resultTime) eq date(validTime)", ids="2"),
        gives("Observations?$filter=time(resultTime) le validTime", ids=""),
        gives("Observations?$filter=time(resultTime) ge validTime", ids="2"),
        gives("Observations?$filter=time(phenomenonTime) lt 03:00:00", ids="1 2"),
        gives("Observations?$filter=totaloffsetminutes(resultTime) eq 0 and id lt 3", ids="1 2"),
        ("now()", now_is_now),
        gives("Observations?$filter=resultTime ge now()", ids=""),
        gives("Observations?$filter=resultTime eq mindatetime() or resultTime eq maxdatetime()", ids=""),
        gives("Observations?$filter=resultTime gt mindatetime() and resultTime lt maxdatetime() and id lt 4", ids="1 2"),
        # numbers
        gives("Observations?$filter=round(result div 2) eq 1", ids="1 2"),
        gives("Observations?$filter=floor(result div 2) eq 1", ids="2 3"),
        gives("Observations?$filter=ceiling(result div 2) eq 1", ids="1 2"),
        # places
        keeps_within(f"geo.distance(location, {POINT_ONE}) lt 0.01", "1"),
        keeps_within(f"geo.distance(location, {POINT_ONE}) gt 0.01", "2"),
        keeps_within("geo.length(geography'LINESTRING (0 0, 3 4)') eq 5", "1 2"),
        keeps_within(f"geo.intersects(location, {AROUND_TWO})", "2"),
        keeps_within(f"st_equals(location, {POINT_ONE})", "1"),
        keeps_within(f"st_disjoint(location, {AROUND_TWO})", "1"),
        keeps_within("st_touches(location, geography'LINESTRING (-3.34 47.91, -3 48)')", "1"),
        keeps_within(f"st_within(location, {AROUND_BOTH})", "1 2"),
        keeps_within(f"st_within(location, {AROUND_TWO})", "2"),
        keeps_within(f"st_overlaps({AROUND_BOTH}, geography'POLYGON ((-3.5 47.5, 0 47.5, 0 49, -3.5 49, -3.5 47.5))')", "1 2"),
        keeps_within(f"st_overlaps(location, {AROUND_BOTH})", ""),
        keeps_within(f"st_crosses({THROUGH_ONE}, geography'LINESTRING (-3.35 47.8, -3.35 48)')", "1 2"),
        keeps_within(f"st_crosses(location, {THROUGH_ONE})", ""),
        keeps_within(f"st_intersects(location, {THROUGH_ONE})", "1"),
        keeps_within(f"st_contains({AROUND_TWO}, location)", "2"),
        keeps_within(f"st_contains(location, {POINT_ONE})", "1"),
        keeps_within(f"st_relate(location, {AROUND_TWO}, 'T********')", "2"),
        keeps_within(f"st_relate(location, {AROUND_TWO}, 'FF*FF****')", "1"),
        # in $orderby
        gives("Things?$orderby=length(name) desc", ids="2 1"),
        gives(f"Locations?$orderby=geo.distance(location, {POINT_ONE}) desc", ids="2 1"),
    ]),
    Requirement("request-data/pagination", "a page that is not all of it has a nextLink, the last one has none", [
        walks_pages("Observations?$top=5", 5, TWELVE),
        walks_pages("Observations?$top=4&$orderby=result desc&$filter=result gt 2&$select=id", 4, "12 11 10 9 8 7 6 5 4 3"),
        walks_pages("Observations?$top=5&$orderby=resultTime,id", 5, "3 6 9 12 1 2 4 5 7 8 10 11"),
        walks_pages("Observations?$top=5&$orderby=resultTime desc,id desc", 5, "11 10 8 7 5 4 2 1 12 9 6 3"),
        walks_pages("Things?$top=1", 1, "1 2"),
        gives("Things", ids="1 2", more=False),
    ]),
]
