# SPDX-License-Identifier: GPL-3.0-or-later
"""A session bus and a display of a test's own, whose programs are read through the accessibility bus of the session outside.

To be called before vigie_program is imported, which connects to what the environment names."""
import os
import random
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


class Session:
    """A bus and a display."""

    def __init__(self, services, variables):
        self.display = start_display()
        self.bus = Gio.TestDBus.new(Gio.TestDBusFlags.NONE)
        try:
            os.environ.update(variables, DISPLAY=self.display.name)
            if services:
                self.bus.add_service_dir(str(services))
            self.bus.up()
            # The library took the display out of the environment, and put the bus where Python does not look.
            os.environ.update(dict(os.environ), DBUS_SESSION_BUS_ADDRESS=self.bus.get_bus_address())
        except BaseException:
            self.display.terminate()
            raise

    def stop(self):
        self.bus.stop()
        self.display.terminate()
        self.display.wait(10)


def start_display():
    """An X server of 1920×1200, with its name. Numbers by chance, as ./dev does it."""
    for _ in range(5):
        number = random.randrange(100, 50000)
        if os.path.exists(f"/tmp/.X11-unix/X{number}"):
            continue
        read, write = os.pipe()
        server = subprocess.Popen(["Xvfb", f":{number}", "-displayfd", str(write), "-screen", "0", "1920x1200x24",
                                   "-nolisten", "tcp", "-noreset", "+extension", "GLX"],
                                  pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with open(read, encoding="ascii") as answer:
            told = answer.readline().strip()
        if told:
            server.name = f":{told}"
            return server
        server.wait(10)
    raise RuntimeError("no display could be started")


def start(services=None, **variables):
    """Both, the bus with these services (an existing folder; None for none), for tests which run beside others: keys go
    to no other window, and no window takes the focus. What is started has the environment with these variables."""
    os.environ.setdefault("AT_SPI_BUS_ADDRESS", accessibility_address())
    return Session(services, variables)
