# SPDX-License-Identifier: GPL-3.0-or-later
"""The services of a desktop that Vigie speaks to, played on the session bus: both of those that show notifications, and the
portal that gives leave to run in the background.

To be imported once the environment names the bus of the test."""
import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

import vigie_program as v  # noqa: E402

# Name, path, interface.
FREEDESKTOP = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications", """<node><interface name="org.freedesktop.Notifications">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/>
<arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
</interface></node>""")
SHELL = ("org.gtk.Notifications", "/org/gtk/Notifications", """<node><interface name="org.gtk.Notifications">
<method name="AddNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="a{sv}" direction="in"/></method>
<method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method>
</interface></node>""")
PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", """<node><interface name="org.freedesktop.portal.Background">
<method name="RequestBackground"><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
<arg type="o" direction="out"/></method>
<method name="SetStatus"><arg type="a{sv}" direction="in"/></method>
</interface></node>""")


class Desktop:
    """One service of the desktop; what it shows is in up, by its identifier, and what it was told in calls."""

    def __init__(self, service):
        name, path, xml = service
        self.connection = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self.calls, self.up, self.path = [], {}, path
        self.grant = (0, True, True)
        self.objects = [
            self.connection.register_object(path, interface, self.called, None, None)
            for interface in Gio.DBusNodeInfo.new_for_xml(xml).interfaces]
        self.owner = Gio.bus_own_name_on_connection(self.connection, name, Gio.BusNameOwnerFlags.NONE,
                                                    None, None)
        v.settle(0.2)

    def called(self, _connection, sender, _path, _interface, method, parameters, invocation):
        arguments = parameters.unpack()
        self.calls.append((method, arguments))
        answer = None
        if method == "GetCapabilities":
            answer = GLib.Variant("(as)", (["body", "body-markup", "actions"],))
        elif method == "Notify":
            number = arguments[1] or len(self.calls)
            self.up[number] = {"title": arguments[3], "body": arguments[4], "actions": arguments[5],
                               "priority": ("low", "high", "urgent")[arguments[6]["urgency"]]}
            answer = GLib.Variant("(u)", (number,))
        elif method == "CloseNotification":
            self.up.pop(arguments[0], None)
        elif method == "AddNotification":
            self.up[arguments[-2]] = arguments[-1]
        elif method == "RemoveNotification":
            self.up.pop(arguments[-1], None)
        elif method == "RequestBackground":
            token = arguments[1]["handle_token"]
            request = f"/org/freedesktop/portal/desktop/request/{sender[1:].replace('.', '_')}/{token}"
            answer = GLib.Variant("(o)", (request,))
            response, background, autostart = self.grant
            GLib.timeout_add(50, lambda: self.connection.emit_signal(
                sender, request, "org.freedesktop.portal.Request", "Response",
                GLib.Variant("(ua{sv})", (response, {
                    "background": GLib.Variant("b", background),
                    "autostart": GLib.Variant("b", autostart)}))) and False)
        invocation.return_value(answer)

    def told(self, *words):
        """What is up with these words in it."""
        for number, notification in self.up.items():
            if all(word in notification["title"] + " " + notification["body"] for word in words):
                return number, notification
        return None

    def wait(self, *words, seconds=45):
        try:
            return v.wait_for(f"a notification of {words}", lambda: self.told(*words), seconds)
        except v.Failure as failure:
            raise v.Failure(f"{failure}; it was told {self.calls}") from None

    def wait_gone(self, *words, seconds=45):
        v.wait_for(f"the end of {words}; up: {self.up}", lambda: not self.told(*words), seconds)

    def count(self, method):
        return sum(call[0] == method for call in self.calls)

    def use(self, number):
        """The person presses the notification."""
        self.connection.emit_signal(None, self.path, "org.freedesktop.Notifications", "ActionInvoked",
                                    GLib.Variant("(us)", (number, self.up[number]["actions"][0])))

    def stop(self):
        Gio.bus_unown_name(self.owner)
        for number in self.objects:
            self.connection.unregister_object(number)
        v.settle(0.2)
