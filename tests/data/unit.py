#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The systemd unit of vigie-ingest: valid, and its commands run as a service manager runs them (prints TAP):
unit.py UNIT VIGIE_INGEST."""
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

unit, program = pathlib.Path(sys.argv[1]), os.path.abspath(sys.argv[2])
readme = (pathlib.Path(os.environ["VIGIE_SOURCE"]) / "README.md").read_text(encoding="utf-8")
folder = pathlib.Path(tempfile.mkdtemp(prefix="vigie-unit-"))
environment = dict(os.environ, XDG_RUNTIME_DIR=str(folder), XDG_CONFIG_HOME=str(folder / "config"),
                   XDG_DATA_HOME=str(folder / "data"), LC_ALL="C.UTF-8", LANGUAGE="")
tap = Tap()


def verify(name, text):
    """What systemd has to say of a user's unit."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    run = subprocess.run(["systemd-analyze", "--user", "--man=no", "--recursive-errors=yes", "verify", str(path)],
                         env=environment, capture_output=True, text=True)
    return (run.stdout + run.stderr).strip() or ("" if run.returncode == 0 else f"exit code {run.returncode}")


text = unit.read_text(encoding="utf-8")
command = re.search(r"^ExecStart=(\S+)", text, re.M).group(1)
tap.check("it starts the installed program", os.path.isabs(command) and command.endswith("/vigie-ingest"), command)
# Here it is not installed yet.
text = text.replace(command, program)
said = verify("vigie-ingest.service", text)
tap.check("systemd has nothing to say of it", said == "", said)
said = verify("wrong.service", text.replace("NoNewPrivileges", "NoNewPriviliges"))
tap.check("it would, of a slip", "NoNewPriviliges" in said, said)
found = re.search(r"^```ini\n(\[Unit\].*?)^```", readme, re.M | re.S)
if tap.check("the README has one for the Flatpak", found):
    # flatpak itself need not be here.
    said = verify("vigie-ingest-flatpak.service", re.sub(r"^ExecStart=flatpak", "ExecStart=/bin/true", found.group(1), flags=re.M))
    tap.check("systemd has nothing to say of that one", said == "", said)


def expand(line):
    """The words of a command, its specifiers and variables put in as the manager does."""
    values = dict(word.split("=", 1) for word in re.search(r"^Environment=(.*)", text, re.M).group(1).split())
    values["VIGIE_INGEST_LISTEN"] = f"unix:{folder}/socket"
    words = []
    for word in shlex.split(line):
        if re.fullmatch(r"\$\w+", word):  # unquoted: as many words as it has
            words += values[word[1:]].split()
        else:
            word = re.sub(r"\$\{(\w+)\}", lambda match: values[match.group(1)], word)
            words.append(word.replace("%E", environment["XDG_CONFIG_HOME"]).replace("$$", "$").replace("%%", "%"))
    return words


(folder / "config/vigie").mkdir(parents=True, mode=0o700)  # ConfigurationDirectory=
before = re.search(r"^ExecStartPre=(.*)", text, re.M).group(1)
token = folder / "config/vigie/token"
old = os.umask(0o077)  # UMask=
for _ in range(2):
    run = subprocess.run(expand(before), env=environment, capture_output=True, text=True)
    first = token.read_text() if token.exists() else ""
os.umask(old)
tap.check("the first start makes a token that is its user's alone",
          run.returncode == 0 and len(first.strip()) == 32 and token.stat().st_mode & 0o777 == 0o600, run)
subprocess.run(expand(before), env=environment, check=True)
tap.check("the next one keeps it", token.read_text() == first)

manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind(str(folder / "notify"))
manager.settimeout(30)
with open(folder / "said", "w+", encoding="utf-8") as said:
    service = subprocess.Popen(expand(re.search(r"^ExecStart=(.*)", text, re.M).group(1)), stdout=said, stderr=said,
                               env=dict(environment, NOTIFY_SOCKET=str(folder / "notify")))
    try:
        ready = manager.recv(4096).decode()
        tap.check("it says that it is ready", ready.split("\n")[0] == "READY=1" and str(folder / "socket") in ready, ready)
        answer = subprocess.run(["curl", "-s", "--unix-socket", str(folder / "socket"), "http://vigie/health"],
                                capture_output=True, text=True)
        tap.check("and it is", answer.returncode == 0 and answer.stdout.strip(), answer)
        service.send_signal(signal.SIGTERM)
        stopping = manager.recv(4096).decode()
        tap.check("it says that it ends, when it is asked to, and ends well",
                  stopping == "STOPPING=1" and service.wait(timeout=30) == 0, (stopping, service.returncode))
    except (TimeoutError, subprocess.TimeoutExpired) as error:
        said.seek(0)
        tap.check("the service starts, answers and ends", False, f"{error}\n{said.read()}")
    finally:
        service.kill()
        service.wait()
tap.check("what it stores is its user's alone",
          (folder / "data/vigie-ingest").stat().st_mode & 0o077 == 0
          and (folder / "data/vigie-ingest/store.sqlite").stat().st_mode & 0o077 == 0)
shutil.rmtree(folder)
tap.end()
