#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notifications from the sensor to the desktop: a real vigie-ingest, the real program, and both services
that GNotification speaks to outside of a sandbox, played by this test on a bus of its own; running in the background, with and without the
portal's leave (prints TAP)."""
import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

NAME, PATH = "fr.agglo.Vigie", "/fr/agglo/Vigie"
folder = pathlib.Path(tempfile.mkdtemp(prefix="vigie-notifications-"))
SERVICES = folder / "services"
SERVICES.mkdir()  # and it stays empty: the desktop's services are played here
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_bus  # noqa: E402

BUS = vigie_bus.start(SERVICES, XDG_DATA_HOME=str(folder / "data"), XDG_CONFIG_HOME=str(folder / "config"),
                      XDG_CACHE_HOME=str(folder / "cache"), HOME=str(folder), GSETTINGS_BACKEND="keyfile",
                      VIGIE_WINDOW_SIZE="1280x800")
import vigie_program as v  # noqa: E402  (connects to the bus of the environment)
from desktop_services import FREEDESKTOP, PORTAL, SHELL, Desktop  # noqa: E402

# ---- The territory and the program -------------------------------------------------------------------


class Territory:
    """Sites of one skip each, critical from 90 % on."""

    def __init__(self, names):
        self.clock = v.Clock(str(folder), "all")
        self.ahead = 0
        self.server = v.Server(demonstration=False, environment=self.clock.variables)
        self.streams, self.things = {}, {}
        for name in names:
            self.things[name], self.streams[name] = v.add_skip(self.server.post, name)
            self.read(42, name)

    def read(self, value, *names):
        for name in names:
            self.ahead += 0.001  # no two readings at the same instant
            at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=self.ahead)
            self.server.post(f"/v1.1/Datastreams({self.streams[name]})/Observations",
                             {"phenomenonTime": at.isoformat(timespec="milliseconds"), "result": value})

    def turn(self, seconds):
        self.ahead += seconds
        self.clock.turn(self.ahead)


GROIX = "Groix & <b>Port</b>"
SITES = [GROIX, "Bubry", "Riantec", "Lorient", "Plouay", "Guidel", "Caudan", "Queven"]
KEYFILE = folder / "config/glib-2.0/settings/keyfile"


class Running(v.Program):
    """vigie on the bus of this test, whose words are kept."""

    def __init__(self, territory, *arguments, **variables):
        v.Atspi.get_desktop(0).get_child_count()
        self.log = folder / "log"
        self.folder = tempfile.TemporaryDirectory(prefix="vigie-")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                ["vigie", *arguments], stdout=log, stderr=log,
                env=dict(os.environ, GTK_A11Y="atspi", G_MESSAGES_DEBUG="vigie", **territory.clock.variables,
                         **variables))

    def wait_live(self):
        try:
            v.wait_for("the program to watch", lambda: "from now on is told" in self.log.read_text(), 40)
        except v.Failure as failure:
            raise v.Failure(f"{failure}; it said: {self.log.read_text()[-600:]}") from None

    def quit(self):
        subprocess.run(["gapplication", "action", NAME, "quit"], check=True, timeout=20)
        v.wait_for("the end of the program", lambda: self.process.poll() is not None, 20)
        assert self.process.returncode == 0

    def has_window(self):
        root = self.root()
        return root is not None and root.get_child_count() > 0


def settings(server, **keys):
    v.write_settings(KEYFILE, **{"servers": f"[{{'id': <'one'>, 'address': <'{server.address}'>}}]",
                                 "current_server": "'one'", **keys})


# ---- Steps -------------------------------------------------------------------------------------------


def nothing_at_the_start(shared):
    """What was critical when the server was first seen is no news; there is no window."""
    shared["territory"] = territory = Territory(SITES)
    shared["desktop"] = Desktop(FREEDESKTOP)
    territory.read(95, "Queven")
    settings(territory.server, run_in_background="true")
    shared["program"] = program = Running(territory, "--background")
    program.wait_live()
    v.settle(1)
    assert not program.has_window()
    assert not shared["desktop"].up, shared["desktop"].up


def a_site_becomes_critical(shared):
    """Its name, the value; words of the server are never markup."""
    territory, desktop = shared["territory"], shared["desktop"]
    territory.read(94, GROIX)
    _number, notification = desktop.wait(GROIX)
    assert notification["title"] == GROIX and notification["priority"] == "urgent", notification
    assert "Benne bois" in notification["body"] and "94" in notification["body"], notification
    assert "<" not in notification["body"], notification
    assert notification["actions"] and notification["actions"][0] == "default", notification
    assert desktop.count("Notify") == 1


def it_swings(shared):
    """Gone when it is normal; back within ten minutes it does not ring."""
    territory, desktop = shared["territory"], shared["desktop"]
    territory.read(20, GROIX)
    desktop.wait_gone(GROIX)
    territory.read(96, GROIX)
    _number, notification = desktop.wait(GROIX, "96")
    assert notification["priority"] == "low", notification


def a_flood(shared):
    """Six at once are one."""
    territory, desktop = shared["territory"], shared["desktop"]
    before = desktop.count("Notify")
    territory.read(97, *SITES[1:7])
    _number, notification = desktop.wait("6 sites")
    assert notification["priority"] == "urgent", notification
    assert desktop.count("Notify") == before + 1, desktop.calls


def it_leads_to_the_site(shared):
    """The window comes, on that site; its notification goes with being seen, or with its use."""
    desktop, program = shared["desktop"], shared["program"]
    number, _notification = desktop.told(GROIX)
    desktop.use(number)
    del desktop.up[number]  # one that was used is closed by its service
    program.wait("Benne bois")
    program.wait(GROIX)


def the_end_takes_them_back(shared):
    """What is no more watched is not told."""
    desktop = shared["desktop"]
    shared["program"].quit()
    v.wait_for(f"nothing to be up: {desktop.up}", lambda: not desktop.up)


def a_night_off(shared):
    """One summary of what changed, by the service of GNOME Shell, which takes no markup."""
    shared["desktop"].stop()
    shared["desktop"] = desktop = Desktop(SHELL)
    territory = shared["territory"]
    territory.read(42, *SITES[:4])
    shared["program"] = program = Running(territory, "--background")
    program.wait_live()
    v.settle(1)
    assert not desktop.up, desktop.up  # of what was critical before nothing is said again
    program.quit()
    territory.turn(8 * 3600)
    territory.read(95, GROIX, "Bubry", "Riantec")
    shared["program"] = program = Running(territory, "--background")
    identifier, notification = desktop.wait("3 sites")
    assert identifier == "sites" and notification["priority"] == "urgent", notification
    assert GROIX in notification["body"], notification
    assert len(desktop.up) == 1, desktop.up
    program.quit()
    v.wait_for(f"nothing to be up: {desktop.up}", lambda: not desktop.up)


def by_the_portal(shared):
    """As in a Flatpak: leave asked for, the state told in words and kept up."""
    shared["portal"] = portal = Desktop(PORTAL)
    territory = shared["territory"]
    settings(territory.server, run_in_background="true", start_with_session="true")
    shared["program"] = program = Running(territory, "--background", VIGIE_PORTAL="1")
    program.wait_live()
    v.wait_for("a request", lambda: portal.count("RequestBackground"))
    options = next(call[1][1] for call in portal.calls if call[0] == "RequestBackground")
    assert options["autostart"] and options["commandline"] == ["vigie", "--background"] and options["reason"], options

    def status():
        return [call[1][0]["message"] for call in portal.calls if call[0] == "SetStatus"][-1:]

    v.wait_for("the state", lambda: "7" in "".join(status()))
    territory.read(95, "Lorient")
    identifier, notification = shared["desktop"].wait("Lorient")
    assert identifier == f"site-{territory.things['Lorient']}", identifier
    # A picture as bytes, which a sandboxed program can give too.
    kind, picture = notification["icon"]
    assert kind == "bytes" and bytes(picture[:4]) == b"\x89PNG", notification["icon"]
    assert notification["default-action"] == "app.show-site", notification
    v.wait_for("the state to follow", lambda: "8" in "".join(status()))
    program.quit()


def without_leave(shared):
    """Denied: said, switched off, and the program does not stay against the desktop's will."""
    desktop, territory = shared["desktop"], shared["territory"]
    shared["portal"].grant = (0, False, False)
    program = Running(territory, "--background", VIGIE_PORTAL="1")
    v.wait_for("the end of the program", lambda: program.process.poll() is not None, 30)
    assert program.process.returncode == 0
    v.wait_for(f"words about it, not {list(desktop.up)}", lambda: list(desktop.up) == ["background"])
    assert "run-in-background=false" in KEYFILE.read_text(), KEYFILE.read_text()


def nothing_to_watch(shared):
    """No server known: it says so and ends."""
    KEYFILE.write_text("")
    program = Running(shared["territory"], "--background")
    assert program.process.wait(30) == 3
    assert "vigie:" in program.log.read_text()


STEPS = [nothing_at_the_start, a_site_becomes_critical, it_swings, a_flood, it_leads_to_the_site,
         the_end_takes_them_back, a_night_off, by_the_portal, without_leave, nothing_to_watch]


def main():
    shared = {}
    try:
        passed = v.run_steps(STEPS, shared)
    finally:
        if "program" in shared:
            shared["program"].stop()
        if "territory" in shared:
            shared["territory"].server.stop()
        BUS.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(not passed)


main()
