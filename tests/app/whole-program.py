#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole program with its demonstration, driven by keyboard and read through AT-SPI (TAP)."""
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_bus  # noqa: E402

BUS = vigie_bus.start()
import vigie_program as v  # noqa: E402  (connects to the bus of the environment)
from vigie_program import Atspi  # noqa: E402

SITE = "Déchèterie de Riantec"


def first_run(_shared):
    """Without a server: two ways to begin, each reached by the keyboard."""
    program = v.Program(environment={"VIGIE_WINDOW_SIZE": "1280x800"})
    try:
        program.wait("Se connecter à un serveur…", "button")
        program.wait("Découvrir avec le territoire de démonstration", "button")
        program.root().get_child_at_index(0).get_name()
        v.type_keys("Tab", "Tab")
        v.wait_for("the focus on a button", program.focused)
    finally:
        program.stop()


def server_that_refuses(_shared):
    """Why a server cannot be shown is said within the dialog, and the keyboard stays in its row."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: it refuses
        address = f"127.0.0.1:{closed.getsockname()[1]}"
        program = v.Program(environment={"VIGIE_WINDOW_SIZE": "1280x800"})
        try:
            program.wait("Se connecter à un serveur…", "button")
            v.wait_for("the focus on the button", lambda: v.type_keys("Tab") or (
                program.focused() or "").startswith("Se connecter à un serveur"))
            v.type_keys("space")
            on_address = lambda: (program.focused() or "").startswith(
                ("Adresse du serveur", "Server Address"))
            v.wait_for("the focus on the address", on_address)
            v.type_text(address)  # checked by itself
            said = program.wait(f"Rien ne répond à http://{address}")
            inside = said.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            assert 0 < inside.height and inside.y + inside.height < 460, inside
            v.wait_for("the focus on the address", on_address)
        finally:
            program.stop()


def arguments_without_option(_shared):
    """Nothing opens for a word that no option takes and that is no link of ours."""
    for word in ("riantec", "http://example.org/", "vigie:nothing/1", "geo:100,0"):
        done = subprocess.run(["vigie", word], capture_output=True, text=True, timeout=20)
        assert done.returncode == 2 and word in done.stderr, done


def start_demonstration(shared):
    shared["program"] = program = v.Program(
        "--demo", environment={"VIGIE_WINDOW_SIZE": "1280x800"})
    program.wait("Lien établi", seconds=40)
    program.wait("Démonstration")
    program.wait("Données simulées")
    sections = [name for name in ("À traiter", "Silencieux", "Hors service", "Normal")
                if not program.find(name)]
    assert not sections, f"sections not on screen: {sections}"


def choose_by_keyboard(shared):
    program = shared["program"]
    v.type_keys("ctrl+f")
    program.wait_focus("Rechercher dans les sites")
    # Without accents: « dechetterie » and « riantec » in any order.
    v.type_keys(*"riantec", "space", *"dechet")
    v.wait_for("one row", lambda: not program.find("Passerelle de Bubry"))
    row = program.wait(SITE, "list item")
    shared["row"] = row.get_name()
    v.type_keys("Return")
    program.wait_focus(SITE)
    v.type_keys("Return")
    program.wait("Capteurs et mesures")


def row_is_a_sentence(shared):
    """Site, kind, state, reason and age, in French."""
    row = shared["row"]
    assert row.count(",") >= 3 and "Déchèterie" in row, row
    assert re.search(r"il y a|depuis|à l’instant", row), row


def values_in_french(shared):
    program = shared["program"]
    program.wait("Benne gravats")
    rows = program.names("list item", "Benne")
    assert rows, program.texts()
    percent = [row for row in rows if re.search(rf"\d{v.NARROW}%", row)]
    assert percent, rows
    assert any(re.search(rf"\d{v.NARROW}dBm", row) and "\u2212" in row for row in rows), rows
    assert any("pile" in row for row in rows), rows
    english = [name for name in program.texts()
               if re.search(r"\b(ago|Silent|since|Opening|Sensors|never|late|the)\b", name)]
    assert not english, english


def escape_closes_the_panel(shared):
    program = shared["program"]
    v.type_keys("Escape")
    v.wait_for("the panel to close", lambda: not program.find("Capteurs et mesures"))
    v.type_keys("ctrl+f", "Escape")
    v.wait_for("all sites", lambda: program.find("Silencieux"))


def search_everything(shared):
    """Ctrl+K, a misspelt name, Enter: the site is open."""
    program = shared["program"]
    v.type_keys("ctrl+k")
    v.wait_for("the search", lambda: "echercher" in (program.focused() or ""))
    v.type_keys(*"rinatec", "space", *"dechet")
    program.wait(SITE, "list item")
    v.settle(0.3)
    v.type_keys("Return")
    program.wait("Capteurs et mesures")
    v.type_keys("Escape")
    v.wait_for("the panel to close", lambda: not program.find("Capteurs et mesures"))


def link_is_followed(shared):
    """A link given to the program leads the window that is there to its site."""
    program = shared["program"]
    subprocess.run(["vigie", "vigie:page/diagnostics"], timeout=20, env=program.variables, check=True)
    program.wait("Dernières requêtes")
    subprocess.run(["vigie", "vigie:page/map"], timeout=20, env=program.variables, check=True)
    subprocess.run(["vigie", "geo:47.7483,-3.36"], timeout=20, env=program.variables, check=True)
    v.wait_for("the streets", lambda: any(
        re.search(rf"Échelle.*\d{v.NARROW}m$", text) for text in program.texts()))
    v.type_keys("0")


def pages_by_keyboard(shared):
    """Each page by its key, with the focus within it; F6 goes through its parts; dialogs give the focus back."""
    program = shared["program"]
    for key, there in (("alt+4", "Milesight VS350"), ("alt+1", "À traiter"),
                       ("alt+4", "Milesight VS350"), ("alt+1", "À traiter")):
        v.type_keys(key)
        program.wait(there)
        v.wait_for(f"a focus after {key}", program.focused)
    seen = set()
    for _ in range(4):
        seen.add(program.move_focus("F6")[0])
    assert len(seen) >= 3, seen
    before = program.focused()
    for key, title in (("ctrl+question", "F10"), ("ctrl+comma", "Fond de carte")):
        v.type_keys(key)
        program.wait(title)
        v.type_keys("Escape")
        v.wait_for("the focus back", lambda: program.focused() == before)


# In French and English, short or in full: the test is run on any day.
MONTHS = "jan|f[eé]v|feb|mar|a[vp]r|mai|may|juin|jun|juil|jul|ao[uû]t|aug|sep|oct|nov|d[eé]c"


def energy_by_keyboard(shared):
    """A site is chosen without accents, a period before is shown, a figure leads down to its sites."""
    program = shared["program"]
    v.type_keys("alt+2")
    program.wait("P90")
    v.type_keys("ctrl+l")
    v.settle(0.5)
    v.type_text("epuration lorient")
    v.settle(0.5)
    v.type_keys("Return")
    program.wait("Épuration de Lorient ·")
    before = set(program.texts())
    v.type_keys("ctrl+Page_Up")
    v.wait_for("another period", lambda: [text for text in program.texts() if text not in before
                                          and re.search(rf"\d.*\b({MONTHS})", text, re.I)])
    # All of the territory again, as it was.
    v.type_keys("ctrl+Page_Down", "ctrl+l")
    v.settle(0.5)
    v.type_text("lorient agglo")
    v.settle(0.5)
    v.type_keys("Return")
    program.wait("Lorient Agglomération ·")
    v.type_keys("alt+1")
    program.wait("À traiter")


def attendance_by_keyboard(shared):
    """The attendance page, a site of it, and its sentence in the clipboard."""
    program = shared["program"]
    v.type_keys("alt+3")
    program.wait("Moins d’attente")
    program.wait("À dire à l’usager")
    v.type_keys("ctrl+shift+c")
    program.wait("Phrase copiée")
    v.type_keys("alt+1")
    program.wait("À traiter")


def link_is_lost(shared):
    program = shared["program"]
    children = program.children()
    assert len(children) == 1, children
    shared["child"] = children[0]
    os.kill(children[0], signal.SIGKILL)
    # All in one look: the server is started again after a while.
    # On a busy day the normal sites are further down than the screen goes.
    said = ("Lien perdu depuis", "Dernier état connu", "À traiter au dernier relevé")

    def all_said():
        texts = program.texts()
        return all(any(words in text for text in texts) for words in said)
    v.wait_for(", ".join(said), all_said, 20)


def link_comes_back(shared):
    program = shared["program"]
    program.wait("Lien établi", seconds=40)
    v.wait_for("no banner", lambda: not program.find("Lien perdu depuis", "alert"))


def ends_its_child(shared):
    program = shared["program"]
    children = program.children()
    assert children and children[0] != shared["child"], children
    v.type_keys("ctrl+q")
    v.wait_for("the end of the program", lambda: program.process.poll() is not None)
    assert program.process.returncode == 0, program.process.returncode
    v.wait_for("the end of the server", lambda: not os.path.exists(f"/proc/{children[0]}"), 10)


STEPS = [first_run, server_that_refuses, arguments_without_option, start_demonstration,
         choose_by_keyboard, row_is_a_sentence, values_in_french, escape_closes_the_panel,
         search_everything, link_is_followed, pages_by_keyboard, energy_by_keyboard,
         attendance_by_keyboard, link_is_lost, link_comes_back, ends_its_child]


def main():
    shared = {}
    try:
        passed = v.run_steps(STEPS, shared)
    finally:
        if "program" in shared:
            shared["program"].stop()
        BUS.stop()
    sys.exit(not passed)


main()
