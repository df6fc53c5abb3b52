#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A build without the demonstration (TAP): nothing offers it, and who asks for it is told so in words.

    without-demo.py [vigie-ingest]      the latter where it is part of the build

For builds with -Ddemo=false or -Dingest=false only. Settings that another build left speak of it still.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import vigie_program as v  # noqa: E402

NUMBER = 0
FAILED = False


def check(name, good, shown=""):
    global NUMBER, FAILED
    NUMBER += 1
    FAILED |= not good
    if not good:
        for line in str(shown).splitlines():
            print(f"# {line}")
    print(f"{'ok' if good else 'not ok'} {NUMBER} - {name}", flush=True)


def run(*arguments):
    """In English, so that the words can be told."""
    return subprocess.run(arguments, env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE=""), capture_output=True,
                          text=True, timeout=60)


def shown(*arguments, settings=None):
    """What the window says, in English, once it shows a button to connect."""
    with tempfile.TemporaryDirectory(prefix="vigie-") as folder:
        variables = {"LC_ALL": "C.UTF-8", "LANGUAGE": "", "XDG_CONFIG_HOME": folder, "GSETTINGS_BACKEND": "keyfile"}
        if settings:
            keyfile = pathlib.Path(folder, "glib-2.0/settings/keyfile")
            keyfile.parent.mkdir(parents=True)
            keyfile.write_text(settings)
        program = v.Program(*arguments, environment=variables)
        try:
            program.wait("Connect to a Server…", "button")
            return program.texts()
        finally:
            program.stop()


print("TAP version 14")
has_ingest = "vigie-ingest" in sys.argv[1:]
print(f"1..{8 if has_ingest else 5}")

answer = run("vigie", "--help")
check("--help of vigie says nothing of --demo", answer.returncode == 0 and "--server" in answer.stdout
      and "--demo" not in answer.stdout, answer.stdout)
answer = run("vigie", "--demo")
check("vigie --demo says that there is none, and fails", answer.returncode == 2
      and "This build of Vigie does not include the demonstration territory." in answer.stderr,
      f"{answer.returncode} {answer.stderr}")
answer = run("vigie", "--energy=json", "--demo")
check("so does vigie --energy --demo", answer.returncode != 0
      and "This build of Vigie does not include the demonstration territory." in answer.stderr,
      f"{answer.returncode} {answer.stderr}")
if has_ingest:
    answer = run("vigie-ingest", "--help")
    check("--help of vigie-ingest says nothing of --demo and --pace", answer.returncode == 0
          and "--listen" in answer.stdout and not any(word in answer.stdout for word in ("--demo", "--pace")),
          answer.stdout)
    for option in ("--demo", "--pace=60"):
        answer = run("vigie-ingest", option, "--listen", "127.0.0.1:0")
        check(f"vigie-ingest {option} says that there is none, and fails", answer.returncode == 2
              and "This build does not include the demonstration." in answer.stderr,
              f"{answer.returncode} {answer.stderr}")

texts = shown()
check("the welcome offers a server, and no demonstration", "Welcome to Vigie" in texts
      and not any("demonstration" in text.lower() for text in texts), texts)
texts = shown(settings="[fr/agglo/Vigie]\ncurrent-server='demo:'\n")
check("settings that name it: told in words, without a way to try again", "Nothing to Show" in texts
      and "This build of Vigie does not include the demonstration territory." in texts
      and "Retry" not in texts, texts)
sys.exit(FAILED)
