# SPDX-License-Identifier: GPL-3.0-or-later
"""A session bus and a display of a test's own, whose programs are read through the accessibility bus of the session outside.

To be called before vigie_program is imported, which connects to what the environment names."""
import os
import random
import subprocess
import xml.sax.saxutils

import gi

gi.require_version("GLib", "2.0")
from gi.repository import GLib  # noqa: E402


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
        try:
            os.environ.update(variables, DISPLAY=self.display.name)
            self.bus, os.environ["DBUS_SESSION_BUS_ADDRESS"] = start_bus(services)
        except BaseException:
            self.display.terminate()
            raise

    def stop(self):
        for server in (self.bus, self.display):
            server.terminate()
            server.wait(10)


def start_bus(services):
    """A bus that starts the services of that folder, and its address. (GLib's own for tests keeps a process that was
    on it for 30 s at its end.)"""
    folder = f"<servicedir>{xml.sax.saxutils.escape(str(services))}</servicedir>" if services else ""
    with open(os.memfd_create("bus"), "w", encoding="utf-8") as file:
        file.write(f"""<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>{folder}
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>""")
        file.flush()
        bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file=/dev/fd/{file.fileno()}", "--nofork", "--print-address"],
            pass_fds=[file.fileno()], stdout=subprocess.PIPE, text=True)
    address = bus.stdout.readline().strip()  # the configuration is read by then
    if not address:
        bus.wait(10)
        raise RuntimeError("no bus could be started")
    return bus, address


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
