#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The completion of both programs, typed into a real bash, with bash-completion and without (prints TAP):
completion.py PROGRAM…"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

source = pathlib.Path(os.environ["VIGIE_SOURCE"]) / "data/completions"
have_demo = os.environ["VIGIE_HAVE_DEMO"] == "1"
LIBRARY = pathlib.Path("/usr/share/bash-completion/bash_completion")
folder = pathlib.Path(tempfile.mkdtemp(prefix="vigie-completion-"))
completions = folder / "data/bash-completion/completions"
completions.mkdir(parents=True)
for file in source.iterdir():
    shutil.copy(file, completions)
work = folder / "work"
(work / "un dossier").mkdir(parents=True)
for name in ("carte du pays.mbtiles", "jeton", "tuiles.pmtiles", "notes.txt"):
    (work / name).touch()
tap = Tap()


class Bash:
    """An interactive bash at a terminal of its own."""

    def __init__(self, *lines):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(work)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"],
                       dict(os.environ, TERM="dumb", HOME=str(folder), PS1="", LC_ALL="C.UTF-8", INPUTRC="/dev/null",
                            XDG_DATA_HOME=str(folder / "data"), HISTFILE=""))
        self.seen = ""
        # Tab completes as ever; Ctrl+X * puts in all that it would offer; Ctrl+X p shows the line and empties it.
        self.run("bind 'set enable-bracketed-paste off'", "bind '\"\\C-x*\": insert-completions'",
                 "_show() { printf '<%s>\\n' \"$READLINE_LINE\"; READLINE_LINE=; }", "bind -x '\"\\C-xp\": _show'", *lines)

    def read_until(self, pattern, seconds=20):
        end = time.monotonic() + seconds
        while not (found := re.search(pattern, self.seen, re.S)):
            if not select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError(f"no {pattern} in {self.seen!r}")
            self.seen += os.read(self.terminal, 65536).decode(errors="replace")
        return found

    def run(self, *lines):
        for number, line in enumerate(lines):
            self.seen = ""
            os.write(self.terminal, f"{line}; echo done''-{number}\n".encode())
            self.read_until(rf"done-{number}\r?\n")

    def line_after(self, text, keys):
        self.seen = ""
        os.write(self.terminal, (text + keys + "\x18p").encode())
        return self.read_until(r"<([^<>]*)>\r?\n").group(1)

    def complete(self, text):
        """What the line is after a Tab."""
        return self.line_after(text, "\t")

    def offers(self, text):
        """All that the last word of @text may become, as typed."""
        return self.line_after(text, "\x18*")

    def end(self):
        os.write(self.terminal, b"\x15exit\n")
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def options(program):
    text = subprocess.run([program, "--help-all"], capture_output=True, text=True, check=True,
                          env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="en")).stdout
    heads = "\n".join(line.split("  ")[1] if line.startswith("  ") else "" for line in text.splitlines())
    return text, set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", heads)) - {"--help-all", "--help-gapplication"}


DEMO = set() if have_demo else {"--demo", "-d", "--pace", "-p"}
programs = {pathlib.Path(name).name: name for name in sys.argv[1:]}
CASES = (
    # typed, then what a Tab makes of it
    ("vigie --pag", "vigie --page="),
    ("vigie --page=att", "vigie --page=attendance "),
    ("vigie --page fl", "vigie --page fleet "),
    ("vigie --status=j", "vigie --status=json "),
    ("vigie --energy=", "vigie --energy=json "),
    ("vigie --server un", "vigie --server unix:"),
    ("vigie --server=htt", "vigie --server=http"),
    ("vigie --site=", "vigie --site="),
    ("vigie vig", "vigie vigie:"),
    ("vigie vigie:pa", "vigie vigie:page/"),
    ("vigie vigie:page/m", "vigie vigie:page/map "),
    ("vigie car", "vigie carte\\ du\\ pays.mbtiles "),
    ("vigie tui", "vigie tuiles.pmtiles "),
    ("vigie not", "vigie not"),
    ("vigie-ingest --tok", "vigie-ingest --token-file="),
    ("vigie-ingest --token-file=je", "vigie-ingest --token-file=jeton "),
    ("vigie-ingest -t je", "vigie-ingest -t jeton "),
    ("vigie-ingest --affluence-folder un", "vigie-ingest --affluence-folder un\\ dossier/"),
    ("vigie-ingest --listen=12", "vigie-ingest --listen=127.0.0.1:8080 "),
    ("vigie-ingest --listen 127.0.0.1:", "vigie-ingest --listen 127.0.0.1:8080 "),
    ("vigie-ingest --listen un", "vigie-ingest --listen unix:"),
)
shells = {"bash alone": [f"source {completions}/{name}" for name in programs]}
if tap.check("bash-completion is here to be tried", LIBRARY.exists(), LIBRARY):
    shells["with bash-completion"] = [f"source {LIBRARY}"]
for how, lines in shells.items():
    bash = Bash(*lines)
    for typed, expected in CASES:
        if typed.split()[0] in programs:
            made = bash.complete(typed)
            tap.check(f"{how}: {typed}", made == expected, made)
    for name, program in programs.items():
        text, known = options(program)
        told = {word.rstrip("=") for word in bash.offers(f"{name} -").split()[1:]}
        tap.check(f"{how}: the options of {name} are those of its help", told - DEMO == known - DEMO, told ^ known)
    pages = re.search(r"--page=PAGE +.*: (.*)", options(programs["vigie"])[0]).group(1).split(", ")
    offered = bash.offers("vigie --page ").split()[2:]
    tap.check(f"{how}: the pages are those of the help", sorted(offered) == sorted(pages), offered)
    links = {match for match in re.findall(r"  (vigie:\w+/)", options(programs["vigie"])[0])}
    offered = set(re.findall(r"\w+/", bash.offers("vigie vigie:")))
    tap.check(f"{how}: the links are those of the help", {f"vigie:{word}" for word in offered} == links, (offered, links))
    bash.end()
shutil.rmtree(folder)
tap.end()
