#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which calls of the program newer libraries deprecate: old.py BUILD OLD.txt MACRO…

MACRO is a version macro as GLIB_VERSION_2_90: its library warns as if that were the oldest to be used. Each file of
the program is read by the compiler of BUILD, and no object is made. A call is good where OLD.txt lists it (its name,
then why it is still called), and each that is listed must be found.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

build, listed, macros = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
newest = []
for macro in macros:
    oldest = macro[:macro.index("_VERSION")] + "_VERSION_MIN_REQUIRED"
    newest += [f"-U{oldest}", f"-D{oldest}={macro}"]
accepted = dict(re.findall(r"^(\w+)\s+(\S.*)$", listed.read_text(encoding="utf-8"), re.M))
DEPRECATED = re.compile(r"^(?:\.\./)*(\S+?:\d+):\d+: warning: (?:‘|')?(\w+)(?:’|')? is deprecated(.*) \[-Wdeprecated-declarations\]$", re.M)
LEFT = {"-o": 2, "-MF": 2, "-MQ": 2, "-MD": 1, "-c": 1, "-Werror": 1}


def commands():
    seen = set()
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        if re.search(r"(^|/)src/", entry["file"]) and entry["file"] not in seen:
            seen.add(entry["file"])
            yield entry


def read(entry):
    words, arguments, leave = shlex.split(entry["command"]), [], 0
    for word in words[1:] if words[0].endswith("ccache") else words:
        leave = leave or LEFT.get(word, 0)
        if leave:
            leave -= 1
        else:
            arguments.append(word)
    run = subprocess.run(arguments + newest + ["-fsyntax-only", "-fdiagnostics-color=never"], cwd=entry["directory"],
                         capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8"))
    return run.returncode, run.stderr


files, found, failed = 0, {}, False
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for status, words in pool.map(read, commands()):
        files += 1
        if status != 0:
            failed = True
            print(words)
        for place, name, instead in DEPRECATED.findall(words):
            found.setdefault(name, set()).add(place + instead)
for name in sorted(found):
    failed |= name not in accepted
    print(f"{name}: {accepted.get(name, 'NOT LISTED')}")
    for place in sorted(found[name]):
        print(f"    {place}")
for name in sorted(set(accepted) - set(found)):
    failed = True
    print(f"{name} is listed, but not called any more")
if files == 0:
    failed = True
    print("no file was read")
print(f"{files} files, {len(found)} calls that are deprecated by {', '.join(macros)}")
sys.exit(failed)
