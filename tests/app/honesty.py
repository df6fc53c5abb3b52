#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing stale looks live (TAP): a sensor that falls silent, a server that is killed, a laptop that was
asleep, a clock that is turned. Each within one expected interval, on every page, in words.

The wall clocks of both programs are turned by a library loaded before them, so that the ten minutes of
a sensor need not be waited for.
"""
import datetime
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_bus  # noqa: E402

BUS = vigie_bus.start()
import vigie_program as v  # noqa: E402  (connects to the bus of the environment)

MINUTE, HOUR = 60, 3600
SITE = "Déchèterie de Test"
# Its row says its own name or that of its sensor.
MEASURE = "(Benne|Sonde) bois"


class World:
    """A server with one site of one measure, expected every 10 minutes, and the program on it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="vigie-")
        self.theirs = v.Clock(self.folder.name, "server")
        self.ours = v.Clock(self.folder.name, "program")
        self.ahead = 0
        self.server = v.Server(demonstration=False, environment=self.theirs.variables)
        thing = self.server.post("/v1.1/Things", {
            "name": SITE, "description": "", "properties": {"kind": "recycling-centre"},
            "Locations": [{"name": "là", "description": "", "encodingType": "application/geo+json",
                           "location": {"type": "Point", "coordinates": [-3.36, 47.75]}}]})
        self.stream = self.server.post("/v1.1/Datastreams", {
            "name": "Benne bois", "description": "",
            "observationType": "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
            "unitOfMeasurement": {"name": "pour cent", "symbol": "%", "definition": "ucum:%"},
            "properties": {"role": "fill-level", "expectedInterval": "PT10M"},
            "Thing": {"@iot.id": int(thing)},
            "Sensor": {"name": "Sonde bois", "description": "", "encodingType": "text/plain",
                       "metadata": "", "properties": {"devEui": "0200000000000999"}},
            "ObservedProperty": {"name": "Remplissage", "description": "", "definition": "x"}})
        self.thing = thing
        self.read(42)
        self.program = v.Program(
            "--server", self.server.address, "--site", thing,
            environment={"VIGIE_WINDOW_SIZE": "1366x768", **self.ours.variables})

    def read(self, value):
        """The sensor speaks."""
        at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=self.ahead)
        self.server.post(f"/v1.1/Datastreams({self.stream})/Observations",
                         {"phenomenonTime": at.isoformat(timespec="milliseconds"), "result": value})

    def turn(self, seconds):
        """Time passes for everybody."""
        self.ahead += seconds
        self.theirs.turn(self.ahead)
        self.ours.turn(self.ahead)

    def page(self, name, awaited):
        """Shows the page and waits until it says what it should; all that it says."""
        done = subprocess.run(["vigie", "--page", name], timeout=20, env=self.program.variables)
        assert done.returncode == 0, done
        v.settle(0.3)
        self.says(awaited)
        return self.program.texts()

    def says(self, pattern, seconds=45):
        """Until something on screen matches."""
        def found():
            return next((text for text in self.program.texts() if re.search(pattern, text)), None)
        try:
            return v.wait_for(f"« {pattern} »", found, seconds)
        except v.Failure as failure:
            raise v.Failure(f"{failure}; on screen: {self.program.texts()}") from None

    def stop(self):
        self.program.stop()
        self.server.stop()
        self.folder.cleanup()


def begins_live(world):
    world.program.wait("Lien établi", seconds=40)
    world.says(rf"{SITE}.*Normal")
    world.says(rf"{MEASURE}.*42{v.NARROW}%")


def late_sensor(world):
    world.turn(16 * MINUTE)
    world.says(rf"{SITE}.*en retard")
    world.says(rf"{MEASURE}.*en retard{v.NARROW}: 16{v.NARROW}min")


def silent_sensor(world):
    world.turn(20 * MINUTE)
    world.says(rf"{SITE}.*[Ss]ilen")
    texts = " | ".join(world.program.texts())
    row = world.says(rf"{MEASURE}.*[Ss]ilencieux depuis")
    # The last value is told as the last one, never as the value.
    assert re.search(r"dernier", row), row
    assert not re.search(rf"{SITE}[^|]*Normal", texts), texts


def silent_on_every_page(world):
    world.page("fleet", r"[Ss]ilencieux")
    world.page("map", rf"{SITE}.*[Ss]ilen")


def sensor_speaks_again(world):
    world.read(43)
    v.type_keys("F5")
    world.says(rf"{MEASURE}.*43{v.NARROW}%")
    world.says(rf"{SITE}.*Normal")


def server_killed(world):
    world.server.kill()
    v.type_keys("F5")
    world.says("Lien perdu depuis")
    world.says("Dernier état connu")
    for page in ("fleet", "diagnostics", "map"):
        texts = world.page(page, "Lien perdu depuis")
        ages = [text for text in texts if re.search(r"^il y a", text)]
        assert page == "diagnostics" or not ages, f"{page}: ages of now: {ages}"
    row = world.says(rf"{MEASURE}.*43")
    assert not re.search(r"il y a", row), row
    world.says("Normal au dernier relevé")


def time_passes_without_link(world):
    """What was known stays what was known: it does not fall silent because nobody listens."""
    world.turn(2 * HOUR)
    world.says("Lien perdu depuis")
    world.says("Normal au dernier relevé")


def server_comes_back(world):
    world.server.start()
    v.type_keys("F5")
    world.program.wait("Lien établi", seconds=40)
    # Two hours without a word from the sensor are seen now.
    world.says(rf"{MEASURE}.*[Ss]ilencieux depuis")
    world.read(44)
    v.type_keys("F5")
    world.says(rf"{MEASURE}.*44{v.NARROW}%")


def laptop_asleep(world):
    """Three hours of sleep: nothing runs, then all clocks are elsewhere."""
    world.program.process.send_signal(signal.SIGSTOP)
    world.turn(3 * HOUR)
    world.program.process.send_signal(signal.SIGCONT)
    began = time.monotonic()
    world.says(rf"{MEASURE}.*[Ss]ilencieux depuis", 10)
    print(f"# silent {time.monotonic() - began:.1f} s after waking")
    # The server was asked at once, not at the next turn of before the sleep.
    world.says(r"Lien établi", 10)
    world.says(rf"il y a \d+{v.NARROW}s$|^(· )?à l’instant", 10)


def clock_turned(world):
    """This machine's clock is set an hour back: ages are counted by the server's."""
    world.read(45)
    v.type_keys("F5")
    world.says(rf"{MEASURE}.*45{v.NARROW}%")
    world.ours.turn(world.ahead - HOUR)
    world.says(r"horloge")
    row = world.says(rf"{MEASURE}.*45{v.NARROW}%")
    assert not re.search(r"dans \d|demain", row), row
    texts = [text for text in world.program.texts() if re.search(r"\bdans \d+", text)]
    assert not texts, texts


def store_is_held(world):
    """What comes in cannot be kept, as with a full disk: it is shown all the same, and said for as long as it lasts."""
    world.ours.turn(world.ahead)
    folder = pathlib.Path(world.program.variables["XDG_DATA_HOME"])
    other = sqlite3.connect(next(folder.rglob("*.sqlite")), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    world.read(46)
    v.type_keys("F5")
    world.says("(programme garde les données locales|keeps the local store)")
    world.says(rf"{MEASURE}.*46{v.NARROW}%")
    other.execute("ROLLBACK")
    other.close()
    world.read(47)
    v.type_keys("F5")
    world.says(rf"{MEASURE}.*47{v.NARROW}%")
    v.wait_for("nothing of the store", lambda: not any(
        re.search("garde les données locales|keeps the local store", text) for text in world.program.texts()), 45)


def session_ends(world):
    """Told to end, as at the end of a session: the store is whole in its file, and says that it was closed."""
    program = world.program
    program.process.send_signal(signal.SIGTERM)
    v.wait_for("the end of the program", lambda: program.process.poll() is not None, 20)
    assert program.process.returncode == 0, program.process.returncode
    files = [path.name for path in pathlib.Path(program.variables["XDG_DATA_HOME"]).rglob("*.sqlite*")]
    assert any(name.endswith(".sqlite") for name in files), files
    assert not any(name.endswith("-wal") for name in files), files


STEPS = [begins_live, late_sensor, silent_sensor, silent_on_every_page, sensor_speaks_again,
         server_killed, time_passes_without_link, server_comes_back, laptop_asleep, clock_turned, store_is_held,
         session_ends]


def main():
    world = World()
    try:
        passed = v.run_steps(STEPS, world)
    finally:
        world.stop()
        BUS.stop()
    sys.exit(not passed)


main()
