# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs Vigie and its server for tests and screenshots, and reads the window through AT-SPI."""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import tempfile
import time
import urllib.parse

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

NARROW = "\u202f"


class Failure(Exception):
    """What was awaited did not come."""


def wait_for(what, condition, seconds=30.0):
    """The first true answer of condition (), asked while the main loop of AT-SPI runs. Who waits for what comes at once
    where the machine is idle leaves seconds as they are: they are for a busy machine and for sanitizers."""
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    while True:
        try:
            answer = condition()
        except GLib.Error:  # a widget that went while it was looked at
            answer = None
        if answer:
            return answer
        if time.monotonic() > end:
            raise Failure(f"waited {seconds:g} s in vain for {what}")
        while context.iteration(False):
            pass
        time.sleep(0.05)


def settle(seconds):
    """Lets frames and animations come while the main loop of AT-SPI runs."""
    end = time.monotonic() + seconds
    wait_for("the time to pass", lambda: time.monotonic() > end, seconds + 5)


class UnixConnection(http.client.HTTPConnection):
    """HTTP on a Unix socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=10)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(10)
        self.sock.connect(self.path)


class Clock:
    """The wall clock of programs that are started with its variables, to be turned while they run."""

    def __init__(self, folder, name):
        self.path = os.path.join(folder, f"clock-{name}")
        self.turn(0)

    @property
    def variables(self):
        # The sanitizers want to be loaded first; they do without.
        options = ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), "verify_asan_link_order=0")))
        return {"LD_PRELOAD": os.environ["VIGIE_TURNED_CLOCK"], "VIGIE_CLOCK_FILE": self.path,
                "ASAN_OPTIONS": options}

    def turn(self, seconds):
        """The clock goes so much ahead of the machine's from now on."""
        with open(self.path, "r+b" if os.path.exists(self.path) else "wb") as file:
            file.write(struct.pack("=q", int(seconds * 1e6)))


class Server:
    """vigie-ingest on a Unix socket of its own, with the demonstration or empty."""

    def __init__(self, *arguments, demonstration=True, environment=None):
        self.folder = tempfile.TemporaryDirectory(prefix="vigie-")
        self.socket = os.path.join(self.folder.name, "socket")
        self.command = ["vigie-ingest", *(["--demo"] if demonstration else []), "--listen",
                        f"unix:{self.socket}", "--store",
                        os.path.join(self.folder.name, "store.sqlite"), *arguments]
        self.variables = dict(os.environ, **(environment or {}))
        self.start()
        self.address = f"unix:{self.socket}"

    def start(self):
        """Also once more, after it was killed."""
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True,
                                        env=self.variables)
        line = self.process.stdout.readline()
        if not line.startswith("vigie-ingest: listening on "):
            raise Failure(f"vigie-ingest said {line!r}")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def post(self, path, body):
        """Makes an entity; its identifier."""
        connection = UnixConnection(self.socket)
        connection.request("POST", urllib.parse.quote(path), json.dumps(body),
                           {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != 201:
            raise Failure(f"POST {path}: {answer.status} {text}")
        return re.search(r"\(([^)]*)\)$", answer.getheader("Location"))[1]

    def get(self, path, **query):
        """The JSON at path; query options without their dollar sign."""
        connection = UnixConnection(self.socket)
        text = urllib.parse.urlencode({f"${key}": value for key, value in query.items()})
        connection.request("GET", urllib.parse.quote(path) + (f"?{text}" if text else ""))
        answer = connection.getresponse()
        body = json.load(answer)
        connection.close()
        return body

    def site(self, name):
        """The identifier of the site of that name."""
        found = self.get("/v1.1/Things", filter=f"name eq '{name}'", select="id")["value"]
        if not found:
            raise Failure(f"the demonstration has no site {name!r}")
        return str(found[0]["@iot.id"])

    def measure(self, site, name):
        """The identifier of a measure of that site."""
        found = self.get(f"/v1.1/Things({site})/Datastreams", filter=f"name eq '{name}'",
                         select="id")["value"]
        if not found:
            raise Failure(f"site {site} has no measure {name!r}")
        return str(found[0]["@iot.id"])

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
        self.folder.cleanup()


def add_skip(post, name):
    """A recycling centre of one skip, in the middle of Lorient, critical from 90 % on, made by post (path, entity): the
    identifiers of the Thing and of its Datastream."""
    thing = post("/v1.1/Things", {
        "name": name, "description": "", "properties": {"kind": "recycling-centre"},
        "Locations": [{"name": "là", "description": "", "encodingType": "application/geo+json",
                       "location": {"type": "Point", "coordinates": [-3.36, 47.75]}}]})
    stream = post("/v1.1/Datastreams", {
        "name": "Benne bois", "description": "",
        "observationType": "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
        "unitOfMeasurement": {"name": "pour cent", "symbol": "%", "definition": "ucum:%"},
        "properties": {"role": "fill-level", "expectedInterval": "PT10S",
                       "thresholds": {"high": 80, "highhigh": 90}},
        "Thing": {"@iot.id": int(thing)},
        "Sensor": {"name": "Sonde", "description": "", "encodingType": "text/plain", "metadata": ""},
        "ObservedProperty": {"name": "Remplissage", "description": "", "definition": "x"}})
    return thing, stream


def write_settings(path, **values):
    """The settings as GLib's keyfile backend keeps them: GVariant texts by key, with _ for -."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[fr/agglo/Vigie]\n" + "".join(
        f"{key.replace('_', '-')}={value}\n" for key, value in values.items()), encoding="utf-8")


def fill_store(folder, make_territory, address, sites, measures):
    """Lets vigie fill its store, in folder/data, from a server of so many sites; the server is gone then."""
    store = os.path.join(folder, "server.sqlite")
    subprocess.run([make_territory, store, str(sites), str(measures)], check=True,
                   stdout=subprocess.DEVNULL)
    server = subprocess.Popen(["vigie-ingest", "--listen", address, "--store", store],
                              stdout=subprocess.PIPE, text=True)
    server.stdout.readline()
    program = Program("--server", address, data=os.path.join(folder, "data"))
    try:
        program.wait(f"{sites:,} sites".replace(",", NARROW), seconds=120)
        program.wait("Lien établi", seconds=60)
        time.sleep(2)  # the commit of the last page
    finally:
        program.stop()
        server.terminate()
        server.wait()


class Program:
    """vigie, seen through AT-SPI."""

    def __init__(self, *arguments, data=None, environment=None):
        self.folder = tempfile.TemporaryDirectory(prefix="vigie-")
        data = data or os.path.join(self.folder.name, "data")
        # A bus of its own would need a registry of its own: the one of the session serves, and the
        # program is told apart by its process.
        variables = dict(os.environ, GTK_A11Y="atspi", XDG_DATA_HOME=data,
                         XDG_CACHE_HOME=os.path.join(self.folder.name, "cache"))
        variables.setdefault("XDG_RUNTIME_DIR", self.folder.name)
        variables.update(environment or {})
        self.variables = variables
        # The registry must be there before the program looks for it: both would start it.
        Atspi.get_desktop(0).get_child_count()
        self.process = subprocess.Popen(["vigie", *arguments], env=variables)

    def root(self):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def accessibles(self):
        """Every widget that is showing, from the top. Each question is a message to the program and its answer: no more
        are put than are needed. What went while it was looked at is left out, with all below it: self.torn tells."""
        self.torn = False
        root = self.root()
        stack = [root] if root else []
        while stack:
            accessible = stack.pop()
            try:
                if accessible is not root and not (
                        accessible.get_state_set().contains(Atspi.StateType.VISIBLE)
                        or accessible.get_role() == Atspi.Role.FRAME):
                    continue
                yield accessible
                children = [accessible.get_child_at_index(i)
                            for i in range(min(accessible.get_child_count(), 400))]
            except GLib.Error:
                self.torn = True
                continue
            stack.extend(child for child in reversed(children) if child is not None)

    def role(self, accessible):
        return accessible.get_role_name()

    def named(self):
        """The same, each with its name; those without one are left out."""
        for accessible in self.accessibles():
            try:
                name = accessible.get_name()
            except GLib.Error:
                self.torn = True
                continue
            if name:
                yield accessible, name

    def find(self, text, role=None):
        """The first widget with that in its name; None where there is none in a tree that held still."""
        for _ in range(5):
            for accessible, name in self.named():
                if text in name and role in (None, self.role(accessible)):
                    return accessible
            if not self.torn:
                break
        return None

    def names(self, role, text):
        """Of all widgets of that role, those with text in them."""
        return [name for accessible, name in self.named() if text in name and self.role(accessible) == role]

    def wait(self, text, role=None, seconds=30.0):
        try:
            return wait_for(f"« {text} »", lambda: self.find(text, role), seconds)
        except Failure as failure:
            raise Failure(f"{failure}; on screen: {self.texts()}") from None

    def texts(self):
        return [name for _accessible, name in self.named()]

    def focus(self):
        """The name and the role of what has the focus, (None, None) where nothing has. GTK 4.24 says of each link in a
        label that it has: it has with the label only."""
        for accessible in self.accessibles():
            try:
                if not accessible.get_state_set().contains(Atspi.StateType.FOCUSED):
                    continue
                role, parent = self.role(accessible), accessible.get_parent()
                if role == "link" and parent.get_role() == Atspi.Role.LABEL and not (
                        parent.get_state_set().contains(Atspi.StateType.FOCUSED)):
                    continue
                return accessible.get_name() or "", role
            except GLib.Error:
                continue
        return None, None

    def focused(self):
        """The name of what has the focus."""
        return self.focus()[0]

    def move_focus(self, key):
        """Types a key that moves the focus, and waits until it has: the name and the role of what has it then. One who
        types the next key before that goes past what is looked for."""
        before = self.focus()
        type_keys(key)
        return wait_for(f"{key} to move the focus", lambda: (
            now := self.focus()) not in ((None, None), before) and now)

    def wait_focus(self, start):
        """Until the focus is on what is named so."""
        try:
            wait_for(f"the focus on « {start} »", lambda: (self.focused() or "").startswith(start))
        except Failure as failure:
            raise Failure(f"{failure}; it is on « {self.focused()} »") from None

    def children(self):
        """Processes started by the program."""
        task = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in task.read_text().split()]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.folder.cleanup()


# By their places on the keyboard: with the keymaps of 2026 xdotool holds Alt where it is given the names of these.
FUNCTION_KEYS = {f"F{number}": str(66 + number) for number in range(1, 11)} | {"F11": "95", "F12": "96"}


def type_keys(*keys):
    """Keys to the window that has the focus, as xdotool names them."""
    keys = [FUNCTION_KEYS.get(key, key) for key in keys]
    subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)


def type_text(text):
    """Text to the widget that has the focus, in place of what is selected."""
    subprocess.run(["xdotool", "type", "--clearmodifiers", text], check=True)


def run_steps(steps, shared):
    """Passes each step what they share, as TAP; after one that fails the others fail too. True: all passed."""
    failed = False
    print("TAP version 14")
    print(f"1..{len(steps)}", flush=True)
    for number, step in enumerate(steps, 1):
        name = step.__name__.replace("_", " ")
        if failed:
            print(f"not ok {number} - {name} # an earlier step failed", flush=True)
            continue
        start = time.monotonic()
        try:
            step(shared)
            print(f"ok {number} - {name}")
        except (Failure, AssertionError) as failure:
            failed = True
            print(f"# {failure}")
            print(f"not ok {number} - {name}")
        print(f"# {time.monotonic() - start:.1f} s", flush=True)
    return not failed
