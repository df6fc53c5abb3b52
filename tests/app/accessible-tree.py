#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every widget that a person can reach has a role and a name: the tree of each page and dialog (TAP).

Walks what a screen reader sees of the running program: anything that takes the focus, can be acted on,
or shows a picture, must say what it is. Pages are those of the command line.
"""
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_bus  # noqa: E402

BUS = vigie_bus.start()
import vigie_program as v  # noqa: E402  (connects to the bus of the environment)
from vigie_program import Atspi  # noqa: E402

SITE = "Déchèterie de Riantec"
R = Atspi.Role
# What always must be named, whether or not it takes the focus.
NAMED = {
    R.PUSH_BUTTON, R.TOGGLE_BUTTON, R.CHECK_BOX, R.RADIO_BUTTON, R.ENTRY, R.PASSWORD_TEXT, R.COMBO_BOX,
    R.LINK, R.SLIDER, R.SPIN_BUTTON, R.LIST_ITEM, R.MENU_ITEM, R.CHECK_MENU_ITEM, R.RADIO_MENU_ITEM,
    R.PAGE_TAB, R.IMAGE, R.TABLE, R.TREE_TABLE, R.LIST, R.COLUMN_HEADER, R.TABLE_COLUMN_HEADER,
    R.LEVEL_BAR, R.PROGRESS_BAR, R.CHART, R.DIALOG, R.ALERT, R.HEADING, R.SWITCH,
}
# Focusable only as containers: the focus passes to what is in them.
CONTAINERS = {R.PANEL, R.FILLER, R.SCROLL_PANE, R.VIEWPORT, R.FRAME, R.WINDOW, R.SCROLL_BAR, R.GROUPING}


def path_to(accessible):
    parts = []
    while accessible is not None and len(parts) < 12:
        try:
            parts.append(f"{accessible.get_role_name()} « {accessible.get_name() or ''} »")
            accessible = accessible.get_parent()
        except v.GLib.Error:
            break
    return " < ".join(parts)


def is_named(accessible):
    if (accessible.get_name() or "").strip():
        return True
    for relation in accessible.get_relation_set() or []:
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return any((relation.get_target(i).get_name() or "").strip()
                       for i in range(relation.get_n_targets()))
    return False


def is_inner(accessible, role):
    """The toolkit's own parts of a widget that is named: the rows within a table, the value within a combo box, the
    list of a group of preferences (libadwaita names the list before 1.10, and the group that holds it since)."""
    if role == R.LIST:
        return accessible.get_parent().get_role() in (R.TREE_TABLE, R.TABLE) or within(
            accessible, R.COMBO_BOX) or is_list_of_group(accessible)
    return role == R.LIST_ITEM and within(accessible, R.COMBO_BOX)


def is_list_of_group(accessible):
    """Whether two boxes around the list, without a name, are all that lies between it and a group with one."""
    for _ in range(2):
        accessible = accessible.get_parent()
        if accessible is None or accessible.get_role() != R.PANEL or is_named(accessible):
            return False
    group = accessible.get_parent()
    return group is not None and group.get_role() == R.GROUPING and is_named(group)


def within(accessible, role):
    while accessible is not None:
        if accessible.get_role() == role:
            return True
        accessible = accessible.get_parent()
    return False


def unnamed(program):
    """Paths of the widgets that do not say what they are, and how many were looked at."""
    missing, seen = [], 0
    for accessible in program.accessibles():
        try:
            role = accessible.get_role()
            states = accessible.get_state_set()
            seen += 1
            reachable = states.contains(Atspi.StateType.FOCUSABLE) and role not in CONTAINERS
            if (role in NAMED or reachable) and not (
                    is_named(accessible) or is_inner(accessible, role)):
                missing.append(path_to(accessible))
            if role in (R.INVALID, R.UNKNOWN):
                missing.append(f"no role: {path_to(accessible)}")
        except v.GLib.Error:
            continue
    return missing, seen


def check(program, least=10):
    # A program that is busy does not answer: that is no empty window yet. And a row that is being made has no name yet.
    for _ in range(20):
        missing, seen = unnamed(program)
        if seen >= least and not missing:
            break
        v.settle(0.5)
    for path in missing:
        print(f"# {path}")
    assert seen >= least, f"only {seen} widgets were seen"
    assert not missing, f"{len(missing)} of {seen} widgets are unnamed"
    print(f"# {seen} widgets")


def first_run(_shared):
    program = v.Program(environment={"VIGIE_WINDOW_SIZE": "1280x800"})
    try:
        program.wait("Se connecter à un serveur…", "button")
        check(program)
        # What the person is to do first has the focus; there are no pages yet to go to, and no link to tell of.
        program.wait_focus("Se connecter à un serveur…")
        states = program.find("Pages", "list").get_state_set()
        assert not states.contains(Atspi.StateType.SENSITIVE), "a page can be chosen without a territory"
        pill = program.find("Connexion…")
        assert pill is None or not pill.get_state_set().contains(Atspi.StateType.SHOWING), "a link is told of"
    finally:
        program.stop()


def start(shared):
    shared["server"] = server = v.Server()
    shared["program"] = program = v.Program(
        "--server", server.address, environment={"VIGIE_WINDOW_SIZE": "1366x768"})
    program.wait("Lien établi", seconds=40)
    assert program.focused() != "Menu principal", "the focus of the start is on the menu"


def page(name, await_text=None):
    def step(shared):
        program = shared["program"]
        done = subprocess.run(["vigie", "--page", name], timeout=20, env=program.variables)
        assert done.returncode == 0
        if await_text:
            program.wait(await_text)
        v.settle(0.5)
        check(program, 25)
    step.__name__ = f"page {name}"
    return step


def sidebar(shared):
    """The arrow keys go from page to page and stay there, Tab leaves the list for what is beside it."""
    program = shared["program"]
    subprocess.run(["vigie", "--page", "map"], timeout=20, env=program.variables, check=True)
    program.wait("Carte", "grouping")
    for _ in range(8):
        if program.focused() == "Carte" or program.move_focus("F6")[0] == "Carte":
            break
    program.wait_focus("Carte")
    v.type_keys("Down")
    program.wait("Énergie", "grouping")
    program.wait_focus("Énergie")
    v.type_keys("Up")
    program.wait("Carte", "grouping")
    program.wait_focus("Carte")
    v.type_keys("Tab")
    v.wait_for("the focus to leave the list of pages", lambda: program.focused() not in (
        None, "Carte", "Énergie", "Affluence", "Parc"))
    assert program.find("Carte", "grouping") is not None, "Tab went to another page"


def panel(shared):
    program = shared["program"]
    subprocess.run(["vigie", "--page", "map", "--site", shared["server"].site(SITE)], timeout=20,
                   env=program.variables, check=True)
    program.wait("Capteurs et mesures")
    v.settle(0.5)
    check(program, 60)


def site_page(shared):
    """All of a site, reached from the search."""
    program = shared["program"]
    v.type_keys("ctrl+k")
    v.wait_for("the search", lambda: "echercher" in (program.focused() or ""))
    v.type_text("riantec dechet")
    program.wait(SITE, "list item")
    v.settle(0.5)
    v.type_keys("ctrl+Return")
    program.wait("24", "toggle button")
    v.settle(1)
    check(program, 100)


def dialog(keys, await_text, name):
    def step(shared):
        program = shared["program"]
        v.type_keys(keys)
        program.wait(await_text)
        v.settle(0.5)
        try:
            check(program, 25)
        finally:
            v.type_keys("Escape")
            v.settle(0.4)
    step.__name__ = f"dialog {name}"
    return step


def pages():
    """The pages that the command line knows."""
    said = subprocess.run(["vigie", "--page", "?"], capture_output=True, text=True, timeout=20)
    listed = re.search(r"pages[^:]*: (.*)", said.stderr)
    assert said.returncode == 2 and listed, said
    return [name.strip() for name in listed[1].split(",")]


STEPS = [first_run, start, *(page(name) for name in pages()), page("diagnostics"),
         sidebar, panel,
         site_page, dialog("ctrl+k", "Rechercher", "search"),
         dialog("ctrl+comma", "Préférences", "preferences"),
         dialog("ctrl+question", "Raccourcis clavier", "shortcuts")]


def main():
    shared, failed = {}, 0
    print("TAP version 14")
    print(f"1..{len(STEPS)}", flush=True)
    try:
        for number, step in enumerate(STEPS, 1):
            begin = time.monotonic()
            try:
                step(shared)
                print(f"ok {number} - {step.__name__.replace('_', ' ')}")
            except (v.Failure, AssertionError, KeyError) as failure:
                failed += 1
                print(f"# {failure}")
                print(f"not ok {number} - {step.__name__.replace('_', ' ')}")
            print(f"# {time.monotonic() - begin:.1f} s", flush=True)
    finally:
        for thing in ("program", "server"):
            if thing in shared:
                shared[thing].stop()
        BUS.stop()
    sys.exit(failed > 0)


main()
