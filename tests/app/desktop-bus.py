#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vigie as the bus starts it and the desktop calls it: the launcher's actions, files, links, the search of GNOME
Shell (prints TAP).

On a bus of its own, whose only service is the built program. The store is that of a server which
has gone since, so that nothing can come from the network."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import types

import gi

gi.require_version("Gio", "2.0")
gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, Gio, GLib  # noqa: E402

NAME, PATH = "fr.agglo.Vigie", "/fr/agglo/Vigie"
folder = pathlib.Path(tempfile.mkdtemp(prefix="vigie-bus-"))

SERVICES = folder / "services"
SERVICES.mkdir()
(SERVICES / f"{NAME}.service").write_text(
    f"[D-BUS Service]\nName={NAME}\nExec={shutil.which('vigie')} --gapplication-service\n")
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_bus  # noqa: E402

BUS = vigie_bus.start(SERVICES, XDG_DATA_HOME=str(folder / "data"), XDG_CONFIG_HOME=str(folder / "config"),
                      XDG_CACHE_HOME=str(folder / "cache"), HOME=str(folder), GSETTINGS_BACKEND="keyfile",
                      VIGIE_WINDOW_SIZE="1280x800", VIGIE_SEARCH_KEPT="3000")
import vigie_program as v  # noqa: E402  (connects to the bus of the environment)


class Running(v.Program):
    """The program that the bus started."""

    def __init__(self, pid):
        self.process = types.SimpleNamespace(pid=pid)


def connection():
    return Gio.bus_get_sync(Gio.BusType.SESSION, None)


def call(path, interface, method, parameters=None, reply=None, name=NAME, seconds=20):
    return connection().call_sync(name, path, interface, method, parameters,
                                  GLib.VariantType(reply) if reply else None, Gio.DBusCallFlags.NONE,
                                  int(seconds * 1000), None)


def daemon(method, *arguments):
    return call("/org/freedesktop/DBus", "org.freedesktop.DBus", method, GLib.Variant("(s)", arguments),
                name="org.freedesktop.DBus").unpack()[0]


def is_running():
    return daemon("NameHasOwner", NAME)


def running():
    """The process that has the name now."""
    return Running(daemon("GetConnectionUnixProcessID", NAME))


def gapplication(*arguments):
    done = subprocess.run(["gapplication", *arguments], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done


def end():
    """By its action, as the launcher's « Quitter » does; the service is gone then."""
    if is_running():
        gapplication("action", NAME, "quit")
        v.wait_for("the end of the program", lambda: not is_running())


# ---- Steps ----------------------------------------------------------------------------------------


def the_store_is_filled(shared):
    """By a server with the demonstration's territory, known to the person, which then goes."""
    shared["server"] = server = v.Server()
    shared["riantec"] = server.site("Déchèterie de Riantec")
    keyfile = folder / "config/glib-2.0/settings/keyfile"
    program = v.Program("--server", server.address, data=str(folder / "data"),
                        environment={"XDG_CONFIG_HOME": str(folder / "config")})
    try:
        program.wait("Lien établi", seconds=40)
        v.wait_for("the territory", lambda: program.find("Déchèterie de Riantec"))
        v.settle(1)
    finally:
        program.process.terminate()
        program.process.wait(20)
        program.stop()
    server.kill()
    keyfile.parent.mkdir(parents=True, exist_ok=True)
    keyfile.write_text("[fr/agglo/Vigie]\n"
                       f"servers=[{{'id': <'one'>, 'address': <'{server.address}'>}}]\n"
                       "current-server='one'\n")


def actions_are_told(_shared):
    """Those of the desktop file and of notifications."""
    told = set(call(PATH, "org.gtk.Actions", "List", reply="(as)").unpack()[0])
    assert {"about", "quit", "show-page", "show-site", "demonstration"} <= told, told
    program = running()
    # Asked alone it has no window, and quits without one.
    assert program.root() is None or program.root().get_child_count() == 0, program.texts()
    end()


def activation(_shared):
    """The last known state in a window, of the server chosen, though that is gone."""
    gapplication("launch", NAME)
    program = running()
    program.wait("Déchèterie de Riantec")
    end()


def a_site(shared):
    """As a notification shows it: in a window made for it, then in the one that is there."""
    gapplication("action", NAME, "show-site", f"'{shared['riantec']}'")
    program = running()
    program.wait("Capteurs et mesures")
    gapplication("action", NAME, "show-page", "'fleet'")
    program.wait("Prochaine panne")
    assert not program.find("Capteurs et mesures")
    gapplication("action", NAME, "show-site", f"'{shared['riantec']}'")
    program.wait("Capteurs et mesures")


def what_is_not_there(_shared):
    """In words, and nothing else changes."""
    program = running()
    gapplication("action", NAME, "show-site", "'nulle-part'")
    program.wait("nulle-part")
    gapplication("action", NAME, "show-page", "'cuisine'")
    program.wait("cuisine")
    gapplication("action", NAME, "show-site", "''")
    assert is_running()


def links_and_files(shared):
    """Several at a time, by the bus and by the command line alike."""
    program = running()
    gapplication("launch", NAME, "vigie:page/fleet", f"vigie:site/{shared['riantec']}")
    program.wait("Capteurs et mesures")
    gapplication("launch", NAME, "vigie:page/fleet", str(folder / "budget.ods"), "vigie:nothing")
    program.wait("Prochaine panne")
    v.wait_for("words", lambda: program.find("budget.ods") or program.find("vigie:nothing"))
    done = subprocess.run(["vigie", "vigie:page/fleet", f"vigie:site/{shared['riantec']}"], timeout=20)
    assert done.returncode == 0
    program.wait("Capteurs et mesures")
    for refused in (str(folder / "budget.ods"), str(folder / "absent.mbtiles"), "vigie:nothing"):
        done = subprocess.run(["vigie", refused], capture_output=True, text=True, timeout=20)
        assert done.returncode == 2 and os.path.basename(refused) in done.stderr, done


def about(_shared):
    gapplication("action", NAME, "about")
    running().wait("Les développeurs de Vigie")
    v.type_keys("Escape")


def search(method, *arguments):
    """As GNOME Shell calls it: the answer, and how long it took."""
    signatures = {"GetInitialResultSet": "(as)", "GetSubsearchResultSet": "(asas)", "GetResultMetas": "(as)",
                  "ActivateResult": "(sasu)", "LaunchSearch": "(asu)"}
    began = time.monotonic()
    answer = call(f"{PATH}/SearchProvider", "org.gnome.Shell.SearchProvider2", method,
                  GLib.Variant(signatures[method], arguments))
    return (answer.unpack() or [None])[0], time.monotonic() - began


def is_picture(icon):
    """A serialised GBytesIcon of a picture that can be drawn."""
    kind, data = icon
    loader = GdkPixbuf.PixbufLoader()
    loader.write(bytes(data))
    loader.close()
    pixbuf = loader.get_pixbuf()
    seen = any(pixbuf.get_pixels()[3::4])
    return kind == "bytes" and pixbuf.get_width() == pixbuf.get_height() >= 48 and seen


def search_without_a_window(shared):
    """From the store alone, though neither a window is there nor the server."""
    results, cold = search("GetInitialResultSet", ["dechet"])
    assert 10 <= len(results) <= 20, results
    program = running()
    fewer, warm = search("GetSubsearchResultSet", results, ["dechet", "riantec"])
    assert 1 <= len(fewer) < len(results) and set(fewer) <= set(results), fewer
    shared["found"] = fewer[0]
    metas, told = search("GetResultMetas", [fewer[0], "nothing/site/1", "x" * 5000, ""])
    print(f"# cold {cold * 1000:.0f} ms, warm {warm * 1000:.0f} ms, metas {told * 1000:.0f} ms")
    assert len(metas) == 1 and metas[0]["id"] == fewer[0], metas
    assert metas[0]["name"] == "Déchèterie de Riantec", metas
    words = metas[0]["description"]
    assert re.match("D[eé]monstration", words) and "Riantec" in words and "critique" in words.lower(), words
    assert re.search(r"il y a|à l’instant", words), words
    assert is_picture(metas[0]["icon"]), metas
    communes = [one for one in search("GetInitialResultSet", ["ploemeur"])[0] if "/commune/" in one]
    assert len(communes) == 1 and "Commune" in search("GetResultMetas", communes)[0][0]["description"]
    # Where there is no site so called, the sensors are.
    sensors = search("GetSubsearchResultSet", results, ["gravats", "riantec"])[0]
    assert sensors and all("/sensor/" in one for one in sensors), sensors
    assert "Riantec" in search("GetResultMetas", sensors[:1])[0][0]["description"]
    assert search("GetInitialResultSet", [])[0] == []
    assert search("GetInitialResultSet", ["xyzzyqwk"])[0] == []
    assert len(search("GetInitialResultSet", ["é" * 5000] * 50)[0]) == 0
    assert cold < 5 and warm < 1, (cold, warm)
    assert program.root() is None or program.root().get_child_count() == 0, program.texts()


def ends_by_itself(shared):
    """A service that only answered is gone some seconds later."""
    pid = running().process.pid
    v.wait_for("the end of the service", lambda: not is_running(), 20)
    v.wait_for("the end of its process", lambda: not os.path.exists(f"/proc/{pid}"))


def result_is_shown(shared):
    """In a window made for it; one of another server is not, which is said."""
    search("ActivateResult", shared["found"], ["riantec"], 0)
    program = running()
    program.wait("Capteurs et mesures")
    # Now of the window: the same.
    assert shared["found"] in search("GetInitialResultSet", ["dechet", "riantec"])[0]
    search("ActivateResult", f"00000000/site/{shared['riantec']}", ["riantec"], 0)
    v.wait_for("words", lambda: program.find("autre serveur") or program.find("another server"))
    search("LaunchSearch", ["bubry"], 0)
    program.wait("Bubry, commune", "list item")
    end()


def the_end(_shared):
    end()


STEPS = [the_store_is_filled, actions_are_told, search_without_a_window, ends_by_itself, result_is_shown,
         activation, a_site, what_is_not_there, links_and_files, about, the_end]


def main():
    shared = {}
    try:
        passed = v.run_steps(STEPS, shared)
    finally:
        if is_running():
            call(PATH, "org.freedesktop.Application", "ActivateAction",
                 GLib.Variant("(sava{sv})", ("quit", [], {})))
        if "server" in shared:
            shared["server"].stop()
        BUS.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(not passed)


main()
