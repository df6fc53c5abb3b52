#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search of the desktop over 10 000 sites of 4 measures: from the call that makes the bus start the program to its
answer (desktop-search-cold), and the longest answer while a word is typed (desktop-search-warm). No window, no
network: from the local store.

    bench-desktop-search.py MAKE-TERRITORY
"""
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
import pathlib

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "fr.agglo.Vigie"
SITES, MEASURES, RUNS = 10000, 4, 3


def fill(folder, make_territory, address):
    """Lets vigie fill its store, once, and makes the server the one of the last time."""
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
    import vigie_program as v
    v.fill_store(folder, make_territory, address, SITES, MEASURES)
    v.write_settings(os.path.join(folder, "config/glib-2.0/settings/keyfile"), current_server="'one'",
                     servers=f"[{{'id': <'one'>, 'address': <'{address}'>}}]")


def start_bus(folder):
    services = pathlib.Path(folder, "services")
    services.mkdir()
    (services / f"{NAME}.service").write_text(
        f"[D-BUS Service]\nName={NAME}\nExec={shutil.which('vigie')} --gapplication-service\n")
    os.environ.update(XDG_DATA_HOME=os.path.join(folder, "data"), XDG_CACHE_HOME=os.path.join(folder, "cache"),
                      XDG_CONFIG_HOME=os.path.join(folder, "config"), GSETTINGS_BACKEND="keyfile", GTK_A11Y="none")
    bus = Gio.TestDBus.new(Gio.TestDBusFlags.NONE)
    bus.add_service_dir(str(services))
    bus.up()
    return bus, Gio.DBusConnection.new_for_address_sync(
        bus.get_bus_address(), Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
        | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)


def ask(connection, *terms):
    """What was found, and the milliseconds that it took."""
    began = time.monotonic()
    answer = connection.call_sync(NAME, "/fr/agglo/Vigie/SearchProvider", "org.gnome.Shell.SearchProvider2",
                                  "GetInitialResultSet", GLib.Variant("(as)", (terms,)), None,
                                  Gio.DBusCallFlags.NONE, 30000, None)
    return answer.unpack()[0], (time.monotonic() - began) * 1000


def end(connection):
    connection.call_sync(NAME, "/fr/agglo/Vigie", "org.freedesktop.Application", "ActivateAction",
                         GLib.Variant("(sava{sv})", ("quit", [], {})), None, Gio.DBusCallFlags.NONE, 30000, None)
    while connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                               "NameHasOwner", GLib.Variant("(s)", (NAME,)), None, Gio.DBusCallFlags.NONE,
                               30000, None).unpack()[0]:
        time.sleep(0.02)


def tell(name, value, bar):
    print(json.dumps({"name": name, "value": round(value, 1), "unit": "ms", "bar": bar, "better": "lower"}))


def main():
    os.environ.update(LANGUAGE="fr", LC_ALL="fr_FR.UTF-8", GSETTINGS_BACKEND="memory", GDK_DEBUG="no-portals",
                      VIGIE_WINDOW_SIZE="1280x800")
    with tempfile.TemporaryDirectory(prefix="vigie-search-") as folder:
        fill(folder, sys.argv[1], f"unix:{folder}/socket")
        bus, connection = start_bus(folder)
        cold, warm = [], []
        for _ in range(RUNS):
            found, elapsed = ask(connection, "dechet")
            if len(found) != 20:
                sys.exit(f"{len(found)} results, not 20")
            cold.append(elapsed)
            warm += [ask(connection, "poste 4322"[:n])[1] for n in range(1, 11)]
            end(connection)
        connection.close_sync(None)
        bus.stop()
    print(f"cold: {', '.join(f'{ms:.0f}' for ms in cold)} ms", file=sys.stderr)
    tell("desktop-search-cold", statistics.median(cold), 1000)
    tell("desktop-search-warm", max(warm), 100)


main()
