#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""vigie-ingest against OGC 18-088 (SensorThings API 1.1), annex A, requirement by requirement, over HTTP (prints TAP):
conformance.py PROGRAM

The tables are in core.py (A.1), filtering.py (A.2), writing.py (A.3) and data_array.py (A.6, and what is not claimed). Their
assertions are those of the abstract test suite, of the text that it points to, and of the OGC's executable test suite for
SensorThings 1.0 (ets-sta10), where 1.1 still says the same."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import core  # noqa: E402
import data_array  # noqa: E402
import filtering  # noqa: E402
import territory  # noqa: E402
import writing  # noqa: E402
from service import ROOT, Service, Unmet  # noqa: E402
from tap import Tap  # noqa: E402

# Every requirement of 18-088, clause 2 and 8.2.3, by its class. A table that forgets one is found out.
REQUIREMENTS = {
    "datamodel/entity-control-information": ["common-control-information"],
    **{f"datamodel/{part}": ["properties", "relations"] for part in
       ("thing", "location", "historical-location", "datastream", "sensor", "observed-property", "observation",
        "feature-of-interest")},
    "resource-path": ["resource-path-to-entities"],
    "request-data": ["status-code", "query-status-code", "order", "expand", "select", "orderby", "top", "skip", "count",
                     "filter", "built-in-filter-operations", "built-in-query-functions", "pagination"],
    "create-update-delete": ["create-entity", "link-to-existing-entities", "deep-insert", "deep-insert-status-code",
                             "update-entity", "update-entity-put", "update-entity-jsonpatch", "delete-entity",
                             "historical-location-auto-creation", "historical-location-manual-creation"],
    "batch-request": ["batch-request"],
    "multi-datastream": ["properties", "relations", "constraints"],
    "data-array": ["data-array"],
    "create-observations-via-mqtt": ["observations-creation"],
    "receive-updates-via-mqtt": ["receive-updates"],
}

tap = Tap()
passed, failed = set(), set()


def hold(service, table, results=True):
    """Checks @table; what it says goes into passed and failed where @results."""
    for requirement in table:
        good = True
        for words, check in requirement.checks:
            try:
                check(service)
                reason = ""
            except Unmet as unmet:
                reason = str(unmet)
            except (KeyError, IndexError, TypeError, ValueError) as error:
                reason = f"the answer has not the form awaited: {error!r}"
            good = tap.check(f"{requirement.name}: {words}", not reason, reason) and good
        if results:
            (passed if good else failed).add(ROOT + requirement.name)


reader, writer = Service(sys.argv[1]), Service(sys.argv[1])
try:
    territory.make(reader)
    hold(reader, core.TABLE)
    hold(reader, filtering.TABLE)
    hold(reader, data_array.READING)
    hold(writer, writing.TABLE)
    hold(writer, data_array.WRITING)
    hold(writer, data_array.NOT_CLAIMED, results=False)
    claimed = reader.get("")["serverSettings"]["conformance"]
finally:
    ends = [reader.stop(), writer.stop()]

every = {f"{ROOT}{group}/{name}" for group, names in REQUIREMENTS.items() for name in names}
not_claimed = {ROOT + requirement.name for requirement in data_array.NOT_CLAIMED}
tap.check_none("the tables have every requirement of 18-088, and no other",
               [f"missing: {name}" for name in sorted(every - passed - failed - not_claimed)]
               + [f"unknown: {name}" for name in sorted((passed | failed | not_claimed) - every)])
tap.check_none("the service document lists just what is passed",
               [f"claimed and not passed: {name}" for name in sorted(set(claimed) - (passed - failed))]
               + [f"passed and not claimed: {name}" for name in sorted(passed - failed - set(claimed))]
               + [f"claimed twice: {name}" for name in sorted({name for name in claimed if claimed.count(name) > 1})])
tap.check("both servers ended well", ends == [0, 0], str(ends))
tap.end()
