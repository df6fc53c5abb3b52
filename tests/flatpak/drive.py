#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak as a person meets it: started, read through AT-SPI, its portals answered (TAP).

drive.py MANIFEST DIR [WORD…]: pictures go to DIR; with words, only the steps whose names have one of them. Within
tests/flatpak/session, FLATPAK_USER_DIR set.
"""
import configparser
import contextlib
import http.server
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_program as v  # noqa: E402
from desktop_services import FREEDESKTOP, Desktop  # noqa: E402
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ID = "fr.agglo.Vigie"
HOME = pathlib.Path.home()
PRIVATE = HOME / ".var/app" / ID
SITE = "Déchèterie de Riantec"
PICTURES = pathlib.Path(sys.argv[2])
TOKEN = "un-jeton-qui-ne-doit-pas-se-lire"
BUS = Gio.bus_get_sync(Gio.BusType.SESSION)


def flatpak_run(*arguments, options=()):
    return ["flatpak", "run", "--user", *options, ID, *arguments]


def call(name, path, interface, method, parameters=None, answer=None):
    return BUS.call_sync(name, path, interface, method, parameters,
                         GLib.VariantType(answer) if answer else None,
                         Gio.DBusCallFlags.NONE, 20000, None)


def descendants(pid):
    """Processes below it, the youngest last."""
    found = []
    with contextlib.suppress(OSError):
        for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
            found += [int(child), *descendants(child)]
    return found


def end_sandbox(process):
    """A signal to « flatpak run » alone would leave behind what runs in the sandbox."""
    for pid in descendants(process.pid)[-1:] or [process.pid]:
        os.kill(pid, signal.SIGTERM)
    process.wait(10)


class Installed(v.Program):
    """The Flatpak. Its process is behind a bus proxy: it is told apart by its name on the accessibility bus."""

    def __init__(self, *arguments, options=(), environment=None, start=True):
        Atspi.get_desktop(0).get_child_count()
        self.process = None
        if start:
            self.process = subprocess.Popen(flatpak_run(*arguments, options=options),
                                            env=dict(os.environ, **(environment or {})))

    def root(self):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_name() in ("vigie", "Vigie", ID):
                return child
        return None

    def role(self, accessible):
        role = super().role(accessible)
        return "button" if role == "push button" else role  # of older AT-SPI

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _trace):
        if error is not None:  # said before what the end may add to it
            print(f"# {error}")
            subprocess.run(["import", "-window", "root", str(PICTURES / "echec.png")], check=False)
        self.stop()

    def press(self, text, role="button"):
        """Presses it as a screen reader does."""
        self.wait(text, role).do_action(0)

    def stop(self):
        # « flatpak kill » would end the Flatpak's vigie-ingest too.
        with contextlib.suppress(GLib.Error):
            call(ID, "/fr/agglo/Vigie", "org.freedesktop.Application", "ActivateAction",
                 GLib.Variant("(sava{sv})", ("quit", [], {})))
        if self.process is not None:
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                end_sandbox(self.process)
        v.wait_for("the program to end", lambda: self.root() is None, 20)


class Ingest:
    """The Flatpak's own vigie-ingest, open to this machine."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            flatpak_run("--listen", "127.0.0.1:0", *arguments, options=("--command=vigie-ingest",)),
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"(http://127\.0\.0\.1:\d+)", line)
        if not found:
            raise v.Failure(f"vigie-ingest said {line!r}")
        self.origin = found[1]
        self.address = f"{self.origin}/v1.1"

    def post(self, path, body):
        """Makes an entity; its identifier."""
        request = urllib.request.Request(self.origin + path, json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(re.search(r"\((\d+)\)$", answer.headers["Location"])[1])

    def stop(self):
        end_sandbox(self.process)


class Guarded(Ingest):
    """With the demonstration, behind a proxy that wants a token for everything."""

    def __init__(self):
        super().__init__("--demo", "--behind-proxy")
        self.refused = self.served = 0
        guard = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                    guard.refused += 1
                    return self.answer(401, b"{}", {"WWW-Authenticate": "Bearer"})
                request = urllib.request.Request(guard.origin + self.path, headers={
                    "X-Forwarded-Host": self.headers["Host"], "X-Forwarded-Proto": "http",
                    "Accept": self.headers.get("Accept", "*/*")})
                try:
                    with urllib.request.urlopen(request, timeout=30) as answer:
                        guard.served += 1
                        return self.answer(answer.status, answer.read(), {
                            "Content-Type": answer.headers["Content-Type"]})
                except urllib.error.HTTPError as error:
                    return self.answer(error.code, error.read(), {})
                except urllib.error.URLError:
                    return self.answer(502, b"{}", {})

            def answer(self, status, body, headers):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/v1.1"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        super().stop()


def picture(name):
    path = PICTURES / f"{name}.png"
    subprocess.run(["import", "-window", "root", str(path)], check=True)
    print(f"# {path}")


# ---- What is installed -------------------------------------------------------------------------------


def permissions_are_those_of_the_manifest_and_no_more(shared):
    text = subprocess.run(["flatpak", "info", "--user", "--show-permissions", ID], check=True,
                          capture_output=True, text=True).stdout
    print("".join(f"# {line}\n" for line in text.splitlines()), end="")
    metadata = configparser.ConfigParser()
    metadata.read_string(text)
    assert metadata.sections() == ["Context"], metadata.sections()
    granted = {key: sorted(filter(None, value.split(";")))
               for key, value in metadata["Context"].items()}
    assert granted == {"shared": ["ipc", "network"], "devices": ["dri"],
                       "sockets": ["fallback-x11", "wayland", "x11"]} or granted == {
        "shared": ["ipc", "network"], "devices": ["dri"],
        "sockets": ["fallback-x11", "wayland"]}, granted
    manifest = json.loads(pathlib.Path(shared["manifest"]).read_text(encoding="utf-8"))
    assert sorted(manifest["finish-args"]) == ["--device=dri", "--share=ipc", "--share=network",
                                               "--socket=fallback-x11", "--socket=wayland"]


def the_desktop_is_told_of_it(_shared):
    """Desktop file, icons, bus, search provider and types are exported where the desktop looks."""
    share = pathlib.Path(os.environ["FLATPAK_USER_DIR"]) / "exports/share"
    wanted = (f"applications/{ID}.desktop", f"dbus-1/services/{ID}.service",
              f"icons/hicolor/scalable/apps/{ID}.svg",
              f"icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
              f"metainfo/{ID}.metainfo.xml", f"mime/packages/{ID}.xml")
    missing = [name for name in wanted if not (share / name).is_file()]
    assert not missing, missing
    providers = list((share / "gnome-shell/search-providers").glob(f"{ID}*.ini"))
    assert providers, "no search provider"
    desktop = (share / f"applications/{ID}.desktop").read_text(encoding="utf-8")
    assert "flatpak run" in desktop and "Actions=" in desktop and "[fr]" in desktop, desktop


def both_programs_answer(_shared):
    for command in ("vigie", "vigie-ingest"):
        done = subprocess.run(flatpak_run("--version", options=(f"--command={command}",)),
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 0 and re.match(rf"{command} \d", done.stdout), done
    done = subprocess.run(flatpak_run("--help"), capture_output=True, text=True, timeout=60)
    assert "Afficher" in done.stdout, done.stdout


# ---- The demonstration, without a network ------------------------------------------------------------


def nothing_outside_is_reached(_shared):
    """In the sandbox of the next steps there is no interface but the loopback."""
    done = subprocess.run(
        flatpak_run("-c", "cat /proc/net/dev", options=("--unshare=network", "--command=sh")),
        capture_output=True, text=True, timeout=60, check=True)
    names = re.findall(r"^\s*([^\s:|]+):", done.stdout, re.M)
    assert names == ["lo"], done.stdout


def demonstration_without_a_network(shared):
    shared["program"] = program = Installed("--demo", options=("--unshare=network",), environment={
        "VIGIE_WINDOW_SIZE": "1366x768"})
    program.wait("Démonstration", seconds=60)
    program.wait("Lien établi", seconds=60)
    picture("demonstration-clair")


def a_site_and_its_values(shared):
    program = shared["program"]
    v.type_keys("ctrl+f")
    program.wait_focus("Rechercher dans les sites")
    v.type_keys(*"riantec", "space", *"dechet")
    v.wait_for("one row", lambda: not program.find("Passerelle de Bubry"))
    row = program.wait(SITE, "list item").get_name()
    assert re.search(r"il y a|depuis|à l’instant", row), row
    v.type_keys("Return")
    program.wait_focus(SITE)
    v.type_keys("Return")
    program.wait("Capteurs et mesures")
    program.wait("Benne gravats")
    values = program.names("list item", "Benne")
    assert any(re.search(rf"\d{v.NARROW}%", value) for value in values), values
    v.settle(1)
    picture("site-clair")


def pages_in_the_dark(shared):
    shared.pop("program").stop()
    with Installed("--demo", "--page", "energy", options=("--unshare=network",), environment={
            "VIGIE_WINDOW_SIZE": "1366x768", "ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}) as program:
        program.wait("Taux d’autoconsommation", seconds=60)
        program.wait("Lien établi", seconds=60)
        v.settle(3)
        picture("energie-sombre")
        v.type_keys("alt+1")
        program.wait(SITE, seconds=20)
        v.settle(1)
        picture("carte-sombre")


# ---- The portals -------------------------------------------------------------------------------------


def the_secret_is_kept_by_the_portal(shared):
    """Asked for once; the next start has it from the portal's own keyring, and no file has it in clear."""
    guarded = shared["guarded"] = Guarded()
    v.write_settings(
        PRIVATE / "config/glib-2.0/settings/keyfile",
        servers="[{'id': <'essai'>, 'address': <'%s'>, 'name': <'Serveur gardé'>, 'auth': <'bearer'>}]"
        % guarded.address, current_server="'essai'")
    with Installed(environment={"VIGIE_WINDOW_SIZE": "1366x768"}) as program:
        program.wait("Jeton demandé", seconds=40)
        picture("jeton-demande")
        v.wait_for("the focus in the entry", lambda: (program.focused() or "").startswith("Jeton"))
        v.type_text(TOKEN)
        v.type_keys("Return")
        program.wait("Lien établi", seconds=40)
        assert guarded.served > 0
    kept = PRIVATE / "data/keyrings/default.keyring"
    v.wait_for("the keyring of the sandbox", kept.is_file)
    for file in PRIVATE.rglob("*"):
        if file.is_file():
            assert TOKEN.encode() not in file.read_bytes(), file
    refused = guarded.refused
    with Installed(environment={"VIGIE_WINDOW_SIZE": "1366x768"}) as program:
        program.wait("Lien établi", seconds=40)
        assert not program.find("Jeton demandé")
        assert guarded.refused == refused, "asked without the token that is kept"


def a_file_is_opened_through_the_portal(shared):
    """A profile outside the sandbox, chosen in the desktop's own dialog, is read, and kept over a start."""
    folder = HOME / "Documents"
    folder.mkdir(exist_ok=True)
    profile = folder / "profil-essai.json"
    profile.write_text("{ ceci n’est pas un profil", encoding="utf-8")
    with Installed("--demo", environment={"VIGIE_WINDOW_SIZE": "1366x768"}) as program:
        program.wait("Lien établi", seconds=60)
        v.type_keys("ctrl+comma")
        program.wait("Fichier de profil")
        before = len(portal_dialogs())
        profile_button(program).do_action(0)
        v.wait_for("the dialog of the desktop", lambda: len(portal_dialogs()) > before, 20)
        v.settle(0.5)
        picture("portail-fichier")
        v.type_keys("slash")  # opens the row for a path
        v.settle(0.3)
        v.type_text(str(profile)[1:])
        v.settle(0.5)
        v.type_keys("Return")
        program.wait("profil-essai.json", seconds=20)
        picture("profil-refuse")
        said = [text for text in program.texts() if "profil-essai.json" in text]
        # The sandbox sees it where the portal of documents shows it, not in the home folder.
        documents = call("org.freedesktop.portal.Documents", "/org/freedesktop/portal/documents",
                         "org.freedesktop.portal.Documents", "List",
                         GLib.Variant("(s)", (ID,)), "(a{say})").unpack()[0]
        paths = [bytes(path).rstrip(b"\0").decode() for path in documents.values()]
        assert str(profile) in paths, (paths, said)


def portal_dialogs():
    """Windows of the portal's backend."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    found = []
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and "portal" in (child.get_name() or ""):
            found += [child.get_child_at_index(i) for i in range(child.get_child_count())]
    return found


def profile_button(program):
    """The button of the row « Fichier de profil »: the next one after the row's title."""
    seen = False
    for widget, name in program.named():
        seen = seen or "Fichier de profil" in name
        if seen and name.startswith("Choisir") and program.role(widget) == "button":
            return widget
    raise v.Failure(f"no button to choose a profile; on screen: {program.texts()}")


def notifications_come_through_the_portal(shared):
    """A site that becomes critical is told to the desktop and leads to its site; « Essayer » sends one too."""
    desktop, ingest = shared["notifications"], Ingest("--store", "/var/data/essai.sqlite")
    _thing, stream = v.add_skip(ingest.post, "Déchèterie d’essai")
    observations = f"/v1.1/Datastreams({stream})/Observations"
    ingest.post(observations, {"result": 42})
    try:
        with Installed("--server", ingest.address, "--page", "energy", environment={
                "VIGIE_WINDOW_SIZE": "1366x768"}) as program:
            program.wait("Lien établi", seconds=60)
            v.settle(2)
            assert not desktop.up, desktop.up
            ingest.post(observations, {"result": 94})
            number, shown = desktop.wait("Déchèterie d’essai")
            print(f"# {shown['title']} / {shown['body']}")
            assert "Benne bois" in shown["body"] and "94" in shown["body"], shown
            desktop.use(number)
            program.wait("Capteurs et mesures")
            v.type_keys("ctrl+comma")
            program.press("Essayer")
            _number, shown = desktop.wait("notification de Vigie")
            print(f"# {shown['title']} / {shown['body']}")
            v.settle(0.5)
            picture("preferences")
    finally:
        ingest.stop()


# ---- The desktop starts it ---------------------------------------------------------------------------


def the_shell_searches_without_a_window(_shared):
    """The search provider is started by the bus and answers from the store; no window opens."""
    provider = (ID, "/fr/agglo/Vigie/SearchProvider", "org.gnome.Shell.SearchProvider2")
    start = time.monotonic()
    found = call(*provider, "GetInitialResultSet", GLib.Variant("(as)", (["riantec"],)),
                 "(as)").unpack()[0]
    print(f"# first answer, the start of the sandbox included: {time.monotonic() - start:.2f} s")
    assert found
    metas = call(*provider, "GetResultMetas", GLib.Variant("(as)", (found[:5],)),
                 "(aa{sv})").unpack()[0]
    print("".join(f"# {meta['name']}: {meta.get('description', '')}\n" for meta in metas), end="")
    assert any(meta["name"] == SITE for meta in metas), metas
    program = Installed(start=False)
    assert program.root() is None or program.root().get_child_count() == 0
    site = next(meta["id"] for meta in metas if meta["name"] == SITE)
    call(*provider, "ActivateResult", GLib.Variant("(sasu)", (site, ["riantec"], 0)))
    program.wait("Capteurs et mesures", seconds=40)
    program.stop()


def actions_of_the_desktop_file(_shared):
    """As the launcher calls them over the bus."""
    actions = (ID, "/fr/agglo/Vigie", "org.freedesktop.Application")
    program = Installed(start=False)
    call(*actions, "ActivateAction", GLib.Variant("(sava{sv})", ("demonstration", [], {})))
    program.wait("Données simulées", seconds=60)
    call(*actions, "Open", GLib.Variant("(asa{sv})", (["vigie:page/diagnostics"], {})))
    program.wait("Dernières requêtes")
    call(*actions, "ActivateAction", GLib.Variant("(sava{sv})", ("wall", [], {})))
    v.settle(3)
    picture("mur")
    program.stop()


# ---- How long a start takes --------------------------------------------------------------------------


def cold_start(_shared):
    """From the command to the first frame with the last known state, by cairo as on the barest machine: with the
    system's cache of files emptied where that is allowed, and warm."""
    environment = dict(os.environ, VIGIE_TRACE_FIRST_FRAME="1", GSK_RENDERER="cairo",
                       VIGIE_WINDOW_SIZE="1280x800")

    def launch():
        start = time.monotonic()
        process = subprocess.Popen(flatpak_run(), env=environment, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            if line.startswith("first-frame "):
                elapsed = (time.monotonic() - start) * 1000
                process.wait()
                return elapsed, int(line.split()[1])
        raise v.Failure("vigie ended without a frame")

    def say(what, value):
        print(f"# first frame, {what}: {value:.0f} ms, to reach: 1000{'' if value < 1000 else ' (NOT MET)'}")

    launch()
    warm = [launch() for _ in range(5)]
    assert all(sites > 50 for _elapsed, sites in warm), warm
    say(f"warm, {warm[0][1]} sites, the median of {', '.join(f'{elapsed:.0f}' for elapsed, _sites in warm)}",
        statistics.median(elapsed for elapsed, _sites in warm))
    try:
        os.sync()
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3\n", encoding="ascii")
    except OSError as error:
        print(f"# the cache of files cannot be emptied here ({error.strerror}): no cold figure")
    else:
        say("cold, the cache of files emptied", launch()[0])


STEPS = (
    permissions_are_those_of_the_manifest_and_no_more,
    the_desktop_is_told_of_it,
    both_programs_answer,
    nothing_outside_is_reached,
    demonstration_without_a_network,
    a_site_and_its_values,
    pages_in_the_dark,
    the_secret_is_kept_by_the_portal,
    a_file_is_opened_through_the_portal,
    notifications_come_through_the_portal,
    the_shell_searches_without_a_window,
    actions_of_the_desktop_file,
    cold_start,
)


def main():
    shared = {"manifest": sys.argv[1]}
    PICTURES.mkdir(parents=True, exist_ok=True)
    shared["notifications"] = Desktop(FREEDESKTOP)
    try:
        wanted = sys.argv[3:]
        passed = v.run_steps([step for step in STEPS if not wanted or any(
            word in step.__name__ for word in wanted)], shared)
    finally:
        if "program" in shared:
            shared["program"].stop()
        if "guarded" in shared:
            shared["guarded"].stop()
    sys.exit(0 if passed else 1)


main()
