#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The map by keyboard and screen reader: what is said of each sign, and the list that follows (TAP).

The signs are drawn in one go, so none is an object of the accessible tree: the layer says which one the keyboard is on,
and the list of sites, which has all of them, is in step with it.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_bus  # noqa: E402

BUS = vigie_bus.start()
import vigie_program as v  # noqa: E402  (connects to the bus of the environment)
from vigie_program import Atspi  # noqa: E402

PLACE = re.compile(r"^(?P<what>.+), (?P<at>\d+) sur (?P<all>\d+)$")


def begin(shared):
    shared["said"] = said = []

    def heard_cb(event):
        if event.any_data:
            said.append(str(event.any_data))

    shared["listener"] = Atspi.EventListener.new(heard_cb)
    shared["listener"].register("object:announcement")
    shared["server"] = server = v.Server()
    shared["program"] = program = v.Program(
        "--server", server.address, "--page", "map", environment={"VIGIE_WINDOW_SIZE": "1366x768"})
    program.wait("Lien établi", seconds=40)
    program.wait("80 sites")


def layer(program):
    """The signs of the map: what describes itself as one of so many."""
    for accessible in program.accessibles():
        if PLACE.match(accessible.get_description() or ""):
            return accessible
    return None


def place(program):
    accessible = layer(program)
    return PLACE.match(accessible.get_description()) if accessible is not None else None


def sign(program):
    """The sign that the keyboard is on."""
    return v.wait_for("what the map says of a sign", lambda: place(program))


def next_sign(program):
    before = sign(program)[0]
    v.type_keys("Page_Down")
    return v.wait_for("the next sign", lambda: (m := place(program)) and m[0] != before and m)


def focused(program):
    def look():
        for accessible in program.accessibles():
            if accessible.get_state_set().contains(Atspi.StateType.FOCUSED):
                return accessible, program.role(accessible)
        return None
    return v.wait_for("something with the focus", look)


def walk(shared):
    """Each step is described and announced: name, state, commune, which of how many."""
    program = shared["program"]
    v.type_keys("F6")
    v.wait_for("a row with the focus", lambda: focused(program)[1] == "list item")
    v.type_keys("F6")
    first = v.wait_for("the first sign", lambda: place(program))
    assert first["at"] == "1", first[0]
    shared["signs"] = int(first["all"])
    assert shared["signs"] > 3, first[0]
    del shared["said"][:]
    v.type_keys("Page_Down")
    second = v.wait_for("the second sign", lambda: (m := place(program)) and m["at"] == "2" and m)
    v.wait_for(f"« {second[0]} » announced, not {shared['said']}", lambda: second[0] in shared["said"])
    v.type_keys("Home")
    v.wait_for("the first sign again", lambda: sign(program)["at"] == "1")


def commune_told(shared):
    """On the way around, sites whose name does not tell their commune are told with it."""
    program = shared["program"]
    seen = []
    for _ in range(min(shared["signs"], 9)):
        seen.append(next_sign(program)["what"])
    shared["seen"] = seen
    sites = [what for what in seen if not re.match(r"^\d+\u202f?\d* sites?\b", what)]
    assert sites, seen
    for what in sites:
        assert what.count(",") >= 1, f"no state in « {what} »"
    things = shared["server"].get("/v1.1/Things", select="name,properties", top="200")["value"]
    communes = {thing["name"]: thing["properties"].get("communeName") for thing in things}
    told = 0
    for what in sites:
        name = next((name for name in communes if what.startswith(name + ",")), None)
        assert name is not None, what
        commune = communes[name]
        if commune and commune not in name:
            assert what.startswith(f"{name}, {commune},"), f"« {what} » does not tell {commune}"
            told += 1
    print(f"# {len(sites)} sites and {len(seen) - len(sites)} clusters, {told} with their commune")
    shared["sites"] = sites


def list_follows(shared):
    """From a sign that is one site, the list's keyboard comes to the same site, which was not chosen; Enter does."""
    program = shared["program"]
    what = sign(program)["what"]
    while re.match(r"^\d", what):
        what = next_sign(program)["what"]
    name = what.split(",")[0]
    assert program.find("Capteurs et mesures") is None, "a site was chosen by walking"
    for _ in range(6):
        program.move_focus("F6")
        accessible, role = focused(program)
        if role == "list item" and accessible.get_parent().get_name() == "Sites":
            break
    assert role == "list item" and (accessible.get_name() or "").startswith(name), (
        f"the focus is on a {role}, « {accessible.get_name()} », not on {name}")
    v.type_keys("Return")
    program.wait("Capteurs et mesures")
    shared["chosen"] = name


def rows(program):
    """What the rows on screen say."""
    def look():
        sites = program.find("Sites", "list")
        children = [sites.get_child_at_index(i) for i in range(sites.get_child_count())] if sites else []
        return [child.get_name() or "" for child in children if child.get_role() == Atspi.Role.LIST_ITEM]
    return v.wait_for("rows of sites", look)


def all_in_list(shared):
    """Every site can be reached in the list, on the map or not."""
    program = shared["program"]
    things = shared["server"].get("/v1.1/Things", select="name", top="200")["value"]
    missing = {thing["name"] for thing in things}
    assert len(missing) >= 70, missing
    v.type_keys("Escape")
    v.wait_for("the list", lambda: focused(program)[1] == "list item")
    v.type_keys("Home")
    v.settle(0.3)
    for _ in range(30):
        said = rows(program)
        missing = {name for name in missing if not any(row.startswith(name) for row in said)}
        if not missing:
            break
        v.type_keys("ctrl+Page_Down")
        v.wait_for(f"other rows, with {missing}", lambda: rows(program) != said)
    assert not missing, missing


STEPS = [begin, walk, commune_told, list_follows, all_in_list]


def main():
    shared = {}
    try:
        passed = v.run_steps(STEPS, shared)
    finally:
        for name in ("program", "server"):
            if name in shared:
                shared[name].stop()
        BUS.stop()
    sys.exit(not passed)


main()
