#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Screenshots of the pages in French: shot.py DIR [WORD…] (used by ./dev shot DIR).

The demonstration, page by page, light, dark and in high contrast, from a phone's width to 4K; then the
first start, a lost link, and text at 200 %; and those of data/screenshots, on a Saturday morning. With words, only the
pictures whose names have one of them. With VIGIE_TILES=FILE.mbtiles its tiles are behind the sites.
"""
import datetime
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import zoneinfo

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import vigie_program as v  # noqa: E402

SITE = "Déchèterie de Riantec"
SIZES = ((360, 720), (1366, 768), (1920, 1080), (3840, 2160))
SCHEMES = {
    "clair": {"ADW_DEBUG_COLOR_SCHEME": "prefer-light"},
    "sombre": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
    "contraste": {"ADW_DEBUG_COLOR_SCHEME": "prefer-light", "ADW_DEBUG_HIGH_CONTRAST": "1"},
}


class Screen:
    """A screen large enough for every size, without a window manager."""

    def __init__(self):
        read, write = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", f":{random.randrange(100, 50000)}", "-displayfd", str(write), "-screen", "0", "3840x2160x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=(write,), stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as numbers:
            self.name = ":" + numbers.readline().strip()

    def take(self, path, width, height):
        subprocess.run(["import", "-display", self.name, "-window", "root", "-crop",
                        f"{width}x{height}+0+0", "+repage", str(path)], check=True)
        print(path, flush=True)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def tile_server():
    """The process that serves VIGIE_TILES and its address template, or nothing."""
    tiles = os.environ.get("VIGIE_TILES")
    if not tiles:
        return None, ""
    process = subprocess.Popen(
        [sys.executable, str(pathlib.Path(__file__).with_name("tiles.py")), tiles],
        stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline().strip()


def settled(program, seconds):
    """Lets tiles and frames come while the main loop runs."""
    end = time.monotonic() + seconds
    v.wait_for("the time to pass", lambda: time.monotonic() > end, seconds + 5)


def saturday():
    """Seconds to the last Saturday at five past eleven: when a territory is well awake."""
    now = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Paris"))
    then = (now - datetime.timedelta(days=(now.weekday() + 2) % 7)).replace(hour=11, minute=5, second=0)
    return ((then if then <= now else then - datetime.timedelta(days=7)) - now).total_seconds()


def shoot_presentation(folder, wanted, screen, common, home):
    """The pictures that presentations of Vigie show (README, software centres), with the clock of both programs turned."""
    pages = {
        "energie": (("--page", "energy"), "Taux d’autoconsommation"),
        "carte": (("--page", "map"), "Lien établi"),
        "affluence": (("--page", "attendance"), "sites qui répondent"),
        "site": ((), "Afficher sur la carte"),
        "mur": (("--wall",), "Lien établi"),
    }
    names = [name for name in pages if not wanted or any(word in f"presentation-{name}" for word in wanted)]
    if not names:
        return
    # Beside the schemas, in the folder of the build.
    os.environ.setdefault("VIGIE_TURNED_CLOCK", os.path.join(
        os.environ["GSETTINGS_SCHEMA_DIR"], "../tests/support/libvigie-turned-clock.so"))
    clock = v.Clock(home, "presentation")
    clock.turn(saturday())
    server = v.Server(environment=clock.variables)
    try:
        site = server.site(SITE)
        measure = server.measure(site, "Benne gravats")
        for name in names:
            arguments, awaited = pages[name]
            if name == "site":
                arguments = (f"vigie:measure/{measure}",)
            chosen = () if name == "carte" else ("--site", site)  # that goes near it: the map has the whole territory
            program = v.Program("--server", server.address, *chosen, *arguments,
                                data=os.path.join(home, "presentation"), environment={
                                    **common, **SCHEMES["clair"], **clock.variables, "VIGIE_WINDOW_SIZE": "1440x810"})
            try:
                program.wait(awaited, seconds=60)
                settled(program, 6)
                screen.take(folder / f"presentation-{name}.png", 1440, 810)
            finally:
                program.stop()
    finally:
        server.stop()


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit("usage: shot.py DIR [NAME…]")
    folder, wanted = pathlib.Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    screen, server, (tiles, template) = Screen(), v.Server(), tile_server()
    home = tempfile.TemporaryDirectory(prefix="vigie-shot-")
    common = {"DISPLAY": screen.name, "LANGUAGE": "fr", "LC_ALL": "fr_FR.UTF-8",
              "TZ": "Europe/Paris", "GSETTINGS_BACKEND": "memory", "GDK_DEBUG": "no-portals",
              "VIGIE_TILE_ADDRESS": template}
    site = server.site(SITE)

    def shoot(name, arguments, width, height, await_text, environment, pause=2.0):
        if wanted and not any(word in name for word in wanted):
            return
        program = v.Program(*arguments, data=os.path.join(home.name, "data"), environment={
            **common, **environment, "VIGIE_WINDOW_SIZE": f"{width}x{height}"})
        try:
            program.wait(await_text, seconds=60)
            settled(program, pause)
            screen.take(folder / f"{name}.png", width, height)
        finally:
            program.stop()

    shown = ("--server", server.address, "--site", site)
    server_only = shown[:2]
    measure = server.measure(site, "Benne gravats")
    pages = {
        "carte": (shown, "Lien établi"),
        "energie": ((*server_only, "--page", "energy"), "Taux d’autoconsommation"),
        "affluence": ((*server_only, "--page", "attendance"), "sites qui répondent"),
        "parc": ((*server_only, "--page", "fleet"), "Pile sous"),
        "site": ((*server_only, f"vigie:measure/{measure}"), "24"),
        "diagnostic": ((*server_only, "vigie:page/diagnostics"), "Dernières requêtes"),
    }
    try:
        shoot_presentation(folder, wanted, screen, common, home.name)
        for scheme, environment in SCHEMES.items():
            for width, height in SIZES:
                if width == 3840:
                    environment = {**environment, "GDK_SCALE": "2"}
                for page, (arguments, awaited) in pages.items():
                    shoot(f"{page}-{scheme}-{width}x{height}", arguments, width, height, awaited,
                          environment)
            for page, (arguments, awaited) in pages.items():
                if scheme == "clair":
                    shoot(f"grand-texte-{page}-{scheme}-1366x768", arguments, 1366, 768, awaited,
                          {**SCHEMES[scheme], "VIGIE_TEXT_SCALE": "2"})
            shoot(f"liste-{scheme}-360x720", shown[:2], 360, 720, "Lien établi", environment={
                **SCHEMES[scheme]})
            shoot(f"accueil-{scheme}-1366x768", (), 1366, 768, "Se connecter à un serveur…",
                  SCHEMES[scheme])
        server.process.terminate()
        server.process.wait(10)
        for scheme, environment in SCHEMES.items():
            for page, (arguments, _awaited) in pages.items():
                shoot(f"lien-perdu-{page}-{scheme}-1366x768", arguments, 1366, 768, "Lien perdu",
                      environment)
        shoot("lien-perdu-clair-360x720", shown, 360, 720, "Lien perdu", SCHEMES["clair"])
    finally:
        server.stop()
        if tiles:
            tiles.terminate()
        screen.stop()
        home.cleanup()


main()
