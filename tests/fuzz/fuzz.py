#!/usr/bin/env python3
"""Feeds damaged input to the parsers: each target for some seconds, from a corpus made here.

fuzz.py [--build DIR] [SECONDS] [TARGETS]
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import gzip
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def strings_of(path):
    """The C strings of a test: its tables are the best seeds there are."""
    text = path.read_text(encoding="utf-8")
    joined = re.sub(r'"\s*\n\s*"', "", text)
    for match in re.finditer(r'"((?:[^"\\\n]|\\.)*)"', joined):
        yield match.group(1).encode().decode("unicode_escape", "ignore").encode("latin-1", "ignore").decode("utf-8", "ignore")


def seeds_query():
    tests = HERE.parent / "ingest"
    for text in strings_of(tests / "test-read.c"):
        if text.startswith(("/", "$")):
            yield text
    for text in strings_of(tests / "test-filter.c"):
        yield "/Things?$filter=" + text
        yield "/Observations?$orderby=" + text
    for text in strings_of(tests / "test-query.c"):
        if text.startswith("$"):
            yield "/Datastreams?" + text


def seeds_geometry():
    shapes = [
        "POINT(1 2)", "MULTIPOINT((0 0),(1 1))", "LINESTRING(0 0,2 2)", "MULTILINESTRING((0 0,1 1),(1 0,0 1))",
        "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,2 1,2 2,1 2,1 1))", "POLYGON((2 2,6 2,6 6,2 6,2 2))",
        "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((2 2,3 2,3 3,2 2)))", "GEOMETRYCOLLECTION(POINT(0 0),LINESTRING(0 0,1 1))",
        '{"type":"Point","coordinates":[1,2]}', '{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]]]}',
        '{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}}',
        '{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,0]}]}',
    ]
    for first in shapes:
        for second in shapes:
            yield first + "\n" + second


def seeds_uplink():
    for text in strings_of(HERE.parent / "ingest" / "test-uplink.c"):
        if text.startswith("{"):
            yield text


def seeds_decode():
    for text in strings_of(HERE.parent / "sensorthings" / "test-decode.c"):
        if text.startswith(("{", "[")):
            # The first byte says which kind of list it is taken for.
            for kind in "012":
                yield kind + text


def seeds_geojson():
    for name in ("test-geojson.c", "test-area.c"):
        for text in strings_of(HERE.parent / "core" / name):
            if text.strip().startswith(("{", "[")):
                yield text


def seeds_pack():
    """Packs of a few readings with all that can be in one, but for the sum."""
    first, n = 1_795_258_023_000_000, 5
    group = bytes(8) + bytes([8]) + bytes([2, 4, 6, 8])
    times = (600_000_000).to_bytes(8, "little") + (1).to_bytes(8, "little") + bytes([8]) + bytes(n - 2)
    values = {"tenths": bytes([1]) + group, "bits": bytes([0x20, 3]) + group,
              "holes": bytes([0x80 | 2]) + bytes([5]) + bytes(15) + group}
    others = (1_000_000).to_bytes(8, "little") + group
    for some in values.values():
        for flags in range(4):
            streams = [times, some, others if flags & 1 else b"", others if flags & 2 else b""]
            yield (bytes([1, flags, n, 0, 0, 0, 0, 0]) + first.to_bytes(8, "little")
                   + (first + (n - 1) * 600_000_000).to_bytes(8, "little")
                   + b"".join(len(stream).to_bytes(4, "little") for stream in streams) + b"".join(streams) + bytes(8))


def seeds_hours():
    """Expressions of the table; what is of one stretch is no seed."""
    table = (HERE.parent / "core" / "data" / "opening-hours.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("= "):
            yield line[2:]


def varint(value):
    """A number as Protocol Buffers write it."""
    out = b""
    while value > 0x7f:
        out, value = out + bytes([value & 0x7f | 0x80]), value >> 7
    return out + bytes([value])


def seeds_vector_tile():
    """Tiles of a layer of each type of geometry, with a value of each type; the last one packed."""
    def field(number, data):
        return varint(number << 3 | 2) + varint(len(data)) + data

    geometries = {1: [9, 100, 100], 2: [9, 4, 4, 18, 0, 16, 16, 0],
                  3: [9, 6, 12, 18, 10, 12, 24, 44, 15]}
    values = [field(1, b"ocean"), b"\x15" + bytes(4), b"\x19" + bytes(8), b"\x20\x05", b"\x28\x05",
              b"\x30\x05", b"\x38\x01"]
    tile = b""
    for name, kind in ((b"water", 3), (b"place", 1), (b"transportation", 2)):
        feature = (field(2, bytes([0, 0, 1, 3])) + b"\x18" + bytes([kind])
                   + field(4, b"".join(varint(step) for step in geometries[kind])))
        layer = (b"\x78\x02" + field(1, name) + field(2, feature) + field(3, b"class") + field(3, b"rank")
                 + b"".join(field(4, value) for value in values) + b"\x28\x80\x20")
        yield field(3, layer)
        tile += field(3, layer)
    yield tile
    yield gzip.compress(tile)


def seeds_pmtiles():
    """Files of a few tiles: of one directory or with a leaf, plain and packed."""
    def directory(entries):
        out, last = varint(len(entries)), 0
        for number, *_ in entries:
            out, last = out + varint(number - last), number
        return out + b"".join(varint(entry[i]) for i in (1, 2) for entry in entries) + b"".join(varint(entry[3] + 1) for entry in entries)

    metadata = b'{"name": "a", "attribution": "b", "date": "2021-08-12", "vector_layers": []}'
    tiles = bytes(64)
    flat = [(0, 1, 20, 0), (1, 4, 10, 20), (5, 9, 34, 30)]
    for pack, kind in ((lambda data: data, 1), (lambda data: gzip.compress(data, mtime=0), 2)):
        leaf = pack(directory(flat[1:]))
        for root, leaves in ((directory(flat), b""), (directory([flat[0], (1, 0, len(leaf), 0)]), leaf)):
            parts = [pack(root), pack(metadata), leaves, tiles]
            header, at = b"PMTiles\3", 127
            for part in parts:
                header, at = header + at.to_bytes(8, "little") + len(part).to_bytes(8, "little"), at + len(part)
            yield header + bytes(25) + bytes([kind, 2, 1, 0, 4]) + bytes(25) + b"".join(parts)


def seeds_place_tile():
    """Tiles of a layer of places: a name in each of the three attributes; the first byte says the tile's level."""
    def field(number, data):
        return varint(number << 3 | 2) + varint(len(data)) + data

    keys = [b"class", b"name", b"name:latin", b"name:fr"]
    classes = [b"city", b"village", b"island", b"suburb", b"hamlet", b"farm"]
    for level in (0, 9, 14):
        layer = b"\x78\x02" + field(1, b"place") + b"".join(field(3, key) for key in keys)
        values = b""
        for number, kind in enumerate(classes):
            tags = [0, 2 * number, 1 + number % 3, 2 * number + 1]
            point = [9, 2 * 700 * number, 2 * 512]
            layer += field(2, field(2, b"".join(map(varint, tags))) + b"\x18\x01" + field(4, b"".join(map(varint, point))))
            values += field(4, field(1, kind)) + field(4, field(1, b"Kerpotence"))
        yield bytes([level]) + field(3, layer + values + b"\x28\x80\x20")


SEEDS = {"query": seeds_query, "geometry": seeds_geometry, "uplink": seeds_uplink, "decode": seeds_decode, "geojson": seeds_geojson,
         "hours": seeds_hours, "pack": seeds_pack, "place-tile": seeds_place_tile, "pmtiles": seeds_pmtiles, "vector-tile": seeds_vector_tile}
WORDS = {
    "geojson": ["type", "Feature", "FeatureCollection", "features", "geometry", "coordinates", "properties", "Polygon", "MultiPolygon",
                "LineString", "MultiLineString", "MultiPoint", "GeometryCollection", "geometries", "bbox", "crs", "code", "nom",
                "population", "[[[", "]]]", "180", "-90", "1e999", "null"],
    "place-tile": ["place", "class", "city", "hamlet", "name", "name:fr", "name:latin", "\\x1a", "\\x78\\x02", "\\x28\\x80\\x20"],
    "pmtiles": ["PMTiles\\x03", "\\x1f\\x8b", "name", "attribution", "bounds", "{", "[["],
    "vector-tile": ["water", "place", "transportation", "class", "\\x1a", "\\x78\\x02", "\\x28\\x80\\x20", "\\x1f\\x8b"],
    "decode": ["@iot.id", "@iot.nextLink", "@iot.count", "value", "Datastreams", "Datastreams@iot.nextLink", "Observations", "Locations",
               "location", "coordinates", "geometry", "features", "Polygon", "MultiPolygon", "Point", "properties", "result", "NaN",
               "phenomenonTime", "resultTime", "2026-11-21T10:00:00Z", "unitOfMeasurement", "Sensor", "Thing", "1e999", "null"],
    "query": ["$filter=", "$orderby=", "$expand=", "$select=", "$top=", "$skip=", "$count=true", "$resultFormat=", "dataArray",
              "GeoJSON", "$skiptoken=", "%20eq%20", "%20and%20", "%20or%20", "not%20", "add", "geography'POINT(0 0)'", "duration'PT1H'",
              "Things", "Datastreams", "Observations", "Locations", "properties/", "phenomenonTime", "resultTime", "result", "$ref",
              "$value", "2026-11-21T00:00:00Z", "now()", "null", "true", "desc"],
    "hours": ["Mo", "Tu-Sa", "PH", "SH", "PH off", "easter", "week ", "Jan", "Dec", "2026", "sunrise", "sunset", "dawn", "dusk", "24/7", "off",
              "open", "unknown", " days", " || ", "; ", ", ", "10:00-12:00", "26:00", "[-1]", "[1,3]", "/01:30", "(sunset-01:00)"],
    "geometry": ["POINT", "POLYGON", "LINESTRING", "MULTI", "EMPTY", "coordinates", "type", "1e-12", "-0"],
    "uplink": ["deviceInfo", "devEui", "fCnt", "object", "rxInfo", "rssi", "end_device_ids", "uplink_message", "decoded_payload",
               "rx_metadata", "0", "null", "[]", "{}"],
}


def run(build, name, seconds, folder):
    program = build / "tests" / "fuzz" / f"fuzz-{name}"
    corpus = folder / name
    corpus.mkdir()
    number = 0
    for number, seed in enumerate(SEEDS[name]()):
        (corpus / f"{number:05}").write_bytes(seed if isinstance(seed, bytes) else seed.encode("utf-8", "replace"))
    words = folder / f"{name}.dict"
    words.write_text("".join('"' + word.replace('"', '\\"') + '"\n' for word in WORDS.get(name, [])), encoding="utf-8")
    # What GLib keeps for the life of the process is no leak.
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=1", LSAN_OPTIONS="report_objects=0", TMPDIR=str(folder))
    print(f"fuzz-{name}: {seconds} s from {number + 1} seeds", flush=True)
    done = subprocess.run(
        [program, f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1",
         f"-dict={words}", f"-artifact_prefix={build}/fuzz-{name}-", corpus],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    units = re.search(r"number_of_executed_units: *(\d+)", done.stdout)
    coverage = re.findall(r"cov: (\d+)", done.stdout)
    if done.returncode != 0 or not units:
        print(done.stdout[-6000:])
        print(f"not ok fuzz-{name}")
        return False
    print(f"ok fuzz-{name}: {units.group(1)} inputs, {coverage[-1] if coverage else '?'} edges")
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=HERE.parent.parent / "_build" / "fuzz")
    parser.add_argument("seconds", type=int, nargs="?", default=60)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="all where none is named: " + ", ".join(SEEDS))
    arguments = parser.parse_args()
    for name in arguments.targets:
        if name not in SEEDS:
            parser.error(f"no target is named {name}: " + ", ".join(SEEDS))
    with tempfile.TemporaryDirectory(prefix="vigie-fuzz-") as folder:
        results = [run(arguments.build.resolve(), name, arguments.seconds, pathlib.Path(folder)) for name in arguments.targets or SEEDS]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
