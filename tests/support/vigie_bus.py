# SPDX-License-Identifier: GPL-3.0-or-later
"""A session bus of a test's own, whose programs are read through the accessibility bus of the session outside.

To be called before vigie_program is imported, which connects to what the environment names."""
import os
import subprocess

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402


def accessibility_address():
    """The session's. A second launcher would take that one's socket away and what the display says of it, so that
    tests which come later would find none."""
    answer = subprocess.run(
        ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method",
         "org.a11y.Bus.GetAddress"], check=True, capture_output=True, text=True, timeout=60).stdout
    return GLib.Variant.parse(None, answer.strip(), None, None).unpack()[0]


def start(services, **variables):
    """The bus, where these services (an existing folder) can be started. They and what the test starts have the
    environment with these variables."""
    os.environ.setdefault("AT_SPI_BUS_ADDRESS", accessibility_address())
    os.environ.update(variables)
    bus = Gio.TestDBus.new(Gio.TestDBusFlags.NONE)
    bus.add_service_dir(str(services))
    bus.up()
    # The library took the display out of the environment, and put the bus where Python does not look.
    os.environ.update(dict(os.environ), DBUS_SESSION_BUS_ADDRESS=bus.get_bus_address())
    return bus
