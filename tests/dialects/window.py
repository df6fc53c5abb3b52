#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on the same territory from FROST (integer and UUID identifiers), STEAN and hydro, side by side, read through AT-SPI and in
the store that it fills (TAP): the same rows, the same latest values, the same history, and what is new while it is open.

Each program has a session bus of its own, so that they are no second instance of each other."""
import contextlib
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "support")]
sys.dont_write_bytecode = True
import vigie_bus  # noqa: E402

BUS = vigie_bus.start()
import vigie_program as v  # noqa: E402  (connects to the bus of the environment)

import territory  # noqa: E402
from frost import Frost  # noqa: E402
from hydro import Hydro  # noqa: E402
from stean import Stean  # noqa: E402

WATER, QUARTER = "Hauteur d’eau", "Consommation par quart d’heure"
MINUTE = territory.MINUTE


class Desk:
    """A server of some dialect and the window on it."""

    def __init__(self, name, stub, folder):
        self.name, self.stub = name, stub
        self.data = os.path.join(folder, name)
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE,
                                    stderr=subprocess.DEVNULL, text=True)
        self.variables = {"DBUS_SESSION_BUS_ADDRESS": self.bus.stdout.readline().strip(), "VIGIE_WINDOW_SIZE": "1024x900",
                          "GSK_RENDERER": "cairo"}  # four windows, half of the work
        self.program = v.Program("--server", stub.address, data=os.path.join(folder, name), environment=self.variables)

    def open(self, link):
        """A link, as the desktop hands it to the window that is there."""
        return subprocess.Popen(["vigie", link], env=self.program.variables)

    def ask_again(self):
        """The key for it."""
        window = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.program.process.pid)], check=True,
                                capture_output=True, text=True, timeout=20).stdout.split()[-1]
        subprocess.run(["xdotool", "windowfocus", window, "key", v.FUNCTION_KEYS["F5"]], check=True, timeout=20)

    def number(self, name):
        return next(n for n, row in self.stub.tables.rows["Datastreams"].items() if row["name"] == name)

    def ask(self, query, *arguments):
        [path] = pathlib.Path(self.data).rglob("*.sqlite")
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as store:
            return store.execute(query, arguments).fetchall()

    def latest(self):
        """What the store has of each measure, by the names of site and measure."""
        return {(site, measure): tuple(value) for site, measure, *value in self.ask(
            "SELECT site.name, measure.name, latest.time, latest.value, latest.other FROM measure JOIN site ON measure.site = site.n"
            " LEFT JOIN latest ON latest.measure = measure.n")}

    def past(self, name):
        """Since when the history of a measure is known, and what the store has of it from then on."""
        [[number]] = self.ask("SELECT n FROM measure WHERE name = ?", name)
        [[since]] = self.ask("SELECT min(since) FROM coverage WHERE measure = ?", number)
        return since, self.ask("SELECT time, value FROM history WHERE measure = ? AND time >= ? ORDER BY time", number, since)

    def held(self, name):
        """The history of a measure as the server has it."""
        rows = self.stub.tables.rows["Observations"]
        return [(rows[n]["end"], rows[n]["result"]) for n in self.stub.tables.of_stream[self.number(name)]]

    def stop(self):
        self.program.stop()
        self.bus.terminate()
        self.bus.wait(10)
        self.stub.stop()


def all_desks(what, condition, desks, seconds=60):
    """Until @condition is true of each."""
    for desk in desks:
        v.wait_for(f"{what} of {desk.name}", lambda desk=desk: condition(desk), seconds)


def the_link_is_up(desks):
    for desk in desks:
        desk.program.wait("Lien établi", seconds=60)
        desk.program.wait(f"{len(desk.stub.tables.rows['Things'])} sites", seconds=20)


AGE = re.compile(r"(il y a|depuis|à l’instant)[^,;]*")


def rows_of(desk):
    return {AGE.sub("…", name) for name in desk.program.names("list item", "échèterie")}


def the_same_rows_are_shown(desks):
    all_desks("rows", lambda desk: len(rows_of(desk)) > 8, desks)
    shown = {desk.name: rows_of(desk) for desk in desks}
    first = shown[desks[0].name]
    assert all(rows == first for rows in shown.values()), {name: rows ^ first for name, rows in shown.items()}
    assert any("%" in row and "Benne bois" in row for row in first), first


def expected_latest(desk):
    """By the server's own rows: the youngest of each Datastream."""
    tables = desk.stub.tables
    expected = {}
    for number, row in tables.rows["Datastreams"].items():
        of_stream = [tables.rows["Observations"][n] for n in tables.of_stream.get(number, ())]
        youngest = max(of_stream, key=lambda one: one["end"], default=None)
        expected[tables.rows["Things"][row["Thing"]]["name"], row["name"]] = youngest and (youngest["end"], youngest["result"])
    return expected


def the_store_has_the_latest_values(desks):
    for desk in desks:
        expected = expected_latest(desk)
        v.wait_for(f"the store of {desk.name}", lambda: len(desk.latest()) == len(expected), 30)
        got, wrong = desk.latest(), []
        for key, youngest in expected.items():
            time_, value, other = got[key]
            if youngest is None:
                wrong += [key] if time_ is not None else []
            elif time_ != youngest[0] or (desk.stub.is_number(youngest[1]) and not desk.stub.is_nan(youngest[1]) and (value, other) != (
                    youngest[1], None)) or (isinstance(youngest[1], str) and other != youngest[1]):
                wrong.append((key, got[key], youngest))
        assert not wrong, (desk.name, wrong[:5])


def a_chart_has_its_whole_history(desks):
    """A day and more, to the reading: on FROST an interval lies over the midnight from which on the past is known."""
    for name in (QUARTER, WATER):
        opened = [desk.open(f"vigie:measure/{desk.stub.id_of('Datastreams', desk.number(name))}") for desk in desks]
        assert [one.wait(60) for one in opened] == [0] * len(desks)
        all_desks(f"the history « {name} »", lambda desk: desk.past(name)[0], desks)
        for desk in desks:
            since, rows = desk.past(name)
            held = [row for row in desk.held(name) if row[0] >= since]
            assert rows == held and len(held) > 24 * 4, (desk.name, name, since, sorted({*rows} ^ {*held}))


def has_come(desk, end):
    return desk.latest()["École aux quarts d’heure", QUARTER][:2] == (end, 77.5)


def what_is_new_comes(desks):
    """An amount of the last quarter of an hour, of which no time of its result is told; on FROST it is an interval."""
    end = time.time_ns() // 60_000_000_000 * MINUTE
    for desk in desks:
        start = end - 15 * MINUTE if desk.name.startswith("frost") else end
        desk.stub.tables.add("Observations", start=start, end=end, resultTime=end if desk.name == "hydro" else None, result=77.5,
                             Datastream=desk.number(QUARTER), FeatureOfInterest=1)
    for desk in desks:
        for _ in range(10):  # a key may fall between two frames
            desk.ask_again()
            with contextlib.suppress(v.Failure):
                v.wait_for("the new amount", lambda desk=desk: has_come(desk, end), 3)
                break
    all_desks("the new amount", lambda desk: has_come(desk, end), desks, 25)


def nothing_is_written(desks):
    for desk in desks:
        others = [request for request in desk.stub.requests if request.method != "GET"]
        assert not others, (desk.name, others)
        long = [request for request in desk.stub.requests if len(request.target) >= 7000]
        assert not long, (desk.name, long)
        # Beside the past of single measures; a page of hydro has a hundred rows.
        lists = [request for request in desk.stub.requests if ")/Observations" not in request.path]
        assert len(lists) < 150, (desk.name, len(lists))


def main():
    tables = territory.make()
    with tempfile.TemporaryDirectory(prefix="vigie-dialects-") as folder:
        desks = []
        try:
            for name, stub in (("frost", Frost(tables)), ("frost-uuid", Frost(tables, ids="uuid")), ("stean", Stean(tables)), ("hydro", Hydro(tables))):
                desks.append(Desk(name, stub, folder))
            good = v.run_steps([the_link_is_up, the_same_rows_are_shown, the_store_has_the_latest_values, a_chart_has_its_whole_history,
                                what_is_new_comes, nothing_is_written], desks)
        finally:
            for desk in desks:
                desk.stop()
            BUS.stop()
    sys.exit(0 if good else 1)


main()
