# SPDX-License-Identifier: GPL-3.0-or-later
"""The same territory in vigie-ingest, put there by its own front door: what the dialects are compared with."""
import concurrent.futures
import http.client
import json
import math
import os
import subprocess

from server import iso
from territory import ONE


class Reference:
    """vigie-ingest with @tables, whose entities have the numbers of the rows as long as rows are posted in their order."""

    def __init__(self, folder, tables):
        self.process = subprocess.Popen(
            ["vigie-ingest", "--listen", "127.0.0.1:0", "--store", os.path.join(folder, "reference.sqlite"), "--exit-with-parent"],
            stdout=subprocess.PIPE, text=True)
        where = self.process.stdout.readline().strip().rsplit(" ", 1)[-1].removeprefix("http://")
        self.port = int(where.split("/")[0].rsplit(":", 1)[1])
        self.address = f"http://127.0.0.1:{self.port}/v1.1"
        self.fill(tables)

    def post_all(self, path, bodies):
        """Posts them on one connection; the identifiers made."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        made = []
        for body in bodies:
            connection.request("POST", "/v1.1/" + path, json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode()
            if answer.status != 201:
                raise RuntimeError(f"POST {path}: {answer.status} {text[:300]}")
            location = answer.getheader("Location") or ""
            made.append(int(location[location.rindex("(") + 1:-1]) if "(" in location else json.loads(text))
        connection.close()
        return made

    def post(self, path, rows):
        """By eight connections, since each entity is on the disk before its answer; identifiers by number."""
        rows = list(rows)
        shares = [rows[n::8] for n in range(8)]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            made = pool.map(lambda share: self.post_all(path, [body for _number, body in share]), shares)
            return {number: one for share, ids in zip(shares, made) for (number, _body), one in zip(share, ids)}

    def fill(self, tables):
        rows, ids = tables.rows, {}

        def plain(row, *left_out):
            return {key: value for key, value in row.items() if value is not None and key not in ("n", *left_out)}

        for set_ in ("Sensors", "ObservedProperties", "FeaturesOfInterest"):
            ids[set_] = self.post(set_, ((n, plain(row)) for n, row in rows[set_].items()))
        ids["Things"] = self.post("Things", ((n, plain(row, "Locations") | {
            "Locations": [plain(rows["Locations"][place]) for place in row["Locations"]]}) for n, row in rows["Things"].items()))
        ids["Datastreams"] = self.post("Datastreams", ((n, plain(row) | {
            name: {"@iot.id": ids[target][row[name]]} for name, target in ONE["Datastreams"].items()})
            for n, row in rows["Datastreams"].items()))
        groups = []
        for stream, numbers in tables.of_stream.items():
            cells = [[f"{iso(row['start'], 'Z')}/{iso(row['end'], 'Z')}" if row["start"] != row["end"] else iso(row["end"], "Z"),
                      iso(row["resultTime"], "Z") if row["resultTime"] is not None else None,
                      "NaN" if isinstance(row["result"], float) and math.isnan(row["result"]) else row["result"],
                      ids["FeaturesOfInterest"][1]]
                     for row in (rows["Observations"][n] for n in numbers)]
            groups.append({"Datastream": {"@iot.id": ids["Datastreams"][stream]},
                           "components": ["phenomenonTime", "resultTime", "result", "FeatureOfInterest/id"], "dataArray": cells})
        told = self.post_all("CreateObservations", [groups])[0]
        failed = [one for one in told if one.startswith("error")]
        if failed:
            raise RuntimeError(f"vigie-ingest did not take {failed[:3]}")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
